"""SEC-2: an ID number is kept sealed, matched, shown for a reason, and logged."""

from datetime import date

import psycopg2
from id_numbers import ENTER, LOG, NUMBER, IdNumberCase, resident

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from odoo.addons.key_account_service.models.account.key_account_file_id_number import (
    IdNumberTaken,
)


class TestKeeping(IdNumberCase):
    def test_the_database_holds_no_plain_number(self):
        self.person.with_user(self.officer)._set_id_number(NUMBER)
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT f::text FROM key_account_file f"
            " UNION ALL SELECT d::text FROM key_account_file_disclosure d"
        )
        stored = str(self.env.cr.fetchall())
        self.assertIn("********14", stored)
        for part in (NUMBER, NUMBER[:6], NUMBER[6:14], NUMBER[-4:]):
            self.assertNotIn(part, stored)

    def test_however_it_is_typed_it_is_the_same(self):
        typed = "５１０１０４　19800101 0014"
        self.person._set_id_number(typed)
        self.assertEqual(self.person._show_id_number("Test"), NUMBER)

    def test_bad_numbers_are_refused_without_repeating_them(self):
        for number, kind, words in (
            ("510104198001010015", "resident", "no resident ID number"),
            ("E123", "passport", "no number of a document"),
            (NUMBER, "passport", "is a resident ID number"),
        ):
            with self.assertRaisesRegex(UserError, words) as caught:
                self.person._set_id_number(number, kind)
            self.assertNotIn(number, str(caught.exception))
            self.assertIsNone(caught.exception.__cause__)
        self.assertFalse(self.person._has_id_number)

    def test_only_who_may_write_the_file_enters_one(self):
        for user in (self.stranger, self.supervisor, self.auditor, self.clerk):
            with self.assertRaises(AccessError):
                self.person.with_user(user)._set_id_number(NUMBER)
        self.assertFalse(self.person._has_id_number)

    def test_mask_and_kind_are_not_forged(self):
        file = self.person.with_user(self.officer)
        file._set_id_number(NUMBER)
        for values in (
            {"id_number_mask": "x"},
            {"id_number_kind": "other"},
            {"id_number_sealed": "x"},
            {"id_number_hash": "x"},
            {"id_number_key": "x"},
        ):
            with self.assertRaises(AccessError):
                file.write(values)
            with self.assertRaises(AccessError):
                file.create({"partner_id": self.bank.id, **values})

    def test_a_number_is_forgotten_and_that_is_logged(self):
        self.person._set_id_number(NUMBER)
        self.assertTrue(self.person._has_id_number)
        self.person._set_id_number(False)
        self.assertFalse(self.person._has_id_number)
        self.assertIsNone(self.column("id_number_sealed"))
        self.assertIsNone(self.column("id_number_hash"))
        self.assertEqual([row[0] for row in self.log()], ["entered", "removed"])

    def test_many_at_once_in_a_few_queries(self):
        files = self.person | self.file | self.foreign
        numbers = [(resident(order), "resident") for order in (1, 2, 3)]
        files._set_id_numbers(numbers)
        self.env.flush_all()
        self.assertEqual(
            [file._show_id_number("Test") for file in files],
            [number for number, _kind in numbers],
        )


class TestMatching(IdNumberCase):
    def find(self, user, number=NUMBER, company=None):
        files = self.env["key.account.file"].with_user(user)
        return files._find_by_id_number(number, company or self.company)

    def test_it_finds_what_the_user_may_read(self):
        self.person._set_id_number(NUMBER)
        for user in (self.officer, self.supervisor, self.auditor, self.manager):
            self.assertEqual(
                self.find(user, f" {NUMBER[:6]} {NUMBER[6:]}"), self.person
            )
        for user in (self.stranger, self.clerk):
            self.assertFalse(self.find(user))

    def test_it_finds_other_documents_and_archived_files(self):
        self.person._set_id_number("E12345678", "passport")
        self.person.active = False
        self.assertEqual(self.find(self.officer, "e 12345678"), self.person)
        self.assertFalse(self.find(self.officer, "E12345679"))
        self.assertFalse(self.find(self.officer, ""))

    def test_it_finds_nothing_in_another_company(self):
        self.person._set_id_number(NUMBER)
        other = self.env["res.company"].create({"name": "Abroad"})
        self.assertFalse(self.find(self.manager, company=other))

    def test_a_number_stands_in_one_file_of_a_company(self):
        self.person._set_id_number(NUMBER)
        with self.assertRaises(IdNumberTaken):
            self.foreign._set_id_number(NUMBER)
        self.person._set_id_number(NUMBER)

    def test_a_number_stands_once_in_what_is_entered_together(self):
        with self.assertRaises(IdNumberTaken):
            (self.person | self.file)._set_id_numbers([(NUMBER, "resident")] * 2)

    def test_the_database_keeps_it_unique_as_well(self):
        self.person._set_id_number(NUMBER)
        mark = self.column("id_number_hash")
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.IntegrityError):
            self.foreign.id_number_hash = mark
            self.env.flush_all()

    def test_another_company_may_have_the_same_customer(self):
        other = self.env["res.company"].create({"name": "Abroad"})
        self.bank.key_account_company_id = other
        self.person._set_id_number(NUMBER)
        self.foreign._set_id_number(NUMBER)
        self.assertTrue(self.foreign._has_id_number)

    def test_who_may_not_read_the_other_file_does_not_learn_whose_it_is(self):
        self.person._set_id_number(NUMBER)
        with self.assertRaises(IdNumberTaken) as caught:
            self.foreign.with_user(self.stranger)._set_id_number(NUMBER)
        self.assertNotIn(self.contact.name, str(caught.exception))
        with self.assertRaisesRegex(IdNumberTaken, self.contact.name):
            self.file.with_user(self.officer)._set_id_number(NUMBER)


class TestShowing(IdNumberCase):
    def setUp(self):
        super().setUp()
        self.person._set_id_number(NUMBER)
        self.env.flush_all()

    def show(self, user, reason="Ticket for the train"):
        form = self.env["key.account.file.reveal"].with_user(user)
        form = form.create({"file_id": self.person.id, "reason": reason})
        return form.action_show()["params"]["message"]

    def test_each_showing_is_logged_with_who_and_why(self):
        for user in (self.officer, self.supervisor, self.manager):
            self.assertEqual(self.show(user), NUMBER)
            self.assertEqual(self.log()[-1], ("shown", user, "Ticket for the train"))
        self.assertEqual(len(self.log()), 4)

    def test_nobody_else_is_shown_it(self):
        for user in (self.stranger, self.auditor, self.clerk):
            with self.assertRaises(AccessError):
                self.show(user)
            with self.assertRaises(AccessError):
                self.person.with_user(user)._show_id_number("Please")
        self.assertEqual(len(self.log()), 1)

    def test_without_a_reason_it_is_not_shown(self):
        for reason in ("", " ", False):
            with self.assertRaises(UserError):
                self.person.with_user(self.officer)._show_id_number(reason)
        self.assertEqual(len(self.log()), 1)

    def test_a_file_without_number_has_nothing_to_show(self):
        with self.assertRaisesRegex(UserError, "holds no ID number"):
            self.file._show_id_number("Test")


class TestLog(IdNumberCase):
    def setUp(self):
        super().setUp()
        self.person._set_id_number(NUMBER)
        self.row = self.env[LOG].search([("file_id", "=", self.person.id)])

    def test_who_reads_the_log(self):
        for user in (self.supervisor, self.head, self.manager, self.auditor):
            self.assertEqual(self.row.with_user(user).search([]) & self.row, self.row)
        for user in (self.officer, self.deputy, self.stranger, self.clerk):
            with self.assertRaises(AccessError):
                self.row.with_user(user).search([])

    def test_a_supervisor_of_another_team_does_not(self):
        outsider = self._user("kas-outsider", "group_key_account_supervisor")
        self.assertFalse(self.row.with_user(outsider).search([]))

    def test_nobody_writes_it(self):
        for user in (self.officer, self.supervisor, self.manager, self.auditor):
            row = self.row.with_user(user)
            with self.assertRaises(AccessError):
                row.write({"reason": "x"})
            with self.assertRaises(AccessError):
                row.unlink()
            with self.assertRaises(AccessError):
                row.create({"file_id": self.person.id, "way": "entered"})

    def test_not_even_the_database_lets_it_be_altered(self):
        for statement in (
            "UPDATE key_account_file_disclosure SET reason = 'x'",
            "DELETE FROM key_account_file_disclosure",
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(psycopg2.Error, "never altered or deleted"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement)

    def test_a_default_of_the_user_forges_nothing(self):
        self.env["ir.default"].set(LOG, "user_id", self.clerk.id)
        self.env["ir.default"].set(LOG, "at", "2020-01-01 00:00:00")
        self.person.with_user(self.officer)._show_id_number("Test")
        row = self.env[LOG].search([], limit=1)
        self.assertEqual(row.user_id, self.officer)
        self.assertGreater(row.at.year, 2020)


class TestEntering(IdNumberCase):
    def form(self, user=None, **values):
        form = self.env[ENTER].with_user(user or self.officer)
        return form.create({"file_id": self.person.id, "number": NUMBER, **values})

    def table(self):
        self.env.flush_all()
        self.env.cr.execute("SELECT f::text FROM key_account_file_identify f")
        return str(self.env.cr.fetchall())

    def test_a_file_that_knows_nothing_shows_nothing(self):
        self.person.anniversary_ids.unlink()
        form = self.form()
        self.assertFalse(form.known_birth_date or form.known_sex or form.known_number)

    def test_it_enters_the_number_and_nothing_else(self):
        self.form().action_identify()
        self.assertEqual(self.person._show_id_number("Test"), NUMBER)
        self.assertFalse(self.person.sex)
        self.assertFalse(self.person._own_birthday() - self.parts[1])

    def test_the_form_holds_it_sealed_and_not_for_long(self):
        form = self.form()
        self.assertNotIn(NUMBER, self.table())
        self.assertIn("gAAAA", self.table())
        form.action_identify()
        self.assertNotIn("gAAAA", self.table())

    def test_what_was_typed_is_not_sent_back(self):
        form = self.form()
        asked = {"number": {}, "sex": {}, "birth_date": {}, "display_name": {}}
        answers = [
            form.web_read(asked),
            form.read(["number"]),
            form.search_read([], ["number"]),
        ]
        self.assertNotIn(NUMBER, str(answers))
        self.assertIn("********14", str(answers))
        saved = form.browse().web_save(
            {"file_id": self.person.id, "number": resident(2)}, asked
        )
        self.assertNotIn(resident(2), str(saved))

    def test_a_number_says_birthday_and_sex_before_it_is_kept(self):
        answer = (
            self.env[ENTER]
            .with_user(self.officer)
            .onchange(
                {"file_id": self.person.id, "kind": "resident", "number": NUMBER},
                ["number"],
                {"number": {}, "kind": {}, "sex": {}, "birth_date": {}, "file_id": {}},
            )["value"]
        )
        self.assertEqual(
            (answer["sex"], answer["birth_date"]), ("male", date(1980, 1, 1))
        )
        self.assertNotIn(NUMBER, str(answer))

    def test_what_was_ticked_is_entered_too(self):
        self.person.anniversary_ids.unlink()
        self.form(take_sex=True, take_birth_date=True).action_identify()
        self.assertEqual(self.person.sex, "male")
        day = self.person._own_birthday()
        self.assertEqual((day.year, day.month, day.day), (1980, 1, 1))

    def test_what_is_known_is_shown_and_kept_unless_ticked(self):
        self.person.sex = "female"
        form = self.form()
        self.assertEqual(form.known_sex, "female")
        self.assertEqual(form.known_birth_date, "0000-05-01")
        form.action_identify()
        self.assertEqual(self.person.sex, "female")
        self.form(take_birth_date=True).action_identify()
        self.assertEqual(self.person._own_birthday().year, 1980)
        self.assertEqual(len(self.person.anniversary_ids), 1)

    def test_a_bad_number_is_refused_at_once(self):
        with self.assertRaises(UserError):
            self.form(number="510104198001010015")

    def test_trying_numbers_out_is_logged(self):
        self.person._set_id_number(NUMBER)
        form = self.env[ENTER].with_user(self.stranger)
        form = form.create({"file_id": self.foreign.id, "number": NUMBER})
        told = form.action_identify()["params"]
        self.assertEqual(told["type"], "danger")
        self.assertNotIn(self.contact.name, told["message"])
        self.assertEqual(self.log(self.foreign), [("refused", self.stranger, False)])
        self.assertFalse(self.foreign._has_id_number)
        self.assertNotIn("gAAAA", self.table())

    def test_no_form_about_a_file_that_one_may_not_read(self):
        for model in (ENTER, "key.account.file.reveal"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.stranger).create(
                    {"file_id": self.person.id, "reason": "x"}
                    if model != ENTER
                    else {"file_id": self.person.id}
                )

    def test_nothing_to_keep_forgets_nothing(self):
        self.person._set_id_number(NUMBER)
        with self.assertRaises(UserError):
            self.form(number=False).action_identify()
        self.assertTrue(self.person._has_id_number)
