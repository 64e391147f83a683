# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class FsmOrderStepMixin(models.AbstractModel):
    """A step of a repair at which another time may be agreed on with the customer."""

    _name = "fsm.order.step.mixin"
    _inherit = ["fsm.order.appointment.mixin", "fsm.order.dialog.mixin"]
    _description = "Step of a Repair"

    person_ids = fields.Many2many(compute="_compute_person_ids")

    @api.depends("order_id")
    def _compute_person_ids(self):
        # Read as the user, not as the system: nobody learns who goes to others.
        for form in self.with_user(self.env.user):
            form.person_ids = form.order_id.person_ids

    def _clashing_orders(self):
        return super()._clashing_orders() - self.order_id
