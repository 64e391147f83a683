"""SEC-1: a superior changes a file by exception, for a time, in the sight of all."""

from datetime import timedelta

import psycopg2
from lxml import etree
from test_account_file import PARTS, FileCase

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form
from odoo.tools import mute_logger

from common import NOON

MINUTE = timedelta(minutes=1)


class ExceptionCase(FileCase):
    def unlock(self, user, file=None, reason="The manager is ill"):
        form = self.env["key.account.file.unlock"].with_user(user)
        form = form.create({"file_id": (file or self.file).id, "reason": reason})
        return form.action_unlock()

    def changes(self, user, record=None):
        """Whether a user may change a record at this moment."""
        self.env.invalidate_all()
        return (record or self.file).with_user(user).has_access("write")


class TestException(ExceptionCase):
    def test_a_superior_changes_the_file_while_it_lasts(self):
        for user in (self.supervisor, self.head, self.manager):
            with self.at(NOON):
                self.assertFalse(self.changes(user))
                self.unlock(user)
            for minutes, may in ((0, True), (59, True), (60, False), (600, False)):
                with self.at(NOON + minutes * MINUTE), self.subTest(minutes=minutes):
                    self.assertEqual(self.changes(user), may)

    def test_it_holds_for_the_people_and_the_parts_of_the_file(self):
        with self.at(NOON):
            self.unlock(self.supervisor)
            self.person.with_user(self.supervisor).department = "Sales"
            for part in self.parts:
                self.assertTrue(self.changes(self.supervisor, part))
                values = {**PARTS[part._name], "file_id": self.file.id}
                if "number" in values:
                    values["number"] = "8100 0002"  # A number is one customer's.
                self.assertTrue(part.with_user(self.supervisor).create(values))
            self.person.with_user(self.supervisor)._set_id_number(False)

    def test_it_holds_for_nobody_else_and_for_no_other_file(self):
        bank = self.env["res.partner"].create(
            {
                "name": "Bank",
                "key_account_kind": "group",
                "key_account_manager_id": self.officer.id,
            }
        )
        other = self.file.search([("partner_id", "=", bank.id)])
        with self.at(NOON):
            self.unlock(self.supervisor)
            self.assertFalse(self.changes(self.head))
            self.assertFalse(self.changes(self.manager))
            self.assertFalse(self.changes(self.supervisor, other))

    def test_of_one_person_it_holds_for_that_person_only(self):
        with self.at(NOON):
            self.unlock(self.supervisor, self.person)
            self.assertTrue(self.changes(self.supervisor, self.person))
            self.assertFalse(self.changes(self.supervisor, self.file))

    def test_it_ends_with_the_right_to_read(self):
        with self.at(NOON):
            self.unlock(self.supervisor)
            self.team.leader_id = self.head
            self.assertFalse(self.changes(self.supervisor))

    def test_the_time_is_configured(self):
        self.company.key_account_exception_minutes = 15
        with self.at(NOON):
            self.unlock(self.supervisor)
        with self.at(NOON + 15 * MINUTE):
            self.assertFalse(self.changes(self.supervisor))
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.IntegrityError):
            self.company.key_account_exception_minutes = 0

    def test_only_superiors_open_a_file(self):
        for user in (self.stranger, self.auditor, self.clerk):
            with self.assertRaises(AccessError):
                self.unlock(user)
            with self.assertRaises(AccessError):
                self.file.with_user(user)._open_by_exception("Please")
        self.assertFalse(self.file.exception_ids)

    def test_to_read_all_is_not_to_lead_all(self):
        outsider = self._user("kas-outsider", "group_key_account_supervisor")
        with self.assertRaises(AccessError):
            self.unlock(outsider)
        outsider.group_ids |= self.ref("group_key_account_auditor")
        with self.assertRaisesRegex(AccessError, "Only a supervisor"):
            self.file.with_user(outsider)._open_by_exception("I may read it")

    def test_who_serves_the_account_needs_none(self):
        self.account.key_account_deputy_id = self.supervisor
        with self.assertRaisesRegex(UserError, "already"):
            self.unlock(self.supervisor)

    def test_without_a_reason_none_is_made(self):
        for reason in (" ", "\t"):
            with self.assertRaisesRegex(UserError, "Say why"):
                self.unlock(self.supervisor, reason=reason)

    def test_the_form_says_what_one_may_do(self):
        with self.at(NOON):
            file = self.file.with_user(self.supervisor)
            self.assertFalse(file.is_editable or file.exception_until)
            self.unlock(self.supervisor)
            self.env.invalidate_all()
            self.assertTrue(file.is_editable)
            self.assertEqual(file.exception_until, NOON + 60 * MINUTE)
            person = self.person.with_user(self.supervisor)
            self.assertEqual(person.exception_until, NOON + 60 * MINUTE)
            self.assertFalse(self.file.with_user(self.head).exception_until)
        self.env.invalidate_all()
        with self.at(NOON + 61 * MINUTE):
            self.assertFalse(file.is_editable or file.exception_until)

    def test_the_form_is_closed_to_those_who_could_not_save_it(self):
        """A superior must not fill in what is refused on saving."""
        file = self.file.with_user(self.supervisor)
        with self.assertRaisesRegex(AssertionError, "readonly"):
            Form(file).preferences = "Tea"
        self.unlock(self.supervisor)
        self.env.invalidate_all()
        with Form(file) as form:
            form.preferences = "Tea"
        with Form(self.file.with_user(self.officer)) as form:
            form.preferences = "No alcohol"

    def test_so_are_the_forms_of_its_lines(self):
        device = self.env["key.account.device"].create(
            {"file_id": self.file.id, "number": "8001"}
        )
        with self.assertRaisesRegex(AssertionError, "readonly"):
            Form(device.with_user(self.supervisor)).model = "HD"
        with Form(device.with_user(self.officer)) as form:
            form.model = "HD"

    def test_every_field_of_every_view_says_so(self):
        mixin = self.env.registry["key.account.editable.mixin"]
        for name, model in self.env.registry.items():
            if model._abstract or not issubclass(model, mixin):
                continue
            with self.subTest(model=name):
                arch = etree.fromstring(
                    self.env[name].get_view(view_type="form")["arch"]
                )
                fields = self.env[name]._fields
                for node in arch.xpath("//field[not(ancestor::field)]"):
                    said = node.get("readonly") or ""
                    if not said and fields[node.get("name")].readonly:
                        continue  # Nobody writes it anyway.
                    self.assertTrue(
                        "is_editable" in said or said in ("1", "True"),
                        node.get("name"),
                    )


class TestLog(ExceptionCase):
    def setUp(self):
        super().setUp()
        with self.at(NOON):
            self.unlock(self.supervisor)
        self.env.flush_all()
        self.row = self.file.exception_ids

    def test_it_says_who_when_and_why(self):
        self.assertEqual(self.row.user_id, self.supervisor)
        self.assertEqual((self.row.at, self.row.until), (NOON, NOON + 60 * MINUTE))
        self.assertEqual(self.row.reason, "The manager is ill")

    def test_it_is_read_by_those_who_read_the_file(self):
        for user in (self.officer, self.supervisor, self.manager, self.auditor):
            self.assertTrue(self.sees(user, self.row))
        self.assertFalse(self.sees(self.stranger, self.row))
        with self.assertRaises(AccessError):
            self.row.with_user(self.clerk).search([])

    def test_nobody_alters_or_prolongs_it(self):
        later = NOON + timedelta(days=1)
        for user in (self.officer, self.supervisor, self.manager, self.auditor):
            row = self.row.with_user(user)
            values = {"file_id": self.file.id, "until": later, "reason": "x"}
            for call in (
                lambda row=row: row.write({"until": later}),
                lambda row=row: row.unlink(),
                lambda row=row: row.copy(),
                lambda row=row, values=values: row.create(values),
                lambda row=row: row.file_id.write(
                    {"exception_ids": [(1, row.id, {"until": later})]}
                ),
            ):
                with self.assertRaises(AccessError):
                    call()
        for statement in (
            "UPDATE key_account_file_exception SET until = until + '1 day'::interval",
            "DELETE FROM key_account_file_exception",
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(psycopg2.Error, "never altered or deleted"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement)

    def test_the_account_manager_is_told_by_a_link_and_no_more(self):
        told = self.env["mail.message"].search(
            [("partner_ids", "in", self.officer.partner_id.ids)], limit=1
        )
        self.assertIn(f"/odoo/key-account-files/{self.file.id}", told.body)
        for word in (self.account.name, "ill"):
            self.assertNotIn(word, f"{told.subject} {told.body} {told.record_name}")
        self.assertEqual(told.author_id, self.supervisor.partner_id)
        self.assertIn(self.officer.partner_id, told.notified_partner_ids)
