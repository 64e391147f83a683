# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError

#: What is changed in a calendar and concerns the visit or meeting.
FOLLOWED = {
    "active",
    "allday",
    "attendee_ids",
    "duration",
    "partner_ids",
    "start",
    "start_date",
    "stop",
    "stop_date",
    "user_id",
}


class CalendarEvent(models.Model):
    """Work in a calendar: what is moved there moves it (VISIT-2, VISIT-5).

    It happens with the rights of who does it, and by the rules of the work: a visit
    that is overdue is moved in the visit, where the reason is asked for. An outer
    calendar that is synchronised has no way to give one; the log then says where the
    move came from.
    """

    _inherit = "calendar.event"

    @api.model
    def _key_account_models(self):
        """Hook: models that inherit ``key.account.calendar.mixin``."""
        return ["key.account.visit", "key.account.meeting"]

    def _key_account_works(self):
        """:return: list of the work in these events, whoever may read it"""
        if not self.ids:
            return []
        return [
            work
            for model in self._key_account_models()
            for work in self.env[model].sudo().search([("event_id", "in", self.ids)])
        ]

    def write(self, vals):
        followed = FOLLOWED & vals.keys()
        if vals.get("recurrency"):
            self._check_no_work()
        result = super().write(vals)
        if followed:
            for work in self._key_account_works():
                work._follow_event(self.env)
        return result

    @api.ondelete(at_uninstall=False)
    def _call_off_work(self):
        """Who takes a visit or meeting out of the calendar calls it off."""
        for work in self._key_account_works():
            if work.state == "planned":
                work._editor(self.env)._call_off_by_calendar()

    def _check_no_work(self):
        """:raises UserError: for repeating the event of a visit or meeting"""
        if self._key_account_works():
            raise UserError(
                self.env._(
                    "A visit or meeting takes place once. Plan the next ones under "
                    "“Visits”, instead of repeating this one in the calendar."
                )
            )
