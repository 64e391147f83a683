# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class KeyAccountVisitReschedule(models.TransientModel):
    """For when a visit is planned instead, or that it is off, and why (VISIT-2)."""

    _name = "key.account.visit.reschedule"
    _inherit = "key.account.dialog.mixin"
    _description = "Reschedule a Visit"

    visit_id = fields.Many2one("key.account.visit", required=True, readonly=True)
    purpose = fields.Selection(
        [("move", "Another day"), ("cancel", "Call off")],
        default="move",
        required=True,
        readonly=True,
    )
    planned_at = fields.Datetime(string="New Date and Time")
    # Read as the user, not as the system: a related field would show foreign visits.
    first_planned_at = fields.Datetime(
        string="First Planned For", compute="_compute_visit"
    )
    former_at = fields.Datetime(string="Planned For", compute="_compute_visit")
    needs_reason = fields.Boolean(compute="_compute_visit")
    reason = fields.Char(help="Stays on record with the visit; superiors read it.")

    @api.depends("visit_id")
    def _compute_visit(self):
        for wizard in self.with_user(self.env.user):
            visit = wizard.visit_id
            wizard.first_planned_at = visit.first_planned_at
            wizard.former_at = visit.planned_at
            wizard.needs_reason = bool(visit) and visit._is_day_over()

    def action_confirm(self):
        """Move the visit, or call it off, with the reason.

        :raises UserError: without a reason, if its day is over
        """
        self.ensure_one()
        reason = (self.reason or "").strip()
        if self.needs_reason and not reason:
            raise UserError(self.env._("Say why the visit was not paid on its day."))
        if self.purpose == "cancel":
            self.visit_id.with_context(key_account_move_reason=reason).action_cancel()
        else:
            self.visit_id._reschedule(self.planned_at, reason)
        return {"type": "ir.actions.act_window_close"}
