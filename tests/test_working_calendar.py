"""OPS-2, TIER-3: promises by working hours, and what follows from changing them."""

import random
from datetime import UTC, date, datetime, timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form
from odoo.tools import mute_logger

from common import HOUR, NOON
from working_hours import FRIDAY, CalendarCase, utc

DAY = timedelta(days=1)


class TestPromise(CalendarCase):
    def test_five_hours_go_on_after_the_weekend(self):
        case = self.make_case(FRIDAY)
        self.assertEqual(case.resolve_by, utc("2026-03-09 12:00"))
        warning = self.deadline(case).warn_at
        self.assertEqual(warning, utc("2026-03-09 11:00"), "4 of 5 working hours")

    def test_warned_missed_and_escalated_by_working_hours(self):
        case = self.make_case(FRIDAY)
        self.sweep(utc("2026-03-08 20:00"))
        self.assertFalse(self.deadline(case).missed_at or self.deadline(case).alarm_ids)
        self.sweep(utc("2026-03-09 12:00"))
        self.assertEqual(self.deadline(case).missed_at, utc("2026-03-09 12:00"))

    def test_a_pause_over_night_costs_only_working_time(self):
        case = self.make_case(FRIDAY)
        deadline = self.deadline(case)
        with self.at(utc("2026-03-06 16:30")):
            case.stage_id = self.stage("awaiting")
        with self.at(utc("2026-03-09 09:00")):
            case.stage_id = self.stage("in_progress")
        # Half an hour was used; what was paused were 1.5 working hours.
        self.assertEqual(deadline.due_at, utc("2026-03-09 14:30"))

    def test_within_working_days(self):
        self.policy.write({"unit": "end_of_day", "amount": 3})
        case = self.make_case(FRIDAY)
        self.assertEqual(case.resolve_by, utc("2026-03-11 17:00"))

    def test_on_the_same_working_day(self):
        self.policy.write({"unit": "end_of_day", "amount": 0})
        self.assertEqual(self.make_case(FRIDAY).resolve_by, utc("2026-03-06 17:00"))
        late = self.make_case(FRIDAY + 2 * HOUR)
        self.assertEqual(late.resolve_by, utc("2026-03-09 17:00"))

    def test_a_thousand_hours_ahead(self):
        self.policy.amount = 1000
        case = self.make_case(utc("2026-03-02 08:00"))
        self.assertEqual(case.resolve_by, utc("2026-08-21 17:00"))

    def test_time_off_of_the_calendar_and_of_the_company(self):
        self.leave("2026-03-09 00:00", "2026-03-09 23:59:59")
        self.leave("2026-03-10 00:00", "2026-03-10 23:59:59", calendar_id=False)
        case = self.make_case(FRIDAY)
        self.assertEqual(case.resolve_by, utc("2026-03-11 12:00"))

    def test_time_off_of_one_person_or_another_company_does_not_count(self):
        employee = self.env["resource.resource"].create(
            {"name": "Li", "calendar_id": self.calendar.id}
        )
        day = ("2026-03-09 00:00", "2026-03-09 23:59:59")
        self.leave(*day, resource_id=employee.id)
        self.leave(*day, time_type="other")
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.env["resource.calendar.leaves"].with_company(other).create(
            {"name": "Closed", "date_from": utc(day[0]), "date_to": utc(day[1])}
        )
        self.assertEqual(self.make_case(FRIDAY).resolve_by, utc("2026-03-09 12:00"))

    def test_a_changed_calendar_of_a_policy_makes_a_revision(self):
        old = self.make_case(FRIDAY)
        self.policy.calendar_id = self.make_calendar("Shop", days=range(7))
        new = self.make_case(FRIDAY)
        self.assertEqual(old.resolve_by, utc("2026-03-09 12:00"))
        self.assertEqual(new.resolve_by, utc("2026-03-07 12:00"))
        bound = self.deadline(old).policy_id
        self.assertEqual(bound.revision_of_id, self.policy)
        self.assertEqual(bound.calendar_id, self.calendar)

    def test_a_thousand_deadlines_cost_no_more_queries_than_ten(self):
        cases = self.env["helpdesk.ticket"].browse()
        for _n in range(40):
            cases |= self.make_case(FRIDAY)
        counts = []
        for number in (4, 40):
            deadlines = cases[:number].deadline_ids
            self.env.flush_all()
            self.env.invalidate_all()
            self.env.registry.clear_cache()
            deadlines.mapped("policy_id.calendar_id.name")
            before = self.cr.sql_log_count
            deadlines._watches()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)
        before = self.cr.sql_log_count
        for _n in range(1000):
            self.policy._clock()
        self.assertEqual(self.cr.sql_log_count, before)


class TestConfiguration(CalendarCase):
    def test_working_hours_must_be_chosen(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.policy.calendar_id = False
            self.env.flush_all()

    def test_days_of_24_hours_are_refused(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.policy.unit = "days"
            self.env.flush_all()

    def test_hours_of_another_company_are_refused(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.calendar.company_id = other
        with self.assertRaisesRegex(ValidationError, "another company"):
            self.policy.company_id = self.company

    def test_hours_at_which_nobody_works_are_refused(self):
        empty = self.make_calendar("Nobody", days=())
        empty.attendance_ids.unlink()
        flexible = self.make_calendar("Flexible", range(5), schedule_type="flexible")
        for calendar in (empty, flexible):
            with self.assertRaisesRegex(ValidationError, "nobody ever works"):
                self.policy.calendar_id = calendar

    def test_hours_in_use_are_not_emptied(self):
        for empty in (
            lambda: self.calendar.attendance_ids.unlink(),
            lambda: self.calendar.write({"attendance_ids": [Command.clear()]}),
            lambda: self.calendar.attendance_ids.write({"day_period": "lunch"}),
            lambda: self.calendar.write({"schedule_type": "flexible"}),
            lambda: self.leave("2026-01-01 00:00", "2099-01-01 00:00"),
            lambda: self.leave(
                "2026-01-01 00:00", "2099-01-01 00:00", calendar_id=False
            ),
        ):
            with (
                self.assertRaisesRegex(ValidationError, "nobody ever works"),
                self.cr.savepoint(),
            ):
                empty()
                self.settle()
            self.env.invalidate_all()
            self.env.registry.clear_cache()

    def test_a_form_may_empty_hours_and_fill_them_again(self):
        self.calendar.switch_calendar_type()
        self.settle()
        self.assertTrue(self.calendar.two_weeks_calendar)
        self.calendar.switch_calendar_type()
        self.settle()
        self.assertTrue(self.calendar._working_clock().is_usable())

    def test_hours_that_nobody_promises_by_may_be_emptied(self):
        spare = self.make_calendar("Spare", days=range(5))
        spare.attendance_ids.unlink()
        self.settle()

    @mute_logger(
        "odoo.addons.key_account_service.models.clock"
        ".key_account_deadline_policy_calendar"
    )
    def test_a_case_is_recorded_whatever_happens_to_the_hours(self):
        """Behind Odoo's back, so that no constraint could prevent it."""
        self.env.flush_all()
        self.cr.execute(
            "DELETE FROM resource_calendar_attendance WHERE calendar_id = %s",
            [self.calendar.id],
        )
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        case = self.make_case(FRIDAY)
        self.assertEqual(case.resolve_by, FRIDAY + 5 * HOUR, "the stricter promise")

    def test_a_calendar_in_use_is_not_deleted(self):
        for hours in (self.calendar, self.company.resource_calendar_id):
            with self.assertRaisesRegex(UserError, "Archive them"):
                hours.unlink()
        self.make_calendar("Unused", days=range(5)).unlink()

    def test_the_form_of_a_policy_asks_for_the_hours(self):
        with Form(self.policy.with_user(self.manager)) as form:
            form.clock = "continuous"
            form.clock = "calendar"
            form.calendar_id = self.make_calendar("Shop", days=range(7))
        self.assertEqual(self.policy.calendar_id.name, "Shop")

    def test_the_form_of_a_calendar_takes_make_up_days(self):
        view = "resource.resource_calendar_form"
        with Form(self.calendar.with_user(self.manager), view) as form:
            with form.extra_day_ids.new() as day:
                day.name, day.date = "Flood", "2026-03-07"
                day.like_dayofweek = "4"
        days = self.calendar.extra_day_ids
        self.assertEqual((days.date, days.company_id), (date(2026, 3, 7), self.company))


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


class TestChangedHours(CalendarCase):
    """Running deadlines follow their hours, and no miss is forgotten."""

    def setUp(self):
        super().setUp()
        self.case = self.make_case(FRIDAY)
        self.running = self.deadline(self.case)
        self.assertEqual(self.running.due_at, utc("2026-03-09 12:00"))

    def kinds(self):
        return self.running.event_ids.mapped("kind")

    def test_a_holiday_puts_off_what_is_due_on_it(self):
        self.leave("2026-03-09 00:00", "2026-03-09 23:59:59")
        self.follow(FRIDAY + HOUR)
        self.assertEqual(self.running.due_at, utc("2026-03-10 12:00"))
        self.assertEqual(self.running.warn_at, utc("2026-03-10 11:00"))
        self.assertEqual(self.case.resolve_by, utc("2026-03-10 12:00"))
        self.assertEqual(self.kinds(), ["started", "relevelled"])
        self.assertIn("working hours", self.running.event_ids[-1].note)

    def test_a_make_up_day_brings_it_forward(self):
        self.make_up("2026-03-07")
        self.follow(FRIDAY + HOUR)
        self.assertEqual(self.running.due_at, utc("2026-03-07 12:00"))
        self.sweep(utc("2026-03-07 12:00"))
        self.assertEqual(self.running.missed_at, utc("2026-03-07 12:00"))

    def test_following_twice_writes_nothing_more(self):
        self.leave("2026-03-09 00:00", "2026-03-09 23:59:59")
        for _twice in range(2):
            self.follow(FRIDAY + HOUR)
        self.calendar.name = "Offices"
        self.follow(FRIDAY + HOUR)
        self.assertEqual(self.kinds(), ["started", "relevelled"])

    def test_what_became_due_in_the_past_is_missed_now(self):
        now = utc("2026-03-07 15:00")
        self.make_up("2026-03-07")
        self.follow(now)
        self.assertEqual(self.running.missed_at, now, "nobody could have known before")
        self.assertIn(("due+0/responsible", "kas-officer"), self.told(self.case))

    def test_a_miss_that_no_sweep_has_seen_is_not_forgotten(self):
        """The scheduler was off, and somebody entered a holiday afterwards."""
        self.leave("2026-03-09 00:00", "2026-03-09 23:59:59")
        self.follow(utc("2026-03-09 18:00"))
        self.assertEqual(self.running.missed_at, utc("2026-03-09 12:00"))
        self.assertIn(("due+0/responsible", "kas-officer"), self.told(self.case))

    def test_the_story_can_be_read_before_the_sweep_comes_by(self):
        self.leave("2026-03-09 00:00", "2026-03-09 23:59:59")
        self.settle()
        with self.at(utc("2026-03-09 18:00")):
            story = self.running.story
        self.assertEqual([line["kind"] for line in story["lines"]], ["started"])

    def test_work_that_is_deleted_meanwhile_tells_nobody_of_its_miss(self):
        self.leave("2026-03-09 00:00", "2026-03-09 23:59:59")
        self.settle()
        with self.at(utc("2026-03-09 18:00")):
            self.case.unlink()
        self.assertEqual(self.running.state, "cancelled")
        self.assertEqual(self.running.missed_at, utc("2026-03-09 12:00"))
        self.assertFalse(self.running.alarm_ids)

    def test_a_miss_stays_and_the_new_due_time_can_be_missed_again(self):
        self.sweep(utc("2026-03-09 12:00"))
        told = self.told(self.case)
        self.leave("2026-03-09 00:00", "2026-03-09 23:59:59")
        self.follow(utc("2026-03-09 18:00"))
        self.assertEqual(self.running.missed_at, utc("2026-03-09 12:00"))
        self.assertEqual(self.running.due_at, utc("2026-03-10 12:00"))
        self.assertEqual(self.running.round, 2)
        self.sweep(utc("2026-03-10 12:00"))
        again = self.told(self.case)[len(told) :]
        self.assertIn(("due+0/responsible", "kas-officer"), again)
        self.assertEqual(self.kinds().count("missed"), 2)

    def test_kept_before_the_sweep_came_by_but_after_the_due_time(self):
        self.leave("2026-03-09 00:00", "2026-03-09 23:59:59")
        self.settle()
        with self.at(utc("2026-03-09 18:00")):
            self.env["helpdesk.ticket.contact"].with_user(self.officer).create(
                {"ticket_id": self.case.id, "summary": "Done.", "solved": True}
            ).action_log()
        self.assertEqual(self.running.state, "met")
        self.assertEqual(self.running.missed_at, utc("2026-03-09 12:00"))

    def test_a_deadline_on_hold_goes_on_by_the_new_hours(self):
        with self.at(FRIDAY + HOUR / 2):
            self.case.stage_id = self.stage("awaiting")
        self.leave("2026-03-09 00:00", "2026-03-09 23:59:59")
        self.follow(utc("2026-03-06 16:45"))
        self.assertFalse(self.running.due_at)
        with self.at(utc("2026-03-06 17:00")):
            self.case.stage_id = self.stage("in_progress")
        self.assertEqual(self.running.due_at, utc("2026-03-10 13:30"))
        self.assertFalse(self.running.missed_at)

    def test_the_end_of_a_working_day_stays_one(self):
        """Monday is a holiday, and Tuesday shorter: not an hour into Wednesday."""
        self.policy.write({"unit": "end_of_day", "amount": 1})
        case = self.make_case(FRIDAY)
        running = self.deadline(case)
        self.assertEqual(running.due_at, utc("2026-03-09 17:00"))
        self.leave("2026-03-09 00:00", "2026-03-09 23:59:59")
        self.leave("2026-03-10 15:00", "2026-03-10 17:00")
        self.follow(FRIDAY + HOUR)
        self.assertEqual(running.due_at, utc("2026-03-10 15:00"))
        self.assertEqual(running.promise_seconds, 7 * 3600)

    def test_a_due_time_agreed_by_hand_stays(self):
        agreed = utc("2026-03-10 15:00")
        with self.at(FRIDAY + HOUR / 2):
            watches = self.running._watches()
            watches[self.running].move(agreed, FRIDAY + HOUR / 2)
            self.running._store(watches)
        self.assertEqual(self.running.due_at, agreed)
        self.leave("2026-03-09 00:00", "2026-03-09 23:59:59")
        self.follow(FRIDAY + HOUR)
        self.assertEqual(self.running.due_at, agreed)
        self.leave("2026-03-10 14:00", "2026-03-10 23:59:59")
        self.follow(FRIDAY + HOUR)
        self.assertEqual(self.running.due_at, utc("2026-03-10 14:00"))

    def test_other_deadlines_are_left_alone(self):
        respond = self.deadline(self.case, "respond")
        before = self.stored(respond)
        self.leave("2026-03-09 00:00", "2026-03-09 23:59:59")
        self.follow(FRIDAY + HOUR)
        self.assertEqual(self.stored(respond), before)

    def test_many_are_woken_in_batches_each_once(self):
        for _n in range(6):
            self.make_case(FRIDAY)
        self.leave("2026-03-09 00:00", "2026-03-09 23:59:59")
        self.settle()
        woken = []
        with self.at(FRIDAY + HOUR):
            while done := self.env["key.account.deadline"]._follow_calendars(3):
                woken.append(done)
        self.assertEqual(woken, [3, 3, 1])
        self.assertEqual(self.calendar.clock_cursor, 0)
        due = self.env["key.account.deadline"].search_count(
            [("next_event_at", "=", FRIDAY + HOUR)]
        )
        self.assertEqual(due, 7)

    def test_only_a_change_of_hours_that_are_used_triggers_anything(self):
        spare = self.make_calendar("Spare", days=range(5))
        spare.tz = "Europe/Berlin"
        self.calendar.write({"name": "Offices", "clock_cursor": 0})
        self.settle()
        self.assertFalse((spare | self.calendar).filtered("clock_cursor"))
        cron = self.ref("ir_cron_follow_calendars")
        triggers = self.env["ir.cron.trigger"]
        before = triggers.search_count([("cron_id", "=", cron.id)])
        self.calendar.tz = "Europe/Berlin"
        self.settle()
        self.assertEqual(self.calendar.clock_cursor, 1)
        after = triggers.search_count([("cron_id", "=", cron.id)])
        self.assertEqual(after, before + 1)

    def test_the_scheduled_action_runs(self):
        self.leave("2026-03-09 00:00", "2026-03-09 23:59:59")
        self.settle()
        with self.at(FRIDAY + HOUR), self.enter_registry_test_mode():
            self.ref("ir_cron_follow_calendars").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.calendar.clock_cursor, 0)
        self.assertEqual(self.running.next_event_at, FRIDAY + HOUR)

    def test_each_way_to_change_hours_reaches_the_clock(self):
        attendances = self.calendar.attendance_ids
        changes = [
            lambda: attendances[0].write({"hour_from": 7}),
            lambda: attendances[-1].unlink(),
            lambda: self.calendar.write({"tz": "Asia/Kathmandu"}),
            lambda: self.make_up("2026-03-07"),
            lambda: self.calendar.extra_day_ids.write({"date": "2026-03-08"}),
            lambda: self.calendar.extra_day_ids.unlink(),
            lambda: self.leave("2026-03-09 00:00", "2026-03-09 23:59:59"),
            lambda: self.calendar.leave_ids.write({"date_to": utc("2026-03-11 00:00")}),
            lambda: self.calendar.leave_ids.unlink(),
        ]
        bounds = (utc("2026-03-02 00:00"), utc("2026-03-16 00:00"))
        for change in changes:
            before = list(self.calendar._working_clock().spans(*bounds))
            change()
            self.assertNotEqual(
                list(self.calendar._working_clock().spans(*bounds)), before
            )
        self.assertLess(NOON, FRIDAY)
