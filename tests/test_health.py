"""OPS-2: is anybody watching? The administrator's page, and the warning for all."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form

from common import HOUR, NOON, KeyAccountCase

MINUTE = timedelta(minutes=1)
DECIDE = "ir_cron_enforce_due"
DELIVER = "ir_cron_deliver_alarms"


class HealthCase(KeyAccountCase):
    def setUp(self):
        super().setUp()
        for name in (DECIDE, DELIVER):
            self.run_at(name, NOON)

    def health(self, user=None):
        self.env.invalidate_all()
        return self.env["key.account.health"].with_user(user or self.manager).browse(1)

    def job(self, name=DECIDE):
        return self.health().job_ids.filtered(lambda job: job.id == self.ref(name).id)

    def run_at(self, name, moment, **values):
        """As the scheduler leaves an action that it ran at a moment."""
        self.env.flush_all()
        values = {"lastcall": moment, "nextcall": moment + MINUTE, **values}
        self.ref(name).write({"active": True, **values})

    def warning(self, moment, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        with self.at(moment):
            health = self.env["key.account.health"].with_user(user or self.officer)
            return health.scheduler_warning()

    def poison(self, case, moment):
        """Let the sweep fail on a case."""
        policies = type(self.env["key.account.deadline"])
        with (
            patch.object(policies, "_ask_work", side_effect=ValueError("Broken.")),
            self.assertLogs("odoo.addons.key_account_service", "WARNING"),
        ):
            self.sweep(moment)
        return self.deadline(case)


class TestWarning(HealthCase):
    def test_all_is_well(self):
        self.assertEqual(
            self.warning(NOON + 5 * MINUTE), {"warning": "", "may_open": False}
        )
        self.assertTrue(self.warning(NOON, self.manager)["may_open"])

    def test_nobody_sweeps(self):
        told = self.warning(NOON + 7 * MINUTE)
        self.assertIn("Deadlines are not being watched since", told["warning"])
        self.assertIn("12:00", told["warning"])
        self.assertIn("Alarms are not being sent since", told["warning"])

    def test_only_one_of_the_two_stands_still(self):
        self.run_at(DECIDE, NOON + 7 * MINUTE)
        told = self.warning(NOON + 7 * MINUTE)["warning"]
        self.assertNotIn("watched", told)
        self.assertIn("sent", told)

    def test_time_is_that_of_the_reader(self):
        self.officer.tz = "Asia/Shanghai"
        health = self.env["key.account.health"].with_user(self.officer)
        with self.at(NOON + 9 * MINUTE):
            told = health.with_context(tz="Asia/Shanghai").scheduler_warning()
        self.assertIn("8:00", told["warning"])

    def test_an_action_that_is_switched_off(self):
        self.run_at(DECIDE, NOON, active=False)
        self.assertIn("watched since", self.warning(NOON + MINUTE)["warning"])
        self.assertEqual(self.job().state, "off")

    def test_an_action_that_fails_again_and_again(self):
        now = NOON + 20 * MINUTE
        failing = {"failure_count": 20, "first_failure_date": NOON + MINUTE}
        self.run_at(DECIDE, now, **failing)
        self.run_at(DELIVER, now)
        told = self.warning(now)["warning"]
        self.assertIn("watched since", told)
        self.assertIn("12:01", told)
        with self.at(now):
            self.assertEqual(self.job().state, "failing")

    def test_a_single_failure_alarms_nobody(self):
        failing = {"failure_count": 1, "first_failure_date": NOON}
        self.run_at(DECIDE, NOON, **failing)
        self.assertFalse(self.warning(NOON + MINUTE)["warning"])

    def test_an_action_that_was_deleted(self):
        self.ref(DECIDE).unlink()
        self.assertIn("deleted", self.warning(NOON + MINUTE)["warning"])

    def test_a_copy_that_shares_the_work_is_enough(self):
        now = NOON + 20 * MINUTE
        copy = self.ref(DECIDE).copy()
        copy.write({"active": True, "lastcall": now, "nextcall": now + MINUTE})
        self.run_at(DELIVER, now)
        self.assertFalse(self.warning(now)["warning"])
        self.assertIn(copy.id, self.health().job_ids.ids)
        copy.active = False
        self.assertIn("watched since", self.warning(now)["warning"])

    def test_a_long_queue_is_no_standstill(self):
        now = NOON + 30 * MINUTE
        self.run_at(DELIVER, now)
        progress = self.env["ir.cron.progress"].create(
            {"cron_id": self.ref(DECIDE).id, "done": 500, "remaining": 500}
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ir_cron_progress SET write_date = %s WHERE id = %s",
            [now - MINUTE, progress.id],
        )
        self.assertFalse(self.warning(now)["warning"])
        later = now + 10 * MINUTE
        self.run_at(DELIVER, later)
        self.assertIn("watched since", self.warning(later)["warning"])

    def test_how_patient_is_the_administrator_s_choice(self):
        with Form(self.health()) as form:
            form.patience_minutes = 15
        self.assertFalse(self.warning(NOON + 15 * MINUTE)["warning"])
        self.assertTrue(self.warning(NOON + 17 * MINUTE)["warning"])
        self.assertEqual(self.health().patience_minutes, 15)
        with self.assertRaises(ValidationError):
            self.health().patience_minutes = 1

    def test_nobody_else_is_told(self):
        self.assertEqual(self.warning(NOON + 60 * MINUTE, self.clerk), {})
        self.assertTrue(self.warning(NOON + 60 * MINUTE, self.auditor)["warning"])

    def test_a_real_run_of_the_scheduler_is_seen(self):
        before = fields.Datetime.now() - timedelta(hours=1)
        for name in (DECIDE, DELIVER):
            self.run_at(name, before)
        self.assertTrue(self.warning(fields.Datetime.now())["warning"])
        with self.enter_registry_test_mode():
            for name in (DECIDE, DELIVER):
                self.ref(name).method_direct_trigger()
        self.assertFalse(self.warning(fields.Datetime.now())["warning"])

    def test_it_costs_one_query(self):
        health = self.env["key.account.health"].with_user(self.officer)
        with self.at(NOON):
            health.scheduler_warning()
            self.env.invalidate_all()
            with self.assertQueryCount(1):
                self.assertFalse(health.scheduler_warning()["warning"])


class TestPage(HealthCase):
    def test_how_far_the_sweep_is_behind(self):
        self.make_case()
        with self.at(NOON):
            health = self.health()
            self.assertEqual((self.job().ready_count, self.job().lag_minutes), (0, 0))
            self.assertEqual(health.next_wake_up_at, NOON + timedelta(hours=4))
        with self.at(NOON + timedelta(hours=4, minutes=30)):
            self.assertEqual((self.job().ready_count, self.job().lag_minutes), (1, 30))
        with self.at(NOON + timedelta(hours=4, minutes=30)):
            self.env["key.account.deadline"]._enforce_due()
            self.env.flush_all()
            alarms = self.job(DELIVER)
            self.assertGreater(alarms.ready_count, 0)
            self.assertEqual(self.job().ready_count, 0)

    def test_what_waits_for_the_end_of_quiet_hours_is_not_behind(self):
        self.make_case()
        with self.at(NOON + 4 * HOUR):
            self.env["key.account.deadline"]._enforce_due()
            pending = self.env["key.account.alarm"].search([("state", "=", "pending")])
            pending.deliver_after = NOON + 8 * HOUR
        with self.at(NOON + 6 * HOUR):
            job = self.job(DELIVER)
            self.assertEqual((job.ready_count, job.lag_minutes), (0, 0))
        self.env.invalidate_all()
        with self.at(NOON + 8 * HOUR + timedelta(minutes=7)):
            job = self.job(DELIVER)
            self.assertEqual((job.ready_count, job.lag_minutes), (1, 7))

    def test_a_queue_is_of_one_action(self):
        self.make_case()
        with self.at(NOON + timedelta(hours=4, minutes=30)):
            self.assertEqual(self.job().ready_count, 1)
            self.assertEqual(self.job("ir_cron_follow_calendars").ready_count, 0)

    def test_when_each_action_ran(self):
        with self.at(NOON + MINUTE):
            job = self.job()
            self.assertEqual(job.last_run_at, NOON)
            self.assertEqual(job.next_run_at, NOON + MINUTE)
            self.assertEqual((job.state, job.is_active), ("good", True))
            self.assertEqual(job.name, "Key accounts: enforce deadlines")

    def test_every_scheduled_action_of_ours_is_listed(self):
        ours = self.env["ir.model.data"].search(
            [("model", "=", "ir.cron"), ("module", "=", "key_account_service")]
        )
        self.assertLessEqual(set(ours.mapped("res_id")), set(self.health().job_ids.ids))

    def test_a_failed_deadline_is_counted_and_retried(self):
        case = self.make_case()
        failed = self.poison(case, NOON + timedelta(hours=5))
        self.assertTrue(failed.error)
        self.assertGreater(failed.next_event_at, NOON + timedelta(hours=5))
        health = self.health()
        self.assertEqual(health.failed_deadline_count, 1)
        domain = health.action_view_failed_deadlines()["domain"]
        self.assertEqual(self.env["key.account.deadline"].search(domain), failed)
        with self.at(NOON + timedelta(hours=5, minutes=1)):
            health.action_retry_deadlines()
        self.assertEqual(
            failed.next_event_at, NOON + timedelta(hours=5, minutes=1), "due at once"
        )
        self.assertTrue(failed.error, "the error stays until an attempt succeeds")
        self.sweep(NOON + timedelta(hours=5, minutes=2))
        self.assertFalse(failed.error)
        self.assertEqual(self.health().failed_deadline_count, 0)
        with self.assertRaises(UserError):
            self.health().action_retry_deadlines()

    def test_only_what_failed_is_retried(self):
        deadline = self.deadline(self.make_case())
        before = deadline.next_event_at
        with self.assertRaises(UserError):
            deadline.with_user(self.manager).action_retry()
        self.assertEqual(deadline.next_event_at, before)

    def test_only_administrators_retry(self):
        failed = self.poison(self.make_case(), NOON + timedelta(hours=5))
        before = failed.next_event_at
        for user in (self.officer, self.supervisor, self.auditor, self.clerk):
            with self.assertRaises(AccessError):
                failed.with_user(user).action_retry()
            for method in ("action_retry_deadlines", "action_retry_alarms"):
                with self.assertRaises(AccessError):
                    getattr(self.health(user), method)()
        self.assertEqual(failed.next_event_at, before)

    def test_failed_alarms_are_counted_and_sent_again(self):
        case = self.make_case()
        self.sweep(NOON + timedelta(hours=6))
        alarm = case.deadline_ids.alarm_ids[:1]
        alarm._fail("No way to reach them.")
        health = self.health()
        self.assertEqual(health.failed_alarm_count, 1)
        domain = health.action_view_failed_alarms()["domain"]
        self.assertEqual(self.env["key.account.alarm"].search(domain), alarm)
        health.action_retry_alarms()
        self.assertEqual(alarm.state, "pending")

    def test_failed_mails_are_counted(self):
        before = self.health().failed_mail_count
        mails = self.env["mail.mail"].create(
            [
                {"subject": "Ours", "state": "exception"},
                {
                    "subject": "To a customer",
                    "state": "exception",
                    "model": "helpdesk.ticket",
                    "res_id": self.make_case().id,
                },
                {
                    "subject": "Of others",
                    "state": "exception",
                    "model": "res.partner",
                    "res_id": self.contact.id,
                },
                {"subject": "Sent", "state": "sent"},
            ]
        )
        self.assertTrue(mails)
        self.assertEqual(self.health().failed_mail_count - before, 2)

    def test_the_page_is_for_administrators(self):
        for user in (self.officer, self.supervisor, self.auditor, self.clerk):
            with self.assertRaises(AccessError):
                self.health(user).read(["warning"])
            with self.assertRaises(AccessError):
                self.env["key.account.health.job"].with_user(user).search([])
        self.assertEqual(self.health().read(["name"])[0]["name"], "Health")

    def test_the_page_opens_and_nothing_of_it_is_stored(self):
        with Form(self.health()) as form:
            self.assertEqual(len(form.job_ids), len(self.health().job_ids))
        self.env.cr.execute(
            "SELECT count(*) FROM pg_class WHERE relname LIKE 'key_account_health%'"
        )
        self.assertEqual(self.env.cr.fetchall(), [(0,)])

    def test_failed_rows_are_found_by_an_index(self):
        for table, condition, index in (
            ("key_account_deadline", "error IS NOT NULL", "error_idx"),
            ("key_account_alarm", "state = 'failed'", "failed_idx"),
        ):
            self.env.cr.execute("SET LOCAL enable_seqscan = off")
            self.env.cr.execute(
                f"EXPLAIN SELECT count(*) FROM {table} WHERE {condition}"
            )
            plan = " ".join(row[0] for row in self.env.cr.fetchall())
            self.assertIn(index, plan)
