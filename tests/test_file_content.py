"""FILE-1 to FILE-7: what stands in an account file, and what may not."""

from psycopg2 import IntegrityError
from test_account_file import FileCase
from visits import VisitMixin

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger


class TestRules(FileCase):
    def test_hours_to_reach_somebody(self):
        self.person.write({"preferred_from": 9.5, "preferred_to": 12})
        self.person.write({"preferred_from": 0, "preferred_to": 0})
        for start, end in ((12, 9), (9, 9), (-1, 4), (9, 25)):
            with self.subTest(start=start, end=end):
                with self.assertRaisesRegex(ValidationError, "00:00 and 24:00"):
                    self.person.write({"preferred_from": start, "preferred_to": end})

    def test_telephone_numbers(self):
        for name in ("mobile", "private_phone"):
            self.person[name] = "+86 28 5550 1100 转 12"
            with self.assertRaisesRegex(
                ValidationError, "no telephone number"
            ) as error:
                self.person[name] = "ask Mr Li"
            self.assertNotIn("Mr Li", str(error.exception))
            self.person[name] = False
        with self.assertRaisesRegex(ValidationError, "Phone"):
            self.parts[0].phone = "at home"

    def test_shares_of_competitors(self):
        (share,) = self.person.competitor_ids
        for value in (-1, 101):
            with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
                with self.env.cr.savepoint():
                    share.share = value
                    share.flush_recordset()
        share.share = 60
        other = share.create(
            {"file_id": self.person.id, "competitor": "Third", "share": 40}
        )
        with self.assertRaisesRegex(ValidationError, "Together.*101"):
            other.share = 41
        other.write({"file_id": self.file.id, "share": 41})

    def test_the_form_of_a_person_and_of_a_group(self):
        self.assertTrue(self.file.is_organisation)
        self.assertFalse(self.person.is_organisation)
        with Form(self.person.with_user(self.officer)) as form:
            form.sex = "female"
            form.influence = "high"
            with form.relative_ids.new() as line:
                line.name = "Li Lei"
                line.relation = "child"
            with form.anniversary_ids.new() as line:
                line.calendar = "lunar"
                line.month = 8
                line.day = 15
                self.assertEqual(line.day_label, "lunar month 8, day 15")
        self.assertEqual(len(self.person.anniversary_ids), 2)
        with Form(self.file.with_user(self.officer)) as form:
            form.equipment = "HFC"
            with form.competitor_ids.new() as line:
                line.competitor = "Shu Net"
                line.share = 20
        self.assertEqual(self.file.competitor_ids.competitor, "Shu Net")

    def test_what_stands_on_the_contact_is_shown_from_there(self):
        self.contact.write({"phone": "110", "key_person_role": "liaison"})
        self.assertEqual(self.person.phone, "110")
        self.assertEqual(self.person.key_person_role, "liaison")
        self.assertEqual(self.person.key_account_manager_id, self.officer)

    def test_who_may_change_the_file_is_told_so(self):
        for user, right in (
            (self.officer, True),
            (self.deputy, True),
            (self.supervisor, False),
            (self.auditor, False),
        ):
            self.assertEqual(self.person.with_user(user).is_editable, right)


class TestDevice(FileCase):
    def device(self, number, file=None, **values):
        return self.env["key.account.device"].create(
            {"file_id": (file or self.file).id, "number": number, **values}
        )

    def test_a_number_is_in_use_once_however_it_is_written(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            with self.env.cr.savepoint():
                self.device("８１００-0001")
        self.parts[2].action_give_back()
        self.assertTrue(self.parts[2].until)
        self.assertTrue(self.device("8100-0001"))

    def test_the_error_says_what_to_do(self):
        constraint = self.env["key.account.device"]._table_objects[
            "key_account_device_number_uniq"
        ]
        message = constraint.get_error_message(self.env["key.account.device"], None)
        self.assertIn("is in use already", message)

    def test_another_company_has_its_own_numbers(self):
        company = self.env["res.company"].create({"name": "Branch Abroad"})
        bank = self.env["res.partner"].create(
            {
                "name": "Bank",
                "key_account_kind": "group",
                "key_account_company_id": company.id,
            }
        )
        file = self.env["key.account.file"].search([("partner_id", "=", bank.id)])
        device = self.device("8100 0001", file)
        self.assertEqual(device.company_id, company)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            with self.env.cr.savepoint():
                bank.key_account_company_id = self.company
                self.env.flush_all()

    def test_it_is_found_by_its_number(self):
        devices = self.env["key.account.device"].with_user(self.officer)
        for typed in ("8100 0001", "81000001", "8100-00", "８１００"):
            with self.subTest(typed=typed):
                found = devices.search([("display_name", "ilike", typed)])
                self.assertEqual(found, self.parts[2])
        self.assertFalse(devices.search([("display_name", "ilike", "99")]))
        stranger = devices.with_user(self.stranger)
        self.assertFalse(stranger.search([("display_name", "ilike", "8100")]))

    def test_a_number_has_letters_or_digits(self):
        with self.assertRaisesRegex(ValidationError, "letters or digits"):
            self.device("--")

    def test_nobody_gives_back_before_having_it(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.device("1", since="2026-03-02", until="2026-03-01")

    def test_who_only_reads_gives_nothing_back(self):
        for user in (self.supervisor, self.auditor, self.stranger):
            with self.assertRaises(AccessError):
                self.parts[2].with_user(user).action_give_back()


class TestKeyPersons(FileCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer.group_ids |= cls.ref("base.group_partner_manager")

    def add(self, user=None, **values):
        form = self.env["key.account.key.person"].with_user(user or self.officer)
        values = {"name": "Chen Wei", "key_person_role": "decision_maker", **values}
        return form.create({"file_id": self.file.id, **values}).action_add()

    def test_contact_and_file_in_one_go(self):
        self.add(
            function="Director",
            phone="028 5550 1100",
            department="Board",
            influence="high",
            attitude="supporter",
        )
        file = self.file.person_ids - self.person
        self.assertEqual(file.partner_id.parent_id, self.account)
        self.assertEqual(file.partner_id.function, "Director")
        self.assertEqual(file.key_person_role, "decision_maker")
        self.assertEqual(file.department, "Board")
        self.assertEqual((file.influence, file.attitude), ("high", "supporter"))
        self.assertFalse(self.env["key.account.key.person"].search([]))

    def test_a_known_contact_gets_the_role_and_keeps_the_file(self):
        self.person.department = "Desk"
        self.add(
            partner_id=self.contact.id, key_person_role="liaison", attitude="neutral"
        )
        self.assertEqual(self.contact.key_person_role, "liaison")
        self.assertEqual(self.contact.email, "Wang.Fang@Hotel.Example")
        self.assertEqual(self.person.attitude, "neutral")
        self.assertEqual(self.person.department, "Desk")
        self.assertEqual(self.file.person_ids, self.person)

    def test_the_form_shows_what_is_known(self):
        self.contact.write({"phone": "110", "key_person_role": "liaison"})
        form = Form(
            self.env["key.account.key.person"]
            .with_user(self.officer)
            .with_context(default_file_id=self.file.id)
        )
        form.partner_id = self.contact
        self.assertEqual((form.phone, form.key_person_role), ("110", "liaison"))

    def test_only_who_serves_the_account_adds(self):
        for user in (self.supervisor, self.stranger, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.add(user=user)

    def test_what_is_missing_is_said(self):
        with self.assertRaisesRegex(UserError, "name of the person"):
            self.add(name=" ")
        bank = self.env["res.partner"].create({"name": "Somebody else"})
        with self.assertRaisesRegex(UserError, "another account"):
            self.add(partner_id=bank.id)
        with self.assertRaisesRegex(ValidationError, "no telephone number"):
            self.add(phone="ask")

    def test_without_the_right_to_add_contacts(self):
        with self.assertRaisesRegex(UserError, "may not add contacts"):
            self.add(user=self.deputy)
        self.contact.key_person_role = "liaison"
        self.add(
            user=self.deputy,
            partner_id=self.contact.id,
            key_person_role="liaison",
            influence="low",
        )
        self.assertEqual(self.person.influence, "low")

    def test_files_of_key_persons_that_have_none(self):
        people = self.env["res.partner"].create(
            [
                {
                    "name": f"Person {number}",
                    "parent_id": self.account.id,
                    "key_person_role": role,
                }
                for number, role in enumerate(("liaison", "influencer", False))
            ]
        )
        file = self.file.with_user(self.officer)
        self.assertEqual(file.missing_person_count, 2)
        self.assertEqual(self.person.missing_person_count, 0)
        self.assertTrue(file.action_start_person_files())
        self.assertEqual(self.file.person_ids.partner_id, self.contact | people[:2])
        self.assertEqual(file.missing_person_count, 0)
        self.assertEqual(file.person_count, 3)
        for user in (self.supervisor, self.stranger):
            with self.assertRaises(AccessError):
                self.file.with_user(user).action_start_person_files()


class TestWay(FileCase):
    def test_the_button_is_shown_to_those_who_may_use_it(self):
        for user, shown in (
            (self.officer, True),
            (self.deputy, True),
            (self.supervisor, True),
            (self.auditor, True),
            (self.stranger, False),
            (self.clerk, False),
        ):
            with self.subTest(user=user.login):
                for contact in (self.account, self.contact):
                    contact = contact.with_user(user)
                    self.assertEqual(contact.key_account_file_shown, shown)
                    if shown:
                        action = contact.action_open_key_account_file()
                        self.assertTrue(action["res_id"])

    def test_those_who_serve_the_account_may_start_a_file(self):
        new = self.env["res.partner"].create(
            {"name": "New", "parent_id": self.account.id}
        )
        for user, shown in ((self.officer, True), (self.supervisor, False)):
            self.assertEqual(new.with_user(user).key_account_file_shown, shown)
        action = new.with_user(self.officer).action_open_key_account_file()
        self.assertEqual(action["context"], {"default_partner_id": new.id})
        nobody = self.env["res.partner"].create({"name": "Nobody"})
        self.assertFalse(nobody.with_user(self.officer).key_account_file_shown)

    def test_outsiders_hear_the_same_whether_there_is_a_file_or_not(self):
        new = self.env["res.partner"].create(
            {"name": "New", "parent_id": self.account.id}
        )
        heard = set()
        for user in (self.stranger, self.clerk):
            for contact in (self.account, self.contact, new):
                with self.assertRaises(UserError) as error:
                    contact.with_user(user).action_open_key_account_file()
                heard.add(str(error.exception))
        self.assertEqual(len(heard), 1)

    def test_starting_a_file_tells_outsiders_nothing(self):
        new = self.env["res.partner"].create(
            {"name": "New", "parent_id": self.account.id}
        )
        heard = set()
        for contact in (self.contact, new):
            with self.assertRaises(AccessError) as error:
                self.file.with_user(self.stranger).create({"partner_id": contact.id})
            heard.add(str(error.exception))
        self.assertEqual(len(heard), 1)

    def test_filters(self):
        self.contact.key_person_role = "liaison"
        files = self.env["key.account.file"].with_user(self.officer)
        view = files.get_views([(False, "search")])["views"]["search"]["arch"]
        for name in ("former", "anniversary", "no_birthday", "opponents"):
            self.assertIn(f'name="{name}"', view)
        self.assertNotIn(self.file, files.search([("is_former", "=", True)]))
        self.assertIn(self.file, files.search([("is_former", "=", False)]))
        without = [
            (
                "anniversary_ids",
                "not any",
                [("kind", "=", "birthday"), ("relative_id", "=", False)],
            )
        ]
        self.assertIn(self.file, files.search(without))
        self.assertNotIn(self.person, files.search(without))
        for field in (
            "account_id",
            "key_account_tier_id",
            "key_account_manager_id",
            "key_person_role",
            "attitude",
        ):
            self.assertTrue(files._read_group([], [field], ["__count"]))


class TestServiceRecord(VisitMixin, FileCase):
    def test_visits_and_cases_so_far_as_the_reader_may_see_them(self):
        visit = self.make_visit()
        case = self.make_case(team_id=self.desk.id)
        for user in (self.officer, self.supervisor, self.auditor):
            for file in (self.file, self.person):
                file = file.with_user(user)
                with self.subTest(user=user.login, file=file.partner_id.name):
                    self.assertEqual(file.ticket_ids, case.with_user(user))
                    self.assertEqual(file.ticket_count, 1)
                    self.assertEqual(
                        file.visit_ids,
                        visit.search([("id", "=", visit.id)]).with_user(user),
                    )
        self.assertFalse(self.file.with_user(self.officer).visit_ids - visit)

    def test_the_buttons_open_what_was_counted(self):
        visit = self.make_visit()
        case = self.make_case(team_id=self.desk.id)
        for file in (self.file, self.person):
            file = file.with_user(self.officer)
            for action, record in (
                (file.action_view_visits(), visit),
                (file.action_view_cases(), case),
            ):
                found = self.env[action["res_model"]].search(action["domain"])
                self.assertEqual(found, record)

    def test_nothing_of_other_accounts(self):
        bank = self.env["res.partner"].create(
            {
                "name": "Bank",
                "key_account_kind": "group",
                "key_account_manager_id": self.officer.id,
            }
        )
        self.make_case(partner_id=bank.id, team_id=self.desk.id)
        self.assertFalse(self.file.with_user(self.officer).ticket_ids)
