# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .key_account_deadline_policy import CASE_KINDS


class HelpdeskTicket(models.Model):
    """A case: whose it is, of which kind and level, and since when (CASE-1).

    It knows whose key account the customer is, and of which tier on that day. Who owns
    it is in ``helpdesk_ticket_owner``, what nobody writes in ``helpdesk_ticket_fact``,
    what follows from its progress in ``helpdesk_ticket_progress``, what it promises in
    ``helpdesk_ticket_clock``. All times are UTC.
    """

    _name = "helpdesk.ticket"
    _inherit = [
        "helpdesk.ticket",
        "key.account.customer.mixin",
        "key.account.case.link.mixin",
    ]

    case_kind = fields.Selection(
        CASE_KINDS,
        string="Kind of Case",
        compute="_compute_case_kind",
        store=True,
        readonly=False,
        tracking=True,
    )
    complaint_level_id = fields.Many2one(
        "key.account.complaint.level",
        compute="_compute_complaint_level_id",
        store=True,
        readonly=False,
        tracking=True,
        ondelete="restrict",
        help="A complaint is of the lowest level until somebody sets it.",
    )
    received_at = fields.Datetime(
        string="Received",
        default=fields.Datetime.now,
        copy=False,
        help="When the customer's word reached us. Promises count from here.",
    )
    key_account_kind = fields.Selection(
        related="key_account_id.key_account_kind",
        string="Kind of Key Account",
    )
    key_account_manager_id = fields.Many2one(
        "res.users",
        string="Account Manager",
        compute="_compute_key_account_manager_id",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        index="btree_not_null",
        domain=[("share", "=", False)],
    )

    _partner_idx = models.Index("(partner_id)")

    # One method a field: giving one of them must not keep the others from following.

    @api.depends("team_id")
    def _compute_case_kind(self):
        for ticket in self:
            kind = ticket.team_id.default_case_kind or "enquiry"
            ticket.case_kind = ticket.case_kind or kind

    @api.depends("case_kind")
    def _compute_complaint_level_id(self):
        lowest = self.env["key.account.complaint.level"]._lowest()
        for ticket in self:
            if ticket.case_kind == "complaint":
                ticket.complaint_level_id = ticket.complaint_level_id or lowest
            else:
                ticket.complaint_level_id = False

    @api.depends("key_account_id")
    def _compute_key_account_manager_id(self):
        for ticket in self:
            account = ticket.key_account_id.sudo()
            ticket.key_account_manager_id = account.key_account_manager_id

    @api.model
    def _fields_of_account(self):
        return [*super()._fields_of_account(), "key_account_manager_id"]

    @api.constrains("received_at")
    def _check_received_at(self):
        now = fields.Datetime.now()
        if any(ticket.received_at and ticket.received_at > now for ticket in self):
            raise ValidationError(
                self.env._("A case cannot have been received in the future.")
            )

    @api.constrains("case_kind", "complaint_level_id")
    def _check_complaint_level(self):
        for ticket in self:
            if ticket.case_kind == "complaint" and not ticket.complaint_level_id:
                raise ValidationError(
                    self.env._(
                        "A complaint has a level: it decides by when it is solved."
                    )
                )
