# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class HelpdeskTicketTeam(models.Model):
    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "helpdesk.ticket.team"

    confirm_all = fields.Boolean(
        string="Confirm Every Kind of Case",
        help="No case of this desk is closed before the customer has confirmed the "
        "solution. Complaints are always confirmed.",
    )
