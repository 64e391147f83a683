# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..clock.key_account_deadline_at_once import AT_ONCE


class KeyAccountAlarm(models.Model):
    """Why somebody was told, in a few words and without the work's content (CASE-5)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.alarm"  # pylint: disable=consider-merging-classes-inherited

    occasion = fields.Char(
        string="Why",
        compute="_compute_occasion",
        help="The step of the escalation, or what somebody did.",
    )

    @api.depends("mark", "step_id")
    def _compute_occasion(self):
        words = self._occasions()
        for alarm in self:
            topic = (alarm.mark or "").removeprefix(AT_ONCE).partition("/")[0]
            happened = words.get(topic.partition("-")[0])
            alarm.occasion = alarm.step_id.display_name or happened

    @api.model
    def _occasions(self):
        """What can have happened, by the first word of its topic."""
        return {
            "asked": self.env._("A department was asked"),
            "refused": self.env._("A department refused or passed on"),
            "offered": self.env._("A case was offered"),
            "declined": self.env._("An offer came back"),
            "level": self.env._("Major complaint"),
        }
