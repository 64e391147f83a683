# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountDeadline(models.Model):
    """How a promise stands at this moment, in one word for people.

    ``state`` is the life cycle and calls a missed promise running, as it has to; who
    reads a list wants to know what is late. Never stored: it follows the time of day.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline"  # pylint: disable=consider-merging-classes-inherited

    standing = fields.Selection(
        [
            ("missed", "Missed"),
            ("warning", "Warning"),
            ("on_track", "On track"),
            ("paused", "On hold"),
            ("met", "Kept"),
            ("met_late", "Kept late"),
            ("cancelled", "Cancelled"),
        ],
        compute="_compute_standing",
    )

    @api.depends("state", "due_at", "warn_at", "missed_at")
    def _compute_standing(self):
        now = fields.Datetime.now()
        for deadline in self:
            deadline.standing = deadline._standing(now)

    def _standing(self, now):
        if self.state == "met":
            return "met_late" if self.missed_at else "met"
        if self.state != "running" or not self.due_at:
            return self.state if self.state != "running" else "on_track"
        if self.due_at <= now:
            return "missed"
        return "warning" if self.warn_at and self.warn_at <= now else "on_track"
