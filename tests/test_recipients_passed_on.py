"""CASE-5: the alarm of somebody who left goes to the next in line."""

from unittest.mock import patch

from recipients import DUE, MINUTE, WARNED, RecipientCase

from odoo.fields import Command

from common import HOUR, NOON


class TestPassedOn(RecipientCase):
    """Raised, but its recipient went before it was delivered."""

    def raised(self, moment=WARNED):
        case = self.make_case()
        with self.at(moment):
            self.env["key.account.deadline"]._enforce_due()
        return case

    def deliver(self, moment=WARNED + MINUTE):
        with self.at(moment):
            self.env["key.account.alarm"]._deliver()
        self.env.invalidate_all()

    def states(self, case):
        alarms = self.deadline(case).alarm_ids.sorted("id")
        return [(alarm.user_id.login, alarm.state) for alarm in alarms]

    def test_who_has_left(self):
        case = self.raised()
        self.officer.active = False
        self.deliver()
        self.assertEqual(
            self.states(case),
            [("kas-officer", "passed_on"), ("kas-deputy", "delivered")],
        )
        self.assertEqual(self.alarm(case, self.deputy).instead_of_id, self.officer)
        entry = self.deadline(case).event_ids[-1]
        self.assertEqual(entry.mark, "warning+0/responsible")
        self.assertIn("Passed on to", entry.note)

    def test_who_went_on_leave(self):
        case = self.raised()
        self.on_leave(self.officer)
        self.on_duty(self.stranger)
        self.deliver()
        self.assertEqual(
            self.states(case),
            [("kas-officer", "passed_on"), ("kas-stranger", "delivered")],
        )
        self.assertTrue(self.alarm(case, self.stranger).on_duty)

    def test_twice_and_back_again(self):
        case = self.raised()
        leave = self.on_leave(self.officer)
        with (
            self.at(WARNED),
            patch.object(
                type(self.env["key.account.alarm"]), "_deliver_to", lambda *a: None
            ),
        ):
            self.env["key.account.alarm"]._deliver()
        leave.unlink()
        self.deputy.active = False
        self.deliver()
        self.assertEqual(
            self.states(case),
            [("kas-officer", "delivered"), ("kas-deputy", "passed_on")],
        )

    def test_what_was_told_already_is_not_told_again(self):
        case = self.raised(DUE)
        self.deliver(DUE)
        self.officer.active = False
        before = self.states(case)
        self.deliver(DUE + MINUTE)
        self.assertEqual(self.states(case), before)

    def test_however_many_they_are(self):
        cases = [self.raised() for _index in range(3)]
        self.on_leave(self.officer)
        with self.at(WARNED):
            self.env["key.account.alarm"]._pass_on_absent(batch_size=1)
        for case in cases:
            self.assertEqual(
                self.states(case),
                [("kas-officer", "passed_on"), ("kas-deputy", "pending")],
            )

    def test_what_is_no_longer_needed_reaches_nobody(self):
        case = self.raised()
        self.officer.active = False
        with self.at(WARNED):
            case.stage_id = self.stage("cancelled")
        self.deliver()
        self.assertEqual(self.states(case), [("kas-officer", "obsolete")])

    def test_what_was_dropped_is_told_when_the_work_comes_back_on_hold(self):
        case = self.raised(DUE)
        with self.at(DUE):
            case.with_user(self.supervisor).stage_id = self.stage("cancelled")
        self.deliver(DUE)
        self.assertEqual({state for _login, state in self.states(case)}, {"obsolete"})
        with self.at(DUE + MINUTE):
            case.with_user(self.supervisor).stage_id = self.stage("awaiting")
        self.assertEqual(self.deadline(case).state, "paused")
        self.deliver(DUE + MINUTE)
        self.assertIn(("kas-supervisor", "delivered"), self.states(case))

    def test_an_alarm_whose_step_is_gone(self):
        case = self.raised()
        self.deadline(case).policy_id.step_ids.unlink()
        self.officer.active = False
        self.deliver()
        self.assertIn(("kas-deputy", "delivered"), self.states(case))

    def test_a_rule_can_pass_on_a_step_of_named_users(self):
        steps = self.ref("policy_resolve_level_1").step_ids
        steps.filtered(lambda step: step.anchor == "warning").write(
            {"recipient": "users", "user_ids": [Command.set(self.head.ids)]}
        )
        case = self.raised()
        self.head.active = False
        self.deliver()
        self.assertIn(("kas-supervisor", "delivered"), self.states(case))

    def test_an_alarm_whose_step_tells_nobody_now(self):
        case = self.raised()
        chat = self.env["key.account.webhook"].create(
            {
                "name": "Chat",
                "url": "https://chat.example/send",
                "company_id": False,
            }
        )
        step = self.deadline(case).alarm_ids.step_id
        step.write({"recipient": "nobody", "webhook_id": chat.id})
        self.officer.active = False
        self.deliver()
        self.assertIn(("kas-deputy", "delivered"), self.states(case))

    def test_a_hold_that_is_used_up_concerns_who_answers(self):
        reason = self.env["key.account.pause.reason"].create(
            {"name": "Short", "max_hours": 1}
        )
        case = self.make_case()
        with self.at(NOON):
            self.deadline(case)._pause(reason)
        with self.at(NOON + 2 * HOUR):
            self.env["key.account.deadline"]._enforce_due()
        self.officer.active = False
        self.deliver(NOON + 2 * HOUR)
        self.assertEqual(
            self.states(case),
            [("kas-officer", "passed_on"), ("kas-deputy", "delivered")],
        )


class TestTwoStepsAlike(RecipientCase):
    def test_one_of_them_is_skipped(self):
        """By e-mail in any case, by notification unless somebody acknowledged."""
        policy = self.ref("policy_resolve_level_1")
        step = policy.step_ids.filtered(lambda s: s.recipient == "department_head")
        step.copy({"unless_acknowledged": True})
        case = self.make_case()
        self.sweep(WARNED)
        with self.at(WARNED):
            alarm = self.alarm(case, self.officer)
            alarm.with_user(self.officer)._acknowledge("On it")
        self.on_leave(self.head)
        self.sweep(NOON + 7 * HOUR)
        self.assertFalse(self.deadline(case).error)
        self.assertIn(("due+120/department_head", "kas-manager"), self.told(case))
