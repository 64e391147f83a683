# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountHandoverAnswer(models.TransientModel):
    """Why a handover is refused, called off, taken back, or confirmed for the giver."""

    _name = "key.account.handover.answer"
    _inherit = "key.account.dialog.mixin"
    _description = "Reason of a Handover"

    handover_id = fields.Many2one("key.account.handover", required=True)
    kind = fields.Selection(
        [
            ("refuse", "Refuse"),
            ("cancel", "Cancel"),
            ("draft", "Take back to draft"),
            ("confirm", "Confirm for the giver"),
        ],
        required=True,
    )
    reason = fields.Char(
        required=True, help="Both managers and their superiors read it."
    )

    def action_apply(self):
        """Decide so, if the user may."""
        self.ensure_one()
        self.handover_id._answer(self.kind, self.reason)
        return {"type": "ir.actions.act_window_close"}
