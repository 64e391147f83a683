# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HelpdeskTicket(models.Model):
    """What became of the promises of a case, in words for the customer (SEC-4)."""

    # A concern of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "helpdesk.ticket"

    def _customer_stories(self):
        """The story of each promise of the case, for whoever may read the case.

        :return: list of dicts, see ``key.account.deadline._customer_stories``
        :raises AccessError: for whoever may not read the case
        """
        self.ensure_one()
        self.check_access("read")
        # Customers have no access to the ledger: they are given sentences made for
        # them, of this one case.
        case = self.sudo()
        if case._is_void():
            return []
        return case.deadline_ids._customer_stories(self._customer_zone())

    def _deadline_pause_text(self, event):
        return event.pause_reason_id.customer_text or ""
