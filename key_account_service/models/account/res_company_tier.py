# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from zoneinfo import ZoneInfo

from odoo import fields, models

from ...lib.local_day import local_day


class ResCompany(models.Model):
    """When a company is reminded of tiers whose validity ends (TIER-7)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "res.company"  # pylint: disable=consider-merging-classes-inherited

    key_account_tier_remind_days = fields.Integer(
        string="Reminder Before a Tier Ends",
        default=30,
        help="Days before the last day of a tier on which the account manager is asked "
        "to propose it anew.",
    )

    _key_account_tier_remind_days_positive = models.Constraint(
        "CHECK (COALESCE(key_account_tier_remind_days, 0) >= 0)",
        "Nobody can be reminded a negative number of days before.",
    )

    def _key_account_zone(self):
        """The zone whose midnights begin and end days."""
        return ZoneInfo(self.sudo().partner_id.tz or "UTC")

    def _today_at(self, moment):
        """The day that the company has at a moment (naive UTC)."""
        return local_day(moment, self._key_account_zone())
