"""CASE-5: named users, and what taking notice stops."""

from recipients import DUE, WARNED, RecipientCase

from odoo.fields import Command

from common import HOUR, NOON


class TestNamedUsers(RecipientCase):
    def setUp(self):
        super().setUp()
        self.policy = self.ref("policy_resolve_level_1")
        self.policy.step_ids.filtered(
            lambda step: step.recipient == "department_head"
        ).write(
            {
                "recipient": "users",
                "user_ids": [Command.set((self.head | self.stranger).ids)],
            }
        )

    def test_who_leaves_changes_no_mark(self):
        case = self.make_case()
        self.sweep(NOON + 7 * HOUR)
        before = self.told(case)
        self.stranger.active = False
        self.env.invalidate_all()
        self.sweep(NOON + 9 * HOUR)
        told = [entry for entry in self.told(case) if "/users" in entry[0]]
        self.assertEqual(told, [entry for entry in before if "/users" in entry[0]])

    def test_terms_can_be_changed_when_all_of_them_have_left(self):
        self.make_case()
        (self.head | self.stranger).active = False
        self.env.invalidate_all()
        self.policy.amount = 6
        self.assertTrue(self.policy._revisions())


class TestAcknowledged(RecipientCase):
    def setUp(self):
        super().setUp()
        self.steps = self.ref("policy_resolve_level_1").step_ids
        self.case = self.make_case()

    def acknowledge(self, moment=WARNED, user=None):
        self.sweep(moment)
        with self.at(moment):
            alarm = self.alarm(self.case, user or self.officer)
            alarm.with_user(user or self.officer)._acknowledge("On it")

    def make_head_optional(self):
        steps = self.deadline(self.case).policy_id.step_ids
        step = steps.filtered(lambda step: step.recipient == "department_head")
        # As shipped to this policy before the case was given its promise.
        step.flush_recordset()
        self.env.cr.execute(
            "UPDATE key_account_escalation_step SET unless_acknowledged = true"
            " WHERE id = %s",
            step.ids,
        )
        step.invalidate_recordset()

    def test_shipped_steps_go_on(self):
        self.assertFalse(any(self.steps.mapped("unless_acknowledged")))
        self.acknowledge()
        self.sweep(NOON + 7 * HOUR)
        self.assertIn(("due+120/department_head", "kas-head"), self.told(self.case))

    def test_a_step_that_is_skipped_stands_in_the_ledger(self):
        self.make_head_optional()
        self.acknowledge()
        self.sweep(NOON + 7 * HOUR)
        self.assertNotIn("kas-head", [login for _mark, login in self.told(self.case)])
        entry = self.deadline(self.case).event_ids.filtered(
            lambda event: event.mark == "due+120/department_head"
        )
        self.assertEqual(entry.kind, "escalated")
        self.assertEqual(entry.note, f"Not sent: acknowledged by {self.officer.name}.")
        self.sweep(NOON + 9 * HOUR)
        self.assertIn("kas-manager", [login for _mark, login in self.told(self.case)])

    def test_one_that_waits_is_dropped_by_an_acknowledgement(self):
        self.make_head_optional()
        self.sweep(WARNED)
        moment = NOON + 7 * HOUR
        with self.at(moment):
            self.env["key.account.deadline"]._enforce_due()
            waiting = self.alarm(self.case, self.head)
            waiting.deliver_after = moment + HOUR
            first = self.alarm(self.case, self.officer).filtered("delivered_at")
            first.with_user(self.officer)._acknowledge("On it")
        with self.at(moment + HOUR):
            self.env["key.account.alarm"]._deliver()
        self.assertEqual(waiting.state, "obsolete")

    def test_without_an_acknowledgement_it_is_taken(self):
        self.make_head_optional()
        self.sweep(NOON + 7 * HOUR)
        self.assertIn(("due+120/department_head", "kas-head"), self.told(self.case))

    def test_an_acknowledgement_of_another_promise_does_not_count(self):
        self.make_head_optional()
        other = self.make_case()
        self.sweep(WARNED)
        with self.at(WARNED):
            self.alarm(other, self.officer).with_user(self.officer)._acknowledge("x")
        self.sweep(NOON + 7 * HOUR)
        self.assertIn(("due+120/department_head", "kas-head"), self.told(self.case))

    def test_an_acknowledgement_of_an_earlier_round_does_not_count(self):
        self.make_head_optional()
        self.acknowledge(DUE)
        self.deadline(self.case).round = 2
        self.sweep(NOON + 7 * HOUR)
        self.assertIn("kas-head", [login for _mark, login in self.told(self.case)])
