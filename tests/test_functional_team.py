"""TEAM-3, TEAM-6: every employee sees whom to call; who serves the account says who."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import Form

from common import NOON, KeyAccountCase


class TestFunctionalTeam(KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.colleague = self.name("Zhang Wei").with_env(self.env)

    def name(self, name, user=None, account=None, **values):
        colleagues = self.env["key.account.colleague"].with_user(user or self.officer)
        return colleagues.create(
            {
                "account_id": (account or self.account).id,
                "function_id": self.ref("function_technical").id,
                "name": name,
                "phone": "+86 28 5550 0199",
                **values,
            }
        )

    def test_every_employee_sees_whom_to_call(self):
        for contact in (self.account, self.contact):
            page = contact.with_user(self.clerk)
            self.assertEqual(page.key_account_colleague_ids.name, "Zhang Wei")
            self.assertFalse(page.key_account_team_editable)

    def test_who_serves_or_is_in_charge_names_people(self):
        for user in self.officer | self.deputy | self.supervisor | self.head:
            self.assertTrue(self.account.with_user(user).key_account_team_editable)
            self.assertTrue(self.name(user.login, user))
        for user in self.stranger | self.auditor | self.clerk:
            self.assertFalse(self.account.with_user(user).key_account_team_editable)
            for call in (
                lambda user=user: self.name(user.login, user),
                lambda user=user: self.colleague.with_user(user).write({"phone": "1"}),
                lambda user=user: self.colleague.with_user(user).unlink(),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    call()

    def test_a_deputy_does_so_in_the_period_only(self):
        self.account.key_account_deputy_until = NOON.date()
        with self.at(NOON + timedelta(days=1)), self.assertRaises(AccessError):
            self.name("Li Si", self.deputy)

    def test_nobody_is_moved_to_the_account_of_others(self):
        bank = self.env["res.partner"].create(
            {
                "name": "Bank",
                "key_account_kind": "group",
                "key_account_manager_id": self.stranger.id,
            }
        )
        with self.assertRaises(AccessError):
            self.colleague.with_user(self.officer).account_id = bank
        with self.assertRaises(AccessError):
            self.name("Li Si", account=bank)

    def test_a_user_brings_name_and_number(self):
        self.stranger.phone = "+86 28 5550 0101"
        with Form(self.env["key.account.colleague"]) as form:
            form.account_id = self.account
            form.function_id = self.ref("function_finance")
            form.user_id = self.stranger
        colleague = form.record
        self.assertEqual(colleague.name, self.stranger.name)
        self.assertEqual(colleague.phone, "+86 28 5550 0101")

    def test_it_gives_no_right_to_the_account(self):
        self.colleague.with_user(self.officer).user_id = self.stranger
        self.assertEqual(self.colleague.name, self.stranger.name)
        file = self.env["key.account.file"].search(
            [("partner_id", "=", self.account.id)]
        )
        self.assertFalse(file.with_user(self.stranger).has_access("read"))
        self.assertFalse(self.make_case().with_user(self.stranger).has_access("read"))

    def test_departments_have_named_contacts(self):
        department = self.ref("department_technical")
        department.with_user(self.manager).contact_ids = [
            (0, 0, {"name": "Night shift", "phone": "+86 28 5550 0188"})
        ]
        page = self.contact.with_user(self.clerk)
        self.assertEqual(page.key_account_department_contact_ids.name, "Night shift")
        with self.assertRaises(AccessError):
            department.contact_ids.with_user(self.supervisor).phone = "1"

    def test_departments_are_those_of_the_company_of_the_account(self):
        other = self.env["res.company"].create({"name": "Abroad"})
        self.env["key.account.department"].create(
            {
                "name": "Abroad",
                "company_id": other.id,
                "contact_ids": [(0, 0, {"name": "Far away"})],
            }
        )
        names = self.account.key_account_department_contact_ids.mapped("name")
        self.assertNotIn("Far away", names)

    def test_the_button_opens_the_team_of_the_account(self):
        action = self.contact.action_edit_key_account_team()
        self.assertEqual(action["domain"], [("account_id", "=", self.account.id)])
