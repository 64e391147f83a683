# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import UTC, datetime

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...lib import outbound, robot

#: Hosts inside the house that webhooks may call, separated by commas.
TRUSTED_HOSTS = "key_account_service.webhook_trusted_hosts"


class KeyAccountWebhook(models.Model):
    """A chat group, or a program, that is told of alarms (CASE-5).

    The address is a secret: who knows it can write into the chat. It is read by those
    who administer the service only, and stands in no error and no log.
    """

    _name = "key.account.webhook"
    _inherit = "key.account.reach.mixin"
    _description = "Webhook"
    _order = "name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        help="Empty: told of alarms of every company.",
    )
    robot = fields.Selection(
        [
            ("wecom", "WeCom robot"),
            ("dingtalk", "DingTalk robot"),
            ("json", "Program (JSON)"),
        ],
        string="Format",
        default="wecom",
        required=True,
    )
    markup = fields.Selection(
        [("markdown", "Markdown with links"), ("text", "Plain text")],
        string="Text",
        default="markdown",
        required=True,
        help="Robots show links in Markdown; WeCom shows plain text in WeChat as well.",
    )
    url = fields.Char(
        string="Address",
        required=True,
        copy=False,
        groups="key_account_service.group_key_account_manager",
        help="As the robot gives it, beginning with https://. Keep it secret.",
    )
    secret = fields.Char(
        string="Signing Secret",
        copy=False,
        groups="key_account_service.group_key_account_manager",
        help="DingTalk: the secret of “additional signature”, beginning with SEC.",
    )
    max_tries = fields.Integer(
        string="Tries",
        default=6,
        required=True,
        help="A message fails after so many tries; the pause between two doubles from "
        "one minute on.",
    )
    message_ids = fields.One2many(
        "key.account.webhook.message", "webhook_id", string="Messages"
    )
    failed_count = fields.Integer(
        compute="_compute_failed_count",
        groups="key_account_service.group_key_account_manager",
    )

    _max_tries_sane = models.Constraint(
        "CHECK (max_tries BETWEEN 1 AND 20)", "Try between 1 and 20 times."
    )

    @api.depends("message_ids.state")
    def _compute_failed_count(self):
        counts = dict(
            self.env["key.account.webhook.message"]._read_group(
                [("webhook_id", "in", self.ids), ("state", "=", "failed")],
                ["webhook_id"],
                ["__count"],
            )
        )
        for webhook in self:
            webhook.failed_count = counts.get(webhook, 0)

    @api.constrains("url")
    def _check_url(self):
        for webhook in self.sudo():
            try:
                outbound.check(webhook.url, self._trusted_hosts())
            except outbound.Undelivered as error:
                raise ValidationError(webhook._explain(error)) from None

    @api.constrains("company_id")
    def _check_company_of_steps(self):
        """A chat that is given to a company leaves the escalations of others."""
        steps = self.env["key.account.escalation.step"].sudo()
        steps.search([("webhook_id", "in", self.ids)])._check_webhook_company()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        # Whoever may not see an alarm must not delete what it was sent by, either.
        used = Domain("webhook_id", "in", self.ids)
        for model in ("key.account.alarm", "key.account.escalation.step"):
            if self.env[model].sudo().search_count(used, limit=1):
                raise UserError(
                    self.env._(
                        "The chat was told of alarms, or stands in an escalation. "
                        "Archive it instead of deleting it."
                    )
                )

    # ------------------------------------------------------------------
    # What a person does
    # ------------------------------------------------------------------

    def action_test(self):
        """Send a test message and say what came of it.

        :raises AccessError: for whoever does not administer the service
        :raises UserError: when the message was not taken, with the reason
        """
        self.ensure_one()
        self.check_access("write")
        subject = self.env._(
            "Test message of the key account service, sent by %(user)s",
            user=self.env.user.name,
        )
        try:
            self._post(subject, [])
        except outbound.Undelivered as error:
            raise UserError(self._explain(error)) from None
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The message was taken. Look into the chat."),
            },
        }

    def action_view_messages(self):
        """Open the messages to this chat."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Messages"),
            "res_model": "key.account.webhook.message",
            "view_mode": "list,form",
            "domain": list(Domain("webhook_id", "=", self.id)),
        }

    # ------------------------------------------------------------------
    # Sending
    # ------------------------------------------------------------------

    @api.model
    def _trusted_hosts(self):
        """Hosts inside the house that the administrator of Odoo allows to call."""
        # System parameters are read by those who administer Odoo only.
        names = self.env["ir.config_parameter"].sudo().get_param(TRUSTED_HOSTS, "")
        return frozenset(
            filter(None, (name.strip().lower() for name in names.split(",")))
        )

    def _post(self, subject, rows):
        """Tell the chat at once.

        :param rows: list of :class:`..lib.robot.Row`
        :raises Undelivered: when the message was not taken
        """
        more = self.env._("… and %d more")
        message = robot.payload(self.robot, self.markup, subject, rows, more)
        url = self.url
        if self.robot == "dingtalk" and self.secret:
            url = robot.signed(url, self.secret, datetime.now(UTC))
        answer = outbound.post(url, message, self._trusted_hosts())
        refusal = robot.refusal(self.robot, answer)
        if refusal:
            raise outbound.Undelivered("refused", refusal)

    def _explain(self, error):
        """Why a message was not taken, in a sentence that says what to do."""
        reasons = {
            "insecure": self.env._(
                "The address must begin with https:// and hold no user name."
            ),
            "private": self.env._(
                "The address lies inside a private network. Who administers Odoo can "
                "allow its host in the system parameter %(parameter)s.",
                parameter=TRUSTED_HOSTS,
            ),
            "timeout": self.env._("The server did not answer in time."),
            "unreachable": self.env._(
                "The server could not be reached. Check the address and the network."
            ),
            "status": self.env._(
                "The server answered with the status %(status)s. Check the address.",
                status=error.detail,
            ),
            "refused": self.env._(
                "The robot refused the message: %(answer)s", answer=error.detail
            ),
        }
        return reasons[error.reason]
