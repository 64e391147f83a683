"""Personal-data law: consent, retention, erasure, and what is handed over."""

import base64
import json
from datetime import date
from io import BytesIO
from unittest.mock import patch

from openpyxl import load_workbook
from psycopg2.errors import RaiseException
from test_account_file import FileCase
from visits import VisitMixin

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from common import HOUR, NOON

ERASE = "key.account.file.erase"
HOLD = "key.account.file.hold"
EXPORT = "key.account.file.export"
PROTOCOL = "key.account.erasure"
TODAY = NOON.date()
ID_NUMBER = "510104198001010014"


class PersonalDataCase(VisitMixin, FileCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person.write({"employer": "Secret work", "home_street": "Secret street"})
        cls.contact.write({"phone": "028 1234", "function": "Secret job"})

    def consent(self, purpose="care", file=None, user=None, **values):
        with self.at(NOON):
            return (
                self.env["key.account.consent"]
                .with_user(user or self.officer)
                .create(
                    {
                        "file_id": (file or self.person).id,
                        "purpose_id": self.ref(f"consent_purpose_{purpose}").id,
                        **values,
                    }
                )
            )

    def erase(self, user=None, moment=NOON, files=None, **values):
        with self.at(moment):
            wizard = (
                self.env[ERASE]
                .with_user(user or self.manager)
                .create(
                    {
                        "file_ids": [(6, 0, (files or self.person).ids)],
                        "reason": "Letter 7",
                        **values,
                    }
                )
            )
            wizard.action_erase()
        self.env.invalidate_all()
        return self.env[PROTOCOL].search([], limit=1)


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


class TestErasure(PersonalDataCase):
    def cancelled_case(self):
        """A case that is over, with figures that must stay."""
        case = self.make_case(partner_name="Wang Fang", name="Secret subject")
        with self.at(NOON + HOUR):
            case.message_post(body="Secret words", message_type="comment")
            case.stage_id = self.stage("cancelled")
        self.env.flush_all()
        return case

    def test_nothing_of_the_person_is_left(self):
        case = self.cancelled_case()
        visit = self.make_visit(content="Secret content")
        with self.at(NOON + HOUR):
            visit.action_done()
        visit.message_post(body="Secret note")
        self.contact.message_post(body="Secret chatter")
        self.consent(note="Secret note")
        self.env["key.account.relative"].create(
            {
                "file_id": self.file.id,
                "name": "Secret relative",
                "partner_id": self.contact.id,
            }
        )
        deadlines = case.deadline_ids.mapped("state")
        events = len(case.deadline_ids.event_ids)
        protocol = self.erase()
        self.assertEqual(self.person.erased_on, TODAY)
        self.assertFalse(self.contact.active)
        self.assertEqual(self.contact.name, f"Erased person {self.contact.id}")
        self.assertFalse(self.contact.email or self.contact.phone)
        for part in self.parts:
            self.assertFalse(part.exists())
        self.assertEqual(self.leaks(), {})
        # The figures stay.
        self.assertEqual(case.deadline_ids.mapped("state"), deadlines)
        self.assertEqual(len(case.deadline_ids.event_ids), events)
        self.assertEqual(case.partner_id, self.contact)
        self.assertEqual(visit.state, "done")
        self.assertEqual(len(self.person.consent_ids), 1)
        self.assertIn("Cases: 1", protocol.counts)
        self.assertIn("Visits: 1", protocol.counts)
        self.assertEqual(protocol.user_id, self.manager)
        self.assertEqual(protocol.reason, "Letter 7")

    def leaks(self):
        """Columns of the database that still say something of the person."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = 'public' AND data_type IN ('character varying', 'text')
            AND (table_name LIKE 'key_account%' OR table_name IN
                ('res_partner', 'helpdesk_ticket', 'mail_message', 'mail_mail',
                 'mail_tracking_value', 'ir_attachment'))
            """
        )
        found = {}
        for table, column in self.env.cr.fetchall():
            self.env.cr.execute(
                f'SELECT id FROM "{table}" WHERE "{column}" LIKE %s', ["%Secret%"]
            )
            if ids := self.env.cr.fetchall():
                found[table, column] = ids
        return found

    def test_only_administrators_erase(self):
        users = self.officer | self.supervisor | self.auditor | self.stranger
        for user in users | self.clerk:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.erase(user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.person.with_user(user).action_erase()
        self.assertFalse(self.person.erased_on)

    def test_open_cases_stand_in_the_way(self):
        case = self.make_case()
        with self.assertRaisesRegex(UserError, case.number):
            self.erase()
        self.assertFalse(self.person.erased_on)

    def test_planned_visits_stand_in_the_way(self):
        visit = self.make_visit()
        with self.assertRaisesRegex(UserError, visit.name):
            self.erase()

    def test_users_of_ours_stand_in_the_way(self):
        self.person.partner_id = self.clerk.partner_id
        with self.assertRaisesRegex(UserError, "user here"):
            self.erase()

    def test_organisations_are_no_persons(self):
        with self.assertRaisesRegex(UserError, "organisation"):
            self.erase(files=self.file)

    def test_twice_is_refused(self):
        self.erase()
        with self.assertRaisesRegex(UserError, "already"):
            self.erase()

    def test_a_legal_hold_stands_in_the_way_until_it_ends(self):
        with self.at(NOON):
            hold = self.env[HOLD].with_user(self.manager)
            hold = hold.create(
                {
                    "file_id": self.person.id,
                    "reason": "Law suit",
                    "until": "2026-03-02",
                }
            )
            hold.action_hold()
        with self.assertRaisesRegex(UserError, "Law suit"):
            self.erase()
        self.erase(moment=NOON.replace(day=3))
        self.assertTrue(self.person.erased_on)

    def test_only_administrators_hold_and_lift(self):
        self.person.hold_reason = "Law suit"
        for user in self.officer | self.supervisor:
            with self.assertRaises(AccessError):
                self.person.with_user(user).write({"hold_reason": False})
            with self.assertRaises(AccessError):
                self.env[HOLD].with_user(user).create({"file_id": self.person.id})
        hold = self.env[HOLD].with_user(self.manager)
        hold.create({"file_id": self.person.id}).action_hold()
        self.assertFalse(self.person.hold_reason)

    def test_the_preview_counts_and_names_what_stands_in_the_way(self):
        case = self.make_case()
        with self.at(NOON):
            wizard = (
                self.env[ERASE]
                .with_user(self.manager)
                .with_context(
                    active_model="key.account.file", active_ids=self.person.ids
                )
                .create({"reason": "x"})
            )
        self.assertIn(case.number, wizard.obstacles)
        self.assertIn("Important Relative: 1", wizard.preview)
        self.assertIn("Cases: 1", wizard.preview)
        self.assertNotIn("Li Na", wizard.preview)

    def test_a_portal_login_goes_too(self):
        user = self.env["res.users"].create(
            {
                "login": "secret@portal.example",
                "partner_id": self.contact.id,
                "group_ids": [(6, 0, self.ref("base.group_portal").ids)],
            }
        )
        self.erase()
        self.assertFalse(user.active)
        self.assertNotIn("secret", user.login)

    def test_the_database_lets_nobody_alter_the_protocol(self):
        protocol = self.erase()
        self.env.flush_all()
        for statement in (
            "UPDATE key_account_erasure SET reason = 'forged' WHERE id = %s",
            "DELETE FROM key_account_erasure WHERE id = %s",
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(RaiseException),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement, (protocol.id,))
        with self.assertRaises(AccessError):
            protocol.with_user(self.manager).write({"reason": "forged"})

    def test_who_reads_the_protocol(self):
        protocol = self.erase()
        for user in self.manager | self.auditor:
            self.assertTrue(protocol.with_user(user).has_access("read"))
        for user in self.officer | self.supervisor | self.clerk:
            self.assertFalse(protocol.with_user(user).has_access("read"))

    def test_the_id_number_goes_with_seal_and_mark(self):
        self.person.with_user(self.officer)._set_id_number(ID_NUMBER)
        self.env.flush_all()
        self.assertTrue(self.person.id_number_mask)
        self.assertEqual(self.spread(), set())
        self.erase()
        self.env.flush_all()
        self.assertEqual(self.spread(), set())
        self.env.cr.execute(
            "SELECT id_number_sealed, id_number_hash, id_number_mask"
            " FROM key_account_file WHERE id = %s",
            [self.person.id],
        )
        self.assertEqual(self.env.cr.fetchone(), (None, None, None))

    def spread(self):
        """Columns that hold the end of the ID number in plain."""
        self.env.cr.execute(
            """
            SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = 'public' AND data_type IN ('character varying', 'text')
            AND table_name LIKE 'key_account_file%'
            """
        )
        found = set()
        for table, column in self.env.cr.fetchall():
            self.env.cr.execute(
                f'SELECT id FROM "{table}" WHERE "{column}" LIKE %s',
                [f"%{ID_NUMBER[-4:]}"],
            )
            if self.env.cr.fetchall():
                found.add((table, column))
        return found


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
