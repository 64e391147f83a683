"""SEC-1, SEC-3: nobody states what is worked out, and so gives himself a right by it.

Odoo takes a value for a stored computed field from whoever may write the record. The
fields are found by the test, and each is tried.
"""

from datetime import datetime

from protected import FILE, PART
from test_secret_models import SecretCase

from odoo.fields import Command

from wire import MODULE

WORKED_OUT = "account_id company_id parent_id verify_by completeness".split()


class TestFiles(SecretCase):
    """By those who may change the file, and hand it on by that."""

    def setUp(self):
        super().setUp()
        mine = self.env.registry
        self.written = [
            model
            for model in self.models
            if issubclass(mine[model], (mine[FILE], mine[PART]))
        ]

    def stated(self, record):
        """Another value for each stored field that is worked out."""
        return {
            field.name: self.other(record, field)
            for field in record._fields.values()
            if field.store and field.compute and field.readonly
        }

    def other(self, record, field):
        if field.type == "many2one":
            others = self.env[field.comodel_name].with_context(active_test=False)
            return others.search([("id", "!=", record[field.name].id)], limit=1).id
        return {
            "boolean": not record[field.name],
            "date": "2044-04-04",
            "datetime": "2044-04-04 04:04:04",
            "char": "x",
        }.get(field.type, 44)

    def test_no_field_that_is_worked_out_is_written(self):
        for model in self.written:
            record = self.records[model]
            for name, value in self.stated(record).items():
                with self.subTest(model=model, field=name):
                    self.assert_kept(
                        record,
                        [name],
                        lambda r=record, n=name, v=value: self.rpc(
                            self.officer, r._name, "write", r.ids, {n: v}
                        ),
                    )

    def test_the_fields_are_found(self):
        self.assertLessEqual(set(WORKED_OUT), set(self.stated(self.file)))

    def test_none_is_stated_by_the_defaults_of_a_context(self):
        club = self.env["res.partner"].create(
            {
                "name": "Club",
                "key_account_kind": "group",
                "key_account_manager_id": self.officer.id,
            }
        )
        context = {
            "default_account_id": club.id,
            "default_company_id": self.abroad.company_id.id,
        }
        person = self.env["res.partner"].create(
            {"name": "Zhao", "parent_id": self.account.id}
        )
        (made,) = self.rpc(
            self.officer, FILE, "create", [{"partner_id": person.id}], context=context
        )
        file = self.env[FILE].browse(made)
        self.assertEqual(file.account_id, self.account)
        self.assertEqual(file.company_id, self.company)
        values = {"file_id": made, "name": "Mei"}
        (made,) = self.rpc(
            self.officer, "key.account.relative", "create", [values], context=context
        )
        relative = self.env["key.account.relative"].browse(made)
        self.assertEqual(relative.account_id, self.account)

    def test_a_file_is_put_into_the_name_of_nobody_else(self):
        teller = self.env["res.partner"].create(
            {"name": "Teller", "parent_id": self.bank.id}
        )
        for contact in (self.colleague, teller):
            self.assert_kept(
                self.file,
                ["partner_id", "account_id"],
                lambda c=contact: self.rpc(
                    self.officer, FILE, "write", self.file.ids, {"partner_id": c.id}
                ),
            )
        same = {"partner_id": self.contact.id}
        self.rpc(self.officer, FILE, "write", self.file.ids, same)


class TestContacts(SecretCase):
    """By those who edit contacts, which sales staff and accountants do."""

    #: Types of fields that one writes without knowing what they mean.
    VALUES = {
        "boolean": lambda test, field: [True, False],
        "selection": lambda test, field: field.get_values(test.env)[:4],
        "many2one": lambda test, field: {
            "res.partner": test.bank.ids,
            "res.users": test.stranger.ids,
            "res.company": test.abroad.company_id.ids,
        }.get(field.comodel_name, []),
        "date": lambda test, field: ["2026-03-01"],
        "datetime": lambda test, field: [str(datetime(2026, 3, 1))],
    }
    FACTS = (
        "key_account_id",
        "key_account_manager_id",
        "key_account_deputy_id",
        "key_account_acting_deputy_id",
    )

    def setUp(self):
        super().setUp()
        self.env.ref("base.group_partner_manager").user_ids |= self.stranger

    def tries(self):
        for field in self.env["res.partner"]._fields.values():
            if field.store and field.type in self.VALUES:
                for value in self.VALUES[field.type](self, field):
                    yield field.name, value

    def test_no_field_of_a_contact_takes_its_file_away(self):
        tries = list(self.tries())
        self.assertGreater(len(tries), 50)
        for name, value in tries:
            for contact in (self.contact, self.account)[: 2 if "key_" in name else 1]:
                with self.subTest(field=name, value=value, contact=contact.name):
                    self.attack(contact, {name: value})

    def attack(self, contact, values):
        """Write, see what came of it, and take it back."""
        before = contact.read(self.FACTS), self.file.account_id
        with self.env.cr.savepoint() as savepoint:
            self.outcome(self.stranger, "res.partner", "write", contact.ids, values)
            after = contact.read(self.FACTS), self.file.account_id
            self.assertEqual(after, before)
            read = self.outcome(self.stranger, FILE, "read", self.file.ids, ["sex"])
            self.assertTrue(read)
            savepoint.rollback()
        self.env.invalidate_all()

    def test_no_contact_is_taken_out_of_its_account_in_two_steps(self):
        for values in (
            {"is_company": True},
            {"is_company": True, "parent_id": self.bank.id},
            {"parent_id": self.bank.id},
            {"commercial_partner_id": self.bank.id},
            {"is_company": False},
        ):
            self.attack(self.contact, values)
            self.outcome(
                self.stranger, "res.partner", "write", self.contact.ids, values
            )
        self.assertEqual(self.file.account_id, self.account)

    def test_a_contact_that_left_is_not_taken_over_with_its_file(self):
        self.contact.parent_id = False
        self.assertEqual(self.file.account_id, self.account)
        values = {"parent_id": self.bank.id}
        self.assert_refused(
            self.stranger, "res.partner", "write", self.contact.ids, values
        )
        child = {"child_ids": [Command.link(self.contact.id)]}
        self.assert_refused(self.stranger, "res.partner", "write", self.bank.ids, child)
        self.assertEqual(self.file.account_id, self.account)

    def test_whoever_serves_both_accounts_moves_a_contact(self):
        self.env.ref("base.group_partner_manager").user_ids |= self.officer
        self.bank.key_account_manager_id = self.officer
        values = {"parent_id": self.bank.id}
        self.rpc(self.officer, "res.partner", "write", self.contact.ids, values)
        self.assertEqual(self.file.account_id, self.bank)

    def test_a_former_account_is_given_back_by_those_in_charge_then(self):
        self.account.key_account_kind = False
        again = {
            "key_account_kind": "group",
            "key_account_manager_id": self.stranger.id,
        }
        self.assert_refused(
            self.outsider, "res.partner", "write", self.account.ids, again
        )
        again["key_account_manager_id"] = self.officer.id
        self.rpc(self.supervisor, "res.partner", "write", self.account.ids, again)
        self.assertEqual(self.account.key_account_manager_id, self.officer)

    def test_no_former_account_is_merged_into_the_own_one(self):
        self.contact.parent_id = False
        teller = self.env["res.partner"].create(
            {"name": "Teller", "parent_id": self.bank.id}
        )
        model = "base.partner.merge.automatic.wizard"
        values = {
            "partner_ids": [Command.set((self.contact | teller).ids)],
            "dst_partner_id": teller.id,
            "state": "selection",
        }
        for user in (self.stranger, self.outsider):
            (form,) = self.rpc(user, model, "create", [values])
            self.assert_refused(user, model, "action_merge", [form])
        self.assertTrue(self.contact.exists())

    def test_nobody_else_archives_a_key_account(self):
        for user in (self.stranger, self.outsider):
            self.assert_refused(
                user, "res.partner", "write", self.account.ids, {"active": False}
            )
        self.assertTrue(self.account.active)
        self.assertTrue(self.env.ref(f"{MODULE}.tier_a").active)
