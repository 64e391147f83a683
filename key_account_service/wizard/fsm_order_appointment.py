# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class FsmOrderAppointment(models.TransientModel):
    """Another time for a crew that has not left yet, because the customer wants it."""

    _name = "fsm.order.appointment"
    _inherit = "fsm.order.appointment.mixin"
    _description = "Change an Appointment"

    order_id = fields.Many2one("fsm.order", required=True, readonly=True)
    person_ids = fields.Many2many(
        "fsm.person",
        "fsm_order_appointment_person_rel",
        compute="_compute_person_ids",
    )
    reason = fields.Char(required=True, help="Why the time is changed, for the record.")

    @api.depends("order_id")
    def _compute_person_ids(self):
        for form in self.with_user(self.env.user):
            form.person_ids = form.order_id.person_ids

    def _clashing_orders(self):
        return super()._clashing_orders() - self.order_id

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
