# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HelpdeskTicketDuplicateWizard(models.TransientModel):
    """Helpdesk's form for duplicates names what its user may read only (SEC-3)."""

    _name = "helpdesk.ticket.duplicate.wizard"
    _inherit = ["helpdesk.ticket.duplicate.wizard", "key.account.case.link.mixin"]
