"""CASE-4: a due time moved by hand, and new terms for deadlines that run."""

from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from common import HOUR, NOON, KeyAccountCase

MINUTE = timedelta(minutes=1)


class TestMove(KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.case = self.make_case()
        self.promise = self.deadline(self.case)

    def move(self, moment, due_at, user=None):
        """Move the due time by the dialog, as a user does."""
        with self.at(moment):
            deadline = self.promise.with_user(user or self.supervisor)
            context = deadline.action_move()["context"]
            wizard = deadline.env["key.account.deadline.move"].with_context(**context)
            wizard.create({"due_at": due_at, "reason": "Agreed"}).action_move()
        self.env.invalidate_all()

    def relevel(self, moment, name):
        with self.at(moment):
            self.case.complaint_level_id = self.ref(f"complaint_level_{name}")
        self.env.invalidate_all()

    def test_later(self):
        self.move(NOON + HOUR, NOON + 20 * HOUR)
        self.assertEqual(self.case.resolve_by, NOON + 20 * HOUR)
        self.assertEqual(self.promise.first_due_at, NOON + 5 * HOUR)
        event = self.promise.event_ids[-1]
        self.assertEqual(
            (event.kind, event.note, event.user_id, event.promise_seconds),
            ("moved", "Agreed", self.supervisor, 20 * 3600),
        )
        self.sweep(NOON + 20 * HOUR)
        self.assertEqual(self.promise.missed_at, NOON + 20 * HOUR)
        self.assertEqual(self.promise.round, 1)

    def test_earlier_passes_steps_at_once_and_they_are_told(self):
        self.move(NOON + HOUR, NOON + HOUR + 5 * MINUTE)
        self.assertEqual(
            self.told(self.case), [("warning+0/responsible", "kas-officer")]
        )
        self.assertEqual(self.promise.event_ids[-1].at, NOON + HOUR)

    def test_later_after_a_miss_begins_a_round(self):
        self.sweep(NOON + 5 * HOUR)
        told = len(self.told(self.case))
        self.move(NOON + 6 * HOUR, NOON + 10 * HOUR)
        self.assertEqual(self.promise.round, 2)
        self.assertEqual(self.promise.missed_at, NOON + 5 * HOUR)
        self.sweep(NOON + 10 * HOUR)
        again = self.told(self.case)[told:]
        self.assertIn(("due+0/supervisor", "kas-supervisor"), again)
        self.assertEqual(self.promise.missed_at, NOON + 5 * HOUR)

    def test_a_miss_that_no_sweep_saw_is_told_in_its_own_round(self):
        self.move(NOON + 6 * HOUR, NOON + 10 * HOUR)
        self.sweep(NOON + 10 * HOUR)
        due = self.promise.alarm_ids.filtered(lambda a: a.mark == "due+0/supervisor")
        self.assertEqual(due.mapped("round"), [2, 1])

    def test_the_pause_before_is_not_lost(self):
        with self.at(NOON + HOUR):
            self.case.stage_id = self.stage("awaiting")
        with self.at(NOON + 3 * HOUR):
            self.case.stage_id = self.stage("in_progress")
        self.move(NOON + 4 * HOUR, NOON + 9 * HOUR)
        self.assertEqual(self.promise.promise_seconds, 7 * 3600)
        with self.at(NOON + 5 * HOUR):
            self.case.stage_id = self.stage("awaiting")
        with self.at(NOON + 6 * HOUR):
            self.case.stage_id = self.stage("in_progress")
        self.assertEqual(self.case.resolve_by, NOON + 10 * HOUR)

    def test_what_cannot_be_moved(self):
        with self.assertRaisesRegex(UserError, "past"):
            self.move(NOON + HOUR, NOON + HOUR)
        with self.at(NOON + HOUR):
            self.case.stage_id = self.stage("awaiting")
        with self.assertRaisesRegex(UserError, "On hold"):
            self.move(NOON + HOUR, NOON + 9 * HOUR)
        with self.at(NOON + HOUR):
            self.case.stage_id = self.stage("cancelled")
        with self.assertRaisesRegex(UserError, "over"):
            self.move(NOON + HOUR, NOON + 9 * HOUR)

    def test_who_may(self):
        for user in (self.supervisor, self.head, self.manager):
            self.move(NOON + HOUR, NOON + 9 * HOUR, user)
        for user in (self.officer, self.deputy, self.stranger, self.auditor):
            with self.assertRaises(AccessError):
                self.move(NOON + HOUR, NOON + 8 * HOUR, user)
        self.assertEqual(self.case.resolve_by, NOON + 9 * HOUR)

    def test_an_earlier_agreement_outlives_another_level(self):
        self.move(NOON + HOUR, NOON + 3 * HOUR)
        self.relevel(NOON + 2 * HOUR, 3)
        self.assertEqual(self.case.resolve_by, NOON + 3 * HOUR)
        given = self.promise.event_ids.filtered("promise_seconds")
        self.assertEqual(given[-1].promise_seconds, 3 * 3600)

    def test_a_later_agreement_does_not(self):
        self.move(NOON + HOUR, NOON + 30 * HOUR)
        self.relevel(NOON + 2 * HOUR, 3)
        self.assertEqual(self.case.resolve_by, NOON + 12 * HOUR)


class TestRounds(KeyAccountCase):
    """A slip of the hand tells nobody twice."""

    def relevel(self, case, moment, name):
        with self.at(moment):
            case.complaint_level_id = self.ref(f"complaint_level_{name}")

    def test_up_and_down_within_minutes_tells_nobody_twice(self):
        case = self.make_case()
        self.sweep(NOON + 5 * HOUR)
        told = self.told(case)
        self.relevel(case, NOON + 5.5 * HOUR, 3)
        self.relevel(case, NOON + 5.6 * HOUR, 1)
        self.sweep(NOON + 5.7 * HOUR)
        # The heads were alarmed at once of what seemed major.
        again = [mark for mark in self.told(case) if not mark[0].startswith("now:")]
        self.assertEqual(again, told)
        self.assertEqual(self.deadline(case).round, 1)
        self.sweep(NOON + 7 * HOUR)
        self.assertEqual(self.told(case)[-1], ("due+120/department_head", "kas-head"))

    def test_after_hours_they_are_told_that_it_is_overdue_again(self):
        case = self.make_case()
        self.sweep(NOON + 5 * HOUR)
        told = self.told(case)
        self.relevel(case, NOON + 5.5 * HOUR, 3)
        self.relevel(case, NOON + 7.5 * HOUR, 1)
        self.sweep(NOON + 7.6 * HOUR)
        again = self.told(case)[len(told) :]
        self.assertIn(("due+0/supervisor", "kas-supervisor"), again)

    def test_missed_unseen_and_re_levelled_it_is_told_by_the_old_steps(self):
        """An outage, then another level: who should have been told is told."""
        case = self.make_case()
        self.relevel(case, NOON + 6 * HOUR, 3)
        self.assertIn(("due+0/supervisor", "kas-supervisor"), self.told(case))
        self.sweep(NOON + 12 * HOUR)
        alarms = self.deadline(case).alarm_ids
        self.assertFalse(self.deadline(case).error)
        supervisor = alarms.filtered(lambda a: a.mark == "due+0/supervisor")
        self.assertEqual(supervisor.mapped("round"), [2, 1])


class TestApplyTerms(KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.policy = self.ref("policy_resolve_level_1")

    def preview(self, moment, user=None):
        with self.at(moment):
            policy = self.policy.with_user(user or self.manager)
            action = policy.action_apply_terms()
            return policy.env[action["res_model"]].browse(action["res_id"])

    def apply(self, moment, **values):
        with self.at(moment):
            wizard = self.preview(moment)
            wizard.write({"reason": "New regulation", **values})
            wizard.action_apply()
        self.env.invalidate_all()
        return wizard

    def test_deadlines_are_moved_only_when_somebody_says_so(self):
        case = self.make_case()
        self.policy.amount = 8
        self.assertEqual(self.policy.outdated_count, 1)
        self.assertEqual(case.resolve_by, NOON + 5 * HOUR)
        self.apply(NOON + HOUR, reason="New regulation")
        self.assertEqual(case.resolve_by, NOON + 8 * HOUR)
        deadline = self.deadline(case)
        self.assertEqual(deadline.policy_id, self.policy)
        event = deadline.event_ids[-1]
        self.assertEqual((event.kind, event.user_id), ("relevelled", self.manager))
        self.assertIn("New regulation", event.note)
        self.assertEqual(deadline.first_due_at, NOON + 5 * HOUR)
        self.assertFalse(self.policy.outdated_count)

    def test_the_preview_says_what_would_happen_and_changes_nothing(self):
        early = self.make_case()
        self.make_case(moment=NOON + 3 * HOUR)
        held = self.make_case()
        with self.at(NOON + HOUR):
            held.stage_id = self.stage("awaiting")
        self.policy.amount = 3
        events = self.env["key.account.deadline.event"].search_count([])
        wizard = self.preview(NOON + 4 * HOUR)
        self.assertEqual(
            wizard.read(
                [
                    "total",
                    "missed_count",
                    "earlier_count",
                    "later_count",
                    "paused_count",
                ]
            )[0],
            {
                "id": wizard.id,
                "total": 3,
                "missed_count": 1,
                "earlier_count": 1,
                "later_count": 0,
                "paused_count": 1,
            },
        )
        line = wizard.line_ids.filtered(lambda line: line.effect == "missed")
        self.assertEqual(line.deadline_id, self.deadline(early))
        self.assertEqual(line.old_due_at, NOON + 5 * HOUR)
        self.assertEqual(line.new_due_at, NOON + 3 * HOUR)
        self.env.flush_all()
        self.assertEqual(
            self.env["key.account.deadline.event"].search_count([]), events
        )
        self.assertEqual(early.resolve_by, NOON + 5 * HOUR)

    def test_what_is_missed_at_once_is_told(self):
        case = self.make_case()
        self.policy.amount = 2
        self.apply(NOON + 3 * HOUR)
        self.sweep(NOON + 3 * HOUR + MINUTE)
        self.assertEqual(self.deadline(case).missed_at, NOON + 3 * HOUR)
        self.assertIn(("due+0/supervisor", "kas-supervisor"), self.told(case))

    def test_what_was_agreed_by_hand_stays(self):
        case = self.make_case()
        with self.at(NOON + HOUR):
            self.deadline(case)._move(NOON + 40 * HOUR, "Agreed")
        self.make_case()
        self.policy.amount = 8
        wizard = self.apply(NOON + HOUR)
        self.assertEqual((wizard.total, wizard.agreed_count), (1, 1))
        self.assertEqual(case.resolve_by, NOON + 40 * HOUR)

    def test_what_ended_keeps_its_terms(self):
        case = self.make_case()
        case.stage_id = self.stage("cancelled")
        self.make_case()
        self.policy.amount = 8
        self.apply(NOON + HOUR)
        self.assertEqual(self.deadline(case).policy_id.revision_of_id, self.policy)

    def test_new_steps_hold_as_well(self):
        case = self.make_case()
        self.policy.step_ids = [
            Command.clear(),
            Command.create({"recipient": "department_head", "offset_hours": 1}),
        ]
        self.apply(NOON + HOUR)
        self.sweep(NOON + 6 * HOUR)
        self.assertEqual(self.told(case), [("due+60/department_head", "kas-head")])

    def test_many_are_moved_by_the_scheduled_action(self):
        values = {
            "name": "x",
            "description": "x",
            "partner_id": self.contact.id,
            "case_kind": "complaint",
        }
        with self.at(NOON):
            cases = self.env["helpdesk.ticket"].create([values] * 12)
        self.policy.amount = 8
        self.policy._revisions().apply_note = "By order"
        with self.at(NOON + HOUR):
            Deadline = self.env["key.account.deadline"]
            self.assertEqual(Deadline._apply_terms(limit=5), 5)
            self.assertTrue(self.policy.is_being_applied)
            self.env.invalidate_all()
            self.assertEqual(self.policy.outdated_count, 7)
            with self.enter_registry_test_mode():
                self.ref("ir_cron_apply_terms").method_direct_trigger()
            self.env.invalidate_all()
        self.assertEqual(set(cases.mapped("resolve_by")), {NOON + 8 * HOUR})
        self.assertFalse(self.policy.is_being_applied)

    def test_one_that_fails_is_not_forgotten(self):
        case = self.make_case()
        self.policy.amount = 8
        deadlines = type(self.env["key.account.deadline"])
        with (
            patch.object(deadlines, "_measure_by", side_effect=ValueError("Broken.")),
            self.assertLogs("odoo.addons.key_account_service", "WARNING"),
        ):
            self.apply(NOON + HOUR, reason="By order")
        self.assertIn("Broken", self.deadline(case).error)
        self.assertTrue(self.policy.is_being_applied)
        self.sweep(NOON + 2 * HOUR)
        with self.at(NOON + 2 * HOUR):
            self.env["key.account.deadline"]._apply_terms()
        self.env.invalidate_all()
        self.assertEqual(case.resolve_by, NOON + 8 * HOUR)
        self.assertFalse(self.policy.is_being_applied)

    def test_it_costs_no_query_each(self):
        values = {
            "name": "x",
            "description": "x",
            "partner_id": self.contact.id,
            "case_kind": "complaint",
        }
        counts = []
        for size in (5, 25):
            with self.at(NOON):
                self.env["helpdesk.ticket"].create([values] * size)
            self.policy.amount += 1
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.apply(NOON + HOUR)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess(counts[1] - counts[0], 25, counts)

    def test_nothing_to_apply(self):
        case = self.make_case()
        self.policy.amount = 8
        wizard = self.preview(NOON + HOUR)
        case.stage_id = self.stage("cancelled")
        wizard.reason = "New regulation"
        with self.assertRaisesRegex(UserError, "any more"):
            wizard.action_apply()

    def test_nobody_changes_a_promise_without_saying_why(self):
        case = self.make_case()
        self.policy.amount = 8
        wizard = self.preview(NOON + HOUR)
        wizard.reason = "  "
        with self.at(NOON + HOUR), self.assertRaisesRegex(UserError, "Say why"):
            wizard.action_apply()
        self.assertEqual(case.resolve_by, NOON + 5 * HOUR)

    def test_only_an_administrator(self):
        self.make_case()
        self.policy.amount = 8
        for user in (self.officer, self.supervisor, self.auditor):
            with self.assertRaises(AccessError):
                self.preview(NOON + HOUR, user)
