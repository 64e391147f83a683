"""TEAM-1, TEAM-5, CASE-5: who is told when somebody is away, and why."""

from datetime import timedelta
from unittest.mock import patch

from odoo.fields import Command

from common import HOUR, NOON, KeyAccountCase

MINUTE = timedelta(minutes=1)
WARNED = NOON + 4 * HOUR
DUE = NOON + 5 * HOUR


class RecipientCase(KeyAccountCase):
    def on_leave(self, user, start=NOON, end=NOON + 24 * HOUR, **values):
        """Time off as Odoo records it: a leave of a resource of the user."""
        resource = self.env["resource.resource"].create(
            {"name": user.name, "user_id": user.id}
        )
        return self.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource.id,
                "date_from": start,
                "date_to": end,
                **values,
            }
        )

    def on_duty(self, user, start=NOON, end=NOON + 24 * HOUR, **values):
        return self.env["key.account.duty"].create(
            {"user_id": user.id, "date_from": start, "date_to": end, **values}
        )

    def alarm(self, case, user, kind="resolve"):
        return self.deadline(case, kind).alarm_ids.filtered(
            lambda alarm: alarm.user_id == user
        )

    def warned(self, case=None, moment=WARNED):
        """Logins of those who are told when the warning of the solution comes."""
        case = case or self.make_case()
        self.sweep(moment)
        return [login for _mark, login in self.told(case)]


class TestAway(RecipientCase):
    def test_the_deputy_of_somebody_on_leave(self):
        self.on_leave(self.officer)
        case = self.make_case()
        self.assertEqual(self.warned(case), ["kas-deputy"])
        alarm = self.alarm(case, self.deputy)
        self.assertEqual((alarm.instead_of_id, alarm.on_duty), (self.officer, False))

    def test_the_supervisor_if_the_deputy_is_on_leave_too(self):
        self.on_leave(self.officer)
        self.on_leave(self.deputy)
        self.assertEqual(self.warned(), ["kas-supervisor"])

    def test_whoever_works_on_the_case_before_the_supervisor(self):
        self.on_leave(self.officer)
        self.on_leave(self.deputy)
        case = self.make_case(user_id=self.stranger.id)
        self.assertEqual(self.warned(case), ["kas-stranger"])

    def test_the_person_on_duty_comes_first(self):
        self.on_leave(self.officer)
        self.on_duty(self.stranger)
        case = self.make_case()
        self.assertEqual(self.warned(case), ["kas-stranger"])
        alarm = self.alarm(case, self.stranger)
        self.assertEqual((alarm.instead_of_id, alarm.on_duty), (self.officer, True))

    def test_the_person_on_duty_for_somebody_who_has_left(self):
        case = self.make_case()
        self.officer.active = False
        self.on_duty(self.stranger)
        self.assertEqual(self.warned(case), ["kas-stranger"])

    def test_the_person_on_duty_who_is_away_is_passed_over(self):
        self.on_leave(self.officer)
        self.on_duty(self.stranger)
        self.on_leave(self.stranger)
        self.assertEqual(self.warned(), ["kas-deputy"])

    def test_whoever_is_there_is_told_whoever_is_on_duty(self):
        self.on_duty(self.stranger)
        case = self.make_case()
        self.assertEqual(self.warned(case), ["kas-officer"])
        self.assertFalse(self.alarm(case, self.officer).instead_of_id)

    def test_a_leave_that_is_over_or_ahead_or_no_leave_changes_nothing(self):
        self.on_leave(self.officer, NOON - HOUR, WARNED)
        self.on_leave(self.officer, WARNED + MINUTE, WARNED + HOUR)
        self.on_leave(self.officer, time_type="other")
        self.assertEqual(self.warned(), ["kas-officer"])

    def test_a_holiday_of_everybody_is_no_leave_of_anybody(self):
        self.env["resource.calendar.leaves"].create(
            {"date_from": NOON, "date_to": NOON + 24 * HOUR}
        )
        self.assertEqual(self.warned(), ["kas-officer"])

    def test_an_escalation_goes_up_and_never_down(self):
        self.on_leave(self.supervisor)
        self.on_duty(self.stranger)
        case = self.make_case()
        self.sweep(DUE)
        self.assertIn(("due+0/supervisor", "kas-head"), self.told(case))
        alarm = self.alarm(case, self.head)
        self.assertEqual(alarm.instead_of_id, self.supervisor)

    def test_nobody_there_reaches_those_who_administer(self):
        for user in (self.officer, self.deputy, self.supervisor, self.head):
            self.on_leave(user)
        self.company.key_account_head_id = False
        found = self.warned()
        self.assertIn("kas-manager", found)
        self.assertFalse({"kas-officer", "kas-deputy"} & set(found))

    def test_everybody_away_still_reaches_somebody(self):
        group = self.ref("group_key_account_manager")
        for user in group.all_user_ids | self.officer | self.deputy:
            self.on_leave(user)
        for user in self.supervisor | self.head:
            self.on_leave(user)
        case = self.make_case()
        self.assertIn("kas-manager", self.warned(case))
        alarm = self.alarm(case, self.manager)
        self.assertEqual(alarm.state, "delivered")

    def test_a_named_user_who_has_left_is_replaced(self):
        steps = self.ref("policy_resolve_level_1").step_ids
        steps.filtered(lambda step: step.anchor == "warning").write(
            {"recipient": "users", "user_ids": [Command.set(self.stranger.ids)]}
        )
        self.stranger.active = False
        case = self.make_case()
        self.assertEqual(self.warned(case), ["kas-supervisor"])
        self.assertEqual(self.alarm(case, self.supervisor).instead_of_id, self.stranger)

    def test_the_work_keeps_who_answers_for_it(self):
        self.on_leave(self.officer)
        case = self.make_case()
        self.assertEqual(self.deadline(case).responsible_id, self.officer)
        self.officer.active = False
        case.user_id = self.stranger
        self.assertEqual(self.deadline(case).responsible_id, self.deputy)

    def test_the_ledger_and_the_message_say_for_whom(self):
        self.deputy.notification_type = "inbox"
        self.on_leave(self.officer)
        case = self.make_case()
        self.sweep(WARNED)
        entry = self.deadline(case).event_ids[-1]
        self.assertEqual(entry.kind, "escalated")
        self.assertIn(self.officer.name, entry.note)
        self.assertIn(self.deputy.name, entry.note)
        message = self.env["mail.message"].search(
            [("partner_ids", "in", self.deputy.partner_id.ids)], limit=1
        )
        self.assertIn(f"instead of {self.officer.name}", message.body)

    def test_the_head_of_the_company_whom_a_rule_tells_is_away_too(self):
        self.on_leave(self.manager)
        case = self.make_case(complaint_level_id=self.ref("complaint_level_3").id)
        self.sweep(NOON + 30 * HOUR)
        told = {login for mark, login in self.told(case) if "company_head" in mark}
        self.assertTrue(told)


class TestDutyStep(RecipientCase):
    def setUp(self):
        super().setUp()
        steps = self.ref("policy_resolve_level_1").step_ids
        steps.filtered(lambda step: step.anchor == "warning").recipient = "duty"

    def test_the_person_on_duty(self):
        self.on_duty(self.stranger, NOON, WARNED)
        self.on_duty(self.deputy, WARNED, WARNED + HOUR)
        case = self.make_case()
        self.sweep(WARNED)
        self.assertEqual(self.told(case), [("warning+0/duty", "kas-deputy")])
        self.assertFalse(self.alarm(case, self.deputy).instead_of_id)

    def test_of_two_the_one_whose_duty_starts_later(self):
        self.on_duty(self.deputy, NOON + HOUR)
        self.on_duty(self.stranger)
        self.assertEqual(self.warned(), ["kas-deputy"])

    def test_of_two_that_start_together_the_one_recorded_later(self):
        self.on_duty(self.deputy)
        self.on_duty(self.stranger)
        self.assertEqual(self.warned(), ["kas-stranger"])

    def test_the_other_one_on_duty_if_the_first_is_away(self):
        self.on_duty(self.deputy)
        self.on_duty(self.stranger)
        self.on_leave(self.stranger)
        case = self.make_case()
        self.assertEqual(self.warned(case), ["kas-deputy"])

    def test_nobody_on_duty(self):
        self.on_duty(self.stranger, NOON - HOUR, NOON)
        self.assertEqual(self.warned(), ["kas-officer"])

    def test_the_roster_of_another_company(self):
        company = self.env["res.company"].create({"name": "Branch Abroad"})
        self.stranger.company_ids |= company
        self.on_duty(self.stranger, company_id=company.id)
        self.assertEqual(self.warned(), ["kas-officer"])


class TestAccessOnDuty(RecipientCase):
    def setUp(self):
        super().setUp()
        self.on_leave(self.officer)
        self.on_duty(self.stranger)
        self.case = self.make_case()
        self.other = self.make_case(NOON + 3 * HOUR)

    def may(self, operation, case=None):
        case = (case or self.case).with_user(self.stranger)
        return case.has_access(operation)

    def test_nothing_before_the_alarm(self):
        self.assertFalse(self.may("read"))

    def test_the_work_of_the_alarm_and_no_other(self):
        self.sweep(WARNED)
        self.assertEqual(self.alarm(self.case, self.stranger).state, "delivered")
        self.assertTrue(self.may("read") and self.may("write"))
        self.assertFalse(self.may("unlink"))
        self.assertFalse(self.may("read", self.other))
        found = self.env["helpdesk.ticket"].with_user(self.stranger).search([])
        self.assertIn(self.case, found)
        self.assertNotIn(self.other, found)

    def test_until_the_promise_is_kept(self):
        self.sweep(WARNED)
        self.case.stage_id = self.stage("cancelled")
        self.env.invalidate_all()
        self.assertFalse(self.may("read"))

    def test_not_for_others_who_are_told(self):
        self.env["key.account.duty"].search([]).unlink()
        self.sweep(WARNED)
        self.assertFalse(self.alarm(self.case, self.deputy).on_duty)


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


class TestCost(RecipientCase):
    def enforce(self, count):
        """Queries of deciding on ``count`` cases of as many accounts."""
        accounts = self.env["res.partner"].create(
            [
                {
                    "name": f"Hotel {index}",
                    "key_account_kind": "group",
                    "key_account_manager_id": self.officer.id,
                    "key_account_deputy_id": self.deputy.id,
                }
                for index in range(count)
            ]
        )
        with self.at(NOON):
            self.env["helpdesk.ticket"].create(
                [
                    {
                        "name": "x",
                        "description": "x",
                        "partner_id": account.id,
                        "case_kind": "complaint",
                    }
                    for account in accounts
                ]
            )
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        with self.at(WARNED):
            done = self.env["key.account.deadline"]._enforce_due(limit=1000)
        self.env.flush_all()
        self.assertEqual(done, count)
        return self.env.cr.sql_log_count - before

    def test_looking_up_who_is_told_costs_no_query_each(self):
        self.on_leave(self.officer)
        self.on_duty(self.stranger)
        few = self.enforce(10)
        many = self.enforce(1000)
        # One more for each hundred rows and table, as the ORM inserts and reads.
        self.assertLess(many - few, 10 * 7, (few, many))
