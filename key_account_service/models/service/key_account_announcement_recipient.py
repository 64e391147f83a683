# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .key_account_call_list_mixin import BY_HAND

#: Ways by which people tell, beside the messages that leave by themselves.
WAYS = [
    ("email", "E-mail"),
    ("sms", "SMS"),
    ("phone", "Phone"),
    ("visit", "In person"),
    ("letter", "Letter"),
    ("other", "Other"),
]
BY_ITSELF = ("email", "sms")


class KeyAccountAnnouncementRecipient(models.Model):
    """Whether a key account was told of a new service: when, how, whom (APP-6).

    There is one for each account whose tier had its turn, so that nobody is told twice
    and nobody is forgotten. How it is told: ``key_account_announcement_tell``.
    """

    _name = "key.account.announcement.recipient"
    _inherit = [
        "key.account.derived.access.mixin",
        "key.account.fact.mixin",
        "key.account.secret.name.mixin",
        "key.account.sweep.mixin",
        "mail.thread",
    ]
    _description = "Recipient of an Announcement"
    _order = "announcement_id desc, id"

    announcement_id = fields.Many2one(
        "key.account.announcement",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    product_id = fields.Many2one(related="announcement_id.product_id")
    account_id = fields.Many2one(
        "res.partner",
        string="Key Account",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    key_account_manager_id = fields.Many2one(
        related="account_id.key_account_manager_id"
    )
    tier_id = fields.Many2one(
        "key.account.tier",
        readonly=True,
        ondelete="restrict",
        help="The tier when it had its turn.",
    )
    company_id = fields.Many2one(
        related="announcement_id.company_id", store=True, index=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Person Told",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('id', 'child_of', account_id)]",
    )
    state = fields.Selection(
        [
            ("waiting", "To be told"),
            ("told", "Told"),
            ("to_call", "To be called"),
            ("failed", "Not reached"),
            ("refused", "Wants no offers"),
            ("void", "No key account any more"),
        ],
        default="waiting",
        required=True,
        readonly=True,
        index=True,
    )
    way = fields.Selection(WAYS, string="Told By Way Of")
    note = fields.Char(help="Who was told, and what was said.")
    reaction = fields.Selection(
        [
            ("interested", "Interested"),
            ("later", "Later, perhaps"),
            ("not_interested", "Not interested"),
        ],
        help="What the customer says to it.",
    )
    send_at = fields.Datetime(string="Told Not Before", readonly=True)
    told_at = fields.Datetime(string="Told On", readonly=True)
    told_by_id = fields.Many2one(
        "res.users", readonly=True, help="Empty: it went by itself."
    )
    sms_id = fields.Many2one(
        "sms.sms", readonly=True, index="btree_not_null", ondelete="set null"
    )

    _once = models.Constraint(
        "UNIQUE (announcement_id, account_id)",
        "The customer is on the list of this announcement already.",
    )
    _send_idx = models.Index("(send_at, id) WHERE state = 'waiting'")

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "account_id",
            "announcement_id",
            "company_id",
            "error",
            "error_at",
            "send_at",
            "sms_id",
            "state",
            "tier_id",
            "told_at",
            "told_by_id",
        }

    @api.constrains("partner_id")
    def _check_partner(self):
        for recipient in self.sudo():
            if recipient.account_id not in (
                recipient.partner_id | recipient.partner_id.key_account_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(person)s does not belong to %(account)s. Choose one of its "
                        "contacts.",
                        person=recipient.partner_id.name,
                        account=recipient.account_id.name,
                    )
                )

    @api.depends("announcement_id", "account_id")
    def _compute_display_name(self):
        for recipient in self._named_to_reader():
            name = recipient.account_id.name
            recipient.display_name = f"{recipient.announcement_id.name}: {name}"

    def write(self, vals):
        if not self.env.su and {"way", "partner_id"} & vals.keys():
            self._check_by_hand()
        return super().write(vals)

    def _check_by_hand(self):
        """:raises UserError: if nothing is left to tell by hand"""
        for recipient in self:
            if recipient.state not in BY_HAND:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "Nothing is to be told by hand here: %(account)s is "
                        "“%(state)s”.",
                        account=recipient.account_id.name,
                        state=labels[recipient.state],
                    )
                )

    # ------------------------------------------------------------------
    # Who reads, who writes
    # ------------------------------------------------------------------

    @api.model
    def _derived_access_domain(self):
        return self.env["res.partner"]._key_account_reach_domain()

    @api.model
    def _derived_change_domain(self):
        """Told by hand by whoever serves the account, or is in charge of it."""
        return self.env["res.partner"]._key_account_change_domain()

    # ------------------------------------------------------------------
    # What people do with it
    # ------------------------------------------------------------------

    def action_told(self):
        """Put on record that the customer was told by a person.

        :raises AccessError: for whoever has nothing to do with the account
        :raises UserError: if nobody has said how, or nothing is left to tell
        """
        for recipient in self:
            recipient.check_access("write")
            recipient._check_by_hand()
            if not recipient.way or recipient.way in BY_ITSELF:
                raise UserError(
                    self.env._(
                        "Choose under “Told By Way Of” how you told the customer. "
                        "Press “Send again” for a message."
                    )
                )
            recipient._note_told(recipient.way, self.env.user)

    def action_send_again(self):
        """Send the message once more, after an address was put right.

        :raises AccessError: for whoever has nothing to do with the account
        :raises UserError: if nothing is left to tell
        """
        for recipient in self:
            recipient.check_access("write")
            recipient._check_by_hand()
        self.sudo()._drop_unsent()
        self.sudo().write(
            {"state": "waiting", "send_at": fields.Datetime.now(), "error": False}
        )
        self.announcement_id.sudo()._take_up()

    def action_refuse(self):
        """Note that the customer wants to hear of no more offers.

        :raises AccessError: for whoever has nothing to do with the account
        """
        for recipient in self:
            recipient.check_access("write")
            recipient.partner_id.sudo()._refuse_offers("spoken", self.env.user)
            if recipient.state in BY_HAND:
                recipient.sudo().state = "refused"

    def action_apply(self):
        """Begin the application for what was announced, for whoever may apply.

        :raises UserError: if the announcement names no service
        """
        self.ensure_one()
        self.check_access("read")
        product = self.product_id
        if not product:
            raise UserError(
                self.env._("The announcement names no service to apply for.")
            )
        self.env["key.account.application"].check_access("create")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Application"),
            "res_model": "key.account.application",
            "view_mode": "form",
            "context": {
                "default_partner_id": self.account_id.id,
                "default_kind": "more",
                "default_line_ids": [(0, 0, {"product_id": product.id})],
            },
        }
