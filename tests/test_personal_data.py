"""Personal-data law: consent, retention, erasure, and what is handed over."""

import base64
import json
from datetime import date
from io import BytesIO
from unittest.mock import patch

from openpyxl import load_workbook
from personal_data import EXPORT, ID_NUMBER, PROTOCOL, TODAY, PersonalDataCase
from psycopg2.errors import RaiseException

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from common import HOUR, NOON


class TestConsent(PersonalDataCase):
    def test_given_and_withdrawn(self):
        self.assertFalse(self.contact._has_consent("care"))
        consent = self.consent()
        self.assertTrue(self.contact._has_consent("care"))
        self.assertFalse(self.contact._has_consent("marketing"))
        with self.at(NOON):
            consent.with_user(self.deputy).action_withdraw()
        self.assertFalse(self.contact._has_consent("care"))
        self.assertEqual(consent.withdrawn_on, TODAY)
        self.assertEqual(consent.withdrawn_by_id, self.deputy)

    def test_given_anew_after_it_was_withdrawn(self):
        self.consent().action_withdraw()
        self.consent()
        self.assertTrue(self.contact._has_consent("care"))

    def test_whoever_asks_gets_the_answer_and_nothing_else(self):
        self.consent()
        both = (self.contact | self.account).with_user(self.clerk)
        self.assertEqual(both._with_consent("care"), self.contact)

    def test_who_notes_it(self):
        for user in self.supervisor | self.manager | self.auditor | self.stranger:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.consent(user=user)
        consent = self.consent()
        for user in self.supervisor | self.stranger:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                consent.with_user(user).action_withdraw()

    def test_nobody_deletes_or_forges_what_was_agreed(self):
        consent = self.consent()
        for user in self.officer | self.manager:
            with self.assertRaises(AccessError):
                consent.with_user(user).unlink()
        with self.assertRaises(AccessError):
            consent.with_user(self.officer).withdrawn_on = "2020-01-01"
        with self.assertRaises(AccessError):
            self.consent("marketing", withdrawn_on="2020-01-01")

    def test_not_in_the_future(self):
        with self.assertRaises(UserError):
            self.consent(given_on="2026-03-03")


class TestRetention(PersonalDataCase):
    def end(self):
        with self.at(NOON):
            self.contact.active = False
            self.env.flush_all()

    def due(self, moment):
        with self.at(moment):
            self.env.invalidate_all()
            files = self.env["key.account.file"].with_user(self.manager)
            # An archived contact takes its file with it.
            files = files.with_context(active_test=False)
            found = files.search([("is_due_for_erasure", "=", True)])
            self.assertEqual(self.person in found, self.person.is_due_for_erasure)
            return self.person in found

    def test_some_time_after_the_end(self):
        self.assertFalse(self.person.erase_after)
        self.end()
        self.assertEqual(self.person.erase_after, date(2028, 3, 2))
        self.assertFalse(self.due(NOON.replace(year=2028, day=1)))
        self.assertTrue(self.due(NOON.replace(year=2028)))

    def test_not_of_an_organisation(self):
        with self.at(NOON):
            self.account.active = False
            self.env.flush_all()
        self.assertTrue(self.file.ended_on)
        self.assertFalse(self.file.erase_after)

    def test_at_once_when_what_it_stood_on_is_withdrawn(self):
        consent = self.consent("file")
        self.assertFalse(self.due(NOON))
        with self.at(NOON):
            consent.action_withdraw()
        self.assertTrue(self.due(NOON))
        self.consent("file", legal_basis="contract")
        self.assertFalse(self.due(NOON))

    def test_a_changed_rule_is_followed(self):
        self.end()
        self.ref("retention_rule_person").months = 1
        self.env["key.account.file"]._work_out_upkeep()
        self.assertEqual(self.person.erase_after, date(2026, 4, 2))

    def sweep_erasure(self, moment):
        with self.at(moment):
            self.env["key.account.file"]._erase_due()
        self.env.invalidate_all()
        return bool(self.person.erased_on)

    def test_as_shipped_nothing_is_erased_by_itself(self):
        self.end()
        self.assertFalse(self.sweep_erasure(NOON.replace(year=2040)))

    def test_by_itself_if_the_rule_says_so_and_once(self):
        self.end()
        self.ref("retention_rule_person").automatic = True
        self.env["key.account.file"]._work_out_upkeep()
        self.assertFalse(self.sweep_erasure(NOON.replace(year=2028, day=1)))
        self.assertTrue(self.sweep_erasure(NOON.replace(year=2028)))
        protocol = self.env[PROTOCOL].search([("file_id", "=", self.person.id)])
        self.assertEqual(protocol.cause, "retention")
        self.sweep_erasure(NOON.replace(year=2029))
        protocol = self.env[PROTOCOL].search([("file_id", "=", self.person.id)])
        self.assertEqual(len(protocol), 1)

    def test_what_stands_in_the_way_is_shown_and_looked_at_again(self):
        self.end()
        self.ref("retention_rule_person").automatic = True
        self.env["key.account.file"]._work_out_upkeep()
        late = NOON.replace(year=2028)
        self.person.hold_reason = "Law suit"
        self.assertFalse(self.sweep_erasure(late))
        self.assertIn("Law suit", self.person.error)
        self.person.hold_reason = False
        self.assertFalse(self.sweep_erasure(late))
        self.assertTrue(self.sweep_erasure(late + HOUR))
        # It named the person.
        self.assertFalse(self.person.error)

    def test_a_poisoned_file_stops_only_itself(self):
        other = self.env["key.account.file"].create(
            {"partner_id": self.contact.copy({"name": "Other"}).id}
        )
        self.end()
        with self.at(NOON):
            other.partner_id.active = False
            self.env.flush_all()
        self.ref("retention_rule_person").automatic = True
        self.env["key.account.file"]._work_out_upkeep()
        erase = type(self.person)._erase_file

        def failing(file):
            if file == self.person:
                raise ValueError("Broken.")
            return erase(file)

        with (
            patch.object(type(self.person), "_erase_file", failing),
            self.assertLogs("odoo.addons.key_account_service", "WARNING"),
        ):
            self.assertFalse(self.sweep_erasure(NOON.replace(year=2028)))
        self.assertTrue(other.erased_on)
        self.assertEqual(self.person.error, "Broken.")


class TestExport(PersonalDataCase):
    def export(self, user, file_format="json"):
        wizard = (
            self.env[EXPORT]
            .with_user(user)
            .create(
                {
                    "file_id": self.person.id,
                    "reason": "The customer asked",
                    "file_format": file_format,
                }
            )
        )
        wizard.action_export()
        return base64.b64decode(wizard.data)

    def test_all_that_is_kept(self):
        self.consent()
        case = self.make_case()
        data = json.loads(self.export(self.officer))
        self.assertEqual(data["Contact"][0]["Name"], "Wang Fang")
        self.assertEqual(data["Account File"][0]["Employer"], "Secret work")
        self.assertEqual(data["Important Relative"][0]["Name"], "Li Na")
        self.assertEqual(data["Consent"][0]["Purpose"], "Customer care")
        self.assertEqual(data["Cases"][0]["Ticket number"], case.number)

    def test_an_id_number_is_named_not_told(self):
        self.person._set_id_number(ID_NUMBER)
        content = self.export(self.officer).decode()
        self.assertNotIn(ID_NUMBER[-4:], content)
        self.assertIn("(on record)", content)

    def test_as_a_workbook(self):
        book = load_workbook(BytesIO(self.export(self.officer, "xlsx")))
        values = {cell.value for sheet in book for row in sheet for cell in row}
        self.assertLessEqual({"Secret work", "Li Na"}, values)

    def test_on_paper(self):
        """What is printed is what is exported; each printing is logged as such."""
        self.env["key.account.relative"].create(
            {"file_id": self.person.id, "name": "<b>Zhao</b>"}
        )
        form = self.env[EXPORT].with_user(self.officer)
        form = form.create(
            {
                "file_id": self.person.id,
                "reason": "The customer asked",
                "file_format": "pdf",
            }
        )
        with self.allow_pdf_render():
            form.with_context(force_report_rendering=True).action_export()
        self.assertTrue(base64.b64decode(form.data).startswith(b"%PDF"))
        reports = self.env["ir.actions.report"]
        name = "key_account_service.action_report_personal_data"
        page = reports.with_user(self.officer)._render_qweb_html(name, form.ids)[0]
        for text in (b"Secret work", b"Li Na", b"Employer", b"Zhao"):
            self.assertIn(text, page)
        self.assertNotIn(b"<b>Zhao", page)
        log = self.env["key.account.data.export"].search([], limit=2)
        self.assertEqual(log.mapped("file_format"), ["pdf", "pdf"])
        self.assertEqual(log.user_id, self.officer)
        for user in self.supervisor | self.stranger | self.manager:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                reports.with_user(user)._render_qweb_html(name, form.ids)

    def test_what_the_history_keeps_silent_about_is_named_not_told(self):
        self.patch(
            type(self.person),
            "_history_protected",
            lambda self, name: name == "employer",
        )
        data = json.loads(self.export(self.officer))
        self.assertEqual(data["Account File"][0]["Employer"], "(on record)")

    def test_who_may(self):
        for user in self.officer | self.deputy | self.manager:
            self.assertTrue(self.export(user))
        for user in self.supervisor | self.stranger | self.auditor | self.clerk:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.export(user)

    def test_each_is_logged_with_its_reason(self):
        with self.at(NOON):
            self.export(self.officer)
        log = self.env["key.account.data.export"].search([], limit=1)
        self.assertEqual(log.user_id, self.officer)
        self.assertEqual(log.at, NOON)
        self.assertEqual(log.reason, "The customer asked")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(RaiseException),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute("DELETE FROM key_account_data_export")
