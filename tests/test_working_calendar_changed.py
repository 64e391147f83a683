"""OPS-2: running promises follow the hours that changed."""

from datetime import timedelta

from common import HOUR, NOON
from working_hours import FRIDAY, CalendarCase, utc

DAY = timedelta(days=1)


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
