# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Command


class KeyAccountVisit(models.Model):
    """What a calendar changed, taken over by the visit (VISIT-2)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit"

    def _event_differences(self):
        """What the visit has to take over from its event."""
        event, changes = self.event_id, {}
        if event.start != self.planned_at:
            changes["planned_at"] = event.start
        hours = (event.stop - event.start).total_seconds() / 3600
        # What is shorter than a minute is rounding.
        if abs(hours - self.duration) > 1 / 60:
            changes["duration"] = hours
        if event.user_id and event.user_id != self.user_id and not event.user_id.share:
            changes["user_id"] = event.user_id.id
        people = self._people_of_event()
        if people != self.participant_ids:
            changes["participant_ids"] = [Command.set(people.ids)]
        return changes

    def _people_of_event(self):
        """Participants: colleagues as in the event, people of the customer besides."""
        people = self.participant_ids
        ours = people.filtered(lambda partner: not partner.partner_share)
        there = self.event_id.partner_ids - self.user_id.partner_id
        return (people - (ours - there)) | there

    def _call_off_by_calendar(self):
        self._check_overdue_reason()
        self.action_cancel()

    def _plan_again_by_calendar(self, event):
        self.check_access("write")
        if event.start != self.planned_at:
            self.write({"planned_at": event.start})
        self._check_overdue_reason()
        self.action_plan_again()

    def _check_overdue_reason(self):
        """:raises UserError: for what is overdue: the visit asks for the reason"""
        self.check_access("write")
        self._check_move_reason()
