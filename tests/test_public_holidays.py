"""OPS-2: loading the public holidays and make-up days of a year."""

from datetime import date, datetime

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form

from working_hours import CalendarCase, utc

#: Make-up days of China in 2026, as published by the State Council.
MADE_UP = ["2026-01-04", "2026-02-14", "2026-02-28"]
MADE_UP += ["2026-05-09", "2026-09-20", "2026-10-10"]
WIZARD = "resource.calendar.holidays"


class TestLoadHolidays(CalendarCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.china = cls.env.ref("base.cn")
        cls.company.country_id = cls.china

    def load(self, **values):
        values = {
            "country_id": self.china.id,
            "year": 2026,
            "calendar_ids": [Command.set(self.calendar.ids)],
            **values,
        }
        return self.env[WIZARD].with_user(self.manager).create(values)

    def holidays(self):
        return self.env["resource.calendar.leaves"].search(
            [("calendar_id", "=", self.calendar.id), ("public_holiday", "=", True)]
        )

    def made_up(self):
        return sorted(str(day.date) for day in self.calendar.extra_day_ids)

    def test_the_year_2026_of_china(self):
        load = self.load()
        self.assertFalse(load.problem or load.unsettled)
        said = load.action_load()["params"]["message"]
        self.assertIn(f"{len(self.holidays())} public holidays and 6 make-up", said)
        self.assertEqual(self.made_up(), MADE_UP)
        self.assertTrue(all(self.calendar.extra_day_ids.mapped("public_holiday")))
        national_day = self.holidays().filtered(
            lambda leave: leave.date_from == utc("2026-10-01 00:00")
        )
        self.assertEqual(national_day.date_to, utc("2026-10-01 23:59:59"))
        self.assertFalse(national_day.resource_id)

    def test_a_promise_over_the_national_holidays(self):
        self.load().action_load()
        case = self.make_case(utc("2026-09-30 16:00"))
        self.assertEqual(case.resolve_by, utc("2026-10-08 12:00"))
        self.policy.write({"unit": "end_of_day", "amount": 3})
        case = self.make_case(utc("2026-09-30 16:00"))
        # 8 and 9 October, and Saturday the 10th, which is made up.
        self.assertEqual(case.resolve_by, utc("2026-10-10 17:00"))

    def test_a_make_up_day_is_worked_like_the_day_it_replaces(self):
        fridays = self.calendar.attendance_ids.filtered(lambda a: a.dayofweek == "4")
        fridays.filtered(lambda a: a.hour_from > 12).unlink()
        self.load().action_load()
        work = self.calendar._working_clock()
        day = (utc("2026-02-14 00:00"), utc("2026-02-15 00:00"))
        self.assertEqual(work.measure(*day).total_seconds(), 4 * 3600, "for a Friday")

    def test_loading_twice_adds_nothing(self):
        self.load().action_load()
        before = len(self.holidays()), self.made_up()
        again = self.load()
        self.assertFalse(again.line_ids)
        with self.assertRaisesRegex(UserError, "nothing to add"):
            again.action_load()
        self.assertEqual((len(self.holidays()), self.made_up()), before)

    def test_a_second_calendar_is_filled_without_doubling_the_first(self):
        self.load().action_load()
        before = len(self.holidays())
        shop = self.make_calendar("Shop", days=range(7), tz="Europe/Berlin")
        both = [Command.set((self.calendar | shop).ids)]
        self.load(calendar_ids=both).action_load()
        self.assertEqual(len(self.holidays()), before)
        self.assertEqual(len(shop.extra_day_ids), 6)
        starts = shop.leave_ids.mapped("date_from")
        self.assertIn(datetime(2026, 9, 30, 22), starts, "midnight in Berlin")
        self.assertEqual(len(starts), before)

    def test_a_make_up_day_entered_by_hand_is_not_doubled(self):
        self.make_up("2026-02-14", like_dayofweek="0")
        self.load().action_load()
        self.assertEqual(self.made_up(), MADE_UP)

    def test_no_year_is_a_year_that_is_not_known(self):
        load = self.load(year=0)
        self.assertIn("Choose another year", load.problem)
        with self.assertRaisesRegex(UserError, "Choose another year"):
            load.action_load()

    def test_the_preview_is_what_is_loaded(self):
        form = Form(self.env[WIZARD].with_user(self.manager))
        form.country_id = self.china
        form.year = 2026
        form.calendar_ids.set(self.calendar)
        load = form.save()
        dates = load.line_ids.mapped("date")
        self.assertIn(date(2026, 10, 10), dates)
        self.assertEqual(len(load.line_ids), len(form.line_ids))
        load.line_ids.filtered(lambda line: str(line.date) in MADE_UP[:3]).unlink()
        load.line_ids.filtered(lambda line: str(line.date) == "2026-10-07").unlink()
        load.action_load()
        self.assertEqual(self.made_up(), MADE_UP[3:])
        starts = self.holidays().mapped("date_from")
        self.assertNotIn(utc("2026-10-07 00:00"), starts)

    def test_a_year_that_is_not_published_is_not_loaded(self):
        load = self.load(year=2050)
        self.assertIn("2050 is not published yet", load.unsettled)
        self.assertFalse(load.line_ids)
        with self.assertRaisesRegex(UserError, "not published yet"):
            load.action_load()
        self.assertFalse(self.holidays() or self.made_up())

    def test_unless_the_user_insists(self):
        load = self.load(year=2050)
        load.insist = True
        self.assertTrue(load.line_ids)
        self.assertNotIn("made_up", load.line_ids.mapped("kind"))
        load.action_load()
        self.assertTrue(self.holidays())

    def test_a_year_or_a_country_or_a_region_that_nobody_knows(self):
        nowhere = self.env["res.country"].create({"name": "Nowhere", "code": "XQ"})
        for values, problem in (
            ({"year": 1200}, "in 1200 are not known"),
            ({"country_id": nowhere.id}, "of Nowhere are not known"),
            (
                {"region_id": self.env.ref("base.state_cn_SC").id},
                "Leave the state or province empty",
            ),
        ):
            load = self.load(**values)
            self.assertFalse(load.line_ids)
            with self.assertRaisesRegex(UserError, problem):
                load.action_load()

    def test_holidays_of_a_state(self):
        germany = {"country_id": self.env.ref("base.de").id}
        bavaria = self.env.ref("base.state_de_by")
        names = self.load(**germany, region_id=bavaria.id).line_ids.mapped("date")
        self.assertIn(date(2026, 1, 6), names)
        self.assertNotIn(date(2026, 1, 6), self.load(**germany).line_ids.mapped("date"))

    def test_names_are_in_the_language_of_the_company(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.company.partner_id.lang = "zh_CN"
        names = self.load().line_ids.mapped("name")
        self.assertIn("国庆节", names)
        self.company.partner_id.lang = "en_US"
        self.assertIn("National Day", self.load().line_ids.mapped("name"))

    def test_deadlines_that_run_follow_the_holidays(self):
        case = self.make_case(utc("2026-09-30 16:00"))
        self.assertEqual(case.resolve_by, utc("2026-10-01 12:00"))
        self.load().action_load()
        self.follow(utc("2026-09-30 16:30"))
        self.assertEqual(case.resolve_by, utc("2026-10-08 12:00"))

    def test_the_hours_in_use_are_proposed(self):
        load = self.env[WIZARD].with_user(self.manager).new({})
        self.assertEqual(load.calendar_ids._origin, self.calendar)
        self.assertEqual(load.country_id, self.china)
