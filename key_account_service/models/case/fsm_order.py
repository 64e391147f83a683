# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

#: The life of an on-site repair.
REPAIR_STATES = [
    ("planned", "Appointment made"),
    ("on_the_way", "On the way"),
    ("on_site", "At the customer's"),
    ("done", "Done"),
    ("failed", "Visit failed"),
    ("cancelled", "Cancelled"),
]
#: While one of these holds, the crew may read the order and work on it.
OPEN_REPAIR = ("planned", "on_the_way", "on_site")


class FsmOrder(models.Model):
    """An on-site job for a case: who goes where, when, to do what (APP-2, SEC-6).

    A field-service order with a ``repair_state`` is ours; all others stay as field
    service made them. What it is for is its :meth:`_served`, a case here. The building
    is a contact that every employee may read; flat, name and phone stand on the order
    only, which its crew reads while it is open. How it comes about is in
    ``fsm_order_progress``, what the customer signs in ``fsm_order_receipt``, what it
    promises in ``fsm_order_clock``. All times are UTC.
    """

    _inherit = "fsm.order"

    repair_state = fields.Selection(
        REPAIR_STATES,
        string="Repair",
        readonly=True,
        copy=False,
        index="btree_not_null",
        group_expand=True,
        help="Empty: no repair of a case, but another order of field service.",
    )
    # Its name would otherwise be written into messages about the order.
    ticket_id = fields.Many2one(
        tracking=False, index="btree_not_null", ondelete="restrict"
    )
    case_number = fields.Char(
        string="Case", compute="_compute_case_number", compute_sudo=True
    )
    repair_contact = fields.Char(string="Person to Ask For", readonly=True, copy=False)
    repair_phone = fields.Char(string="Phone There", readonly=True, copy=False)
    repair_flat = fields.Char(
        string="Flat or Room",
        readonly=True,
        copy=False,
        help="Entrance, floor, flat: what the building's address leaves out.",
    )
    repair_device = fields.Char(
        string="Device",
        readonly=True,
        copy=False,
        help="The device or card at fault, as far as the crew needs it.",
    )
    repair_task = fields.Text(string="What to Do", readonly=True, copy=False)
    repair_agreed_with = fields.Char(
        string="Agreed With",
        readonly=True,
        copy=False,
        help="Who agreed to the appointment on the customer's side.",
    )
    repair_building = fields.Char(
        string="Building", compute="_compute_repair_building", compute_sudo=True
    )
    repair_follows_id = fields.Many2one(
        "fsm.order",
        string="After Failed Visit",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    repair_attempt = fields.Integer(
        string="Visit No.", readonly=True, copy=False, help="1 is the first visit."
    )

    def _served(self):
        """Hook: what the order is for, with all rights: its case."""
        self.ensure_one()
        return self.sudo().ticket_id

    def _check_served_right(self):
        """Hook: :raises AccessError: for whoever may not change what it is for"""
        # By number only: who may read the order may not be allowed to read its case.
        self._served().with_env(self.env).check_access("write")

    def _kept_for_next_visit(self):
        """Hook: names of the fields that the next visit has from this one."""
        return (
            "ticket_id location_id team_id person_id company_id repair_contact "
            "repair_phone repair_flat repair_device repair_task"
        ).split()

    @api.depends("ticket_id.number")
    def _compute_case_number(self):
        for order in self:
            order.case_number = order.ticket_id.number

    @api.depends("location_id")
    def _compute_repair_building(self):
        for order in self:
            place = order.location_id
            parts = [place.street, place.street2, place.city, place.zip]
            order.repair_building = ", ".join(part for part in parts if part)

    @api.constrains("scheduled_date_start")
    def check_day(self):  # pylint: disable=missing-return
        """Repairs are also done on holidays, and while a colleague is on leave."""
        super(FsmOrder, self.filtered(lambda order: not order.repair_state)).check_day()

    # ------------------------------------------------------------------
    # Whose hand writes what
    # ------------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        """Facts have no defaults: a context must not forge what values may not."""
        defaults = super().default_get(fields)
        if not self.env.su:
            for name in self._repair_facts() & defaults.keys():
                del defaults[name]
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_order_right(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_order_right(vals)
        self._check_repair_right(vals)
        return super().write(vals)

    @api.model
    def _repair_facts(self):
        """Fields that follow from what happened and are nobody's to write."""
        return {
            "repair_state",
            "repair_contact",
            "repair_phone",
            "repair_flat",
            "repair_device",
            "repair_task",
            "repair_agreed_with",
            "repair_follows_id",
            "repair_attempt",
        }

    @api.model
    def _repair_report_fields(self):
        """What the crew writes down while the repair is open."""
        return set()

    @api.model
    def _check_order_right(self, vals):
        """Facts are proof only if nobody can write them; cases stay confidential.

        :raises AccessError: for everybody who writes a fact over RPC, or names a case
            that he may not read
        """
        if self.env.su:
            return
        forged = self._repair_facts() & vals.keys()
        if forged:
            labels = [
                self._fields[name]._description_string(self.env) for name in forged
            ]
            raise AccessError(
                self.env._(
                    "%(fields)s follow from what happens to an order and cannot be set "
                    "by hand.",
                    fields=", ".join(sorted(labels)),
                )
            )
        if vals.get("ticket_id"):
            self.env["helpdesk.ticket"].browse(vals["ticket_id"]).check_access("read")

    def _check_repair_right(self, vals):
        """:raises AccessError: for whoever writes more on a repair than the receipt"""
        if self.env.su:
            return
        self._check_not_ended()
        written = vals.keys() - self._repair_report_fields()
        written -= self.env["mail.activity.mixin"]._fields.keys()
        if written and any(order.repair_state for order in self.sudo()):
            raise AccessError(
                self.env._(
                    "On a repair only the work receipt is filled in. For everything "
                    "else use the buttons of the order or of its case."
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_repair(self):
        if any(order.repair_state for order in self):
            raise UserError(
                self.env._(
                    "An on-site repair is part of its case and cannot be deleted. "
                    "Cancel it instead."
                )
            )

    def copy_data(self, default=None):
        """:raises UserError: for a repair, which is sent from its case only"""
        if any(order.repair_state for order in self.sudo()):
            raise UserError(
                self.env._("A crew is sent from the case: use “Send a crew” there.")
            )
        return super().copy_data(default)

    def get_formview_id(self, access_uid=None):
        """A repair opens in the form of its crew, wherever it is opened from."""
        if len(self) == 1 and self.sudo().repair_state:
            return self.env.ref("key_account_service.fsm_order_view_form_repair").id
        return super().get_formview_id(access_uid)
