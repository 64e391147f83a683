# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class HelpdeskTicketRepair(models.TransientModel):
    """Send a crew for a case: see ``fsm.order.send.mixin`` (CASE-4)."""

    _name = "helpdesk.ticket.repair"
    _inherit = "fsm.order.send.mixin"
    _description = "Send a Crew"

    _served_field = "ticket_id"

    ticket_id = fields.Many2one("helpdesk.ticket", required=True, readonly=True)
    person_ids = fields.Many2many(
        relation="helpdesk_ticket_repair_person_rel",
        column1="wizard_id",
        column2="person_id",
    )
    device = fields.Char(help="The device or card at fault, if the crew needs it.")
    known_devices = fields.Char(compute="_compute_known_devices")

    @api.depends("ticket_id")
    def _compute_known_devices(self):
        """The customer's devices, for those who may read the account file only."""
        for wizard in self.with_user(self.env.user):
            customer = wizard.ticket_id.partner_id
            devices = self.env["key.account.device"]
            if customer and devices.with_user(self.env.user).has_access("read"):
                devices = devices.with_user(self.env.user).search(
                    [("file_id.partner_id", "in", customer.ids)]
                )
            wizard.known_devices = ", ".join(devices.mapped("display_name"))

    def _usual_task(self):
        return self.ticket_id.name

    def _order_values(self, work):
        return {**super()._order_values(work), "repair_device": self.device}

    def _after_sending(self, work, order):
        result = super()._after_sending(work, order)
        work._begin_work()
        return result
