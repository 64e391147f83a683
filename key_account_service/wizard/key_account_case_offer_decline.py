# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError


class KeyAccountCaseOfferDecline(models.TransientModel):
    """Why a case is declined (TEAM-2). It declines as its user."""

    _name = "key.account.case.offer.decline"
    _inherit = "key.account.dialog.mixin"
    _description = "Decline a Case"

    offer_id = fields.Many2one("key.account.case.offer", required=True)
    reason = fields.Text(required=True, help="Its owner and the supervisor read it.")

    def action_decline(self):
        """Decline, with the reason."""
        self.ensure_one()
        if not (self.reason or "").strip():
            raise UserError(self.env._("Say why you decline the case."))
        self.offer_id._decline(self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
