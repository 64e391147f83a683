"""SEC-1 to SEC-6, each in short; the attacks over the wire are in ``rpc``."""

import base64
from datetime import timedelta

from customer import PortalCase
from test_account_file import FileCase

from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tests import new_test_user

from common import NOON

NUMBER = "510104198001010014"


class TestSecrecyRequirements(FileCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person.write({"home_street": "Secret street", "employer": "Secret work"})

    def test_sec_01_own_accounts_only(self):
        """Own accounts and while deputising; superiors read; others whom to call."""
        self.account.key_account_deputy_from = NOON.date()
        self.account.key_account_deputy_until = NOON.date()
        for days, serves in ((-1, False), (0, True), (1, False)):
            with self.at(NOON + timedelta(days)), self.subTest(days=days):
                self.env.invalidate_all()
                person = self.person.with_user(self.deputy)
                self.assertEqual(person.has_access("read"), serves)
                self.assertEqual(person.has_access("write"), serves)
        for user in self.supervisor | self.head:
            self.assertEqual(
                self.person.with_user(user).read(["employer"])[0]["employer"],
                "Secret work",
            )
            self.assertFalse(self.person.with_user(user).has_access("write"))
        unlock = self.env["key.account.file.unlock"].with_user(self.supervisor)
        unlock.create({"file_id": self.file.id, "reason": "Ill"}).action_unlock()
        self.env.invalidate_all()
        self.person.with_user(self.supervisor).employer = "Elsewhere"
        log = self.env["key.account.file.exception"].search(
            [("file_id", "=", self.file.id)]
        )
        self.assertEqual((log.user_id, log.reason), (self.supervisor, "Ill"))
        seen = self.account.with_user(self.clerk)
        self.assertEqual(seen.key_account_manager_id, self.officer)
        self.assertEqual(seen.key_account_kind, "group")
        for user in self.clerk | self.stranger:
            with self.assertRaises(AccessError):
                self.person.with_user(user).read(["employer"])

    def test_sec_02_only_in_the_file(self):
        """ID number masked, shown on demand, each showing logged; nothing elsewhere."""
        file = self.person.with_user(self.officer)
        file._set_id_number(NUMBER)
        self.assertNotIn(NUMBER[:-2], file.id_number_mask)
        show = self.env["key.account.file.reveal"].with_user(self.officer)
        with self.assertRaises(UserError):
            show.create({"file_id": file.id, "reason": " "}).action_show()
        with self.at(NOON):
            shown = show.create({"file_id": file.id, "reason": "Contract"})
            self.assertEqual(shown.action_show()["params"]["message"], NUMBER)
        entry = self.env["key.account.file.disclosure"].search([], limit=1)
        self.assertEqual(
            (entry.user_id, entry.at, entry.reason), (self.officer, NOON, "Contract")
        )
        contact = str(self.contact.read())
        for secret in ("Secret street", "Secret work", "Li Na", NUMBER):
            self.assertNotIn(secret, contact)

    def test_sec_03_by_no_other_way(self):
        """Search, grouping, export, names, chatter, attachments, prints, companies."""
        attachment = self.env["ir.attachment"].create(
            {
                "name": "Secret",
                "res_model": self.person._name,
                "res_id": self.person.id,
                "datas": base64.b64encode(b"Secret"),
            }
        )
        abroad = self.env["res.company"].create({"name": "Branch Abroad"})
        outsider = new_test_user(
            self.env,
            "kas-elsewhere",
            groups="key_account_service.group_key_account_manager",
            company_id=abroad.id,
        )
        self.stranger.group_ids |= self.env.ref("base.group_allow_export")
        outsider.group_ids |= self.env.ref("base.group_allow_export")
        employer = Domain("employer", "=", "Secret work")
        for user in self.stranger | outsider:
            files = self.person.with_user(user)
            with self.subTest(user=user.login):
                self.assertFalse(files.search(employer))
                self.assertFalse(files._read_group(employer, ["employer"]))
                self.assertFalse(files.name_search("Wang"))
                through = [("file_id.employer", "=", "Secret work")]
                for part in self.parts:
                    self.assertFalse(part.with_user(user).search(through))
                for call in (
                    lambda files=files: files.export_data(["employer"]),
                    lambda files=files: files.copy(),
                    lambda user=user: attachment.with_user(user).read(["datas"]),
                    lambda user=user: self.printed(user),
                ):
                    with self.assertRaises(AccessError):
                        call()
        self.assertFalse(hasattr(self.person, "message_ids"))

    def printed(self, user):
        reports = self.env["ir.actions.report"].with_user(user)
        report = "key_account_service.action_report_account_file"
        return reports._render_qweb_html(report, self.person.ids)

    def test_sec_05_released_and_with_consent(self):
        """Consumption data need a release, a third party the customer's consent."""
        releases = self.env["key.account.release"].with_user(self.officer)
        asked = {"what": "Spending", "purpose": "Statement"}
        asked |= {"file_id": self.file.id, "data_from": "2025-01-01"}
        asked["data_to"] = "2025-12-31"
        with self.assertRaises(AccessError):
            releases._check_release(self.account, "export")
        release = releases.create({**asked, "kind": "export"})
        release.action_request()
        self.assertFalse(release.can_decide, "not by who asked")
        form = release.with_user(self.supervisor).action_decide()
        decide = self.env[form["res_model"]].with_user(self.supervisor)
        decide.with_context(**form["context"]).create({}).action_release()
        self.env.invalidate_all()
        used = releases._check_release(self.account, "export")
        self.assertEqual(used.use_ids.user_id, self.officer)
        with self.assertRaises(AccessError):
            releases._check_release(self.account, "export")
        third = releases.create({**asked, "kind": "disclose", "recipient": "Court"})
        with self.assertRaises(UserError):
            third.action_request()

    def test_sec_06_who_works_on_it_while_assigned(self):
        """Address and phone of the contact and the case, while assigned; no file."""
        helper = new_test_user(
            self.env,
            "kas-helper",
            groups="helpdesk_mgmt.group_helpdesk_user_own",
            email="helper@kas.test",
        )
        self.contact.write({"phone": "028 5550 1102", "street": "Shuhan Road 5"})
        case = self.make_case(user=self.officer)
        case.with_user(self.supervisor).user_id = helper
        self.env.invalidate_all()
        seen = case.with_user(helper)
        self.assertIn("No picture", seen.name)
        self.assertEqual(seen.partner_id.phone, "028 5550 1102")
        self.assertEqual(seen.partner_id.street, "Shuhan Road 5")
        with self.assertRaises(AccessError):
            self.person.with_user(helper).read(["mobile"])
        case.with_user(self.supervisor).user_id = self.officer
        self.env.invalidate_all()
        self.assertFalse(case.with_user(helper).has_access("read"))


class TestPortalRequirement(PortalCase):
    def test_sec_04_own_records_only(self):
        """A customer's portal shows the own cases, and nothing of ours in them."""
        mine = self.make_case()
        theirs = self.make_case(partner_id=self.other.id)
        self.login(self.portal_contact)
        self.assertEqual(self.get(f"/my/ticket/{mine.id}").status_code, 200)
        page = self.get(f"/my/ticket/{theirs.id}")
        self.assertNotIn(theirs.number, page.text)
        found = self.call("helpdesk.ticket", "search", [])
        self.assertEqual(found, mine.ids)
        self.assert_refused(
            "helpdesk.ticket", "read", mine.ids, ["key_account_tier_id"]
        )
        self.assert_refused("key.account.file", "search_read", [])
