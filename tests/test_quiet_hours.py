"""CASE-5: what is not urgent waits until the recipient's night is over."""

from datetime import datetime

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from common import HOUR, NOON, KeyAccountCase

DUE_AT_NIGHT = NOON + 5 * HOUR  # 01:00 in Shanghai
MORNING = datetime(2026, 3, 2, 23)


class TestQuietHours(KeyAccountCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer.tz = "Asia/Shanghai"
        cls.supervisor.tz = "Europe/Berlin"
        (cls.officer | cls.supervisor).notification_type = "inbox"

    def quiet(self, **values):
        return self.env["key.account.quiet.hours"].create(values)

    def states(self, case):
        # The warning that was due before is not what these tests are about.
        return {
            alarm.user_id.login: alarm.state
            for alarm in case.deadline_ids.alarm_ids.filtered(
                lambda alarm: alarm.mark.startswith("due")
            )
        }

    def test_as_shipped_nothing_is_held_back(self):
        self.assertFalse(self.env["key.account.quiet.hours"].search([]))
        case = self.make_case()
        self.sweep(DUE_AT_NIGHT)
        self.assertEqual(set(self.states(case).values()), {"delivered"})

    def test_each_recipient_rests_by_the_own_clock(self):
        self.quiet()
        case = self.make_case()
        self.sweep(DUE_AT_NIGHT)
        self.assertEqual(
            self.states(case), {"kas-officer": "pending", "kas-supervisor": "delivered"}
        )
        waiting = case.deadline_ids.alarm_ids.filtered(lambda a: a.state == "pending")
        self.assertEqual(set(waiting.mapped("deliver_after")), {MORNING})
        self.assertTrue(self.deadline(case).missed_at)

    def test_in_the_morning_all_arrive_as_one_message(self):
        self.quiet()
        cases = [self.make_case() for _index in range(3)]
        for hour in (5, 6, 8):
            self.sweep(NOON + hour * HOUR)
        inbox = [("partner_ids", "in", self.officer.partner_id.ids)]
        self.assertFalse(self.env["mail.message"].search(inbox))
        self.sweep(MORNING)
        message = self.env["mail.message"].search(inbox)
        self.assertEqual(len(message), 1)
        for case in cases:
            self.assertIn(case.number, message.body)
            self.assertEqual(self.states(case)["kas-officer"], "delivered")

    def test_urgent_alarms_wake_people(self):
        self.quiet()
        case = self.make_case(complaint_level_id=self.ref("complaint_level_3").id)
        for _twice in range(2):  # A rule raises alarms that the next run sends.
            self.sweep(NOON + 12 * HOUR)
        urgent = self.deadline(case)
        self.assertTrue(urgent.urgent)
        self.assertEqual(set(urgent.alarm_ids.mapped("state")), {"delivered"})

    def test_a_step_foretells_when_its_alarm_leaves(self):
        self.quiet()
        step = self.ref("policy_resolve_level_1").step_ids[:1]
        self.assertEqual(step._deliver_after(self.officer, DUE_AT_NIGHT), MORNING)
        self.assertEqual(step._deliver_after(self.officer, NOON), NOON)
        urgent = self.ref("policy_resolve_level_3").step_ids[:1]
        moment = urgent._deliver_after(self.officer, DUE_AT_NIGHT)
        self.assertEqual(moment, DUE_AT_NIGHT)

    def test_what_is_kept_meanwhile_is_never_told(self):
        self.quiet()
        case = self.make_case()
        self.sweep(DUE_AT_NIGHT)
        with self.at(DUE_AT_NIGHT + HOUR):
            case.deadline_ids._cancel("Mistake")
        self.sweep(MORNING)
        self.assertEqual(self.states(case)["kas-officer"], "obsolete")

    def test_who_takes_quiet_hours_away_sets_free_what_waits(self):
        hours = self.quiet()
        case = self.make_case()
        self.sweep(DUE_AT_NIGHT)
        hours.with_user(self.manager).unlink()
        self.sweep(DUE_AT_NIGHT + HOUR / 60)
        self.assertEqual(self.states(case)["kas-officer"], "delivered")

    def test_changed_quiet_hours_hold_at_once(self):
        hours = self.quiet()
        case = self.make_case()
        self.sweep(DUE_AT_NIGHT)
        hours.with_user(self.manager).hour_to = 2
        self.sweep(DUE_AT_NIGHT + HOUR / 60)
        alarm = case.deadline_ids.alarm_ids.filtered(lambda a: a.state == "pending")
        self.assertEqual(alarm[:1].deliver_after, NOON + 6 * HOUR)
        self.sweep(NOON + 6 * HOUR)
        self.assertEqual(self.states(case)["kas-officer"], "delivered")

    def test_another_company_is_not_touched(self):
        other = self.env["res.company"].create({"name": "Branch Abroad"})
        self.quiet(company_id=other.id, hour_from=0, hour_to=23.5)
        case = self.make_case()
        self.sweep(DUE_AT_NIGHT)
        self.assertEqual(set(self.states(case).values()), {"delivered"})

    def test_administrators_of_the_service_set_them(self):
        hours = self.env["key.account.quiet.hours"]
        hours.with_user(self.manager).create({})
        with self.assertRaises(AccessError):
            hours.with_user(self.supervisor).search([]).hour_to = 8
        for values in ({"hour_from": 24}, {"hour_from": 7}, {"hour_to": -1}):
            with (
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                hours.search([]).write(values)
                self.env.flush_all()

    def test_what_waits_is_passed_over_by_the_index(self):
        self.quiet()
        self.make_case()
        self.sweep(DUE_AT_NIGHT)
        with self.at(DUE_AT_NIGHT):
            self.assertEqual(self.env["key.account.alarm"]._deliver(), 0)
