# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ...lib.transition import OPEN

#: Begins the mark of an alarm that follows from what somebody did, not from the clock.
AT_ONCE = "now:"


class KeyAccountDeadline(models.Model):
    """Telling somebody at once, because of what happened to the work (CASE-5).

    The alarms are like any other: recorded, delivered once, passed on if their
    recipient is away, and acknowledged.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline"  # pylint: disable=consider-merging-classes-inherited

    def _tell_at_once(self, topic, roles, note=""):
        """Alarm whoever holds one of the roles for the work of these open promises.

        :param str topic: names what happened; the same is told once a round
        :param roles: roles of the escalation, see ``_deadline_role_users``
        :param str note: for the ledger, what happened
        """
        presence = self.env["key.account.duty"]._presence(fields.Datetime.now())
        deadlines = self.sudo().filtered(lambda deadline: deadline.state in OPEN)
        works = deadlines._works()
        vals_list = [
            {
                "deadline_id": deadline.id,
                "mark": f"{AT_ONCE}{topic}/{role}",
                "round": deadline.round,
                "user_id": to.user.id,
                "instead_of_id": to.instead_of.id,
                "on_duty": to.on_duty,
                "due_at": deadline.due_at or deadline.first_due_at,
                "by_notification": True,
                "by_email": True,
            }
            for deadline, work in works.items()
            for role in roles
            for to in work._deadline_told(role, presence)
        ]
        alarms = self.env["key.account.alarm"].sudo()._raise_once(vals_list)
        deadlines._write_ledger_at_once(alarms, note)

    def _write_ledger_at_once(self, alarms, note):
        """One fact a promise and mark, however many people were told."""
        first = {(a.deadline_id, a.mark): a for a in reversed(alarms)}
        self.env["key.account.deadline.event"].sudo().create(
            [
                {
                    "deadline_id": alarm.deadline_id.id,
                    "kind": "told",
                    "at": fields.Datetime.now(),
                    "mark": alarm.mark,
                    "round": alarm.round,
                    "note": note,
                }
                for alarm in first.values()
            ]
        )

    def _story_told(self, _fact, event):
        """Who was to be told because of what happened; the note says of what."""
        steps = self.env["key.account.escalation.step"]
        recipients = dict(steps._fields["recipient"]._description_selection(self.env))
        role = (event.mark or "").rpartition("/")[2]
        return self.env._(
            "To be told at once: %(recipient)s.", recipient=recipients.get(role, role)
        )
