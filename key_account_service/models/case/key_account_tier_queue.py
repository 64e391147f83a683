# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class KeyAccountTier(models.Model):
    """Another order of the tiers is another order of the queues (CASE-1)."""

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.tier"

    def write(self, vals):
        result = super().write(vals)
        if "sequence" in vals:
            self._reorder_queues()
        return result

    def _reorder_queues(self):
        """Open cases follow; closed ones stand in no queue."""
        cases = self.env["helpdesk.ticket"].sudo()
        cases = cases.search(
            [("key_account_tier_id", "in", self.ids), ("closed", "=", False)]
        )
        self.env.add_to_compute(cases._fields["queue_tier_rank"], cases)
