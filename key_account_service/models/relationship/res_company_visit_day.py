# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ...lib.local_day import wall_to_utc


class ResCompany(models.Model):
    """The days of a company, for what is planned for a day (VISIT-2)."""

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.company"

    def _day_begins_at(self, moment):
        """The midnight (naive UTC) with which the day of ``moment`` begins here."""
        return wall_to_utc(self._today_at(moment), 0, self._key_account_zone())
