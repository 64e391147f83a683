"""TEAM-1, TEAM-5, CASE-5: who is told when somebody is away, and what it costs."""

from recipients import DUE, MINUTE, WARNED, RecipientCase

from odoo.fields import Command

from common import HOUR, NOON


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
