# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class KeyAccountAlarm(models.Model):
    """What the health page asks of alarms."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.alarm"  # pylint: disable=consider-merging-classes-inherited

    _failed_idx = models.Index("(id) WHERE state = 'failed'")

    @api.model
    def _sweep_ready_domain(self):
        now = fields.Datetime.now()
        return Domain("state", "=", "pending") & (
            Domain("deliver_after", "=", False) | Domain("deliver_after", "<=", now)
        )

    @api.model
    def _sweep_failed_domain(self):
        return Domain("state", "=", "failed")

    @api.model
    def _sweep_waiting_since(self):
        # The aggregate reads the small index of what is pending, never all alarms.
        firsts = self._read_group(
            self._sweep_ready_domain(),
            ["deliver_after:day"],
            ["create_date:min", "deliver_after:min"],
        )
        return min((held or raised for _day, raised, held in firsts), default=False)
