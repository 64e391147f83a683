# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

#: The Standard's week; also for accounts without a tier.
RENEWAL_DAYS = 7


class KeyAccountTier(models.Model):
    """How long before its end the renewal of a service is applied for (APP-4)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.tier"  # pylint: disable=consider-merging-classes-inherited

    renewal_days = fields.Integer(
        default=RENEWAL_DAYS,
        required=True,
        help="So many days before a service ends, at the latest, its renewal enters "
        "the approval flow.",
    )

    _renewal_days_sane = models.Constraint(
        "CHECK (renewal_days BETWEEN 0 AND 365)",
        "A renewal is applied for 0 to 365 days before the service ends.",
    )

    @api.model
    def _renewal_leads(self):
        """How many days before the end the tiers apply for a renewal, each once."""
        tiers = self.with_context(active_test=False)
        groups = tiers._read_group([], ["renewal_days"])
        return {RENEWAL_DAYS} | {days for (days,) in groups}
