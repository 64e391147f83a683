"""FILE-11: the member register of a group, its coverage and conversion."""

from psycopg2 import IntegrityError
from test_account_file import FileCase

from odoo.exceptions import AccessError
from odoo.tests import Form
from odoo.tools import mute_logger


class TestMember(FileCase):
    def add(self, count, user=None, **values):
        Member = self.env["key.account.member"].with_user(user or self.officer)
        return Member.create(
            [
                {"file_id": self.file.id, "name": f"Member {number}", **values}
                for number in range(count)
            ]
        )

    def figures(self):
        self.env.invalidate_all()
        file = self.file.with_user(self.officer)
        return round(file.member_coverage, 4), round(file.member_conversion, 4)

    def test_no_members_no_figures(self):
        self.assertEqual(self.figures(), (0, 0))

    def test_coverage_and_conversion(self):
        self.add(2)
        self.add(1, competitor="Shu Net", converted_on="2026-01-05")
        self.add(3, standing="competitor", competitor="Shu Net")
        self.add(2, standing="none")
        self.assertEqual(self.figures(), (0.375, 0.25))
        file = self.file
        self.assertEqual(file.member_count, 8)
        self.assertEqual(file.member_own_count, 3)
        self.assertEqual(file.member_competitor_count, 3)
        self.assertEqual(file.member_converted_count, 1)

    def test_a_form_that_is_being_filled_in_shows_them_as_well(self):
        self.add(2)
        with Form(self.file.with_user(self.officer)) as form:
            form.headcount = 4
            self.assertEqual(form.member_count, 2)
            self.assertEqual(form.member_coverage, 0.5)

    def test_coverage_is_of_all_people_if_their_number_is_known(self):
        self.add(5)
        self.assertEqual(self.figures()[0], 1)
        self.file.with_user(self.officer).headcount = 50
        self.assertEqual(self.figures()[0], 0.1)
        self.file.with_user(self.officer).headcount = 3
        self.assertEqual(self.figures()[0], 1)

    def test_archived_members_do_not_count(self):
        self.add(1).active = False
        self.add(1, standing="none")
        self.assertEqual(self.figures()[0], 0)

    def test_figures_of_many_files_cost_one_query(self):
        accounts = self.env["res.partner"].create(
            [
                {
                    "name": f"Group {number}",
                    "key_account_kind": "group",
                    "key_account_manager_id": self.officer.id,
                }
                for number in range(20)
            ]
        )
        files = self.file.search([("partner_id", "in", accounts.ids)])
        self.env["key.account.member"].create(
            [{"file_id": file.id, "name": "Member"} for file in files]
        )
        self.env.flush_all()

        def cost(records):
            self.env.invalidate_all()
            records.mapped("headcount")
            before = self.cr.sql_log_count
            records.mapped("member_coverage")
            return self.cr.sql_log_count - before

        cost(files)
        self.assertEqual(cost(files), cost(files[:1]))

    def test_what_cannot_be(self):
        for values in (
            {"standing": "competitor"},
            {"converted_on": "2026-01-05"},
            {
                "standing": "competitor",
                "competitor": "Shu Net",
                "converted_on": "2026-01-05",
            },
        ):
            with (
                self.subTest(values=values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.cr.savepoint(),
            ):
                self.add(1, **values)
                self.env.flush_all()

    def test_who_reads_and_who_changes(self):
        member = self.add(1)
        for user in self.officer | self.supervisor | self.auditor:
            self.assertTrue(self.sees(user, member))
        self.assertFalse(self.sees(self.stranger, member))
        for user in self.supervisor | self.stranger | self.auditor | self.clerk:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.add(1, user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                member.with_user(user).phone = "1"

    def test_the_register_opens_on_the_file(self):
        action = self.file.with_user(self.officer).action_view_members()
        self.assertEqual(action["domain"], [("file_id", "=", self.file.id)])
