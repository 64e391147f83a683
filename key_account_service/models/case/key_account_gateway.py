# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import secrets

from odoo import api, fields, models

#: Bytes of chance in an address: nobody guesses it.
SECRET = 24


class KeyAccountGateway(models.Model):
    """A way in for words that Odoo cannot fetch itself (CASE-1).

    A provider of SMS, chat or fax calls the address of a gateway for each message, or
    people write into the form on its page. What comes in joins an open case or begins
    one, see ``key_account_gateway_message``. The address is a secret of a provider;
    that of a page is public.
    """

    _name = "key.account.gateway"
    _inherit = "key.account.reach.mixin"
    _description = "Message Gateway"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(
        required=True,
        translate=True,
        help="Customers read it as the title of a page.",
    )
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [("provider", "Provider of messages"), ("page", "Form on a page")],
        required=True,
        default="provider",
        help="A provider of SMS, chat or fax calls the address for each message. A "
        "form is filled in by anybody who opens the page.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    channel_id = fields.Many2one(
        "helpdesk.ticket.channel",
        required=True,
        check_company=True,
        default=lambda self: self.env.ref(
            "key_account_service.helpdesk_ticket_channel_sms", False
        ),
        help="The channel of the cases that come in by it.",
    )
    team_id = fields.Many2one(
        "helpdesk.ticket.team",
        string="Desk",
        check_company=True,
        help="The desk of the cases of customers without an account manager.",
    )
    token = fields.Char(
        string="Secret",
        default=lambda self: secrets.token_urlsafe(SECRET),
        required=True,
        readonly=True,
        copy=False,
        groups="key_account_service.group_key_account_manager",
    )
    url = fields.Char(
        string="Address",
        compute="_compute_url",
        groups="key_account_service.group_key_account_manager",
    )
    sender_key = fields.Char(
        string="Sender Is In",
        default="from",
        required=True,
        help="What the provider calls the telephone number or e-mail address of the "
        "sender.",
    )
    text_key = fields.Char(string="Text Is In", default="text", required=True)
    number_key = fields.Char(
        string="Number Is In",
        default="id",
        help="What the provider calls the number of a message. By it a message that is "
        "sent again is noticed.",
    )
    name_key = fields.Char(string="Name Is In", default="name")
    most = fields.Integer(
        string="Messages of One Sender at Most",
        default=10,
        help="More messages of a sender begin no new cases for a while: they join the "
        "open case or wait for a person. 0: no limit.",
    )
    most_together = fields.Integer(
        string="Messages Together at Most",
        default=200,
        help="More messages of all senders wait for a person. 0: no limit.",
    )
    minutes = fields.Integer(
        string="Counted Within", default=30, help="Minutes within which they count."
    )
    message_ids = fields.One2many(
        "key.account.gateway.message", "gateway_id", string="Messages"
    )
    waiting_count = fields.Integer(compute="_compute_waiting_count")

    _token_uniq = models.UniqueIndex("(token)")
    _sane = models.Constraint(
        "CHECK (COALESCE(most, 0) >= 0 AND COALESCE(most_together, 0) >= 0"
        " AND COALESCE(minutes, 1) BETWEEN 1 AND 10080)",
        "Messages are counted within a minute to a week, and cannot be negative.",
    )

    @api.depends("kind", "token")
    def _compute_url(self):
        for gateway in self:
            place = "write" if gateway.kind == "page" else "message"
            base = gateway.get_base_url()
            gateway.url = f"{base}/key_account_service/{place}/{gateway.token}"

    def _compute_waiting_count(self):
        groups = self.env["key.account.gateway.message"]._read_group(
            [("gateway_id", "in", self.ids), ("state", "=", "waiting")],
            ["gateway_id"],
            ["__count"],
        )
        counts = {gateway.id: count for gateway, count in groups}
        for gateway in self:
            gateway.waiting_count = counts.get(gateway.id, 0)

    def action_new_secret(self):
        """Give the gateway another address; the old one works no longer.

        :raises AccessError: for everybody who may not configure gateways
        """
        self.check_access("write")
        for gateway in self:
            gateway.token = secrets.token_urlsafe(SECRET)

    def action_view_messages(self):
        """Open what came in by it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.key_account_gateway_message_action"
        )
        return {**action, "domain": [("gateway_id", "=", self.id)], "context": {}}

    @api.model
    def _of_token(self, token, kind):
        """The gateway at an address; with all rights, for callers without a login."""
        domain = [("token", "=", token), ("kind", "=", kind)]
        return self.sudo().search(domain, limit=1) if token else self.sudo().browse()
