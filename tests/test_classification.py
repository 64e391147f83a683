"""TIER-9: files are found and grouped by industry, size, kind and time with us."""

from psycopg2 import IntegrityError
from test_account_file import FileCase

from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from common import NOON


class TestClassification(FileCase):
    def setUp(self):
        super().setUp()
        accounts = self.env["res.partner"].create(
            [
                {
                    "name": name,
                    "key_account_kind": "group",
                    "key_account_manager_id": self.officer.id,
                }
                for name in ("New", "Old", "Loyal", "Unknown")
            ]
        )
        self.files = self.file.search([("partner_id", "in", accounts.ids)], order="id")
        days = ("2025-03-03", "2025-03-02", "2021-03-02", False)
        for file, day in zip(self.files, days, strict=True):
            file.customer_since = day

    def found(self, *condition):
        files = self.files.with_user(self.officer)
        with self.at(NOON):
            return files.search(
                [("cooperation", *condition), ("id", "in", files.ids)], order="id"
            )

    def test_new_old_and_loyal(self):
        with self.at(NOON):
            stages = [file.cooperation for file in self.files.with_user(self.officer)]
        self.assertEqual(stages, ["new", "old", "loyal", False])

    def test_each_is_found(self):
        new, old, loyal, unknown = self.files
        self.assertEqual(self.found("=", "new"), new)
        self.assertEqual(self.found("=", "old"), old)
        self.assertEqual(self.found("=", "loyal"), loyal)
        self.assertEqual(self.found("=", False), unknown)
        self.assertEqual(self.found("!=", "new"), old | loyal | unknown)
        self.assertEqual(self.found("in", ["new", "loyal"]), new | loyal)

    def test_the_years_are_those_of_the_company(self):
        self.company.write({"key_account_old_years": 2, "key_account_loyal_years": 3})
        new, old, loyal, _unknown = self.files
        self.assertEqual(self.found("=", "new"), new | old)
        self.assertEqual(self.found("=", "loyal"), loyal)

    def test_years_that_make_no_sense(self):
        for values in (
            {"key_account_loyal_years": 1},
            {"key_account_old_years": -1},
            {"key_account_loyal_years": 1000},
        ):
            with (
                self.subTest(values=values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.cr.savepoint(),
            ):
                self.company.write(values)
                self.env.flush_all()

    def test_groups(self):
        hotels = self.env["res.partner.industry"].create({"name": "Hotels"})
        self.files[0].partner_id.industry_id = hotels
        self.files[0].organisation_size = "large"
        self.files[1].organisation_kind = "listed"
        files = self.files.with_user(self.officer)
        domain = [("id", "in", files.ids)]
        with self.at(NOON):
            for name, expected in (
                ("cooperation", {"new": 1, "old": 1, "loyal": 1, False: 1}),
                ("industry_id", {hotels: 1, self.env["res.partner.industry"]: 3}),
                ("organisation_size", {"large": 1, False: 3}),
                ("organisation_kind", {"listed": 1, False: 3}),
            ):
                groups = files._read_group(domain, [name], ["__count"])
                with self.subTest(name=name):
                    self.assertEqual(dict(groups), expected)

    def test_groups_as_the_client_asks(self):
        files = self.files.with_user(self.officer)
        with self.at(NOON):
            groups = files.formatted_read_group(
                [("id", "in", files.ids)], ["cooperation"], ["__count"]
            )
            for group in groups:
                domain = [("id", "in", files.ids), *group["__extra_domain"]]
                self.assertEqual(files.search_count(domain), group["__count"])

    def test_nobody_learns_of_it_beside_the_file(self):
        fields = self.env["res.partner"]._fields
        for name in ("cooperation", "organisation_size", "customer_since"):
            self.assertNotIn(name, fields)
        files = self.files.with_user(self.stranger)
        domain = [("cooperation", "=", "new"), ("id", "in", files.ids)]
        with self.at(NOON):
            self.assertFalse(files.search(domain))
            self.assertFalse(
                files._read_group(
                    [("id", "in", files.ids)], ["cooperation"], ["__count"]
                )
            )
        with self.assertRaises(AccessError):
            self.files.with_user(self.clerk)._read_group([], ["cooperation"])
