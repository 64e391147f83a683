"""CASE-4: a clock on hold by hand, by the work, and for how long at most."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from common import HOUR, NOON, KeyAccountCase


class HoldCase(KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.reason = self.ref("pause_reason_access")
        self.case = self.make_case()
        self.promise = self.deadline(self.case)

    def hold(self, moment, user=None, reason=None, deadline=None, **values):
        """Put a deadline on hold by the dialog, as a user does."""
        with self.at(moment):
            deadline = (deadline or self.promise).with_user(user or self.officer)
            context = deadline.action_hold()["context"]
            wizard = deadline.env["key.account.deadline.hold"].with_context(**context)
            wizard.create(
                {"reason_id": (reason or self.reason).id, **values}
            ).action_hold()
        self.env.invalidate_all()

    def resume(self, moment, user=None):
        with self.at(moment):
            self.promise.with_user(user or self.officer).action_resume()
        self.env.invalidate_all()

    def to_stage(self, moment, name):
        with self.at(moment):
            self.case.stage_id = self.stage(name)

    def facts(self):
        return self.promise.event_ids.mapped("kind")


class TestHoldByHand(HoldCase):
    def test_it_stands_and_goes_on_with_the_time_that_was_left(self):
        self.hold(NOON + HOUR, note="Key with the porter")
        self.assertEqual(self.promise.state, "paused")
        self.assertFalse(self.case.resolve_by)
        event = self.promise.event_ids[-1]
        self.assertEqual(event.note, "No access to the premises: Key with the porter")
        self.assertEqual(event.pause_reason_id, self.reason)
        self.assertEqual((event.by_hand, event.user_id), (True, self.officer))
        self.resume(NOON + 3 * HOUR)
        self.assertEqual(self.case.resolve_by, NOON + 7 * HOUR)
        self.assertFalse(self.promise.hold_reason_id)

    def test_no_change_of_the_case_undoes_it(self):
        self.hold(NOON + HOUR)
        self.to_stage(NOON + 2 * HOUR, "in_progress")
        with self.at(NOON + 2 * HOUR):
            self.case.user_id = self.deputy
            self.case.complaint_level_id = self.ref("complaint_level_2")
        self.assertEqual(self.promise.state, "paused")
        self.sweep(NOON + 20 * HOUR)
        self.assertEqual(self.promise.state, "paused")
        self.assertNotIn("resolve", str(self.promise.alarm_ids.mapped("kind")))

    def test_both_holds_must_be_gone_before_the_clock_runs(self):
        self.to_stage(NOON + HOUR, "awaiting")
        self.hold(NOON + 2 * HOUR)
        self.to_stage(NOON + 3 * HOUR, "in_progress")
        self.assertEqual(self.promise.state, "paused")
        self.resume(NOON + 4 * HOUR)
        self.assertEqual(self.case.resolve_by, NOON + 8 * HOUR)

    def test_resumed_by_hand_the_stage_still_holds(self):
        self.hold(NOON + HOUR)
        self.to_stage(NOON + 2 * HOUR, "awaiting")
        self.resume(NOON + 3 * HOUR)
        self.assertEqual(self.promise.state, "paused")
        self.to_stage(NOON + 4 * HOUR, "in_progress")
        self.assertEqual(self.case.resolve_by, NOON + 8 * HOUR)

    def test_solved_while_held_is_kept_in_time(self):
        self.hold(NOON + HOUR)
        with self.at(NOON + 30 * HOUR):
            self.env["helpdesk.ticket.contact"].with_user(self.officer).create(
                {"ticket_id": self.case.id, "summary": "Done.", "solved": True}
            ).action_log()
        self.assertEqual((self.promise.state, self.promise.late_by), ("met", 0))
        self.assertFalse(self.promise.missed_at)
        self.assertFalse(self.promise.hold_reason_id)

    def test_reopened_nothing_holds_it_any_more(self):
        self.hold(NOON + HOUR)
        self.to_stage(NOON + 2 * HOUR, "cancelled")
        self.to_stage(NOON + 3 * HOUR, "in_progress")
        self.assertEqual(self.promise.state, "running")
        self.assertEqual(self.case.resolve_by, NOON + 7 * HOUR)

    def test_called_an_enquiry_for_a_while_it_is_still_held(self):
        self.hold(NOON + HOUR)
        with self.at(NOON + 2 * HOUR):
            self.case.case_kind = "enquiry"
        self.assertEqual(self.promise.state, "cancelled")
        with self.at(NOON + 3 * HOUR):
            self.case.case_kind = "complaint"
        self.assertEqual(self.promise.state, "paused")
        self.assertEqual(self.promise.hold_reason_id, self.reason)

    def test_a_miss_that_no_sweep_saw_is_told_before_it_is_held(self):
        self.hold(NOON + 6 * HOUR)
        self.assertEqual(self.promise.missed_at, NOON + 5 * HOUR)
        self.assertEqual(
            self.told(self.case),
            [
                ("due+0/responsible", "kas-officer"),
                ("due+0/supervisor", "kas-supervisor"),
            ],
        )
        with self.at(NOON + 6 * HOUR):
            self.env["key.account.alarm"]._deliver()
        self.assertEqual(set(self.promise.alarm_ids.mapped("state")), {"delivered"})

    def test_what_cannot_be_held(self):
        self.hold(NOON + HOUR)
        with self.assertRaisesRegex(UserError, "already"):
            self.hold(NOON + HOUR)
        self.resume(NOON + HOUR)
        with self.assertRaisesRegex(UserError, "not on hold by hand"):
            self.resume(NOON + HOUR)
        self.to_stage(NOON + HOUR, "cancelled")
        with self.assertRaisesRegex(UserError, "over"):
            self.hold(NOON + HOUR)

    def test_who_may(self):
        for user in (self.officer, self.deputy, self.supervisor, self.manager):
            self.hold(NOON + HOUR, user=user)
            self.resume(NOON + HOUR, user=user)
        for user in (self.stranger, self.auditor):
            with self.assertRaises(AccessError):
                self.hold(NOON + HOUR, user=user)

    def test_a_colleague_who_only_works_on_the_case_may_not(self):
        self.case.user_id = self.stranger
        self.case.with_user(self.stranger).check_access("write")
        self.assertFalse(self.promise.with_user(self.stranger).may_hold)
        with self.assertRaises(AccessError):
            self.hold(NOON + HOUR, user=self.stranger)

    def test_the_first_response_can_be_held_too(self):
        respond = self.deadline(self.case, "respond")
        self.hold(NOON + HOUR, deadline=respond)
        self.assertEqual((respond.state, self.promise.state), ("paused", "running"))


class TestLongestHold(HoldCase):
    def setUp(self):
        super().setUp()
        self.reason.max_hours = 10
        self.ref("pause_reason_customer").max_hours = 24

    def test_by_hand_the_clock_goes_on_at_exactly_that_moment(self):
        self.hold(NOON + HOUR)
        self.assertEqual(self.promise.next_event_at, NOON + 11 * HOUR)
        self.assertFalse(self.promise.due_at)
        self.sweep(NOON + 11.1 * HOUR)
        self.assertEqual(self.case.resolve_by, NOON + 15 * HOUR)
        event = self.promise.event_ids[-1]
        self.assertEqual((event.kind, event.at), ("resumed", NOON + 11 * HOUR))
        self.assertIn("“No access to the premises” is used up", event.note)

    def test_the_responsible_is_told(self):
        self.hold(NOON + HOUR)
        self.sweep(NOON + 11 * HOUR)
        alarm = self.promise.alarm_ids
        self.assertEqual((alarm.user_id, alarm.state), (self.officer, "delivered"))
        self.assertEqual(alarm.due_at, NOON + 15 * HOUR)

    def test_the_stage_does_not_hold_any_longer_than_that(self):
        self.to_stage(NOON + HOUR, "awaiting")
        self.sweep(NOON + 25 * HOUR)
        self.assertEqual(self.case.resolve_by, NOON + 29 * HOUR)
        with self.at(NOON + 26 * HOUR):
            self.case.user_id = self.deputy
        self.assertEqual(self.promise.state, "running")
        self.sweep(NOON + 29 * HOUR)
        self.assertEqual(self.promise.missed_at, NOON + 29 * HOUR)

    def test_moving_to_and_fro_does_not_avoid_it(self):
        for start in (0, 10, 20):
            self.to_stage(NOON + (start + 1) * HOUR, "awaiting")
            self.to_stage(NOON + (start + 10) * HOUR, "in_progress")
        # 9 + 9 hours, then the 6 that are left: the third pause ends after 27 hours.
        moments = self.promise.event_ids.filtered(lambda e: e.kind == "resumed")
        self.assertEqual(moments[-1].at, NOON + 27 * HOUR)
        self.assertEqual(self.case.resolve_by, NOON + 29 * HOUR)
        self.to_stage(NOON + 28 * HOUR, "awaiting")
        self.assertEqual(self.promise.state, "running")

    def test_another_reason_has_its_own_hours(self):
        self.to_stage(NOON + HOUR, "awaiting")
        self.sweep(NOON + 25 * HOUR)
        self.hold(NOON + 26 * HOUR)
        self.assertEqual(self.promise.next_event_at, NOON + 36 * HOUR)

    def test_used_up_nobody_holds_for_it_again(self):
        self.hold(NOON + HOUR)
        self.sweep(NOON + 11 * HOUR)
        with self.assertRaisesRegex(UserError, "used up"):
            self.hold(NOON + 12 * HOUR)

    def test_a_scheduler_that_was_off_does_not_lengthen_it(self):
        self.hold(NOON + HOUR)
        self.sweep(NOON + 30 * HOUR)
        self.assertEqual(self.promise.missed_at, NOON + 15 * HOUR)
        marks = [mark for mark, _login in self.told(self.case)]
        self.assertIn("hold+1", marks)
        self.assertIn("due+0/supervisor", marks)
        with self.at(NOON + 30 * HOUR):
            self.assertEqual(set(self.promise.alarm_ids.mapped("missed")), {True})

    def test_a_running_hold_keeps_the_hours_it_began_with(self):
        self.hold(NOON + HOUR)
        self.reason.max_hours = 2
        self.to_stage(NOON + 5 * HOUR, "in_progress")
        self.assertEqual(self.promise.next_event_at, NOON + 11 * HOUR)

    def test_no_longest_hold(self):
        self.reason.max_hours = 0
        self.hold(NOON + HOUR)
        self.assertFalse(self.promise.next_event_at)
        self.assertEqual(self.sweep(NOON + 24 * 365 * HOUR), 1)  # The response alone.
        self.assertEqual(self.promise.state, "paused")

    def test_the_dialog_says_when_it_ends(self):
        self.hold(NOON + HOUR)
        self.resume(NOON + 4 * HOUR)
        wizard = self.env["key.account.deadline.hold"]
        with self.at(NOON + 5 * HOUR):
            values = {"deadline_id": self.promise.id, "reason_id": self.reason.id}
            until = wizard.with_user(self.officer).new(values).until
            self.assertEqual(until, NOON + 12 * HOUR)
            self.assertFalse(wizard.with_user(self.stranger).new(values).until)

    def test_shipped_reasons_have_one(self):
        reasons = self.env["key.account.pause.reason"].search([])
        self.assertTrue(all(reason.max_hours for reason in reasons))

    def test_less_than_nothing(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.reason.max_hours = -1
            self.env.flush_all()

    def test_a_reason_in_the_ledger_is_not_deleted(self):
        self.hold(NOON + HOUR)
        self.resume(NOON + HOUR)
        with self.assertRaisesRegex(UserError, "Archive it"):
            self.reason.unlink()
