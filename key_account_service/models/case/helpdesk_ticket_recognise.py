# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools import email_normalize


class HelpdeskTicket(models.Model):
    """The key account is recognised when its mail comes in (CASE-1)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def message_new(self, msg, custom_values=None):
        """A message that opens a case: recognise the key account (CASE-1)."""
        values = dict(custom_values or {})
        channel = self.env.ref("helpdesk_mgmt.helpdesk_ticket_channel_email", False)
        if channel:
            values.setdefault("channel_id", channel.id)
        team = self.env["helpdesk.ticket.team"].browse(values.get("team_id"))
        company = team.company_id or self.env.company
        contact = self.env["res.partner"]._find_by_address(
            email_normalize(msg.get("from") or ""), company
        )
        if contact:
            values.setdefault("partner_id", contact.id)
        return super().message_new(msg, custom_values=values)
