"""APP-9: what a contract promises is planned in time, once, and watched."""

from datetime import date, datetime, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError

from common import NOON, KeyAccountCase

TODAY = NOON.date()


class MaintenanceCase(KeyAccountCase):
    def make_plan(self, user=None, **values):
        self.company.partner_id.tz = "Asia/Shanghai"
        return (
            self.env["key.account.maintenance.plan"]
            .with_user(user or self.officer)
            .create(
                {
                    "name": "Head end",
                    "account_id": self.account.id,
                    "partner_id": self.contact.id,
                    "task": "Measure the level.",
                    "date_first": date(2026, 3, 9),
                    "every": 3,
                    **values,
                }
            )
            .with_env(self.env)
        )

    def make_due(self, moment=NOON):
        with self.at(moment):
            self.env["key.account.maintenance.plan"]._make_due()
        self.env.invalidate_all()

    def visit(self, **values):
        plan = self.make_plan(**values)
        self.make_due()
        return plan.visit_ids


class TestPlan(MaintenanceCase):
    def test_each_time_is_made_ahead_once(self):
        plan = self.make_plan()
        for _again in range(3):
            self.make_due()
        self.assertEqual(plan.visit_ids.mapped("date"), [date(2026, 3, 9)])
        self.assertEqual(plan.next_date, date(2026, 6, 9))
        self.make_due(datetime(2026, 5, 26, 12))
        self.assertEqual(len(plan.visit_ids), 2)

    def test_the_scheduled_action_makes_them(self):
        plan = self.make_plan(date_first=date.today())
        with self.enter_registry_test_mode():
            self.ref("ir_cron_maintenance").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(plan.visit_ids.mapped("date"), [date.today()])

    def test_after_a_standstill_the_last_missed_time_is_made(self):
        plan = self.make_plan(date_first=date(2025, 6, 1), every=1)
        self.make_due()
        self.assertEqual(plan.visit_ids.mapped("date"), [date(2026, 3, 1)])
        self.assertEqual(plan.next_date, date(2026, 4, 1))

    def test_only_accounts_that_one_serves(self):
        with self.assertRaises(AccessError):
            self.make_plan(user=self.stranger)
        other = self.env["res.partner"].create({"name": "Other"})
        with self.assertRaisesRegex(ValidationError, "no contact of"):
            self.make_plan(partner_id=other.id)
        with self.assertRaises(ValidationError):
            self.make_plan(account_id=other.id, partner_id=False)

    def test_a_plan_with_times_keeps_its_customer(self):
        plan = self.visit().plan_id
        bank = self.env["res.partner"].create(
            {
                "name": "Bank",
                "key_account_kind": "group",
                "key_account_manager_id": self.officer.id,
            }
        )
        with self.assertRaisesRegex(AccessError, "made for this customer"):
            plan.with_user(self.officer).write(
                {"account_id": bank.id, "partner_id": False}
            )


class TestVisit(MaintenanceCase):
    def test_it_becomes_a_case(self):
        visit = self.visit().with_user(self.officer)
        action = visit.action_make_case()
        case = visit.ticket_id
        self.assertEqual((action["res_model"], action["res_id"]), (case._name, case.id))
        self.assertEqual(
            (case.case_kind, case.partner_id), ("maintenance", self.contact)
        )
        self.assertIn("Measure the level.", case.description)
        self.assertEqual(visit.state, "arranged")
        with self.assertRaisesRegex(UserError, "any more"):
            visit.action_make_case()

    def test_it_is_done_when_the_case_is_closed(self):
        visit = self.visit().with_user(self.officer)
        visit.action_make_case()
        with self.assertRaisesRegex(UserError, "what was done"):
            visit.action_done()
        visit.result = "All levels are good."
        with self.assertRaisesRegex(UserError, "still open"):
            visit.action_done()
        case = visit.ticket_id.sudo()
        case.stage_id = self.stage("cancelled")
        visit.action_done()
        self.assertEqual((visit.state, visit.done_by_id), ("done", self.officer))
        self.assertEqual(self.deadline(visit, "maintain").state, "met")

    def test_only_superiors_leave_it_out(self):
        visit = self.visit()
        visit.result = "The hotel is closed."
        with self.assertRaisesRegex(UserError, "only the supervisor"):
            visit.with_user(self.officer).action_skip()
        visit.with_user(self.supervisor).action_skip()
        self.assertEqual(visit.state, "skipped")
        self.assertEqual(self.deadline(visit, "maintain").state, "cancelled")

    def test_also_when_its_case_came_to_nothing(self):
        visit = self.visit()
        visit.with_user(self.officer).action_make_case()
        visit.result = "The hotel is closed."
        with self.assertRaisesRegex(UserError, "still open"):
            visit.with_user(self.supervisor).action_skip()
        visit.ticket_id.stage_id = self.stage("cancelled")
        visit.with_user(self.supervisor).action_skip()
        self.assertEqual(visit.state, "skipped")

    def test_it_is_promised_for_its_day_with_grace(self):
        visit = self.visit()
        # The day ends at 16:00 UTC in Shanghai, and three days are granted.
        due = datetime(2026, 3, 12, 16)
        self.assertEqual(self.deadline(visit, "maintain").due_at, due)
        self.sweep(due)
        told = {login for _mark, login in self.told(visit)}
        self.assertEqual(told, {self.officer.login, self.supervisor.login})

    def test_strangers_have_nothing_to_do_with_it(self):
        visit = self.visit()
        for user in (self.stranger, self.auditor, self.clerk):
            for method in ("action_make_case", "action_done", "action_skip"):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    getattr(visit.with_user(user), method)()
        with self.assertRaises(AccessError):
            visit.with_user(self.manager).state = "done"

    def test_a_handover_takes_it_along(self):
        visit = self.visit()
        handover = self.env["key.account.handover"].create(
            {
                "giver_id": self.officer.id,
                "taker_id": self.deputy.id,
                "account_ids": self.account.ids,
            }
        )
        handover.sudo()._move_work()
        self.assertEqual(visit.user_id, self.deputy)
        self.assertEqual(visit.plan_id.user_id, self.deputy)

    def test_a_day_that_is_tomorrow_is_late_only_after_its_grace(self):
        visit = self.visit(date_first=TODAY + timedelta(days=1))
        self.sweep(NOON + timedelta(days=2))
        self.assertEqual(self.deadline(visit, "maintain").missed_at, False)
