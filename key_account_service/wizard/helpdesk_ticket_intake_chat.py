# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class HelpdeskTicketIntake(models.TransientModel):
    """The form of a new case that was opened from a chat (CASE-1)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "helpdesk.ticket.intake"

    is_of_chat = fields.Boolean(string="Opened from a Chat", readonly=True)
