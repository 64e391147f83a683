# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class KeyAccountAlarm(models.Model):
    """What the shipped step does with an offer that nobody answered (TEAM-2)."""

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.alarm"

    def _return_offers(self):
        """Let the offers of these alarms return to the owners of their cases."""
        works = self.deadline_id._works()
        offers = self.env["key.account.case.offer"].browse(
            work.id for work in works.values() if work._name == "key.account.case.offer"
        )
        offers.exists()._return_unanswered()
