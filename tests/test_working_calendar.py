"""OPS-2: promises by working hours, and how calendars are configured."""

from datetime import date, timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form
from odoo.tools import mute_logger

from common import HOUR
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
