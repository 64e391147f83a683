"""VISIT-1: plans drafted for everybody, and a year of the shipped table."""

from collections import Counter
from datetime import date, datetime

from freezegun import freeze_time
from visit_plans import FIRST, LAST, VisitPlanMixin

from odoo.exceptions import UserError

from common import NOON, KeyAccountCase


class TestDraft(VisitPlanMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.person("liaison")
        self.plans = self.env["key.account.visit.plan"]

    def drafted(self, moment):
        """What the scheduled action drafts of ours at a moment."""
        with self.at(moment):
            self.plans._draft_due()
            self.plans._propose_due()
        return self.plans.search([("user_id", "=", self.officer.id)])

    def test_the_next_quarter_is_drafted_two_weeks_before(self):
        self.assertFalse(self.drafted(datetime(2026, 3, 17, 8)))
        plan = self.drafted(datetime(2026, 3, 18, 8))
        self.assertEqual((plan.date_from, plan.date_to), (FIRST, LAST))
        self.assertEqual(plan.state, "draft")
        self.assertEqual(plan.visit_count, 7)
        self.assertEqual(plan.author_ids, self.officer)
        self.assertFalse(plan.propose_at)
        told = self.env["mail.message"].search(
            [("notified_partner_ids", "in", self.officer.partner_id.ids)], limit=1
        )
        self.assertIn("proposed", told.subject)

    def test_it_is_drafted_once(self):
        plan = self.drafted(datetime(2026, 3, 18, 8))
        self.assertEqual(self.drafted(datetime(2026, 3, 19, 8)), plan)
        plan.with_user(self.officer).action_cancel()
        self.assertEqual(self.drafted(datetime(2026, 3, 20, 8)), plan)

    def test_it_can_be_switched_off(self):
        self.company.key_account_visit_plan_auto = False
        self.assertFalse(self.drafted(datetime(2026, 3, 20, 8)))

    def test_other_periods(self):
        self.company.key_account_visit_plan_months = "1"
        plan = self.drafted(datetime(2026, 3, 20, 8))
        self.assertEqual(plan.date_to, date(2026, 4, 30))

    def test_a_plan_that_fails_stops_no_other(self):
        other = self.make_account(
            key_account_manager_id=self.deputy.id, roles=["liaison"]
        )
        calendar = self.env["resource.calendar"].create(
            {"name": "Nobody works", "attendance_ids": []}
        )
        calendar.attendance_ids.unlink()
        self.env["resource.resource"].create(
            {
                "name": "Officer",
                "user_id": self.officer.id,
                "calendar_id": calendar.id,
            }
        )
        plan = self.drafted(datetime(2026, 3, 20, 8))
        self.assertFalse(plan.visit_ids)
        self.assertIn("nobody works", plan.error)
        self.assertEqual(plan.propose_at, datetime(2026, 3, 20, 8, 15))
        fine = self.plans.search([("user_id", "=", self.deputy.id)])
        self.assertEqual(fine.visit_ids.key_account_id, other)

    @freeze_time(NOON)
    def test_a_supervisor_has_the_plans_of_the_team_drafted(self):
        self.make_account(key_account_manager_id=self.stranger.id)
        dialog = self.env["key.account.visit.plan.all"].with_user(self.supervisor)
        dialog.create({"date_from": FIRST, "date_to": LAST}).action_draft()
        plan = self.plans.search([("date_from", "=", FIRST)])
        self.assertEqual(plan.user_id, self.officer)
        self.plans._propose_due()
        self.assertEqual(plan.visit_count, 7)
        self.submitted(plan.with_user(self.officer))
        plan.with_user(self.supervisor).validate_tier()
        with self.assertRaises(UserError):
            dialog.create({"date_from": FIRST, "date_to": LAST}).action_draft()


class TestYear(VisitPlanMixin, KeyAccountCase):
    """The shipped table, reproduced for a year of synthetic accounts."""

    def test_a_year_of_four_quarters(self):
        roles = ("decision_maker", "liaison", "department_head", "influencer")
        self.account.key_account_kind = False
        self.company.key_account_visit_daily_limit = 12
        for tier in "abcd":
            for number in range(3):
                self.make_account(f"tier_{tier}", f"{tier}{number}", roles)
        vip = self.make_account("tier_d", "Old Li", key_account_kind="leadership")
        for month in (1, 4, 7, 10):
            first = date(2027, month, 1)
            last = date(2027, month + 2, 31 if month in (1, 10) else 30)
            self.propose(self.make_plan(first=first, last=last))
        visits = self.env["key.account.visit"].search(
            [("state", "=", "proposed"), ("user_id", "=", self.officer.id)]
        )
        counts = Counter(
            (visit.rule_id.tier_id.code, visit.rule_id.key_person_role or purpose)
            for visit in visits - visits.filtered(lambda v: v.partner_id == vip)
            for purpose in [visit.rule_id.purpose]
        )
        self.assertEqual(
            {key: count / 3 for key, count in counts.items()},
            {
                ("A", "decision_maker"): 4,
                ("B", "decision_maker"): 6,
                ("C", "decision_maker"): 4,
                ("A", "liaison"): 12,
                ("B", "liaison"): 12,
                ("C", "liaison"): 4,
                ("D", "liaison"): 4,
                ("A", "department_head"): 12,
                ("B", "department_head"): 12,
                ("C", "department_head"): 4,
                ("A", "influencer"): 12,
                ("B", "influencer"): 12,
                ("A", "walk"): 12,
                ("B", "walk"): 12,
                ("C", "walk"): 4,
                ("D", "walk"): 4,
                ("A", "on_premises"): 2,
                ("B", "on_premises"): 1,
            },
        )
        own = visits.filtered(lambda visit: visit.partner_id == vip)
        self.assertEqual(len(own), 12)
        self.assertEqual(set(own.mapped("way")), {"phone"})
        self.assertLessEqual(max(Counter(self.days(visits)).values()), 12)
