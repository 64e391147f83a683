# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class FsmOrderAppointment(models.TransientModel):
    """Another time for a crew that has not left yet, because the customer wants it."""

    _name = "fsm.order.appointment"
    _inherit = "fsm.order.step.mixin"
    _description = "Change an Appointment"

    reason = fields.Char(required=True, help="Why the time is changed, for the record.")

    def action_change(self):
        """Agree on the new time."""
        self.ensure_one()
        self._check_appointment()
        order = self.order_id.with_env(self.env)
        order._check_case_right()
        order._change_appointment(
            self.date_from, self.date_until, self.agreed_with, self.reason
        )
        return {"type": "ir.actions.act_window_close"}
