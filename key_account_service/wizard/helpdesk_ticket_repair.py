# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class HelpdeskTicketRepair(models.TransientModel):
    """Send a crew: who goes to which building, when, to do what (CASE-4, APP-2).

    What is typed here goes to the order alone: flat, name and phone are read there by
    the crew while the order is open (SEC-6).
    """

    _name = "helpdesk.ticket.repair"
    _inherit = "fsm.order.appointment.mixin"
    _description = "Send a Crew"

    ticket_id = fields.Many2one("helpdesk.ticket", required=True, readonly=True)
    company_id = fields.Many2one("res.company", compute="_compute_company_id")
    team_id = fields.Many2one(
        "fsm.team",
        string="Crew",
        compute="_compute_team_id",
        store=True,
        readonly=False,
        required=True,
        domain="[('company_id', '=', company_id)]",
    )
    person_ids = fields.Many2many(
        "fsm.person",
        "helpdesk_ticket_repair_person_rel",
        "wizard_id",
        "person_id",
        string="Workers",
        compute="_compute_person_ids",
        store=True,
        readonly=False,
        required=True,
        domain="[('team_id', '=', team_id)]",
        help="Who goes; the first is in charge.",
    )
    street = fields.Char(compute="_compute_address", store=True, readonly=False)
    city = fields.Char(
        string="Town", compute="_compute_address", store=True, readonly=False
    )
    zip = fields.Char(compute="_compute_address", store=True, readonly=False)
    flat = fields.Char(
        string="Flat or Room",
        help="Entrance, floor, flat. Only the crew reads it, while the order is open.",
    )
    contact = fields.Char(
        string="Person to Ask For",
        compute="_compute_contact",
        store=True,
        readonly=False,
        required=True,
    )
    phone = fields.Char(
        string="Phone There", compute="_compute_contact", store=True, readonly=False
    )
    device = fields.Char(help="The device or card at fault, if the crew needs it.")
    known_devices = fields.Char(compute="_compute_known_devices")
    task = fields.Text(
        string="What to Do",
        compute="_compute_task",
        store=True,
        readonly=False,
        required=True,
    )

    @api.depends("ticket_id")
    def _compute_company_id(self):
        for wizard in self:
            wizard.company_id = wizard.ticket_id.company_id

    @api.depends("company_id")
    def _compute_team_id(self):
        """Where there is one crew with workers, it is the one that is sent."""
        for wizard in self:
            workers = [("team_id.company_id", "=", wizard.company_id.id)]
            teams = self.env["fsm.person"].search(workers).team_id
            wizard.team_id = wizard.team_id or (len(teams) == 1 and teams)

    @api.depends("ticket_id")
    def _compute_task(self):
        for wizard in self.with_user(self.env.user):
            wizard.task = wizard.task or wizard.ticket_id.name

    @api.depends("team_id")
    def _compute_person_ids(self):
        for wizard in self:
            crew = [("team_id", "in", wizard.team_id.ids)]
            wizard.person_ids = self.env["fsm.person"].search(crew)

    # Read as the user, not as the system: nobody learns an address by this form.

    @api.depends("ticket_id")
    def _compute_address(self):
        for wizard in self.with_user(self.env.user):
            customer = wizard.ticket_id.partner_id
            for name in ("street", "city", "zip"):
                wizard[name] = wizard[name] or customer[name]

    @api.depends("ticket_id")
    def _compute_contact(self):
        for wizard in self.with_user(self.env.user):
            customer = wizard.ticket_id.partner_id
            wizard.contact = wizard.contact or customer.name
            wizard.phone = wizard.phone or customer.phone

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

    @api.constrains("street")
    def _check_street(self):
        for wizard in self:
            if not (wizard.street or "").strip():
                raise ValidationError(
                    self.env._("Give the street and number of the building.")
                )

    def action_send(self):
        """Make the order; the crew sees it from now on.

        :raises AccessError: for everybody who may not change the case
        """
        self.ensure_one()
        ticket = self.ticket_id.with_env(self.env)
        ticket._check_sending()
        self._check_appointment()
        self._check_crew()
        self._once()
        order = self.env["fsm.order"]._create_repair(self._order_values(ticket))
        return order._repair_closing_action()

    def _check_crew(self):
        """:raises UserError: unless somebody goes, and all are of the crew"""
        if not self.person_ids or self.person_ids.team_id != self.team_id:
            raise UserError(
                self.env._("Choose who goes, among the workers of the crew.")
            )
        if self.team_id.sudo().company_id != self.ticket_id.company_id:
            raise UserError(self.env._("Choose a crew of the company of the case."))

    def _order_values(self, ticket):
        building = self.env["fsm.location"]._for_building(
            ticket.company_id, self.street, self.city, self.zip
        )
        return {
            "ticket_id": ticket.id,
            "company_id": ticket.company_id.id,
            "location_id": building.id,
            "team_id": self.team_id.id,
            "person_id": self.person_ids[:1].id,
            "person_ids": [fields.Command.set(self.person_ids.ids)],
            "scheduled_date_start": self.date_from,
            "scheduled_date_end": self.date_until,
            "repair_agreed_with": self.agreed_with,
            "repair_contact": self.contact,
            "repair_phone": self.phone,
            "repair_flat": self.flat,
            "repair_device": self.device,
            "repair_task": self.task,
        }
