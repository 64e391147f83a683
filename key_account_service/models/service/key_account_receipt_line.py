# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ..account.key_account_device import DEVICE_KINDS


class KeyAccountReceiptLine(models.Model):
    """Money or a device that changed hands, in which direction, for what (APP-7)."""

    _name = "key.account.receipt.line"
    _inherit = ["key.account.derived.access.mixin", "key.account.worked.out.mixin"]
    _description = "Line of a Receipt"
    _order = "receipt_id, id"

    receipt_id = fields.Many2one(
        "key.account.receipt", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="receipt_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    what = fields.Selection(
        [("money", "Money"), ("device", "Device or card")],
        required=True,
        default="money",
    )
    direction = fields.Selection(
        [("in", "From the customer"), ("out", "To the customer")],
        required=True,
        default="in",
    )
    name = fields.Char(string="For", required=True)
    amount = fields.Monetary()
    pay_way = fields.Selection(
        [
            ("cash", "Cash"),
            ("card", "Bank card"),
            ("mobile", "Mobile payment"),
            ("transfer", "Bank transfer"),
            ("cheque", "Cheque"),
        ],
        string="Paid By",
    )
    device_kind = fields.Selection(DEVICE_KINDS, string="Kind of Device")
    number = fields.Char(string="Device Number")
    quantity = fields.Integer(default=1)

    _money_sane = models.Constraint(
        "CHECK (what != 'money' OR (COALESCE(amount, 0) > 0 AND pay_way IS NOT NULL))",
        "Money has an amount greater than zero, and a way in which it was paid.",
    )
    _device_sane = models.Constraint(
        "CHECK (what != 'device' OR (device_kind IS NOT NULL"
        " AND COALESCE(quantity, 0) BETWEEN 1 AND 10000"
        " AND (number IS NULL OR quantity = 1)))",
        "Say which kind of device, and how many; a device with a number is one.",
    )

    @api.model
    def _derived_access_domain(self):
        receipts = self.env["key.account.receipt"]
        return Domain("receipt_id", "in", receipts._search([]))

    @api.model
    def _derived_change_domain(self):
        receipts = self.env["key.account.receipt"]
        changed = receipts._search(receipts._derived_change_domain())
        return Domain("receipt_id", "in", changed)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.check_access("write")
        lines.receipt_id._check_draft({"line_ids"})
        return lines

    def write(self, vals):
        self.receipt_id._check_draft({"line_ids"})
        result = super().write(vals)
        if not self.env.su and "receipt_id" in vals:
            self.check_access("write")
            self.receipt_id._check_draft({"line_ids"})
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_issued(self):
        self.receipt_id._check_draft({"line_ids"})

    def _sealed(self):
        """What was signed of it, in a form that does not depend on the language."""
        names = ("what", "direction", "name", "amount", "pay_way", "device_kind")
        names += ("number", "quantity")
        return [str(self[name] or "") for name in names]
