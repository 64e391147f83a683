"""TEAM-5, CASE-5: the person on duty is told, and may open what it was about."""

from recipients import WARNED, RecipientCase

from common import HOUR, NOON


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
