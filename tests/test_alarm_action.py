"""CASE-5: a step runs a server action once; one that fails stops nothing."""

from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

from chat import ChatMixin
from common import HOUR, NOON, KeyAccountCase

LATE = NOON + 5 * HOUR


class TestAlarmAction(ChatMixin, KeyAccountCase):
    def action(self, code, model="key.account.alarm"):
        return self.env["ir.actions.server"].create(
            {
                "name": "Act",
                "model_id": self.env["ir.model"]._get_id(model),
                "state": "code",
                "code": code,
            }
        )

    def run_late(self, count=1):
        cases = [self.make_case() for _index in range(count)]
        with mute_logger(
            "odoo.addons.key_account_service.models.clock.key_account_sweep_mixin",
            "odoo.addons.base.models.ir_actions",
        ):
            self.sweep(LATE)
        return self.env["key.account.alarm"].search(
            [("deadline_id", "in", [self.deadline(case).id for case in cases])]
        )

    def test_the_action_runs_once_with_all_alarms(self):
        action = self.action(
            "env['res.partner'].create("
            "{'name': 'Ran', 'comment': ','.join(records.mapped('res_name'))})"
        )
        self.add_step(action_id=action.id)
        alarms = self.run_late(3).filtered("action_id")
        ran = self.env["res.partner"].search([("name", "=", "Ran")])
        self.assertEqual(len(ran), 1)
        for alarm in alarms:
            self.assertIn(alarm.res_name, ran.comment)
            self.assertEqual((alarm.state, alarm.user_id.id), ("delivered", False))

    def test_with_recipients_it_runs_beside_them(self):
        step = self.add_step(
            recipient="supervisor",
            by_notification=True,
            action_id=self.action("env['res.partner'].create({'name': 'Ran'})").id,
        )
        alarms = self.run_late().filtered(lambda a: a.mark == step.mark)
        self.assertEqual(len(alarms), 2)
        self.assertEqual(alarms.user_id, self.supervisor)

    def test_a_failing_action_is_shown_and_stops_nobody(self):
        step = self.add_step(
            action_id=self.action("raise UserError('on fire')").id,
            webhook_id=self.webhook.id,
        )
        alarms = self.run_late()
        self.assertIn("on fire", step.action_error)
        failed = alarms.filtered("action_id")
        self.assertEqual(failed.state, "failed")
        self.assertIn("on fire", failed.error)
        self.assertEqual(set((alarms - failed).mapped("state")), {"delivered"})
        self.assertTrue(alarms.filtered("webhook_id"))
        # The note on the step is no change of terms.
        self.assertFalse(alarms.deadline_id.policy_id.revision_of_id)

    def test_once_mended_it_is_run_again(self):
        action = self.action("raise UserError('on fire')")
        step = self.add_step(action_id=action.id)
        failed = self.run_late().filtered("action_id")
        action.code = "env['res.partner'].create({'name': 'Ran'})"
        failed.with_user(self.manager).action_retry()
        self.sweep(LATE)
        self.assertEqual(failed.state, "delivered")
        self.assertFalse(step.action_error)

    def test_it_fails_only_for_the_alarm_on_which_it_fails(self):
        numbers = []
        self.add_step(
            action_id=self.action(
                "numbers = records.mapped('res_name')\n"
                "bad = env['ir.config_parameter'].get_param('bad')\n"
                "if bad in numbers: raise UserError(bad)"
            ).id
        )
        cases = [self.make_case() for _index in range(4)]
        numbers = [case.number for case in cases]
        self.env["ir.config_parameter"].set_param("bad", numbers[2])
        with mute_logger(
            "odoo.addons.key_account_service.models.clock.key_account_sweep_mixin",
            "odoo.addons.base.models.ir_actions",
        ):
            self.sweep(LATE)
        alarms = self.env["key.account.alarm"].search([("action_id", "!=", False)])
        states = {alarm.res_name: alarm.state for alarm in alarms}
        self.assertEqual(
            [states[number] for number in numbers],
            ["delivered", "delivered", "failed", "delivered"],
        )

    def test_an_action_on_something_else_is_refused(self):
        with self.assertRaises(ValidationError):
            self.add_step(action_id=self.action("", "res.partner").id)
