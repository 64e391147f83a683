# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HelpdeskTicket(models.Model):
    """A case as a line on the page of its key account (FILE-10)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "helpdesk.ticket"

    # The page of an account asks for what it still owes, among all it ever had.
    _account_due_idx = models.Index(
        "(key_account_id, deadline_due_at) WHERE deadline_due_at IS NOT NULL"
    )

    def _key_account_contact_line(self):
        """The case as a contact: when it came, by which channel, from whom."""
        kinds = dict(self._fields["case_kind"]._description_selection(self.env))
        return self.partner_id._key_account_contact(
            self,
            self.received_at,
            "fa-life-ring",
            self.channel_id.name or kinds.get(self.case_kind, ""),
            self.partner_id.name or "",
        )
