# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from .key_account_deadline_policy import CASE_KINDS


class HelpdeskTicketTeam(models.Model):
    _inherit = "helpdesk.ticket.team"

    default_case_kind = fields.Selection(
        CASE_KINDS,
        string="Kind of New Cases",
        default="enquiry",
        required=True,
        help="What a case of this team is until somebody sets it. A team whose address "
        "takes complaints has “Complaint” here.",
    )

    def write(self, vals):
        if "user_ids" in vals:
            # Record rules name the teams of a user, and Odoo remembers them.
            self.env.registry.clear_cache()
        return super().write(vals)
