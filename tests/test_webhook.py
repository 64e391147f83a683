"""CASE-5: chats are told, once a step; what a robot does not take is tried again."""

from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger

from chat import TRUSTED_HOSTS, ChatMixin
from common import HOUR, NOON, KeyAccountCase

MINUTE = timedelta(minutes=1)
LATE = NOON + 5 * HOUR
SWEEP = "odoo.addons.key_account_service.models.clock.key_account_sweep_mixin"


class TestChat(ChatMixin, KeyAccountCase):
    def chat_alarms(self, case):
        return case.deadline_ids.alarm_ids.filtered("webhook_id")

    def test_a_chat_is_told_once_a_step_not_once_a_recipient(self):
        self.add_step(
            recipient="users",
            user_ids=[Command.set((self.officer | self.supervisor).ids)],
            by_notification=True,
            webhook_id=self.webhook.id,
        )
        case = self.make_case()
        self.sweep(LATE)
        alarm = self.chat_alarms(case)
        self.assertEqual(
            (len(alarm), alarm.state, alarm.user_id.id), (1, "delivered", False)
        )
        self.assertEqual(self.send(LATE), 1)
        self.assertEqual(len(self.robot.heard), 1)
        self.assertEqual(self.messages().state, "sent")

    def test_a_step_may_tell_the_chat_alone(self):
        self.add_step(webhook_id=self.webhook.id)
        case = self.make_case()
        before = set(self.told(case))
        self.sweep(LATE)
        mark = f"due+0/nobody-w{self.webhook.id}"
        self.assertIn((mark, False), set(self.told(case)) - before)
        self.assertEqual(self.chat_alarms(case).mark, mark)

    def test_all_alarms_of_a_run_are_one_message_without_content(self):
        self.add_step(webhook_id=self.webhook.id)
        cases = [self.make_case() for _index in range(3)]
        self.sweep(LATE)
        self.send(LATE)
        (message,) = self.robot.heard
        self.assertEqual(message["msgtype"], "markdown")
        text = message["markdown"]["content"]
        for case in cases:
            self.assertIn(case.number, text)
        for secret in ("No picture", "Jinniu", "Wang"):
            self.assertNotIn(secret, text)
        self.assertNotIn("No picture", str(self.messages().read()))

    def test_the_next_sweep_tells_nobody_again(self):
        self.add_step(webhook_id=self.webhook.id)
        self.make_case()
        for minute in range(3):
            self.sweep(LATE + minute * MINUTE)
            self.send(LATE + minute * MINUTE)
        self.assertEqual(len(self.robot.heard), 1)

    def test_a_promise_kept_meanwhile_is_not_told(self):
        self.add_step(webhook_id=self.webhook.id)
        case = self.make_case()
        with self.at(LATE):
            self.env["key.account.deadline"]._enforce_due()
            case.deadline_ids._cancel("Mistake")
            self.env["key.account.alarm"]._deliver()
        self.assertEqual(self.chat_alarms(case).state, "obsolete")
        self.assertFalse(self.messages())

    def test_the_signature_of_dingtalk(self):
        self.webhook.write({"robot": "dingtalk", "secret": "SECx"})
        self.webhook.with_user(self.manager).action_test()
        self.assertIn("timestamp=", self.robot.paths[0])
        self.assertIn("sign=", self.robot.paths[0])
        self.assertIn("kas-manager", self.robot.heard[0]["markdown"]["text"])

    def test_a_program_gets_json(self):
        self.webhook.robot = "json"
        self.robot.answers.append((204, b""))
        self.add_step(webhook_id=self.webhook.id)
        case = self.make_case()
        self.sweep(LATE)
        self.send(LATE)
        (row,) = self.robot.heard[0]["deadlines"]
        self.assertEqual((row["number"], row["missed"]), (case.number, True))
        self.assertEqual(row["due_at"], "2026-03-02 17:00:00")


class TestTrying(ChatMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.add_step(webhook_id=self.webhook.id)
        self.case = self.make_case()
        self.sweep(LATE)
        self.alarm = self.case.deadline_ids.alarm_ids.filtered("webhook_id")

    def test_after_a_failure_it_is_tried_again_later_and_later(self):
        self.robot.answers += [(500, b"")] * 3
        message = self.messages()
        pauses = []
        moment = LATE
        while message.state == "outgoing":
            self.assertEqual(self.send(moment - timedelta(seconds=1)), 0)
            self.assertEqual(self.send(moment), 1)
            pauses.append((message.next_try_at - moment) // MINUTE)
            moment = message.next_try_at
        self.assertEqual(pauses[:3], [1, 2, 4])
        self.assertEqual((message.state, message.tries), ("sent", 4))
        self.assertFalse(message.error)

    def test_it_fails_visibly_in_the_end_and_a_person_sends_it_again(self):
        self.webhook.max_tries = 2
        self.robot.answers += [
            (500, b""),
            (200, b'{"errcode": 93000, "errmsg": "bad"}'),
        ]
        message = self.messages()
        self.send(LATE)
        self.assertEqual((message.state, message.tries), ("outgoing", 1))
        self.assertIn("500", message.error)
        self.assertEqual(self.alarm.state, "delivered")
        self.send(LATE + MINUTE)
        self.assertEqual((message.state, message.tries), ("failed", 2))
        self.assertIn("93000 bad", message.error)
        self.assertEqual(
            (self.alarm.state, self.alarm.error), ("failed", message.error)
        )
        self.assertEqual(self.webhook.failed_count, 1)
        with self.at(LATE + HOUR):
            message.with_user(self.manager).action_retry()
        self.assertEqual(self.send(LATE + HOUR), 1)
        self.assertEqual((message.state, self.alarm.state), ("sent", "delivered"))
        self.assertEqual(len(self.robot.heard), 3)

    def test_sending_the_alarm_again_sends_its_message_again(self):
        self.webhook.max_tries = 1
        self.robot.answers.append((500, b""))
        self.send(LATE)
        self.assertEqual(self.alarm.state, "failed")
        with self.at(LATE + HOUR):
            self.alarm.with_user(self.manager).action_retry()
        self.sweep(LATE + HOUR)
        self.send(LATE + HOUR)
        self.assertEqual(len(self.messages()), 1)
        self.assertEqual(
            (self.messages().state, self.alarm.state), ("sent", "delivered")
        )

    def test_no_error_and_no_log_names_the_address(self):
        self.robot.answers.append((500, b""))
        with self.assertNoLogs(SWEEP):
            self.send(LATE)
        self.webhook.url = "http://127.0.0.1:9/send?key=TOPSECRET"
        self.messages().next_try_at = LATE
        self.send(LATE)
        for error in (self.messages().error, self.alarm.error or ""):
            self.assertNotIn("TOPSECRET", error)

    def test_one_poisoned_message_stops_no_other(self):
        poisoned = self.messages()
        other = poisoned.copy({"next_try_at": LATE})
        Webhook = type(self.env["key.account.webhook"])
        post = Webhook._post
        calls = []

        def fail_first(webhook, subject, rows):
            calls.append(subject)
            if len(calls) == 1:
                raise ZeroDivisionError(webhook.url)
            return post(webhook, subject, rows)

        with patch.object(Webhook, "_post", fail_first), mute_logger(SWEEP):
            self.assertEqual(self.send(LATE), 2)
        self.assertEqual((poisoned.state, other.state), ("outgoing", "sent"))
        self.assertIn("ZeroDivisionError", poisoned.error)
        self.assertNotIn("TOPSECRET", poisoned.error)
        self.assertEqual(poisoned.next_try_at, LATE + MINUTE)

    def test_the_scheduled_action_sends_one_message_a_transaction(self):
        self.messages().copy({"next_try_at": LATE})
        cron = self.ref("ir_cron_send_webhook_messages")
        self.assertEqual((cron.interval_number, cron.interval_type), (1, "minutes"))
        with self.enter_registry_test_mode(), self.at(LATE):
            cron.method_direct_trigger()
        self.assertEqual(len(self.robot.heard), 2)
        self.assertEqual(set(self.messages().mapped("state")), {"sent"})

    def test_an_archived_webhook_is_told_nothing_and_says_so(self):
        self.webhook.active = False
        case = self.make_case(moment=NOON + 24 * HOUR)
        self.sweep(NOON + 29 * HOUR)
        alarm = case.deadline_ids.alarm_ids.filtered("webhook_id")
        self.assertEqual(alarm.state, "failed")
        self.assertIn("archived", alarm.error)

    def test_what_was_sent_long_ago_is_forgotten(self):
        self.send(LATE)
        with self.at(LATE + 89 * 24 * HOUR):
            self.env["key.account.webhook.message"]._gc_sent()
        self.assertTrue(self.messages())
        with self.at(LATE + 91 * 24 * HOUR):
            self.env["key.account.webhook.message"]._gc_sent()
        self.assertFalse(self.messages())
        self.assertEqual(self.alarm.state, "delivered")


class TestConfiguration(ChatMixin, KeyAccountCase):
    def test_addresses_inside_the_house_need_leave(self):
        self.env["ir.config_parameter"].set_param(TRUSTED_HOSTS, False)
        for url in (self.robot.url, "https://10.0.0.1/x", "http://qyapi.weixin.qq.com"):
            with self.assertRaises(ValidationError, msg=url):
                self.webhook.url = url
        with self.assertRaises(UserError):
            self.webhook.action_test()
        self.assertFalse(self.robot.heard)

    def test_the_test_button_says_why_not(self):
        self.robot.answers.append(
            (200, b'{"errcode": 310000, "errmsg": "sign not match"}')
        )
        with self.assertRaisesRegex(UserError, "310000 sign not match"):
            self.webhook.with_user(self.manager).action_test()
        with self.assertRaises(AccessError):
            self.webhook.with_user(self.officer).action_test()

    def test_a_chat_in_use_is_archived_not_deleted(self):
        other = self.webhook.copy({"url": "https://robot.example/x"})
        step = self.add_step(webhook_id=self.webhook.id)
        with self.assertRaises(UserError):
            self.webhook.unlink()
        step.unlink()
        other.unlink()
        self.webhook.with_user(self.manager).unlink()

    def test_a_chat_of_one_company_learns_nothing_of_others(self):
        self.webhook.company_id = self.company
        with self.assertRaises(ValidationError):
            self.add_step(webhook_id=self.webhook.id)
        self.ref("policy_resolve_level_1").company_id = self.company
        self.assertTrue(self.add_step(webhook_id=self.webhook.id))

    def test_a_step_needs_somebody_or_something_to_reach(self):
        for values in (
            {},
            {"by_notification": True},
            {"recipient": "supervisor", "webhook_id": self.webhook.id},
        ):
            with (
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.add_step(**values)

    def test_a_policy_in_use_is_edited_by_those_who_do_not_see_actions(self):
        step = self.add_step(webhook_id=self.webhook.id)
        action = self.env["ir.actions.server"].create(
            {
                "name": "Nothing",
                "model_id": self.env["ir.model"]._get_id("key.account.alarm"),
                "state": "code",
            }
        )
        step.action_id = action
        case = self.make_case()
        policy = step.policy_id
        policy.with_user(self.manager).step_ids[0].write({"offset_hours": 1})
        earlier = self.deadline(case).policy_id
        self.assertEqual(earlier.revision_of_id, policy)
        self.assertEqual(earlier.step_ids.action_id, action)
        self.assertTrue(step.with_user(self.officer).mark)
