"""SEC-1, SEC-3: who knows the address of a robot can write into the chat."""

import json

from odoo.fields import Command

from chat import ChatMixin
from common import HOUR, NOON
from wire import Refused, WireCase

WEBHOOK = "key.account.webhook"
MESSAGE = "key.account.webhook.message"
QUIET = "key.account.quiet.hours"
STEP = "key.account.escalation.step"
SECRET = "TOPSECRET"
OTHERS = "officer supervisor head auditor clerk portal".split()


class TestWebhookSecret(ChatMixin, WireCase):
    def setUp(self):
        super().setUp()
        self.webhook.write({"company_id": self.company.id, "secret": f"SEC{SECRET}"})
        self.policy = self.ref("policy_resolve_level_1")
        self.policy.company_id = self.company
        self.add_step(webhook_id=self.webhook.id)
        self.late_case = self.make_case()
        self.sweep(NOON + 5 * HOUR)
        self.message = self.messages()

    def answers(self, user):
        """All that the server says to attempts to learn the address."""
        domain = [("id", "=", self.webhook.id)]
        for name in ("url", "secret"):
            guess = [*domain, (name, "like", SECRET)]
            for method, args in (
                ("read", [self.webhook.ids, [name]]),
                ("read", [self.webhook.ids]),
                ("search_read", [domain, [name]]),
                ("search_count", [guess]),
                ("search", [[(name, "=like", "%")], 0, None, name]),
                ("web_read", [self.webhook.ids, {name: {}}]),
                ("export_data", [self.webhook.ids, [name]]),
                ("formatted_read_group", [domain, [name], ["__count"]]),
                ("copy_data", [self.webhook.ids]),
                ("onchange", [self.webhook.ids, {}, [name], {name: {}}]),
            ):
                yield method, self.answer(user, WEBHOOK, method, args)
            step = [("webhook_id." + name, "like", SECRET)]
            yield "path", self.answer(user, STEP, "search_count", [step])

    def answer(self, user, model, method, args):
        try:
            return self.rpc(user, model, method, *args)
        except Refused:
            return None

    def test_nobody_else_learns_the_address(self):
        for role in (*OTHERS, "abroad"):
            for method, answer in self.answers(self.roles[role]):
                with self.subTest(role=role, method=method):
                    self.assertNotIn(SECRET, json.dumps(answer))
                    if method in ("search_count", "path"):
                        self.assertIn(answer, (None, 0))

    def test_the_administrator_does(self):
        (found,) = self.rpc(self.manager, WEBHOOK, "read", self.webhook.ids, ["url"])
        self.assertIn(SECRET, found["url"])

    def test_employees_see_the_name_of_a_chat_only(self):
        (found,) = self.rpc(self.officer, WEBHOOK, "read", self.webhook.ids, ["name"])
        self.assertEqual(found["name"], "Night shift")
        for role in ("portal", "abroad"):
            self.assert_refused(
                self.roles[role], WEBHOOK, "read", self.webhook.ids, ["name"]
            )

    def test_nobody_forges_or_changes_a_message(self):
        values = {"webhook_id": self.webhook.id, "subject": "Forged"}
        for role in (*OTHERS, "manager", "abroad"):
            user = self.roles[role]
            self.assert_refused(user, MESSAGE, "create", [values])
            self.assert_refused(user, MESSAGE, "write", self.message.ids, values)
            self.assert_refused(user, MESSAGE, "unlink", self.message.ids)
        for role in (*OTHERS, "abroad"):
            answer = self.answer(self.roles[role], MESSAGE, "search", [[]])
            self.assertFalse(answer)
            self.assert_refused(
                self.roles[role], MESSAGE, "action_retry", self.message.ids
            )

    def test_only_administrators_configure(self):
        values = {"name": "Forged", "url": "https://evil.example"}
        hours = self.env[QUIET].create({})
        for role in OTHERS:
            user = self.roles[role]
            self.assert_refused(user, WEBHOOK, "write", self.webhook.ids, values)
            self.assert_refused(user, WEBHOOK, "create", [values])
            self.assert_refused(user, WEBHOOK, "unlink", self.webhook.ids)
            self.assert_refused(user, WEBHOOK, "action_test", self.webhook.ids)
            self.assert_refused(user, QUIET, "write", hours.ids, {"hour_to": 5})
            self.assert_refused(user, QUIET, "create", [{}])
            self.assert_refused(user, QUIET, "unlink", hours.ids)
        self.assertFalse(self.robot.heard)
        self.rpc(self.manager, QUIET, "write", hours.ids, {"hour_to": 5})
        self.rpc(self.manager, WEBHOOK, "action_test", self.webhook.ids)
        self.assertEqual(len(self.robot.heard), 1)

    def test_the_administrator_sends_nothing_into_the_house(self):
        for url in ("http://127.0.0.2/x", "https://169.254.169.254/", "file:///etc"):
            self.assert_refused(
                self.manager,
                WEBHOOK,
                "write",
                self.webhook.ids,
                {"url": url},
                why=("ValidationError",),
            )

    def test_a_chat_does_not_end_in_the_escalation_of_other_companies(self):
        self.env.user.company_ids |= self.abroad.company_id
        self.manager.company_ids |= self.abroad.company_id
        context = {"allowed_company_ids": self.manager.company_ids.ids}
        for record, company in (
            (self.policy, False),
            (self.policy, self.abroad.company_id.id),
            (self.webhook, self.abroad.company_id.id),
        ):
            values = {"company_id": company}
            self.assert_refused(
                self.manager,
                record._name,
                "write",
                record.ids,
                values,
                context=context,
                why=("ValidationError",),
            )

    def test_an_action_runs_with_all_rights_so_who_administers_odoo_chooses_it(self):
        action = self.env["ir.actions.server"].search([], limit=1)
        step = self.policy.step_ids[:1]
        for role in (*OTHERS, "manager"):
            self.assert_refused(
                self.roles[role], STEP, "write", step.ids, {"action_id": action.id}
            )
            command = [Command.update(step.id, {"action_id": action.id})]
            self.assert_refused(
                self.roles[role],
                "key.account.deadline.policy",
                "write",
                self.policy.ids,
                {"step_ids": command},
            )
        self.assertFalse(step.action_id)

    def test_the_alarm_of_a_chat_is_seen_by_those_in_charge(self):
        alarm = self.late_case.deadline_ids.alarm_ids.filtered("webhook_id")
        seen = {
            role
            for role in (*OTHERS, "manager", "stranger")
            if self.answer(self.roles[role], "key.account.alarm", "read", [alarm.ids])
        }
        self.assertEqual(seen, {"supervisor", "head", "auditor", "manager"})
        self.assert_refused(
            self.manager, "key.account.alarm", "write", alarm.ids, {"state": "failed"}
        )
