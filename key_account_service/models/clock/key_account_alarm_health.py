# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain


class KeyAccountAlarm(models.Model):
    """What the health page asks of alarms."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.alarm"  # pylint: disable=consider-merging-classes-inherited

    _failed_idx = models.Index("(id) WHERE state = 'failed'")

    @api.model
    def _sweep_ready_domain(self):
        return Domain("state", "=", "pending")

    @api.model
    def _sweep_failed_domain(self):
        return Domain("state", "=", "failed")

    @api.model
    def _sweep_waiting_since(self):
        # The aggregate reads the small index of what is pending, never all alarms.
        ((first,),) = self._read_group(
            self._sweep_ready_domain(), aggregates=["create_date:min"]
        )
        return first
