"""TEAM-5: the duty roster, its gaps, and planning it for weeks."""

from datetime import date, datetime, timedelta

from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from common import HOUR, NOON, KeyAccountCase

DAY = 24 * HOUR


class DutyCase(KeyAccountCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Duty = cls.env["key.account.duty"]
        cls.Gap = cls.env["key.account.duty.gap"]

    def on_duty(self, start, end, user=None, **values):
        with self.at(NOON):
            return self.Duty.create(
                {
                    "user_id": (user or self.officer).id,
                    "date_from": start,
                    "date_to": end,
                    **values,
                }
            )

    def look(self, moment=NOON):
        """The scheduled action at a moment; spans of the gaps that are open then."""
        with self.at(moment):
            self.Gap._cron_find()
        gaps = self.Gap.search([("state", "=", "open")], order="date_from")
        return [(gap.date_from, gap.date_to) for gap in gaps]


class TestDuty(DutyCase):
    def test_it_ends_after_it_starts(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.on_duty(NOON, NOON)

    def test_only_who_can_work_on_cases_is_on_duty(self):
        with self.assertRaises(ValidationError):
            self.on_duty(NOON, NOON + DAY, self.clerk)

    def test_of_the_own_company(self):
        company = self.env["res.company"].create({"name": "Branch Abroad"})
        with self.assertRaises(UserError):
            self.on_duty(NOON, NOON + DAY, company_id=company.id)

    def test_now(self):
        duty = self.on_duty(NOON, NOON + DAY)
        for moment, now in (
            (NOON - HOUR, False),
            (NOON, True),
            (NOON + DAY, False),
        ):
            with self.at(moment):
                duty.invalidate_recordset(["is_now"])
                self.assertEqual(duty.is_now, now)
                found = self.Duty.search([("is_now", "=", True)])
                self.assertEqual(duty in found, now)
                found = self.Duty.search([("is_now", "=", False)])
                self.assertEqual(duty in found, not now)


class TestGaps(DutyCase):
    def test_nobody_is_warned_who_uses_no_roster(self):
        self.assertEqual(self.look(), [])

    def test_a_step_for_the_person_on_duty_uses_it(self):
        step = self.ref("policy_resolve_level_1").step_ids[0]
        step.recipient = "duty"
        self.assertEqual(self.look(), [(NOON, NOON + 7 * DAY)])

    def test_the_hours_that_nobody_covers(self):
        self.on_duty(NOON - HOUR, NOON + DAY)
        self.on_duty(NOON + 2 * DAY, NOON + 9 * DAY)
        self.assertEqual(self.look(), [(NOON + DAY, NOON + 2 * DAY)])

    def test_the_hours_of_those_who_have_left_are_not_covered(self):
        self.on_duty(NOON, NOON + 8 * DAY)
        self.officer.active = False
        self.assertEqual(self.look(), [(NOON, NOON + 7 * DAY)])

    def test_as_far_ahead_as_the_company_says(self):
        self.on_duty(NOON, NOON + DAY)
        self.company.key_account_duty_days = 2
        self.assertEqual(self.look(), [(NOON + DAY, NOON + 2 * DAY)])
        self.company.key_account_duty_days = 0
        self.assertEqual(self.look(), [])
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.company.key_account_duty_days = -1
            self.env.flush_all()

    def asked(self):
        activities = self.Gap.search([]).activity_ids
        return sorted(activities.user_id.mapped("login"))

    def test_those_who_plan_are_asked_once(self):
        self.on_duty(NOON, NOON + 6 * DAY)
        self.look()
        asked = self.asked()
        for login in ("kas-supervisor", "kas-head", "kas-manager"):
            self.assertIn(login, asked)
        for login in ("kas-officer", "kas-auditor", "kas-clerk"):
            self.assertNotIn(login, asked)
        gap = self.Gap.search([])
        count = len(gap.activity_ids)
        self.look(NOON + HOUR)
        self.look(NOON + DAY)
        self.assertEqual(self.Gap.search([]), gap)
        self.assertEqual(len(gap.activity_ids), count)
        self.assertEqual(gap.date_to, NOON + 8 * DAY)

    def test_in_the_words_and_the_zone_of_who_is_asked(self):
        self.supervisor.tz = "Asia/Shanghai"
        self.on_duty(NOON, NOON + 6 * DAY + 8 * HOUR)
        self.look()
        activity = self.Gap.search([]).activity_ids.filtered(
            lambda a: a.user_id == self.supervisor
        )
        # 20:00 UTC is the next day in Shanghai.
        self.assertEqual(activity.date_deadline, date(2026, 3, 9))
        self.assertIn("3/9/26", activity.summary)

    def test_it_closes_by_itself_when_filled(self):
        self.on_duty(NOON, NOON + 6 * DAY)
        self.look()
        gap = self.Gap.search([])
        self.on_duty(NOON + 6 * DAY, NOON + 8 * DAY, self.deputy)
        self.assertEqual(gap.state, "filled")
        self.assertFalse(gap.activity_ids)

    def test_a_part_that_is_filled_shrinks_it(self):
        self.on_duty(NOON, NOON + DAY)
        self.look()
        gap = self.Gap.search([])
        duty = self.on_duty(NOON + DAY, NOON + 2 * DAY)
        self.assertEqual(gap.state, "open")
        self.assertEqual(gap.date_from, NOON + 2 * DAY)
        with self.at(NOON):
            duty.date_to = NOON + 3 * DAY
        self.assertEqual(gap.date_from, NOON + 3 * DAY)
        self.assertTrue(gap.activity_ids)

    def test_a_gap_that_opens_is_told_a_little_later(self):
        duty = self.on_duty(NOON, NOON + 8 * DAY)
        self.on_duty(NOON, NOON + HOUR)
        cron = self.ref("ir_cron_duty_gaps")
        triggers = self.env["ir.cron.trigger"]
        triggers.search([("cron_id", "=", cron.id)]).unlink()
        with self.at(NOON):
            duty.unlink()
        self.assertFalse(self.Gap.search([]))
        triggers = triggers.search([("cron_id", "=", cron.id)])
        self.assertEqual(triggers.call_at, NOON + timedelta(minutes=15))
        with self.enter_registry_test_mode(), self.at(NOON + HOUR / 4):
            cron.method_direct_trigger()
        self.assertEqual(self.Gap.search([]).date_from, NOON + HOUR)

    def test_hours_that_passed_with_nobody_are_kept(self):
        self.on_duty(NOON, NOON + DAY)
        self.on_duty(NOON + 2 * DAY, NOON + 30 * DAY)
        self.look()
        gap = self.Gap.search([])
        self.look(NOON + DAY + HOUR)
        self.assertEqual(gap.date_from, NOON + DAY)
        self.look(NOON + 3 * DAY)
        self.assertEqual(gap.state, "passed")
        self.assertFalse(gap.activity_ids)

    def test_each_company_has_its_own(self):
        company = self.env["res.company"].create({"name": "Branch Abroad"})
        self.officer.company_ids |= company
        self.on_duty(NOON, NOON + 8 * DAY, company_id=company.id)
        self.assertEqual(self.look(), [])
        self.on_duty(NOON, NOON + DAY)
        self.assertEqual(self.look(), [(NOON + DAY, NOON + 7 * DAY)])

    def test_filling_starts_from_its_hours(self):
        self.on_duty(NOON, NOON + 6 * DAY)
        self.look()
        gap = self.Gap.search([])
        action = gap.with_user(self.supervisor).action_fill()
        Duty = self.Duty.with_user(self.supervisor).with_context(**action["context"])
        with self.at(NOON), Form(Duty) as form:
            form.user_id = self.deputy
        self.assertEqual(gap.state, "filled")

    def test_every_day(self):
        cron = self.ref("ir_cron_duty_gaps")
        self.assertEqual((cron.interval_number, cron.interval_type), (1, "days"))


class TestRota(DutyCase):
    def plan(self, **values):
        Rota = self.env["key.account.duty.rota"].with_user(self.supervisor)
        people = values.pop("people", self.officer | self.deputy)
        with self.at(NOON):
            return Rota.create(
                {
                    "first_day": date(2026, 3, 27),
                    "last_day": date(2026, 3, 30),
                    "tz": "Europe/Berlin",
                    "person_ids": [
                        (0, 0, {"user_id": user.id, "sequence": sequence})
                        for sequence, user in enumerate(people)
                    ],
                    **values,
                }
            )

    def planned(self):
        duties = self.Duty.search([], order="date_from")
        return [(d.user_id.login, d.date_from) for d in duties]

    def test_people_take_turns_and_hand_over_by_the_clock(self):
        action = self.plan().action_plan()
        self.assertEqual(action["res_model"], "key.account.duty")
        self.assertEqual(
            self.planned(),
            [
                ("kas-officer", datetime(2026, 3, 27, 7)),
                ("kas-deputy", datetime(2026, 3, 28, 7)),
                ("kas-officer", datetime(2026, 3, 29, 6)),  # summer time since 03:00
                ("kas-deputy", datetime(2026, 3, 30, 6)),
            ],
        )

    def test_somebody_may_have_two_turns_in_a_round(self):
        people = [self.officer, self.deputy, self.officer]
        self.plan(people=people, hours=12).action_plan()
        logins = [login for login, _start in self.planned()[:4]]
        officer, deputy = "kas-officer", "kas-deputy"
        self.assertEqual(logins, [officer, deputy, officer, officer])

    def test_planning_twice_adds_nothing(self):
        self.plan().action_plan()
        before = self.planned()
        again = self.plan()
        self.assertEqual((again.duty_count, again.new_count), (4, 0))
        with self.assertRaises(UserError):
            again.action_plan()
        longer = self.plan(last_day=date(2026, 3, 31))
        self.assertEqual((longer.duty_count, longer.new_count), (5, 1))
        longer.action_plan()
        self.assertEqual(self.planned()[:4], before)
        self.assertEqual(len(self.planned()), 5)

    def test_what_makes_no_plan(self):
        with self.assertRaises(UserError):
            self.plan(people=[]).action_plan()
        for wrong in (
            {"last_day": date(2026, 3, 26)},
            {"last_day": date(2126, 3, 26)},
            {"hand_over": 24.0},
            {"hand_over": -1.0},
        ):
            with self.assertRaises(ValidationError):
                self.plan(**wrong)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.plan(hours=0)

    def test_a_form_half_filled_counts_nothing(self):
        Rota = self.env["key.account.duty.rota"].with_user(self.supervisor)
        form = Form(Rota)
        form.hours = 0
        self.assertEqual(form.duty_count, 0)
        form.hours = 168
        with form.person_ids.new() as person:
            person.user_id = self.officer
        self.assertEqual(form.duty_count, 4)

    def test_a_clerk_is_not_planned(self):
        with self.assertRaises(ValidationError):
            self.plan(people=[self.clerk]).action_plan()

    def test_a_rota_has_no_gap(self):
        self.plan(last_day=date(2026, 4, 30)).action_plan()
        with self.at(datetime(2026, 3, 28)):
            self.Gap._cron_find()
        self.assertFalse(self.Gap.search([("state", "=", "open")]))
