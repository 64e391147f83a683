# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .key_account_alarm_quiet import ON_WATCH


class KeyAccountEscalationStep(models.Model):
    """Whom and what a step reaches beside inbox and e-mail (CASE-5).

    People are told by notification, e-mail and SMS, each by an alarm of their own. A
    chat group is told once a step, a server action run once a step, however many people
    the step names, or none.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.escalation.step"  # pylint: disable=consider-merging-classes-inherited

    recipient = fields.Selection(
        selection_add=[("nobody", "Nobody: chat or action only")],
        ondelete={"nobody": "cascade"},
    )
    by_sms = fields.Boolean(
        string="SMS",
        help="By SMS to the phone number of the recipient's contact.",
    )
    webhook_id = fields.Many2one(
        "key.account.webhook",
        string="Chat",
        index="btree_not_null",
        ondelete="restrict",
        help="Tell a chat group as well, once for all recipients.",
    )
    # What an action does, it does with all rights: so who administers Odoo decides.
    action_id = fields.Many2one(
        "ir.actions.server",
        domain="[('model_name', '=', 'key.account.alarm')]",
        index="btree_not_null",
        ondelete="restrict",
        groups="base.group_system",
        help="Server action for the model Deadline Alarm, run once for all recipients.",
    )
    action_error = fields.Text(
        string="Action Failed",
        readonly=True,
        copy=False,
        groups="key_account_service.group_key_account_manager",
        help="Why the action failed the last time. People and chats were told.",
    )
    mark = fields.Char(compute_sudo=True)

    _channel_given = models.Constraint(
        "CHECK (CASE WHEN recipient = 'nobody'"
        " THEN webhook_id IS NOT NULL OR action_id IS NOT NULL"
        " ELSE COALESCE(by_notification, FALSE) OR COALESCE(by_email, FALSE)"
        " OR COALESCE(by_sms, FALSE) END)",
        "Choose at least one way to tell the recipient: notification, e-mail or SMS. A "
        "step that tells nobody in person needs a chat or an action.",
    )

    @api.depends("webhook_id", "action_id")
    def _compute_mark(self):
        result = super()._compute_mark()
        for step in self.filtered(lambda step: step.recipient == "nobody"):
            step.mark += f"-w{step.webhook_id.id}" if step.webhook_id else ""
            step.mark += f"-a{step.action_id.id}" if step.action_id else ""
        return result

    @api.constrains("webhook_id", "policy_id")
    def _check_webhook_company(self):
        for step in self:
            company = step.webhook_id.company_id
            if company and company != step.policy_id.company_id:
                raise ValidationError(
                    self.env._(
                        "The chat %(chat)s belongs to %(company)s, but the policy also "
                        "holds for others, whose work it must not learn of. Choose "
                        "the same company for both.",
                        chat=step.webhook_id.name,
                        company=company.name,
                    )
                )

    @api.constrains("action_id")
    def _check_action(self):
        for step in self.sudo():
            model = step.action_id.model_name
            if model and model != "key.account.alarm":
                raise ValidationError(
                    self.env._(
                        "The action %(action)s does not work on alarms. Choose one "
                        "whose model is Deadline Alarm.",
                        action=step.action_id.name,
                    )
                )

    @api.model
    def default_get(self, fields):
        """What somebody may not write is not given by a default of the own, either."""
        allowed = [
            name
            for name in fields
            if name not in self._fields
            or self._has_field_access(self._fields[name], "write")
        ]
        return super().default_get(allowed)

    def _own_facts(self):
        return super()._own_facts() | {"action_error"}

    def _addresses(self, work, presence=None, moment=None):
        """Whom the step addresses for a piece of work, and how.

        :param presence: who is away and on duty, looked up once for many
        :param moment: naive UTC, now if not given
        :return: list of values of alarms: each for a person, a chat or an action
        """
        people = [
            {
                "user_id": to.user.id,
                "instead_of_id": to.instead_of.id,
                "on_duty": to.on_duty,
                **self._way_values(),
            }
            for to in work._deadline_recipients(self, presence, moment)
        ]
        return people + self._impersonal_addresses()

    def _way_values(self):
        """How people are told."""
        ways = self.env["key.account.alarm"]._way_fields()
        return {way: self[way] for way in ways}

    def _impersonal_addresses(self):
        """What is told or run once a step, however many people it names."""
        addresses = []
        if self.webhook_id:
            addresses.append({"webhook_id": self.webhook_id.id})
        if self.action_id:
            addresses.append({"action_id": self.action_id.id})
        return addresses

    def _deliver_after(self, user, moment):
        """When an alarm raised at ``moment`` leaves for a person (naive UTC)."""
        if self.policy_id.urgent or self.recipient in ON_WATCH:
            return moment
        company = self.policy_id.company_id or user.company_id
        hours = self.env["key.account.quiet.hours"]
        return hours._until(company, user, moment) or moment
