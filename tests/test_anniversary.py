"""FILE-4, CARE-1: days that are kept with customers, and when they come next."""

from datetime import date, datetime

from test_account_file import FileCase

from odoo.exceptions import ValidationError
from odoo.fields import Date

#: In March 2026 it is the first lunar month.
TODAY = datetime(2026, 3, 2, 12)


class AnniversaryCase(FileCase):
    def add(self, month, day, **values):
        return self.env["key.account.anniversary"].create(
            {"file_id": self.person.id, "month": month, "day": day, **values}
        )

    def lunar(self, month, day, **values):
        return self.add(month, day, calendar="lunar", **values)


class TestNextDate(AnniversaryCase):
    def test_solar_and_lunar(self):
        with self.at(TODAY):
            self.assertEqual(self.add(3, 2).next_date, date(2026, 3, 2))
            self.assertEqual(self.add(3, 1).next_date, date(2027, 3, 1))
            self.assertEqual(self.lunar(8, 15).next_date, date(2026, 9, 25))
            leap = self.lunar(6, 1, is_leap_month=True)
            self.assertEqual(leap.next_date, date(2026, 7, 14))

    def test_it_is_never_of_yesterday(self):
        day = self.add(3, 2)
        with self.at(TODAY):
            self.assertEqual(day.next_date, date(2026, 3, 2))
        self.env.invalidate_all()
        with self.at(TODAY.replace(day=3)):
            self.assertEqual(day.next_date, date(2027, 3, 2))

    def test_today_is_that_of_the_user(self):
        day = self.add(3, 3)
        with self.at(TODAY.replace(hour=17)):
            for zone, year in (("UTC", 2026), ("Asia/Shanghai", 2026)):
                self.assertEqual(day.with_context(tz=zone).next_date.year, year)
        self.env.invalidate_all()
        with self.at(datetime(2026, 3, 3, 17)):
            self.assertEqual(day.with_context(tz="UTC").next_date.year, 2026)
            self.assertEqual(day.with_context(tz="Asia/Shanghai").next_date.year, 2027)

    def test_29_february_as_the_company_keeps_it(self):
        day = self.add(2, 29)
        for rule, expected in (
            ("before", date(2027, 2, 28)),
            ("after", date(2027, 3, 1)),
            ("leap_only", date(2028, 2, 29)),
        ):
            self.company.key_account_leap_day = rule
            with self.at(TODAY), self.subTest(rule=rule):
                self.assertEqual(day.next_date, expected)
                found = day.search([("id", "=", day.id), ("next_date", "=", expected)])
                self.assertEqual(found, day)

    def test_years_on_that_day(self):
        with self.at(TODAY):
            self.assertEqual(self.add(3, 2, year=1980).years, 46)
            self.assertEqual(self.add(3, 1, year=1980).years, 47)
            # In January, but of the lunar year before.
            self.assertEqual(self.lunar(12, 8, year=1980).next_date.year, 2027)
            self.assertEqual(self.lunar(12, 8, year=1980).years, 46)
            self.assertEqual(self.add(3, 2).years, 0)

    def test_where_the_lunar_calendar_is_not_known_nothing_is_guessed(self):
        day, other = self.lunar(1, 1), self.add(1, 1)
        with self.at(datetime(2101, 1, 1)):
            self.assertFalse(day.next_date)
            mine = [("file_id", "=", self.person.id), ("id", "in", (day | other).ids)]
            without = day.search([*mine, ("next_date", "=", False)])
            self.assertEqual(without, day)
            self.assertEqual(day.search([*mine, ("next_date", "!=", False)]), other)


class TestSearch(AnniversaryCase):
    def setUp(self):
        super().setUp()
        self.person.anniversary_ids.unlink()
        self.soon = self.add(3, 20)
        self.lantern = self.lunar(1, 15)
        self.late = self.add(4, 2)
        self.past = self.add(3, 1)

    def found(self, *terms, user=None, **kwargs):
        days = self.env["key.account.anniversary"].with_user(user or self.officer)
        with self.at(TODAY):
            return days.search(
                [("file_id", "=", self.person.id), *terms], **kwargs
            ).with_env(self.env)

    def test_in_the_next_thirty_days(self):
        term = ("next_date", "<=", "2026-04-01")
        self.assertEqual(set(self.found(term)), {self.soon, self.lantern})
        self.assertEqual(
            set(self.found(("next_date", ">", "2026-04-01"))), {self.late, self.past}
        )
        between = [("next_date", ">=", "2026-03-04"), ("next_date", "<", "2026-03-20")]
        self.assertFalse(self.found(*between))

    def test_every_operator_says_what_the_value_says(self):
        for operator in ("=", "!=", "<", "<=", ">", ">="):
            for value in ("2026-03-03", "2026-03-20", "2027-03-01", "2030-01-01"):
                with self.subTest(operator=operator, value=value), self.at(TODAY):
                    compare = {
                        "=": lambda day, v: day == v,
                        "!=": lambda day, v: day != v,
                        "<": lambda day, v: day < v,
                        "<=": lambda day, v: day <= v,
                        ">": lambda day, v: day > v,
                        ">=": lambda day, v: day >= v,
                    }[operator]
                    expected = self.person.anniversary_ids.filtered(
                        lambda day, c=compare, v=value: c(
                            day.next_date, Date.to_date(v)
                        )
                    )
                    self.assertEqual(
                        self.found(("next_date", operator, value)), expected
                    )

    def test_the_next_one_comes_first(self):
        ordered = self.found(order="next_date, id")
        self.assertEqual(list(ordered), [self.lantern, self.soon, self.late, self.past])
        reverse = self.found(order="next_date desc, id")
        self.assertEqual(list(reverse), list(ordered)[::-1])

    def test_by_month(self):
        with self.at(TODAY):
            groups = self.env["key.account.anniversary"]._read_group(
                [("file_id", "=", self.person.id)], ["next_date:month"], ["__count"]
            )
        self.assertEqual(
            groups,
            [(date(2026, 3, 1), 2), (date(2026, 4, 1), 1), (date(2027, 3, 1), 1)],
        )

    def test_the_list_may_be_sorted_and_grouped_by_it(self):
        (about,) = self.soon.fields_get(["next_date"]).values()
        self.assertTrue(about["sortable"])
        self.assertTrue(about["groupable"])

    def test_files_with_an_anniversary_soon(self):
        files = self.env["key.account.file"].with_user(self.officer)
        with self.at(TODAY):
            term = ("anniversary_ids.next_date", "<=", "2026-04-01")
            found = files.search([term])
            self.assertIn(self.person, found)
            self.assertNotIn(self.file, found)

    def test_strangers_find_none(self):
        self.assertFalse(self.found(user=self.stranger))


class TestAsWritten(AnniversaryCase):
    def test_in_english(self):
        self.assertEqual(self.add(5, 1).day_label, "May 1")
        self.assertEqual(self.lunar(8, 15).day_label, "lunar month 8, day 15")
        leap = self.lunar(6, 1, is_leap_month=True)
        self.assertEqual(leap.day_label, "lunar leap month 6, day 1")

    def test_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        for day, label in (
            (self.add(5, 1), "5月1日"),
            (self.lunar(8, 15), "农历八月十五"),
            (self.lunar(6, 1, is_leap_month=True), "农历闰六月初一"),
            (self.lunar(12, 30), "农历腊月三十"),
        ):
            self.assertEqual(day.with_context(lang="zh_CN").day_label, label)

    def test_its_name_says_whose_it_is(self):
        day = self.add(5, 1)
        self.assertIn(self.contact.name, day.display_name)
        day.relative_id = self.parts[0]
        self.assertEqual(day.display_name, "Birthday · Li Na")


class TestValidation(AnniversaryCase):
    def test_days_that_there_are_not(self):
        for values, sentence in (
            ({"month": 13, "day": 1}, "from 1 to 12"),
            ({"month": 4, "day": 31}, "never has a day 31"),
            ({"month": 2, "day": 29, "year": 1977}, "no day 29"),
            ({"month": 4, "day": 1, "is_leap_month": True}, "Only the lunar"),
            ({"month": 4, "day": 1, "year": 78}, "four digits"),
            ({"month": 4, "day": 1, "year": 2999}, "in the future"),
            ({"calendar": "lunar", "month": 4, "day": 31}, "never has a day 31"),
            (
                {"calendar": "lunar", "month": 4, "day": 1, "year": 1890},
                "from 1900 to 2099",
            ),
            (
                {
                    "calendar": "lunar",
                    "month": 6,
                    "day": 1,
                    "year": 1980,
                    "is_leap_month": True,
                },
                "no leap month 6",
            ),
        ):
            with self.subTest(**values):
                with self.assertRaisesRegex(ValidationError, sentence):
                    self.add(**values)

    def test_a_relative_of_another_file(self):
        other = self.env["key.account.relative"].create(
            {"file_id": self.file.id, "name": "Somebody"}
        )
        with self.assertRaisesRegex(ValidationError, "another account file"):
            self.add(5, 1, relative_id=other.id)

    def test_age_follows_from_the_birthday(self):
        self.person.anniversary_ids.unlink()
        with self.at(TODAY):
            self.assertEqual(self.person.age, 0)
            self.add(3, 2, relative_id=self.parts[0].id, year=1950)
            self.assertEqual(self.person.age, 0)
            self.add(3, 3, year=1980)
            self.assertEqual(self.person.age, 45)
            self.person.anniversary_ids.filtered("year").unlink()
            # The eighth day of the twelfth month of 1980 was 13 January 1981.
            self.lunar(12, 8, year=1980)
            self.assertEqual(self.person.age, 45)
