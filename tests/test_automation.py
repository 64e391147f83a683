"""CASE-5: the shipped automation rules react to alarms and can stop none of them."""

from unittest.mock import patch

from odoo.tools import mute_logger

from common import HOUR, NOON, KeyAccountCase

COMPANY_HEAD = ("due+0/company_head", "kas-manager")


class TestAutomation(KeyAccountCase):
    def miss(self, moment, **values):
        case = self.make_case(moment=moment, **values)
        self.sweep(moment + 12 * HOUR)
        self.sweep(moment + 12 * HOUR)
        return case

    def measures(self):
        kind = self.ref("mail_activity_type_improvement")
        return self.account.activity_ids.filtered(lambda a: a.activity_type_id == kind)

    def test_a_missed_complaint_of_the_highest_level_goes_to_the_head_at_once(self):
        level = self.ref("complaint_level_3")
        case = self.miss(NOON, complaint_level_id=level.id)
        self.assertIn(COMPANY_HEAD, self.told(case))
        self.assertEqual(
            set(case.deadline_ids.alarm_ids.mapped("state")), {"delivered"}
        )

    def test_one_of_a_lower_level_does_not(self):
        case = self.make_case()
        self.sweep(NOON + 5 * HOUR)
        self.sweep(NOON + 5 * HOUR)
        self.assertNotIn(COMPANY_HEAD, self.told(case))

    def test_the_administrator_switches_a_rule_off(self):
        self.ref("base_automation_level_3_missed").active = False
        level = self.ref("complaint_level_3")
        case = self.miss(NOON, complaint_level_id=level.id)
        self.assertNotIn(COMPANY_HEAD, self.told(case))

    def test_the_second_miss_in_30_days_asks_for_a_measure_once(self):
        self.miss(NOON)
        self.assertFalse(self.measures())
        self.miss(NOON + 24 * HOUR)
        self.miss(NOON + 48 * HOUR)
        self.assertEqual(len(self.measures()), 1)
        self.assertEqual(self.measures().user_id, self.supervisor)

    def test_two_misses_far_apart_do_not(self):
        self.miss(NOON)
        self.miss(NOON + 31 * 24 * HOUR)
        self.assertFalse(self.measures())

    def test_a_failing_rule_is_marked_and_stops_nothing(self):
        rule = self.ref("base_automation_missed_again")
        Alarm = type(self.env["key.account.alarm"])
        case = self.make_case()
        with (
            patch.object(
                Alarm, "_demand_improvement", side_effect=ValueError("broken")
            ),
            mute_logger(
                "odoo.addons.key_account_service.models.clock.base_automation",
                "odoo.addons.base.models.ir_actions",
            ),
        ):
            self.sweep(NOON + 5 * HOUR)
        self.assertEqual(
            set(case.deadline_ids.alarm_ids.mapped("state")), {"delivered"}
        )
        self.assertIn("broken", rule.alarm_error)
        self.assertTrue(rule.alarm_error_at)
