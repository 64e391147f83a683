# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountCallBackRelease(models.TransientModel):
    """Nobody can ask the customer: a superior says why the case is closed (CASE-7)."""

    _name = "key.account.call.back.release"
    _inherit = "key.account.dialog.mixin"
    _description = "Give Up on a Call-Back"

    call_back_id = fields.Many2one(
        "key.account.call.back", required=True, readonly=True
    )
    reason = fields.Char(
        required=True, help="Stands on the call-back and in the ledger."
    )

    def action_give_up(self):
        """Give up, with the reason.

        :raises AccessError: for everybody but a superior
        """
        self.ensure_one()
        self.call_back_id._give_up(self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
