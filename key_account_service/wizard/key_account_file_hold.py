# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountFileHold(models.TransientModel):
    """Keep a file from being erased, as for a law suit, or lift that again."""

    _name = "key.account.file.hold"
    _inherit = "key.account.dialog.mixin"
    _description = "Legal Hold"

    file_id = fields.Many2one("key.account.file", required=True, readonly=True)
    reason = fields.Char(help="Why nothing of this file may be erased.")
    until = fields.Date(help="The last day of the hold; empty: until lifted.")

    def action_hold(self):
        """Keep the file; without a reason the hold is lifted.

        :raises AccessError: for everybody but administrators of the service
        """
        self.ensure_one()
        self.file_id._check_erasure_right()
        # Administrators do not change files; this is a fact about the file.
        self.file_id.sudo().write(
            {"hold_reason": self.reason, "hold_until": self.reason and self.until}
        )
        return {"type": "ir.actions.act_window_close"}
