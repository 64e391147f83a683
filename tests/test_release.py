"""SEC-5: detailed consumption data leave only with a release; each use is logged."""

import base64
from datetime import timedelta

from psycopg2 import IntegrityError
from psycopg2.errors import RaiseException
from test_account_file import FileCase

from odoo.exceptions import AccessError, UserError
from odoo.fields import Date
from odoo.tools import mute_logger

from common import NOON

CONSENT = base64.b64encode(b"signed")


class ReleaseCase(FileCase):
    def request(self, user=None, **values):
        Release = self.env["key.account.release"].with_user(user or self.officer)
        return Release.create(
            {
                "file_id": self.file.id,
                "what": "Spending detail",
                "purpose": "Yearly statement",
                "data_from": "2025-01-01",
                "data_to": "2025-12-31",
                **values,
            }
        )

    def decide(self, release, user=None, method="action_release", **values):
        Wizard = self.env["key.account.release.decide"].with_user(
            user or self.supervisor
        )
        release.invalidate_recordset()
        context = release.with_user(user or self.supervisor).action_decide()["context"]
        wizard = Wizard.with_context(**context).create(values)
        return getattr(wizard, method)()

    def released(self, decision=None, **values):
        release = self.request(**values)
        release.action_request()
        self.decide(release, **(decision or {}))
        return release

    def check(self, user=None, kind="print", **kwargs):
        releases = self.env["key.account.release"].with_user(user or self.officer)
        return releases._check_release(self.account, kind, **kwargs)

    def inbox(self, user):
        return self.env["mail.message"].search(
            [("notified_partner_ids", "in", user.partner_id.ids)], order="id"
        )


class TestWay(ReleaseCase):
    def test_from_request_to_log(self):
        release = self.request()
        self.assertTrue(release.name.startswith("KR"))
        with self.assertRaises(AccessError):
            self.check()
        release.action_request()
        self.assertEqual(release.state, "requested")
        with self.assertRaises(AccessError):
            self.check()
        with self.at(NOON):
            self.decide(release, note="Go ahead")
        self.assertEqual(release.state, "released")
        self.assertEqual(release.decided_by_id, self.supervisor)
        self.assertEqual(release.decided_at, NOON)
        self.assertTrue(release.usable)
        with self.at(NOON):
            self.assertEqual(self.check(note="statement.pdf"), release)
        use = release.use_ids
        self.assertEqual((use.user_id, use.used_at), (self.officer, NOON))
        self.assertEqual((use.kind, use.note), ("print", "statement.pdf"))

    def test_a_release_for_one_time_is_used_up(self):
        release = self.released()
        self.check()
        self.assertFalse(release.usable)
        with self.assertRaisesRegex(AccessError, "no release"):
            self.check()

    def test_two_uses_at_the_same_moment_cannot_both_pass(self):
        release = self.released()
        release._log_use("print", "")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            release._log_use("print", "")

    def test_a_release_for_a_time_holds_until_its_last_day(self):
        self.officer.tz = "Asia/Shanghai"
        with self.at(NOON):
            release = self.released(once=False, valid_until=Date.today())
            self.check()
            self.check()
        self.assertEqual(len(release.use_ids), 2)
        # At 16:00 UTC the next day begins in Shanghai.
        with self.at(NOON + timedelta(hours=3, minutes=59)):
            self.check()
        with self.at(NOON + timedelta(hours=4)), self.assertRaises(AccessError):
            self.check()

    def test_the_one_that_is_not_used_up_is_taken_first(self):
        once = self.released()
        with self.at(NOON):
            lasting = self.released(once=False, valid_until=Date.today())
            self.assertEqual(self.check(), lasting)
        self.assertTrue(once.usable)

    def test_it_holds_for_its_way_its_account_its_user_and_its_period_only(self):
        release = self.released()
        for wrong in (
            {"kind": "export"},
            {"kind": "disclose"},
            {"user": self.deputy},
            {"user": self.supervisor},
            {"period": ("2024-12-31", "2025-06-30")},
            {"period": ("2025-06-30", "2026-01-01")},
        ):
            with self.subTest(**wrong), self.assertRaises(AccessError):
                self.check(**wrong)
        other = self.env["res.partner"].create(
            {
                "name": "Bank",
                "key_account_kind": "group",
                "key_account_manager_id": self.officer.id,
            }
        )
        with self.assertRaisesRegex(AccessError, "Bank"):
            release._check_release(other, "print")
        self.assertEqual(self.check(period=("2025-01-01", "2025-12-31")), release)

    def test_data_of_the_people_are_those_of_the_account(self):
        release = self.released()
        used = release.with_user(self.officer)._check_release(self.contact, "print")
        self.assertEqual(used, release)

    def test_whoever_lost_the_account_uses_no_release_of_it(self):
        self.released()
        self.account.key_account_manager_id = self.stranger
        with self.assertRaises(AccessError):
            self.check()

    def test_refused_with_a_reason(self):
        release = self.request()
        release.action_request()
        with self.assertRaisesRegex(UserError, "why you refuse"):
            self.decide(release, method="action_refuse", note=" ")
        self.decide(release, method="action_refuse", note="Not needed")
        self.assertEqual(release.state, "refused")
        self.assertEqual(release.decision_note, "Not needed")
        with self.assertRaises(AccessError):
            self.check()

    def test_withdrawn_it_is_used_no_more(self):
        for user in (self.officer, self.supervisor):
            release = self.released()
            release.with_user(user).action_withdraw()
            self.assertEqual(release.state, "withdrawn")
            with self.assertRaises(AccessError):
                self.check()
        release = self.released()
        for user in (self.deputy, self.auditor):
            with self.assertRaises(AccessError):
                release.with_user(user).action_withdraw()

    def test_the_superior_decides_for_how_long(self):
        with self.at(NOON):
            release = self.request(once=False, valid_until="2036-01-01")
            release.action_request()
            self.decide(release, valid_until=Date.today())
        self.assertEqual(release.valid_until, NOON.date())

    def test_more_than_one_time_needs_a_last_day(self):
        with self.assertRaisesRegex(UserError, "needs a last day"):
            self.request(once=False).action_request()
        release = self.request()
        release.action_request()
        with self.assertRaisesRegex(UserError, "needs a last day"):
            self.decide(release, once=False)

    def test_the_log_is_never_altered_not_even_by_the_database(self):
        release = self.released()
        self.check()
        for statement in (
            "UPDATE key_account_release_use SET note = 'Forged'",
            "DELETE FROM key_account_release_use",
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(RaiseException),
                self.cr.savepoint(),
            ):
                self.cr.execute(statement)
        self.assertEqual(len(release.use_ids), 1)


class TestThirdParty(ReleaseCase):
    def consent(self, **values):
        return {
            "kind": "disclose",
            "recipient": "Auditor of the hotel",
            "consent_document": CONSENT,
            "consent_by": "Wang Fang",
            "consent_on": "2026-03-01",
            **values,
        }

    def test_without_the_consent_of_the_customer_nothing_is_disclosed(self):
        for name in ("recipient", "consent_document", "consent_by", "consent_on"):
            release = self.request(**self.consent(**{name: False}))
            with (
                self.subTest(missing=name),
                self.assertRaisesRegex(UserError, "consent"),
            ):
                release.action_request()

    def test_with_it_a_superior_may_release_it(self):
        release = self.released(**self.consent())
        self.assertEqual(self.check(kind="disclose"), release)

    def test_the_consent_is_read_by_those_who_read_the_file(self):
        release = self.request(**self.consent())
        attachment = self.env["ir.attachment"].search(
            [
                ("res_model", "=", release._name),
                ("res_id", "=", release.id),
                ("res_field", "=", "consent_document"),
            ]
        )
        self.assertTrue(attachment)
        self.assertTrue(attachment.with_user(self.supervisor).has_access("read"))
        for user in self.stranger | self.clerk:
            self.assertFalse(attachment.with_user(user).has_access("read"))


class TestWho(ReleaseCase):
    def test_whoever_may_read_the_file_asks(self):
        for user in self.officer | self.deputy | self.supervisor | self.manager:
            self.assertEqual(self.request(user).requester_id, user)
        for user in self.stranger | self.auditor | self.clerk:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.request(user)

    def test_who_asked_never_decides(self):
        release = self.request(self.supervisor)
        release.action_request()
        for user in self.supervisor | self.officer | self.auditor:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.decide(release, user)
        self.decide(release, self.head)
        self.assertEqual(release.decided_by_id, self.head)

    def test_nobody_decides_what_the_own_superior_asks_for(self):
        release = self.request(self.head)
        release.action_request()
        with self.assertRaises(AccessError):
            self.decide(release, self.supervisor)
        self.decide(release, self.manager)

    def test_a_superior_of_other_teams_decides_nothing(self):
        other = self._user("kas-other", "group_key_account_supervisor")
        self.env["key.account.team"].create({"name": "Other", "leader_id": other.id})
        release = self.request()
        release.action_request()
        with self.assertRaises(AccessError):
            self.decide(release, other)

    def test_the_wizard_of_one_who_may_not_decide_decides_nothing(self):
        release = self.request(self.supervisor)
        release.action_request()
        wizard = self.env["key.account.release.decide"].with_user(self.supervisor)
        wizard = wizard.create({"release_id": release.id, "once": True})
        with self.assertRaises(AccessError):
            wizard.action_release()

    def test_the_nearest_superior_who_did_not_ask_is_told(self):
        for requester, superior in (
            (self.officer, self.supervisor),
            (self.supervisor, self.head),
            (self.head, self.manager),
        ):
            before = self.inbox(superior)
            release = self.request(requester, what="Secret of the hotel")
            release.action_request()
            (message,) = self.inbox(superior) - before
            self.assertIn(release.name, message.body)
            self.assertNotIn("Secret", message.body + message.subject)
            self.assertNotIn(self.account.name, message.body + message.subject)

    def test_who_asked_is_told_of_the_decision(self):
        before = self.inbox(self.officer)
        release = self.released(what="Secret of the hotel")
        (message,) = self.inbox(self.officer) - before
        self.assertIn(release.name, message.body)
        self.assertNotIn("Secret", message.body)

    def test_without_a_superior_it_is_not_left_lying(self):
        self.account.key_account_team_id = False
        self.company.key_account_head_id = False
        with self.assertRaisesRegex(UserError, "no superior"):
            self.request().action_request()

    def test_who_reads(self):
        release = self.released()
        self.check()
        for user in self.officer | self.deputy | self.supervisor | self.auditor:
            self.assertTrue(self.sees(user, release))
            self.assertTrue(self.sees(user, release.use_ids))
        self.assertFalse(self.sees(self.stranger, release))
        self.assertFalse(self.sees(self.stranger, release.use_ids))

    def test_a_sent_request_is_changed_by_nobody(self):
        release = self.request()
        release.purpose = "Another purpose"
        release.action_request()
        for user in self.officer | self.supervisor | self.manager:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                release.with_user(user).purpose = "Forged"

    def test_nobody_else_changes_a_draft(self):
        release = self.request()
        for user in self.deputy | self.supervisor | self.manager:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                release.with_user(user).purpose = "Forged"

    def test_what_is_usable_is_found(self):
        release = self.released()
        releases = release.with_user(self.officer)
        self.assertIn(release, releases.search([("usable", "=", True)]))
        self.assertNotIn(release, releases.search([("usable", "=", False)]))
        self.check()
        self.assertIn(release, releases.search([("usable", "!=", True)]))

    def test_erasing_a_person_keeps_the_proof_without_its_words(self):
        used = self.request(file_id=self.person.id, what="Secret")
        open_request = self.request(file_id=self.person.id)
        used.action_request()
        self.decide(used)
        self.check()
        self.person._erase("request", "Asked for it")
        self.assertFalse(open_request.exists())
        self.assertEqual((used.what, used.purpose), ("Erased", "Erased"))
        self.assertEqual(len(used.use_ids), 1)
