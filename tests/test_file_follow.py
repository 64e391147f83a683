"""FILE-8, SEC-1: what becomes of a file when its contact is moved or merged."""

from id_numbers import KeyFileMixin, resident
from test_account_file import FileCase

from odoo.exceptions import AccessError, UserError


class FollowCase(FileCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bank = cls.env["res.partner"].create(
            {
                "name": "Shu Bank",
                "is_company": True,
                "key_account_kind": "group",
                "key_account_tier_id": cls.ref("tier_b").id,
                "key_account_manager_id": cls.stranger.id,
            }
        )
        cls.bank_file = cls.file.search([("partner_id", "=", cls.bank.id)])

    def file_of(self, contact):
        files = self.env["key.account.file"].with_context(active_test=False)
        return files.search([("partner_id", "=", contact.id)])


class TestMoved(FollowCase):
    def test_to_another_account(self):
        self.contact.parent_id = self.bank
        self.assertEqual(self.person.account_id, self.bank)
        self.assertEqual(self.person.parent_id, self.bank_file)
        self.assertFalse(self.file.person_ids)
        for records in (self.person, *self.parts):
            self.assertTrue(self.sees(self.stranger, records))
            self.assertFalse(self.sees(self.officer, records))
            self.assertEqual(records.account_id, self.bank)

    def test_out_of_all_accounts_the_file_stays_where_it_was(self):
        self.contact.parent_id = False
        self.assertEqual(self.person.account_id, self.account)
        self.assertEqual(self.person.parent_id, self.file)
        self.assertTrue(self.person.is_former)
        self.assertTrue(self.sees(self.officer, self.person))
        self.assertFalse(self.sees(self.stranger, self.person))
        self.contact.parent_id = self.bank
        self.assertEqual(self.person.account_id, self.bank)
        self.assertFalse(self.person.is_former)

    def test_a_person_becomes_a_key_account_of_the_own(self):
        self.contact.write(
            {
                "key_account_kind": "leadership",
                "key_account_manager_id": self.stranger.id,
            }
        )
        self.assertEqual(self.file_of(self.contact), self.person)
        self.assertEqual(self.person.account_id, self.contact)
        self.assertFalse(self.person.parent_id)
        self.assertTrue(self.sees(self.stranger, self.person))
        self.assertFalse(self.sees(self.officer, self.person))
        self.contact.key_account_kind = False
        self.assertEqual(self.person.account_id, self.account)
        self.assertEqual(self.person.parent_id, self.file)

    def test_an_account_that_ceases_to_be_one(self):
        self.account.key_account_kind = False
        for file in (self.file, self.person):
            self.assertEqual(file.account_id, self.account)
            self.assertTrue(file.is_former)
            self.assertFalse(self.sees(self.officer, file))
            self.assertFalse(self.sees(self.stranger, file))
            self.assertTrue(self.sees(self.manager, file))
            self.assertTrue(self.sees(self.auditor, file))
        self.assertEqual(self.file.person_ids, self.person)
        self.account.write(
            {"key_account_kind": "group", "key_account_manager_id": self.stranger.id}
        )
        self.assertEqual(self.file_of(self.account), self.file)
        self.assertFalse(self.file.is_former)
        self.assertTrue(self.sees(self.stranger, self.person))

    def test_a_file_of_a_person_that_was_there_before_that_of_the_account(self):
        # A file is never deleted; here that of the account becomes somebody else's.
        self.file.partner_id = self.env["res.partner"].create(
            {"name": "Clerk", "parent_id": self.account.id}
        )
        files = self.file | self.person
        self.env.add_to_compute(self.person._fields["parent_id"], files)
        self.assertFalse(files.parent_id)
        account_file = self.file.create({"partner_id": self.account.id})
        self.assertEqual(files.parent_id, account_file)
        self.assertEqual(account_file.person_ids, files)

    def test_another_company(self):
        company = self.env["res.company"].create({"name": "Branch Abroad"})
        self.account.key_account_company_id = company
        for records in (self.file, self.person, *self.parts):
            self.assertEqual(records.company_id, company)
            self.assertFalse(self.sees(self.manager, records))


class TestArchivedOrDeleted(FollowCase):
    def test_a_file_is_archived_and_brought_back_with_its_contact(self):
        self.contact.action_archive()
        self.assertFalse(self.person.active)
        self.assertTrue(self.file.active)
        files = self.env["key.account.file"].with_user(self.officer)
        self.assertNotIn(self.person, files.search([]))
        action = self.contact.with_user(self.officer).action_open_key_account_file()
        self.assertEqual(action["res_id"], self.person.id)
        self.contact.action_unarchive()
        self.assertTrue(self.person.active)

    def test_a_contact_with_a_file_is_not_deleted(self):
        for contact in (self.contact, self.account):
            for user in (self.supervisor, self.manager, self.env.user):
                with self.assertRaisesRegex(UserError, "Archive the contact"):
                    contact.with_user(user).unlink()
        self.assertEqual(len(self.person.relative_ids), 1)

    def test_a_contact_without_a_file_is(self):
        new = self.env["res.partner"].create(
            {"name": "New", "parent_id": self.account.id}
        )
        self.assertTrue(new.with_user(self.supervisor).unlink())

    def test_nobody_deletes_a_file(self):
        for user in (self.officer, self.supervisor, self.manager):
            with self.assertRaises(AccessError):
                self.person.with_user(user).unlink()


class TestMerged(KeyFileMixin, FollowCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.twin = cls.env["res.partner"].create(
            {
                "name": "Fang Wang",
                "parent_id": cls.account.id,
                "email": cls.contact.email,
            }
        )

    def merge(self, *contacts, user=None, into=None):
        contacts = self.env["res.partner"].union(*contacts)
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard = wizard.with_user(user or self.env.user)
        wizard._merge(contacts.ids, (into or self.twin).with_env(wizard.env))
        self.env.flush_all()
        self.env.invalidate_all()

    def lines(self, file):
        return sum(
            self.env[part._name].search_count([("file_id", "=", file.id)])
            for part in self.parts
        )

    def test_the_only_file_goes_to_the_contact_that_is_kept(self):
        self.person.department = "Desk"
        self.merge(self.contact, self.twin)
        self.assertFalse(self.contact.exists())
        self.assertEqual(self.person.partner_id, self.twin)
        self.assertEqual(self.person.department, "Desk")
        self.assertEqual(self.lines(self.person), len(self.parts))
        self.assertEqual(self.person.parent_id, self.file)

    def test_two_files_become_one_and_nothing_is_lost(self):
        self.person.write(
            {"department": "Desk", "preferred_from": 9.5, "preferred_to": 11}
        )
        other = self.file.create(
            {"partner_id": self.twin.id, "sex": "female", "department": "Desk"}
        )
        self.env["key.account.relative"].create(
            {"file_id": other.id, "name": "Li Lei", "relation": "child"}
        )
        self.merge(self.contact, self.twin)
        self.assertFalse(self.person.exists())
        self.assertEqual(other.partner_id, self.twin)
        self.assertEqual((other.sex, other.department), ("female", "Desk"))
        self.assertEqual((other.preferred_from, other.preferred_to), (9.5, 11))
        self.assertEqual(self.lines(other), len(self.parts) + 1)
        self.assertEqual(other.parent_id, self.file)

    def test_three_contacts_of_whom_two_have_files(self):
        third = self.env["res.partner"].create(
            {"name": "W. Fang", "parent_id": self.account.id, "email": "w@x.example"}
        )
        file = self.file.create({"partner_id": third.id, "sex": "female"})
        self.merge(self.contact, third, self.twin)
        (kept,) = (self.person | file).exists()
        self.assertEqual(kept.partner_id, self.twin)
        self.assertEqual(kept.sex, "female")
        self.assertEqual(self.lines(kept), len(self.parts))

    def test_files_that_contradict_each_other_stay_and_say_where(self):
        self.person.write({"sex": "male", "department": "Secret"})
        other = self.file.create(
            {"partner_id": self.twin.id, "sex": "female", "department": "Hidden"}
        )
        with self.assertRaises(UserError) as error, self.env.cr.savepoint():
            self.merge(self.contact, self.twin)
        sentence = str(error.exception)
        self.assertRegex(sentence, "Department or Unit, Sex")
        self.assertNotRegex(sentence, "Secret|Hidden")
        self.env.invalidate_all()
        self.assertTrue((self.person | other).exists())
        self.assertEqual(self.person.partner_id, self.contact)

    def test_an_archived_file_comes_back_with_what_is_kept(self):
        other = self.file.create({"partner_id": self.twin.id})
        self.twin.active = False
        self.assertFalse(other.active)
        self.merge(self.contact, self.twin, into=self.twin)
        self.assertTrue(other.active)

    def test_two_accounts_become_one_with_all_their_people(self):
        clerk = self.env["res.partner"].create(
            {"name": "Clerk", "parent_id": self.bank.id}
        )
        theirs = self.file.create({"partner_id": clerk.id})
        self.bank_file.equipment = "HFC"
        self.bank.write(
            {
                "key_account_deputy_id": self.deputy.id,
                "key_account_deputy_until": "2020-01-01",
            }
        )
        self.merge(self.bank, self.account, into=self.account)
        self.assertFalse(self.bank.exists())
        self.assertEqual(self.file_of(self.account), self.file)
        self.assertEqual(self.file.equipment, "HFC")
        self.assertEqual(self.file.person_ids, self.person | theirs)
        self.assertEqual(theirs.account_id, self.account)
        self.assertEqual(clerk.key_account_id, self.account)
        self.assertEqual(clerk.key_account_tier_id, self.ref("tier_a"))
        self.assertEqual(clerk.key_account_manager_id, self.officer)
        # Who stood in for the other account does not end who stands in for this one.
        self.assertFalse(self.account.key_account_deputy_until)
        self.assertTrue(self.sees(self.officer, theirs))
        self.assertFalse(self.sees(self.stranger, theirs))

    def test_a_key_account_is_the_one_to_keep(self):
        plain = self.env["res.partner"].create({"name": "Plain", "is_company": True})
        with self.assertRaisesRegex(UserError, "Choose it as the contact to keep"):
            self.merge(self.account, plain, into=plain)
        self.merge(self.account, plain, into=self.account)
        self.assertEqual(self.account.key_account_manager_id, self.officer)
        self.assertEqual(self.account.key_account_tier_id, self.ref("tier_a"))

    def test_files_of_two_companies_are_not_merged(self):
        company = self.env["res.company"].create({"name": "Branch Abroad"})
        self.bank.key_account_company_id = company
        with self.assertRaisesRegex(UserError, "different companies"):
            self.merge(self.bank, self.account, into=self.account)

    def test_only_those_in_charge_merge(self):
        self.stranger.group_ids |= self.ref("base.group_partner_manager")
        with self.assertRaises(AccessError):
            self.merge(self.contact, self.twin, user=self.stranger)
        self.merge(self.contact, self.twin, user=self.supervisor)
        self.assertEqual(self.person.partner_id, self.twin)

    def test_an_id_number_and_its_log_are_kept(self):
        number = resident()
        self.person.with_user(self.officer)._set_id_number(number)
        other = self.file.create({"partner_id": self.twin.id, "department": "Desk"})
        self.merge(self.contact, self.twin)
        self.assertFalse(other.exists())
        self.assertEqual(self.person.partner_id, self.twin)
        self.assertEqual(self.person.department, "Desk")
        file = self.person.with_user(self.officer)
        self.assertEqual(file._show_id_number("Contract"), number)
        log = self.env["key.account.file.disclosure"].search(
            [("file_id", "=", file.id)]
        )
        self.assertEqual(log.mapped("way"), ["shown", "entered"])

    def test_two_logs_are_never_made_one(self):
        other = self.file.create({"partner_id": self.twin.id})
        for file in (self.person, other):
            file.with_user(self.officer)._log_printed()
        with self.assertRaisesRegex(UserError, "Archive the contact that is not"):
            self.merge(self.contact, self.twin)
        self.assertEqual(len((self.person | other).exists()), 2)

    def test_a_superior_starts_files_by_exception(self):
        new = self.env["res.partner"].create(
            {"name": "New", "parent_id": self.account.id}
        )
        files = self.file.with_user(self.supervisor)
        with self.assertRaises(AccessError):
            files.create({"partner_id": new.id})
        files._open_by_exception("Officer is ill")
        self.assertEqual(files.create({"partner_id": new.id}).parent_id, self.file)
