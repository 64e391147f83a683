# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountReceiptSign(models.TransientModel):
    """The customer reads a receipt and signs it on the screen (APP-7)."""

    _name = "key.account.receipt.sign"
    _inherit = "key.account.dialog.mixin"
    _description = "Signature of a Receipt"

    receipt_id = fields.Many2one("key.account.receipt", required=True, readonly=True)
    # Read as the user, not as the system: a related field would show foreign receipts.
    line_ids = fields.Many2many(
        "key.account.receipt.line",
        string="Money and Devices",
        compute="_compute_line_ids",
    )
    signed_by = fields.Char(
        string="Name of the Signer",
        compute="_compute_signed_by",
        store=True,
        readonly=False,
        precompute=True,
    )
    signature = fields.Image(attachment=False, max_width=1024, max_height=512)
    no_signature_reason = fields.Char(
        string="Why Not Signed", help="Such as: signed on paper."
    )

    @api.depends("receipt_id")
    def _compute_line_ids(self):
        for wizard in self:
            wizard.line_ids = wizard.receipt_id.line_ids

    @api.depends("receipt_id")
    def _compute_signed_by(self):
        for wizard in self.with_user(self.env.user):
            wizard.signed_by = wizard.signed_by or wizard.receipt_id.person

    def action_issue(self):
        """Issue the receipt with the signature, or with the reason for none."""
        self._once()
        self.receipt_id._issue(
            self.signature, self.signed_by or "", self.no_signature_reason or ""
        )
        return {"type": "ir.actions.act_window_close"}
