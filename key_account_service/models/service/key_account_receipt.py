# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class KeyAccountReceipt(models.Model):
    """A receipt for money and devices that changed hands at a customer's (APP-7).

    A draft until it is issued: then it gets its number, the numbers have no gap, and it
    stays as it is. A wrong one is declared void, with the reason, and keeps its number.
    How it is signed is in ``key_account_receipt_signature``. Times are UTC.
    """

    _name = "key.account.receipt"
    _inherit = ["key.account.site.part.mixin", "mail.thread"]
    _description = "Receipt for Money and Devices"
    _order = "id desc"

    name = fields.Char(
        string="Number",
        default=lambda self: self.env._("Draft"),
        required=True,
        readonly=True,
        copy=False,
    )
    day_id = fields.Many2one(
        "key.account.site.day",
        string="On-Premises Day",
        required=True,
        index=True,
        ondelete="restrict",
    )
    request_id = fields.Many2one(
        "key.account.site.request",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('day_id', '=', day_id)]",
    )
    account_id = fields.Many2one(
        related="day_id.account_id", string="Customer", store=True, index=True
    )
    # As every printed form knows its customer.
    partner_id = fields.Many2one(related="day_id.account_id", string="Printed For")
    company_id = fields.Many2one(related="day_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    person = fields.Char(
        string="Person There", help="Who gave or took it on the customer's side."
    )
    user_id = fields.Many2one(
        "res.users",
        string="Issued By",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
        copy=False,
    )
    state = fields.Selection(
        [("draft", "Draft"), ("issued", "Issued"), ("void", "Void")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    issued_at = fields.Datetime(string="Issued On", readonly=True, copy=False)
    line_ids = fields.One2many(
        "key.account.receipt.line", "receipt_id", string="Money and Devices", copy=True
    )
    amount_in = fields.Monetary(
        string="Money Received", compute="_compute_amounts", store=True
    )
    amount_out = fields.Monetary(
        string="Money Paid Back", compute="_compute_amounts", store=True
    )
    void_reason = fields.Char(string="Why Void", copy=False)
    voided_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    voided_at = fields.Datetime(string="Void Since", readonly=True, copy=False)

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "amount_in",
            "amount_out",
            "issued_at",
            "name",
            "state",
            "user_id",
            "voided_at",
            "voided_by_id",
        }

    @api.depends("line_ids.amount", "line_ids.what", "line_ids.direction")
    def _compute_amounts(self):
        for receipt in self:
            money = receipt.line_ids.filtered(lambda line: line.what == "money")
            taken = money.filtered(lambda line: line.direction == "in")
            receipt.amount_in = sum(taken.mapped("amount"))
            receipt.amount_out = sum((money - taken).mapped("amount"))

    @api.constrains("request_id", "day_id")
    def _check_request(self):
        for receipt in self.sudo():
            if receipt.request_id and receipt.request_id.day_id != receipt.day_id:
                raise UserError(
                    self.env._("The request belongs to another on-premises day.")
                )

    def write(self, vals):
        self._check_draft(vals)
        return super().write(vals)

    def _check_draft(self, names):
        """:raises UserError: for whoever changes what was issued"""
        free = {"void_reason"} | set(self.env["mail.thread"]._fields)
        if self.env.su or not set(names) - free:
            return
        for receipt in self:
            if receipt.state != "draft":
                raise UserError(
                    self.env._(
                        "Receipt %(receipt)s was issued and stays as it is. If it is "
                        "wrong, declare it void and issue another one.",
                        receipt=receipt.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_issued(self):
        if any(receipt.state != "draft" for receipt in self):
            raise UserError(
                self.env._(
                    "A receipt that was issued is never deleted. Declare it void."
                )
            )

    def _check_state(self, state):
        """:raises UserError: if it is in another state, as after a second click"""
        if self.state != state:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This cannot be done any more: receipt %(receipt)s is “%(state)s”.",
                    receipt=self.name,
                    state=labels[self.state],
                )
            )

    def action_void(self):
        """Declare a receipt void; number and content stay on record.

        :raises UserError: without a reason, or if it was not issued
        """
        for receipt in self:
            receipt.check_access("write")
            receipt.sudo().lock_for_update()
            receipt._check_state("issued")
            if not (receipt.void_reason or "").strip():
                raise UserError(
                    self.env._("Write down under “Why Void” what is wrong.")
                )
            receipt.sudo().write(
                {
                    "state": "void",
                    "voided_by_id": self.env.uid,
                    "voided_at": fields.Datetime.now(),
                }
            )
