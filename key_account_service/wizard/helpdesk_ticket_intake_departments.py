# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError


class HelpdeskTicketIntake(models.TransientModel):
    """A complaint whose level needs departments names them at once (CASE-2)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "helpdesk.ticket.intake"

    needs_departments = fields.Boolean(related="complaint_level_id.needs_departments")
    department_ids = fields.Many2many(
        "key.account.department", string="Departments That Must Act"
    )
    department_what = fields.Text(
        string="What They Are Asked",
        help="Empty: what the customer says.",
    )

    def action_create_case(self):
        """Record the case and ask the departments."""
        # Before anything is read with more rights, which would be remembered.
        self.check_access("read")
        if self.needs_departments and not self.department_ids:
            raise UserError(
                self.env._(
                    "For %(level)s other departments have to act: name at least one.",
                    level=self.complaint_level_id.name,
                )
            )
        action = super().action_create_case()
        if self.needs_departments:
            case = self.env["helpdesk.ticket"].browse(action["res_id"])
            what = self.department_what or self.description
            case._ask([(department, what) for department in self.department_ids])
        return action
