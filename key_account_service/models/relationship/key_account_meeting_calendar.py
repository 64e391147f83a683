# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, models
from odoo.fields import Command


class KeyAccountMeeting(models.Model):
    """A planned meeting stands in the calendars of those who hold it (VISIT-5).

    What is moved there moves the meeting, with the rights of who does it.
    """

    _name = "key.account.meeting"
    _inherit = ["key.account.meeting", "key.account.calendar.mixin"]

    _calendar_off = ("draft", "submitted", "cancelled")
    _calendar_path = "meetings"

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"event_id"}

    @api.model
    def _event_parts(self):
        parts = super()._event_parts()
        parts["start"] |= {"date_start"}
        parts["stop"] |= {"date_start", "date_end"}
        parts["partner_ids"] |= {"host_ids"}
        parts["name"] |= {"title"}
        return parts

    def _event_span(self):
        minutes = self.company_id.key_account_visit_minutes or 60
        guess = self.date_start + timedelta(minutes=minutes)
        return self.date_start, self.date_end or guess

    def _event_partners(self):
        return (self.user_id | self.host_ids).partner_id | self._event_guests()

    def _event_guests(self):
        """Whom somebody put into the event who is none of our users."""
        people = self.event_id.partner_ids
        return people.filtered("partner_share")

    def _event_title(self, named):
        meeting = self.with_context(lang=self.user_id.lang)
        if not named:
            return meeting.env._("Meeting %(number)s", number=self.name)
        # A title may tell who is invited.
        return f"{self.title} · {self.name}"

    # ------------------------------------------------------------------
    # What a calendar changed
    # ------------------------------------------------------------------

    def _event_differences(self):
        event, changes = self.event_id, {}
        start, stop = self._event_span()
        if event.start != start:
            changes["date_start"] = event.start
        if event.stop != stop:
            changes["date_end"] = event.stop
        if event.user_id and event.user_id != self.user_id and not event.user_id.share:
            changes["user_id"] = event.user_id.id
        hosts = self._hosts_of_event()
        if hosts != self.host_ids:
            changes["host_ids"] = [Command.set(hosts.ids)]
        return changes

    def _hosts_of_event(self):
        """Our participants as in the event; the organiser may be one or not."""
        people = self.event_id.partner_ids - self.user_id.partner_id
        users = people.user_ids.filtered(lambda user: not user.share)
        known = self.host_ids.filtered(lambda user: user.partner_id in people)
        # Of a person with two users, the one that was chosen.
        there = known | users.filtered(lambda u: u.partner_id not in known.partner_id)
        return there | (self.host_ids & self.user_id)

    def _call_off_by_calendar(self):
        self.action_cancel()

    def _plan_again_by_calendar(self, event):
        if self.state == "cancelled":
            self.action_draft()
        self._step("draft")
        self.write({"date_start": event.start, "date_end": event.stop})
        self.action_plan()
