"""CASE-5: delivery, once and without content; poison, scheduled actions, cost."""

import json
from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import mute_logger

from common import HOUR, NOON, KeyAccountCase

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
DUE = [("due+0/responsible", "kas-officer"), ("due+0/supervisor", "kas-supervisor")]


class TestDelivery(KeyAccountCase):
    def messages(self, user):
        return self.env["mail.message"].search(
            [("partner_ids", "in", user.partner_id.ids)], order="id"
        )

    def test_one_message_a_recipient_however_many_alarms(self):
        self.officer.notification_type = "inbox"
        for _index in range(3):
            self.make_case()
        self.sweep(NOON + 4 * HOUR)
        message = self.messages(self.officer)
        self.assertEqual(len(message), 1)
        self.assertEqual(message.body.count("<tr>"), 4)

    def test_numbers_and_times_but_never_content(self):
        self.officer.write({"notification_type": "inbox", "tz": "Asia/Shanghai"})
        case = self.make_case()
        self.sweep(NOON + 4 * HOUR)
        message = self.messages(self.officer)
        text = message.body + message.subject
        self.assertIn(case.number, text)
        self.assertIn("3/3/26", text)  # 01:00 of the next day in Shanghai
        for secret in ("No picture", "Jinniu", "Wang"):
            self.assertNotIn(secret, text)

    def test_without_a_time_zone_of_the_own_that_of_the_company_counts(self):
        self.officer.write({"notification_type": "inbox", "tz": False})
        self.company.partner_id.tz = "Asia/Shanghai"
        self.make_case()
        self.sweep(NOON + 4 * HOUR)
        message = self.messages(self.officer)
        self.assertIn("3/3/26", message.body)  # 01:00 of the next day in Shanghai

    def test_the_supervisor_gets_an_email(self):
        self.supervisor.notification_type = "inbox"
        self.make_case()
        self.sweep(NOON + 5 * HOUR)
        mails = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.supervisor.partner_id.ids)]
        )
        self.assertEqual(len(mails), 1)
        self.assertEqual(len(self.messages(self.supervisor)), 1)

    def test_no_two_emails_for_one_alarm(self):
        self.supervisor.notification_type = "email"
        self.make_case()
        self.sweep(NOON + 5 * HOUR)
        mails = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.supervisor.partner_id.ids)]
        )
        self.assertEqual(len(mails), 1)

    def test_who_may_not_read_the_work_gets_nothing(self):
        self.ref("policy_resolve_level_1").step_ids[0].write(
            {"recipient": "users", "user_ids": [Command.set(self.clerk.ids)]}
        )
        case = self.make_case()
        self.sweep(NOON + 4 * HOUR)
        alarm = case.deadline_ids.alarm_ids.filtered("error")
        self.assertEqual((alarm.user_id, alarm.state), (self.clerk, "failed"))
        self.assertFalse(self.messages(self.clerk))

    def test_the_next_in_line_is_told_of_what_its_recipient_may_not_open(self):
        blind = self.clerk | self.stranger
        self.ref("policy_resolve_level_1").step_ids[0].write(
            {"recipient": "users", "user_ids": [Command.set(blind.ids)]}
        )
        case = self.make_case()
        self.sweep(NOON + 4 * HOUR)
        for minute in range(1, 4):
            self.sweep(NOON + 4 * HOUR + minute * MINUTE)
        alarms = case.deadline_ids.alarm_ids
        self.assertEqual(
            sorted((alarm.user_id.login, alarm.state) for alarm in alarms),
            sorted(
                [
                    *((user.login, "failed") for user in blind),
                    (self.supervisor.login, "delivered"),
                ]
            ),
        )
        self.assertIn("cannot be told", alarms.deadline_id.event_ids[-1:].note)

    def test_one_recipient_who_cannot_be_reached_stops_nobody(self):
        case = self.make_case()
        Alarm = type(self.env["key.account.alarm"])
        send = Alarm._send

        def fail_for_officer(alarms, user):
            if user == self.officer:
                raise ValueError("mailbox on fire")
            return send(alarms, user)

        with (
            patch.object(Alarm, "_send", fail_for_officer),
            mute_logger(
                "odoo.addons.key_account_service.models.clock.key_account_sweep_mixin"
            ),
        ):
            self.sweep(NOON + 5 * HOUR)
        states = {a.user_id.login: a.state for a in case.deadline_ids.alarm_ids}
        self.assertEqual(
            states, {"kas-officer": "failed", "kas-supervisor": "delivered"}
        )
        failed = case.deadline_ids.alarm_ids.filtered(lambda a: a.state == "failed")
        self.assertEqual(failed.error, "mailbox on fire")
        with self.assertRaises(AccessError):
            failed.with_user(self.officer).action_retry()
        failed.with_user(self.manager).action_retry()
        self.sweep(NOON + 5 * HOUR + MINUTE)
        self.assertEqual(failed.state, "delivered")

    def test_acknowledged_once_by_the_recipient_with_a_note(self):
        case = self.make_case()
        self.sweep(NOON + 4 * HOUR)
        alarm = case.deadline_ids.alarm_ids
        wizard = self.env["key.account.alarm.acknowledge"]
        with self.assertRaises(AccessError):
            alarm.with_user(self.manager)._acknowledge("Not mine")
        wizard.with_user(self.officer).create(
            {"alarm_ids": alarm.ids, "note": "Calling now"}
        ).action_acknowledge()
        self.assertEqual(alarm.state, "acknowledged")
        self.assertEqual(alarm.acknowledged_by_id, self.officer)
        entry = self.deadline(case).event_ids[-1]
        self.assertEqual((entry.kind, entry.note), ("acknowledged", "Calling now"))
        self.assertEqual(entry.user_id, self.officer)
        with self.assertRaises(UserError):
            alarm.with_user(self.officer)._acknowledge("Again")


class TestPoison(KeyAccountCase):
    def test_a_poisoned_deadline_stops_only_itself(self):
        cases = [self.make_case() for _index in range(5)]
        poisoned = cases[2]
        Ticket = type(self.env["helpdesk.ticket"])
        answer = Ticket._deadline_statuses

        def statuses(tickets, kind):
            if poisoned in tickets:
                raise ValueError("poison")
            return answer(tickets, kind)

        with (
            patch.object(Ticket, "_deadline_statuses", statuses),
            mute_logger(
                "odoo.addons.key_account_service.models.clock.key_account_sweep_mixin"
            ),
        ):
            self.sweep(NOON + 5 * HOUR)
        for case in cases:
            missed = self.deadline(case).missed_at
            self.assertEqual(bool(missed), case != poisoned)
        deadline = self.deadline(poisoned)
        self.assertEqual(deadline.error, "poison")
        self.assertEqual(deadline.next_event_at, NOON + 5 * HOUR + 15 * MINUTE)
        self.assertEqual(self.sweep(NOON + 5 * HOUR + MINUTE), 0)
        self.sweep(NOON + 5 * HOUR + 15 * MINUTE)
        self.assertFalse(deadline.error)
        self.assertEqual(deadline.missed_at, NOON + 5 * HOUR)

    def test_the_scheduled_actions_run(self):
        case = self.make_case()
        with self.enter_registry_test_mode(), self.at(NOON + 5 * HOUR):
            self.ref("ir_cron_enforce_due").method_direct_trigger()
            self.ref("ir_cron_deliver_alarms").method_direct_trigger()
        self.assertEqual(self.told(case), DUE)
        self.assertEqual(
            set(case.deadline_ids.alarm_ids.mapped("state")), {"delivered"}
        )

    def ready_at(self, name):
        """When the scheduler finds an action ready before its next regular moment."""
        triggers = self.env["ir.cron.trigger"].search(
            [("cron_id", "=", self.ref(name).id)]
        )
        return triggers.mapped("call_at")

    def test_no_look_of_the_scheduler_is_lost(self):
        cron = self.ref("ir_cron_enforce_due")
        every_five_minutes = {"interval_number": 5}
        for values, wait in (({}, SECOND), (every_five_minutes, 4 * MINUTE + SECOND)):
            cron.write(values)
            with self.enter_registry_test_mode(), self.at(NOON):
                cron.method_direct_trigger()
            with self.subTest(values=values):
                self.assertIn(NOON + wait, self.ready_at("ir_cron_enforce_due"))

    def test_an_alarm_does_not_wait_for_the_next_look(self):
        self.make_case()
        self.assertFalse(self.ready_at("ir_cron_deliver_alarms"))
        self.sweep(NOON + 4 * HOUR)
        self.assertEqual(self.ready_at("ir_cron_deliver_alarms"), [NOON + 4 * HOUR])

    def test_every_minute(self):
        for name in ("ir_cron_enforce_due", "ir_cron_deliver_alarms"):
            cron = self.ref(name)
            self.assertEqual((cron.interval_number, cron.interval_type), (1, "minutes"))

    def test_what_is_due_is_found_by_the_index(self):
        self.make_case()
        self.env.flush_all()
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute(
            "EXPLAIN (FORMAT JSON) SELECT id FROM key_account_deadline"
            " WHERE next_event_at <= now() ORDER BY next_event_at, id LIMIT 500"
        )
        plan = json.dumps(self.env.cr.fetchone()[0])
        self.assertIn("key_account_deadline_next_event_idx", plan.replace("__", "_"))

    def test_the_sweep_costs_no_query_each(self):
        counts = []
        for size in (5, 25):
            values = {
                "name": "x",
                "description": "x",
                "partner_id": self.contact.id,
                "case_kind": "complaint",
            }
            with self.at(NOON):
                self.env["helpdesk.ticket"].create([values] * size)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            with self.at(NOON + 5 * HOUR):
                self.env["key.account.deadline"]._enforce_due()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess(counts[1] - counts[0], 15, counts)
