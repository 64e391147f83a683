# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError


class KeyAccountWeeklyReviewReopen(models.TransientModel):
    """Why a review that was handed in goes back to its manager (TEAM-4)."""

    _name = "key.account.weekly.review.reopen"
    _inherit = "key.account.dialog.mixin"
    _description = "Open a Weekly Review Again"

    review_id = fields.Many2one(
        "key.account.weekly.review", required=True, readonly=True
    )
    reason = fields.Char(
        required=True, help="Stands in the chatter of the review; its manager reads it."
    )

    def action_confirm(self):
        """Open the review again, with the reason.

        :raises AccessError: for everybody but a superior of the manager
        :raises UserError: without a reason
        """
        self.ensure_one()
        reason = (self.reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why the review is opened again."))
        self.review_id._reopen(reason)
        return {"type": "ir.actions.act_window_close"}
