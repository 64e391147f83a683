# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.seal import canonical, digest

#: What the customer reads and signs.
SIGNED = (
    "name",
    "company_id",
    "day_id",
    "account_id",
    "person",
    "user_id",
    "issued_at",
    "signed_by",
    "no_signature_reason",
    "signature",
)


class KeyAccountReceipt(models.Model):
    """Issuing a receipt: its number, the customer's signature, and the seal (APP-7)."""

    _name = "key.account.receipt"
    _inherit = ["key.account.receipt", "key.account.signature.mixin"]

    # In the table, not in an attachment, which could be written apart from it.
    signature = fields.Image(
        attachment=False, max_width=1024, max_height=512, readonly=True, copy=False
    )
    signed_by = fields.Char(readonly=True, copy=False)
    no_signature_reason = fields.Char(
        string="Why Not Signed", readonly=True, copy=False
    )
    signed_hash = fields.Char(
        string="Seal",
        readonly=True,
        copy=False,
        help="SHA-256 of what was issued.",
    )
    is_intact = fields.Boolean(
        string="Seal Intact",
        compute="_compute_is_intact",
        help="The receipt is still what was issued.",
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "signature",
            "signed_by",
            "no_signature_reason",
            "signed_hash",
        }

    @api.depends("signed_hash", "line_ids", *SIGNED)
    def _compute_is_intact(self):
        for receipt in self:
            sealed = receipt.signed_hash
            receipt.is_intact = bool(sealed) and sealed == receipt._seal()

    def action_issue(self):
        """Let the customer sign on the screen; with that it is issued.

        :raises UserError: if nothing stands on it, or it was issued
        """
        self.ensure_one()
        self.check_access("write")
        self._check_issuable()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Customer Signs"),
            "res_model": "key.account.receipt.sign",
            "view_mode": "form",
            "target": "new",
            "context": {"default_receipt_id": self.id},
        }

    def _check_issuable(self):
        self._check_state("draft")
        if not self.line_ids:
            raise UserError(
                self.env._("Write down the money or the devices that change hands.")
            )

    def _issue(self, signature=None, signed_by="", reason=""):
        """Number the receipt, take the signature once, and seal it.

        :param signature: PNG in base64; without it ``reason`` says why there is none
        """
        self.ensure_one()
        self.check_access("write")
        self.sudo().lock_for_update()
        self._check_issuable()
        if signature:
            self._check_drawing(signature)
            if not (signed_by or "").strip():
                raise UserError(self.env._("Write down the name of who signs."))
        elif not (reason or "").strip():
            raise UserError(
                self.env._("Let the customer sign, or say why there is no signature.")
            )
        sequence = self.env["ir.sequence"].sudo()
        self.sudo().write(
            {
                "name": sequence.next_by_code(self._name),
                "state": "issued",
                "issued_at": fields.Datetime.now(),
                "user_id": self.env.uid,
                "signature": signature or False,
                "signed_by": signature and signed_by,
                "no_signature_reason": False if signature else reason,
            }
        )
        self.sudo().signed_hash = self._seal()

    def _seal(self):
        """SHA-256 of what was issued, in a form that does not depend on language."""
        # With ``bin_size`` the web client asks for the size of a picture only.
        receipt = self.sudo().with_context(bin_size=False)
        content = {name: receipt._sealed_value(name) for name in SIGNED}
        content["line_ids"] = [line._sealed() for line in receipt.line_ids.sorted("id")]
        return digest(canonical(content))

    def _sealed_value(self, name):
        value = self[name]
        if self._fields[name].relational:
            return sorted(value.ids)
        if isinstance(value, bytes):
            return value.decode()
        return value and str(value)
