"""FILE-7: a group customer is an organisation; its file is begun with no company."""

from test_account_file import FileCase

from odoo.exceptions import ValidationError
from odoo.tests import Form


class TestGroupCustomer(FileCase):
    def make(self, **values):
        return self.env["res.partner"].create(
            {"name": "Harbour", "key_account_kind": "group", **values}
        )

    def test_who_says_nothing_else_means_an_organisation(self):
        group = self.make()
        self.assertTrue(group.is_company)
        self.assertEqual(group.commercial_partner_id, group)
        self.assertTrue(self.make(company_type="company").is_company)

    def test_a_person_is_refused(self):
        for person in ({"is_company": False}, {"company_type": "person"}):
            with (
                self.subTest(person),
                self.assertRaisesRegex(ValidationError, "Harbour is a person"),
            ):
                self.make(**person)

    def test_a_person_does_not_become_one(self):
        with self.assertRaisesRegex(ValidationError, "a company first"):
            self.contact.key_account_kind = "group"
        self.contact.write({"key_account_kind": "group", "is_company": True})

    def test_a_group_does_not_become_a_person(self):
        with self.assertRaisesRegex(ValidationError, "VIP individual"):
            self.account.is_company = False
        self.account.write({"key_account_kind": "leadership", "is_company": False})
        self.assertEqual(self.account.key_account_kind, "leadership")


class TestBegunFile(FileCase):
    def test_a_file_without_a_company_yet_can_be_begun(self):
        form = Form(self.env["key.account.file"].with_user(self.officer))
        self.assertFalse(form.cooperation)
