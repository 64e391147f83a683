# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountAlarm(models.Model):
    """An alarm is for exactly one: a person, a chat group, or a server action (CASE-5).

    A chat is told and an action run once a step and round, however many people the step
    names; what becomes of each is so shown, tried again and proved like any alarm.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.alarm"  # pylint: disable=consider-merging-classes-inherited

    user_id = fields.Many2one(required=False)
    webhook_id = fields.Many2one(
        "key.account.webhook",
        string="Chat",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    webhook_message_id = fields.Many2one(
        "key.account.webhook.message",
        string="Message",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups="key_account_service.group_key_account_manager",
    )
    action_id = fields.Many2one(
        "ir.actions.server",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        groups="key_account_service.group_key_account_manager,"
        "key_account_service.group_key_account_auditor",
    )

    _one_address = models.Constraint(
        "CHECK (num_nonnulls(user_id, webhook_id, action_id) = 1)",
        "An alarm is either for a person, for a chat or for an action.",
    )
    _once_impersonal_uniq = models.UniqueIndex(
        "(deadline_id, mark, round, COALESCE(webhook_id, 0), COALESCE(action_id, 0))"
        " WHERE user_id IS NULL"
    )

    @api.model
    def _once_fields(self):
        return [*super()._once_fields(), "webhook_id", "action_id"]

    def _deliver_by_address(self):
        """Deliver alarms of any kind; none can stop those for another address."""
        for user, alarms in self.grouped("user_id").items():
            if user:
                alarms._sweep_guarded(lambda batch, user=user: batch._deliver_to(user))
        for webhook, alarms in self.grouped("webhook_id").items():
            if webhook:
                alarms._sweep_guarded(
                    lambda batch, webhook=webhook: batch._deliver_to_chat(webhook)
                )
        for action, alarms in self.grouped("action_id").items():
            if action:
                alarms._sweep_guarded(
                    lambda batch, action=action: batch._deliver_to_action(action)
                )

    # ------------------------------------------------------------------
    # Chats
    # ------------------------------------------------------------------

    def _deliver_to_chat(self, webhook):
        """Queue one message with all alarms that still matter to a chat.

        A chat has no rights of its own: who reads it, the administrator of the service
        decides. It learns number, due time and a link that asks for a login.
        """
        needed = self._still_needed()
        if not webhook.active:
            needed._fail(
                self.env._("The chat %(chat)s is archived.", chat=webhook.name)
            )
        elif needed:
            self.env["key.account.webhook.message"]._queue(webhook, needed)
            needed._mark_delivered()

    def action_retry(self):
        result = super().action_retry()
        # The same message once more: a new one would tell the chat twice.
        messages = (
            self.sudo().filtered(lambda a: a.state == "pending").webhook_message_id
        )
        failed = messages.filtered(lambda message: message.state == "failed")
        failed._queue_again()
        failed.alarm_ids.filtered(lambda a: a.state == "pending")._mark_delivered()
        return result

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def _deliver_to_action(self, action):
        """Run a server action on the alarms that still matter."""
        needed = self._still_needed()
        if not needed:
            return
        needed._mark_delivered()
        action.with_context(
            active_model=self._name, active_ids=needed.ids, active_id=needed[:1].id
        ).run()
        needed.step_id.filtered("action_error").write({"action_error": False})

    def _sweep_poison(self, error):
        result = super()._sweep_poison(error)
        if self.action_id:
            self.step_id.write({"action_error": self.error})
        return result
