"""VISIT-1, CASE-5: a plan is handed in before its period, and decided in time."""

from datetime import date, datetime, timedelta

from visit_plans import VisitPlanMixin

from odoo.exceptions import AccessError

from common import HOUR, NOON, KeyAccountCase

DAY = timedelta(days=1)
#: The midnight in Shanghai with which the second quarter begins.
BEGINS = datetime(2026, 3, 31, 16)


class LateCase(VisitPlanMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.company.partner_id.tz = "Asia/Shanghai"
        self.person("liaison")

    def logins(self, plan):
        return [login for _mark, login in self.told(plan.sudo())]


class TestHandedIn(LateCase):
    def test_a_manager_who_plans_nothing_is_seen(self):
        plan = self.make_plan()
        deadline = self.deadline(plan, "visit_plan")
        self.assertEqual(deadline.due_at, BEGINS)
        self.assertEqual(deadline.responsible_id, self.officer)
        self.sweep(BEGINS - 4 * DAY)
        self.assertEqual(self.logins(plan), [])
        self.sweep(BEGINS - 3 * DAY)
        self.assertEqual(self.logins(plan), ["kas-officer"])
        self.sweep(BEGINS)
        self.assertEqual(self.logins(plan)[1:], ["kas-officer", "kas-supervisor"])
        self.sweep(BEGINS + 5 * DAY)
        self.assertEqual(self.logins(plan)[3:], ["kas-head"])
        with self.at(BEGINS):
            plans = plan.with_user(self.supervisor)
            self.assertIn(plan, plans.search([("deadline_state", "=", "missed")]))

    def test_what_is_drafted_by_itself_is_owed_as_well(self):
        plans = self.env["key.account.visit.plan"]
        with self.at(datetime(2026, 3, 18, 8)):
            plans._draft_due()
            plan = plans.search([("user_id", "=", self.officer.id)])
        self.assertEqual(self.deadline(plan, "visit_plan").due_at, BEGINS)

    def test_the_company_sets_how_long_before(self):
        self.company.key_account_visit_plan_due_days = 7
        plan = self.make_plan()
        due = self.deadline(plan, "visit_plan").due_at
        self.assertEqual(due, BEGINS - 6 * DAY)

    def test_one_that_is_made_late_is_due_on_the_day_it_is_made(self):
        plan = self.make_plan(moment=BEGINS + 20 * HOUR)
        self.assertEqual(self.deadline(plan, "visit_plan").due_at, BEGINS + DAY)

    def test_handing_in_keeps_it(self):
        plan = self.submitted()
        deadline = self.deadline(plan, "visit_plan")
        self.assertEqual((deadline.state, deadline.met_at), ("met", NOON))
        self.sweep(BEGINS + 9 * DAY)
        self.assertNotIn("kas-officer", self.logins(plan))

    def test_returned_it_has_the_time_that_is_left(self):
        plan = self.submitted()
        with self.at(NOON + DAY):
            plan.with_user(self.supervisor)._return_for_change(
                plan.with_user(self.supervisor)._own_reviews()
            )
        deadline = self.deadline(plan, "visit_plan")
        self.assertEqual(deadline.state, "running")
        self.assertEqual(deadline.due_at, BEGINS + DAY)
        decide = self.deadline(plan, "visit_plan_decide")
        self.assertEqual(decide.state, "paused")

    def test_another_period_has_another_day(self):
        plan = self.make_plan()
        with self.at(NOON):
            plan.write({"date_from": date(2026, 4, 6)})
        self.assertEqual(self.deadline(plan, "visit_plan").due_at, BEGINS + 5 * DAY)

    def test_who_cancels_it_is_seen_at_once(self):
        plan = self.make_plan()
        with self.at(NOON):
            plan.action_cancel()
        self.assertEqual(self.deadline(plan, "visit_plan").state, "cancelled")
        told = self.env["mail.message"].search([], order="id desc", limit=1)
        self.assertEqual(told.notified_partner_ids, self.supervisor.partner_id)
        self.assertIn("cancelled", told.subject)


class TestDecided(LateCase):
    def test_a_superior_who_lets_it_lie_is_seen(self):
        plan = self.submitted()
        deadline = self.deadline(plan, "visit_plan_decide")
        # The midnight after 5 March, in Shanghai.
        due = datetime(2026, 3, 5, 16)
        self.assertEqual(deadline.due_at, due)
        self.assertEqual(deadline.responsible_id, self.supervisor)
        for moment in (due - DAY, due):
            self.sweep(moment)
        self.assertEqual(
            self.logins(plan), ["kas-supervisor", "kas-supervisor", "kas-head"]
        )

    def test_a_draft_waits_for_nobody(self):
        self.assertFalse(self.deadline(self.make_plan(), "visit_plan_decide"))

    def test_deciding_keeps_it(self):
        plan = self.approved()
        deadline = self.deadline(plan, "visit_plan_decide")
        self.assertEqual((deadline.state, deadline.met_at), ("met", NOON))
        self.sweep(NOON + 60 * DAY)
        self.assertEqual(self.logins(plan), [])

    def test_the_policy_is_the_company_s_to_change(self):
        self.ref("policy_visit_plan_decide").with_user(self.manager).amount = 1
        plan = self.submitted()
        due = self.deadline(plan, "visit_plan_decide").due_at
        self.assertEqual(due, datetime(2026, 3, 3, 16))

    def test_nobody_writes_its_promise(self):
        plan = self.make_plan()
        for name in ("deadline_due_at", "deadline_ids"):
            with self.assertRaises(AccessError):
                plan.write({name: False})
