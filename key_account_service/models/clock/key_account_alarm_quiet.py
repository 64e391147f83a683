# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

#: Recipients who are there to be woken.
ON_WATCH = ("duty",)


class KeyAccountAlarm(models.Model):
    """What is not urgent waits until the recipient's quiet hours are over (CASE-5)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.alarm"  # pylint: disable=consider-merging-classes-inherited

    deliver_after = fields.Datetime(
        string="Held Back Until",
        readonly=True,
        help="End of the recipient's quiet hours. Empty: the alarm is sent at once.",
    )

    _pending_idx = models.Index(
        "(user_id, id) INCLUDE (deliver_after) WHERE state = 'pending'"
    )

    def _hold_back(self, user):
        """Let alarms wait that are not urgent while the recipient rests.

        :return: the alarms to send now
        """
        now = fields.Datetime.now()
        calm = self.filtered(lambda alarm: not alarm._is_pressing())
        held = self.browse()
        for company, alarms in calm.grouped("company_id").items():
            until = self.env["key.account.quiet.hours"]._until(company, user, now)
            if until:
                alarms.write({"deliver_after": until})
                held |= alarms
        return self - held

    def _is_pressing(self):
        """Hook: whether an alarm is sent at any hour."""
        return self.deadline_id.urgent or self.step_id.recipient in ON_WATCH
