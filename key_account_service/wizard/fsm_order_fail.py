# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..models.case.fsm_order_progress import FAIL_REASONS


class FsmOrderFail(models.TransientModel):
    """A visit that did not lead to the repair: why, and when the crew comes again."""

    _name = "fsm.order.fail"
    _inherit = "fsm.order.step.mixin"
    _description = "Failed Visit"

    reason = fields.Selection(FAIL_REASONS, required=True)
    note = fields.Char(help="What the account manager has to know.")
    comes_again = fields.Boolean(
        string="New Appointment Agreed",
        help="Without one the account manager agrees on it and sends a crew again.",
    )

    def action_fail(self):
        """Put the failed visit on record; who serves the case is told of it."""
        self.ensure_one()
        appointment = None
        if self.comes_again:
            self._check_appointment()
            appointment = {
                "scheduled_date_start": self.date_from,
                "scheduled_date_end": self.date_until,
                "agreed_with": self.agreed_with,
            }
        order = self.order_id.with_env(self.env)
        order._fail(self.reason, self.note, appointment)
        return order._repair_closing_action()
