# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...lib.opening import STEPS, next_step

#: Which button of the application takes which step.
BUTTONS = {
    "equipment": "action_equipment_ready",
    "services": "action_services_ready",
    "appointment": "action_send_crew",
    "visit": "action_view_orders",
    "told": "action_told",
    "call_back": "action_record_call",
    "report": "action_report",
    "file": "action_file",
}


class KeyAccountApplicationStep(models.Model):
    """A line of the checklist by which services are opened: who did it when (APP-2)."""

    _name = "key.account.application.step"
    _inherit = "key.account.derived.access.mixin"
    _description = "Step of an Opening"
    _order = "application_id, sequence, id"

    application_id = fields.Many2one(
        "key.account.application", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="application_id.company_id", store=True)
    step = fields.Selection(
        [
            ("equipment", "Equipment ready"),
            ("services", "Services set up"),
            ("appointment", "Appointment agreed, crew sent"),
            ("visit", "Installed, verified and signed"),
            ("told", "Services open, customer told"),
            ("call_back", "Customer called back"),
            ("report", "Reported to the head"),
            ("file", "Filed"),
        ],
        required=True,
        readonly=True,
    )
    sequence = fields.Integer(compute="_compute_sequence", store=True, precompute=True)
    done_at = fields.Datetime(string="Done", readonly=True)
    done_by_id = fields.Many2one(
        "res.users", string="By", readonly=True, ondelete="restrict"
    )
    is_next = fields.Boolean(compute="_compute_is_next", compute_sudo=True)

    _step_uniq = models.Constraint(
        "UNIQUE (application_id, step)", "Each step is taken once."
    )

    @api.depends("step")
    def _compute_sequence(self):
        for row in self:
            row.sequence = STEPS.index(row.step) if row.step else 0

    @api.depends("application_id.step_ids.done_at")
    def _compute_is_next(self):
        following = {}
        for application in self.application_id:
            following[application] = application.step_ids._next().step
        for row in self:
            row.is_next = row.step == following.get(row.application_id)

    @api.depends("step")
    def _compute_display_name(self):
        labels = dict(self._fields["step"]._description_selection(self.env))
        for row in self:
            row.display_name = labels.get(row.step, "")

    @api.model
    def _derived_access_domain(self):
        applications = self.env["key.account.application"]
        return Domain("application_id", "in", applications._search([]))

    def _next(self):
        """The row that is to be taken next, of the rows of one application."""
        taken = {row.step: bool(row.done_at) for row in self}
        step = next_step(taken)
        return self.filtered(lambda row: row.step == step)

    def action_do(self):
        """Take the step, or open what it is taken with."""
        self.ensure_one()
        self.check_access("read")
        if self.done_at:
            raise UserError(self.env._("This is done already."))
        return getattr(self.application_id, BUTTONS[self.step])()

    def _take(self):
        """Note that the current user has done it; the first time counts."""
        self.filtered(lambda row: not row.done_at).write(
            {"done_at": fields.Datetime.now(), "done_by_id": self.env.uid}
        )

    def _take_back(self):
        """What was done has to be done again."""
        self.write({"done_at": False, "done_by_id": False})
