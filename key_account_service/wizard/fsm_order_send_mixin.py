# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


def _served(self):
    return [self._served_field] if self._served_field else []


class FsmOrderSendMixin(models.AbstractModel):
    """Send a crew: who goes to which building, when, to do what (CASE-4, APP-2).

    What is typed here goes to the order alone: flat, name and phone are read there by
    the crew while the order is open (SEC-6).
    """

    _name = "fsm.order.send.mixin"
    _inherit = "fsm.order.appointment.mixin"
    _description = "Send a Crew"

    #: The field that says what the crew is sent for.
    _served_field = ""

    company_id = fields.Many2one("res.company", compute="_compute_company_id")
    team_id = fields.Many2one(
        "fsm.team",
        string="Crew",
        compute="_compute_team_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        domain="[('company_id', '=', company_id)]",
    )
    person_ids = fields.Many2many(
        "fsm.person",
        string="Workers",
        compute="_compute_person_ids",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        domain="[('team_id', '=', team_id)]",
        help="Who goes; the first is in charge.",
    )
    street = fields.Char(
        compute="_compute_address",
        store=True,
        readonly=False,
        precompute=True,
    )
    city = fields.Char(
        string="Town",
        compute="_compute_address",
        store=True,
        readonly=False,
        precompute=True,
    )
    zip = fields.Char(
        compute="_compute_address",
        store=True,
        readonly=False,
        precompute=True,
    )
    flat = fields.Char(
        string="Flat or Room",
        help="Entrance, floor, flat. Only the crew reads it, while the order is open.",
    )
    contact = fields.Char(
        string="Person to Ask For",
        compute="_compute_contact",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    phone = fields.Char(
        string="Phone There",
        compute="_compute_contact",
        store=True,
        readonly=False,
        precompute=True,
    )
    task = fields.Text(
        string="What to Do",
        compute="_compute_task",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )

    @api.depends(_served)
    def _compute_company_id(self):
        for wizard in self:
            wizard.company_id = wizard._work().company_id

    @api.depends("company_id")
    def _compute_team_id(self):
        """Where there is one crew with workers, it is the one that is sent."""
        for wizard in self:
            workers = [("team_id.company_id", "=", wizard.company_id.id)]
            teams = self.env["fsm.person"].search(workers).team_id
            wizard.team_id = wizard.team_id or (len(teams) == 1 and teams)

    @api.depends("team_id")
    def _compute_person_ids(self):
        for wizard in self:
            crew = [("team_id", "in", wizard.team_id.ids)]
            wizard.person_ids = self.env["fsm.person"].search(crew)

    # Read as the user, not as the system: nobody learns an address by this form.

    @api.depends(_served)
    def _compute_address(self):
        for wizard in self.with_user(self.env.user):
            place = wizard._place()
            for name in ("street", "city", "zip"):
                wizard[name] = wizard[name] or place[name]

    @api.depends(_served)
    def _compute_contact(self):
        for wizard in self.with_user(self.env.user):
            customer = wizard._work().partner_id
            wizard.contact = wizard.contact or customer.name
            wizard.phone = wizard.phone or customer.phone

    @api.depends(_served)
    def _compute_task(self):
        for wizard in self.with_user(self.env.user):
            wizard.task = wizard.task or wizard._usual_task()

    @api.constrains("street")
    def _check_street(self):
        for wizard in self:
            if not (wizard.street or "").strip():
                raise ValidationError(
                    self.env._("Give the street and number of the building.")
                )

    def _work(self):
        """What the crew is sent for, as the user of the form sees it."""
        return self[self._served_field]

    def _place(self):
        """Hook: the record whose address is offered."""
        return self._work().partner_id

    def _usual_task(self):
        """Hook: what is offered as the task of the crew."""
        return False

    def action_send(self):
        """Make the order; the crew sees it from now on.

        :raises AccessError: for everybody who may not change what it is for
        """
        self.ensure_one()
        work = self._work().with_env(self.env)
        work._check_sending()
        self._check_appointment()
        self._check_crew()
        self._once()
        self._before_sending(work)
        order = self.env["fsm.order"]._create_repair(self._order_values(work))
        self._after_sending(work, order)
        return order._repair_closing_action()

    def _before_sending(self, work):
        """Hook: all is in order, and the crew about to be sent."""

    def _after_sending(self, work, order):
        """Hook: the crew was sent."""

    def _check_crew(self):
        """:raises UserError: unless somebody goes, and all are of the crew"""
        if not self.person_ids or self.person_ids.team_id != self.team_id:
            raise UserError(
                self.env._("Choose who goes, among the workers of the crew.")
            )
        if self.team_id.sudo().company_id != self._work().company_id:
            raise UserError(self.env._("Choose a crew of the same company."))

    def _order_values(self, work):
        building = self.env["fsm.location"]._for_building(
            work.company_id, self.street, self.city, self.zip
        )
        return {
            self._served_field: work.id,
            "company_id": work.company_id.id,
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
            "repair_task": self.task,
        }
