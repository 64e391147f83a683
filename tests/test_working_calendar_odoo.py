"""OPS-2: make-up days, and that Odoo's own planning agrees."""

import random
from datetime import UTC, date, datetime, timedelta

from psycopg2 import IntegrityError

from odoo.fields import Command
from odoo.tools import mute_logger

from common import HOUR
from working_hours import FRIDAY, CalendarCase, utc

DAY = timedelta(days=1)


class TestMakeUpDays(CalendarCase):
    def test_a_make_up_day_is_worked_like_its_weekday(self):
        self.make_up("2026-03-07", like_dayofweek="4")
        case = self.make_case(FRIDAY)
        self.assertEqual(case.resolve_by, utc("2026-03-07 12:00"))

    def test_a_make_up_day_has_hours_of_its_own(self):
        self.make_up("2026-03-07", like_dayofweek=False, hour_from=9, hour_to=11)
        case = self.make_case(FRIDAY)
        self.assertEqual(case.resolve_by, utc("2026-03-09 10:00"))

    def test_it_wins_over_a_public_holiday_but_not_over_a_closure(self):
        day = ("2026-03-07 00:00", "2026-03-07 23:59:59")
        self.make_up("2026-03-07")
        holiday = self.leave(*day, public_holiday=True)
        self.assertEqual(self.make_case(FRIDAY).resolve_by, utc("2026-03-07 12:00"))
        holiday.public_holiday = False
        self.assertEqual(self.make_case(FRIDAY).resolve_by, utc("2026-03-09 12:00"))

    def test_hours_that_make_no_sense_are_refused(self):
        for hours in ((17, 8), (8, 8), (-1, 8), (8, 25)):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.cr.savepoint(),
            ):
                self.make_up(
                    "2026-03-07",
                    like_dayofweek=False,
                    hour_from=hours[0],
                    hour_to=hours[1],
                )
                self.env.flush_all()

    def test_a_copied_calendar_has_them_too(self):
        self.make_up("2026-03-07")
        self.assertEqual(self.calendar.copy().extra_day_ids.date, date(2026, 3, 7))


class TestOdooAgrees(CalendarCase):
    """Whoever asks Odoo for working time is told what our clock counts."""

    def odoo_spans(self, calendar, start, end):
        """Odoo's intervals; its days end a microsecond or a second early."""
        intervals = calendar._work_intervals_batch(
            start.replace(tzinfo=UTC), end.replace(tzinfo=UTC)
        )[False]
        spans = []
        for begin, stop, _payload in intervals:
            begin, stop = (
                self.rounded(moment.astimezone(UTC).replace(tzinfo=None))
                for moment in (begin, stop)
            )
            if spans and spans[-1][1] >= begin:
                spans[-1] = (spans[-1][0], max(stop, spans[-1][1]))
            elif begin < stop:
                spans.append((begin, stop))
        return spans

    @staticmethod
    def rounded(moment):
        late = moment.second == 59
        return (moment + timedelta(seconds=late)).replace(microsecond=0, second=0)

    def our_spans(self, calendar, start, end):
        spans = []
        for begin, stop in calendar._working_clock().spans(start, end):
            if spans and spans[-1][1] == begin:
                spans[-1] = (spans[-1][0], stop)
            else:
                spans.append((begin, stop))
        return spans

    def random_calendar(self, draw):
        zone = draw.choice(["Asia/Shanghai", "Europe/Berlin", "America/New_York"])
        calendar = self.make_calendar("Random", days=(), tz=zone)
        calendar.attendance_ids.unlink()
        two_weeks = draw.random() < 0.4
        calendar.two_weeks_calendar = two_weeks
        for week in ("0", "1") if two_weeks else (False,):
            for day in draw.sample(range(7), draw.randint(1, 7)):
                hours = draw.choice(
                    [((8, 12), (13, 17)), ((0, 6), (22, 24)), ((0, 24),), ((9.5, 13),)]
                )
                for period in hours:
                    calendar.attendance_ids.create(
                        self.attendance(
                            day, *period, week_type=week, calendar_id=calendar.id
                        )
                    )
        for _n in range(draw.randint(0, 6)):
            start = datetime(2026, 3, 1) + draw.randint(0, 70 * 24) * HOUR
            self.env["resource.calendar.leaves"].create(
                {
                    "calendar_id": calendar.id,
                    "date_from": start,
                    "date_to": start + draw.randint(1, 60) * HOUR,
                    "public_holiday": draw.random() < 0.5,
                }
            )
        for _n in range(draw.randint(0, 6)):
            like = draw.choice([False, "0", "3", "6"])
            hour = draw.randint(0, 20)
            self.env["resource.calendar.extra.day"].create(
                {
                    "name": "Extra",
                    "calendar_id": calendar.id,
                    "date": date(2026, 3, 1) + draw.randint(0, 70) * DAY,
                    "like_dayofweek": like,
                    "hour_from": hour,
                    "hour_to": draw.randint(hour + 1, 24),
                }
            )
        return calendar

    def test_on_random_calendars(self):
        for seed in range(40):
            draw = random.Random(seed)
            calendar = self.random_calendar(draw)
            start = datetime(2026, 3, 2) + draw.randint(0, 200) * HOUR
            end = start + draw.randint(10, 65 * 24) * HOUR
            with self.subTest(seed=seed):
                self.assertEqual(
                    self.our_spans(calendar, start, end),
                    self.odoo_spans(calendar, start, end),
                )

    def test_hours_are_planned_on_a_make_up_day(self):
        self.make_up("2026-03-07")
        planned = self.calendar.plan_hours(5, FRIDAY, compute_leaves=True)
        self.assertEqual(planned, utc("2026-03-07 12:00"))

    def test_a_person_works_on_a_make_up_day_and_has_its_break(self):
        self.make_up("2026-03-07")
        self.calendar.attendance_ids = [
            Command.create(self.attendance(0, 12, 13, day_period="lunch"))
        ]
        employee = self.env["resource.resource"].create(
            {"name": "Li", "calendar_id": self.calendar.id, "tz": "Asia/Shanghai"}
        )
        bounds = [utc(f"2026-03-0{n} 00:00").replace(tzinfo=UTC) for n in (7, 8)]
        worked = self.calendar._work_intervals_batch(*bounds, employee)[employee.id]
        self.assertEqual(len(worked), 2)
        days = self.calendar._get_attendance_intervals_days_data(worked)
        self.assertEqual(days, {"days": 1.0, "hours": 8.0})
        lunch = self.calendar._attendance_intervals_batch(*bounds, lunch=True)[False]
        self.assertEqual(len(lunch), 1)
