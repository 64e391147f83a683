"""SEC-1, SEC-2: who reads an account file, who changes it, and from when to when."""

from datetime import timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.fields import Date
from odoo.tools import mute_logger

from common import NOON, KeyAccountCase

PARTS = {
    "key.account.relative": {"name": "Li Na"},
    "key.account.anniversary": {"month": 5, "day": 1},
    "key.account.device": {"number": "8100 0001"},
    "key.account.service": {"name": "High definition"},
    "key.account.competitor.presence": {"competitor": "Other Cable"},
}


class FileCase(KeyAccountCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.file = cls.env["key.account.file"].search(
            [("partner_id", "=", cls.account.id)]
        )
        cls.person = cls.env["key.account.file"].create({"partner_id": cls.contact.id})
        cls.parts = [
            cls.env[model].create({"file_id": cls.person.id, **values})
            for model, values in PARTS.items()
        ]

    def sees(self, user, records):
        records = records.with_user(user)
        found = bool(records.search([("id", "in", records.ids)]))
        self.assertEqual(records.has_access("read"), found)
        return found


class TestFile(FileCase):
    def test_every_key_account_has_a_file_from_its_first_day(self):
        self.assertEqual(len(self.file), 1)
        bank = self.env["res.partner"].create({"name": "Bank", "is_company": True})
        files = self.env["key.account.file"]
        self.assertFalse(files.search([("partner_id", "=", bank.id)]))
        bank.key_account_kind = "group"
        self.assertEqual(files.search([("partner_id", "=", bank.id)]).account_id, bank)

    def test_the_files_of_its_people_hang_on_the_file_of_the_account(self):
        self.assertEqual(self.person.parent_id, self.file)
        self.assertEqual(self.file.person_ids, self.person)
        self.assertFalse(self.file.parent_id)

    def test_a_contact_has_one_file(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.person.create({"partner_id": self.contact.id})

    def test_no_file_of_somebody_who_is_no_key_account(self):
        somebody = self.env["res.partner"].create({"name": "Somebody"})
        with self.assertRaisesRegex(UserError, "belongs to no key account"):
            self.file.create({"partner_id": somebody.id})

    def test_a_file_stays_when_the_contact_is_no_key_account_any_more(self):
        self.account.key_account_kind = False
        self.assertEqual(self.file.account_id, self.account)


class TestAccess(FileCase):
    def test_who_reads(self):
        readers = self.officer | self.deputy | self.supervisor | self.head
        readers |= self.manager | self.auditor
        for user in readers | self.stranger | self.clerk:
            for records in (self.file, self.person, *self.parts):
                with self.subTest(user=user.login, model=records._name):
                    if user == self.clerk:
                        with self.assertRaises(AccessError):
                            records.with_user(user).read()
                    else:
                        self.assertEqual(self.sees(user, records), user in readers)

    def test_only_who_serves_the_account_changes(self):
        for user in self.supervisor | self.manager | self.auditor | self.stranger:
            for records in (self.file, self.person, *self.parts):
                with self.subTest(user=user.login, model=records._name):
                    with self.assertRaises(AccessError):
                        records.with_user(user).write({"active": True})
        for user in self.officer | self.deputy:
            self.person.with_user(user).department = user.login
            self.assertEqual(self.person.department, user.login)

    def test_only_who_serves_the_account_adds(self):
        for user in self.supervisor | self.stranger:
            for model, values in PARTS.items():
                with self.subTest(user=user.login, model=model):
                    with self.assertRaises(AccessError):
                        self.env[model].with_user(user).create(
                            {"file_id": self.person.id, **values}
                        )
        part = self.env["key.account.relative"].with_user(self.officer)
        self.assertTrue(part.create({"file_id": self.person.id, "name": "Li Lei"}))

    def test_a_deputy_for_a_period_sees_the_file_while_it_lasts(self):
        self.account.write(
            {
                "key_account_deputy_from": "2026-03-01",
                "key_account_deputy_until": "2026-03-02",
            }
        )
        for days, seen in ((-2, False), (-1, True), (0, True), (1, False)):
            with self.at(NOON + timedelta(days=days)):
                self.env.invalidate_all()
                with self.subTest(day=Date.today()):
                    self.assertEqual(self.sees(self.deputy, self.person), seen)

    def test_no_line_is_moved_into_the_file_of_another_account(self):
        bank = self.env["res.partner"].create(
            {
                "name": "Bank",
                "key_account_kind": "group",
                "key_account_manager_id": self.stranger.id,
            }
        )
        foreign = self.file.search([("partner_id", "=", bank.id)])
        with self.assertRaises(AccessError):
            self.parts[0].with_user(self.officer).file_id = foreign
