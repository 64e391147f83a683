# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class HelpdeskTicketChannel(models.Model):
    """A way in, and whether one speaks with the customer on it (CASE-1, CASE-3)."""

    _inherit = "helpdesk.ticket.channel"

    key_account_spoken = fields.Boolean(
        string="One Speaks with the Customer",
        help="As on the telephone or at the counter: the customer who asks after an "
        "open case has heard from us. What only arrives, such as an SMS or a fax, is "
        "no answer.",
    )
