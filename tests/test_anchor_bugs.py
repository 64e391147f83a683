"""CASE-4, CASE-5: what help desks are known to get wrong, one test each."""

from datetime import datetime, timedelta

from odoo.exceptions import ValidationError
from odoo.fields import Command

from common import HOUR, NOON, KeyAccountCase

DAY = 24 * HOUR


class TestAnchorBugs(KeyAccountCase):
    def move(self, case, stage, moment, **more):
        with self.at(moment):
            case.write({"stage_id": self.stage(stage).id, **more})

    def tell(self, case, moment):
        with self.at(moment):
            self.env["helpdesk.ticket.contact"].with_user(self.officer).create(
                {"ticket_id": case.id, "summary": "Picture is back.", "solved": True}
            ).action_log()
            self.confirm(case)

    def close_after_hold(self):
        case = self.make_case()
        self.move(case, "awaiting", NOON + HOUR)
        self.tell(case, NOON + 30 * HOUR)
        self.move(case, "done", NOON + 30 * HOUR)
        return case

    def facts(self, case):
        deadline = self.deadline(case)
        return deadline.state, deadline.missed_at, deadline.met_at, deadline.late_by

    def test_from_on_hold_to_closed(self):
        case = self.close_after_hold()
        kept = ("met", False, NOON + 30 * HOUR, 0)
        self.assertEqual(self.facts(case), kept)
        self.sweep(NOON + 9 * DAY)
        self.assertEqual(self.facts(case), kept)
        self.assertNotIn("due+0/supervisor", [m for m, _u in self.told(case)])

    def test_closed_after_hold_shows_no_expired_deadline(self):
        case = self.close_after_hold()
        with self.at(NOON + 9 * DAY):
            self.env.invalidate_all()
            self.assertFalse(case.deadline_due_at or case.resolve_by)
            self.assertNotIn(case.deadline_state, ("missed", "warning"))
            found = case.search([("deadline_state", "=", "missed")])
            self.assertNotIn(case, found)

    def test_a_hold_stage_keeps_no_promise(self):
        case = self.make_case()
        self.move(case, "awaiting", NOON + HOUR)
        self.assertEqual(self.facts(case), ("paused", False, False, 0))
        self.assertEqual(self.deadline(case, "respond").state, "running")

    def test_cancelled_does_not_count_as_kept(self):
        case = self.make_case()
        self.move(case, "cancelled", NOON + HOUR)
        self.assertEqual(self.facts(case), ("cancelled", False, False, 0))
        self.assertFalse(self.deadline(case, "respond").met_at)

    def test_cancelled_after_the_due_time_stays_missed(self):
        case = self.make_case()
        self.move(case, "cancelled", NOON + 6 * HOUR)
        missed = NOON + 5 * HOUR
        self.assertEqual(self.facts(case), ("cancelled", missed, False, 0))

    def test_reopened_it_has_no_stale_date_of_closing(self):
        case = self.close_after_hold()
        self.assertEqual(case.closed_date, NOON + 30 * HOUR)
        self.move(case, "in_progress", NOON + 40 * HOUR)
        self.assertFalse(case.closed_date or case.customer_informed_at)
        self.assertFalse(self.deadline(case).met_at)
        self.assertEqual(case.resolve_by, NOON + 44 * HOUR)
        self.tell(case, NOON + 41 * HOUR)
        self.move(case, "done", NOON + 42 * HOUR)
        self.assertEqual(case.closed_date, NOON + 42 * HOUR)

    def test_nothing_closed_or_deactivated_alarms(self):
        closed = self.close_after_hold()
        archived, duplicate = self.make_case(), self.make_case()
        with self.at(NOON + HOUR):
            archived.action_archive()
            duplicate.duplicate_id = closed
        gone = self.make_case()
        deadlines = gone.deadline_ids
        with self.at(NOON + HOUR):
            gone.unlink()
        for hours in (4, 5, 7, 9, 24, 200):
            self.sweep(NOON + hours * HOUR)
        deadlines |= (archived | duplicate).with_context(active_test=False).deadline_ids
        self.assertFalse((deadlines | closed.deadline_ids).alarm_ids)
        self.assertFalse(any(deadlines.mapped("missed_at")))

    def test_another_level_loses_no_pause(self):
        case = self.make_case()
        self.move(case, "awaiting", NOON + HOUR)
        self.move(case, "in_progress", NOON + 3 * HOUR)
        with self.at(NOON + 4 * HOUR):
            case.complaint_level_id = self.ref("complaint_level_2")
        self.assertEqual(case.resolve_by, NOON + 10 * HOUR)

    def test_another_level_on_hold_stays_on_hold(self):
        case = self.make_case()
        self.move(case, "awaiting", NOON + HOUR)
        with self.at(NOON + 3 * HOUR):
            case.complaint_level_id = self.ref("complaint_level_2")
        self.assertEqual(self.deadline(case).state, "paused")
        self.move(case, "in_progress", NOON + 20 * HOUR)
        self.assertEqual(case.resolve_by, NOON + 27 * HOUR)

    def test_hours_without_any_are_refused_when_configured_and_no_case_crashes(self):
        empty = self.env["resource.calendar"].create(
            {"name": "Nobody works", "attendance_ids": [Command.clear()]}
        )
        policy = self.ref("policy_resolve_level_1")
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            policy.write({"clock": "calendar", "calendar_id": empty.id})
            self.env.cr.flush()
        policy.invalidate_recordset()
        self.assertEqual(self.make_case().resolve_by, NOON + 5 * HOUR)

    def test_two_users_in_different_zones_see_the_same_instant(self):
        self.officer.tz, self.supervisor.tz = "America/New_York", "Asia/Shanghai"
        case = self.make_case()
        seen = {
            case.with_user(user)
            .with_context(tz=user.tz)
            .read(["resolve_by"])[0]["resolve_by"]
            for user in (self.officer, self.supervisor)
        }
        self.assertEqual(seen, {NOON + 5 * HOUR})
        self.sweep(NOON + 5 * HOUR)
        for user, local in ((self.officer, "12:00"), (self.supervisor, "1:00")):
            alarms = self.deadline(case).alarm_ids.filtered(
                lambda alarm, user=user: alarm.user_id == user
            )
            rows = alarms.with_context(tz=user.tz, lang="en_US")._message_rows()
            self.assertEqual(len(rows), 1)
            self.assertRegex(rows[0]["due"], rf"(?<!\d){local}\b")

    def test_the_change_of_the_clocks_neither_gives_nor_takes_an_hour(self):
        self.company.partner_id.tz = "Europe/Berlin"
        for moment in (datetime(2026, 3, 28, 23), datetime(2026, 10, 24, 22)):
            case = self.make_case(moment=moment)
            self.assertEqual(case.resolve_by, moment + 5 * HOUR)
            self.sweep(moment + 5 * HOUR - timedelta(seconds=1))
            self.assertFalse(self.deadline(case).missed_at)
            self.sweep(moment + 5 * HOUR)
            self.assertEqual(self.deadline(case).missed_at, moment + 5 * HOUR)

    def test_the_end_of_the_day_on_which_the_clocks_change(self):
        self.company.partner_id.tz = "Europe/Berlin"
        policy = self.ref("policy_resolve_level_1")
        policy.write({"unit": "end_of_day", "amount": 0})
        spring, autumn = datetime(2026, 3, 28, 23), datetime(2026, 10, 24, 22)
        for midnight, hours in ((spring, 23), (autumn, 25)):
            case = self.make_case(moment=midnight)
            self.assertEqual(case.resolve_by, midnight + hours * HOUR)
