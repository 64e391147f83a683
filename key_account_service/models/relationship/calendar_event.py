# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

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
#: What an event of a visit says, to whoever is in it only.
SAID = {"description", "display_name", "location", "name"}


class CalendarEvent(models.Model):
    """Work in a calendar: what is moved there moves it (VISIT-2, VISIT-5).

    It happens with the rights of who does it, and by the rules of the work: a visit
    that is overdue is moved in the visit, where the reason is asked for. An outer
    calendar that is synchronised has no way to give one; the log then says where the
    move came from.
    """

    _inherit = "calendar.event"

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """Nobody finds a visit or meeting by what others do not read of it (SEC-3).

        Odoo hides the words of private events, but lets everybody search by them.
        """
        domain = Domain(domain)
        by = {part.field_expr.partition(".")[0] for part in domain.iter_conditions()}
        if not (self.env.su or bypass_access) and SAID & by:
            domain &= self._not_of_others_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    @api.model
    def _not_of_others_domain(self):
        """Events of none of our work, and those in which the user is."""
        planned = Domain("event_id", "!=", False)
        works = [self.env[name].sudo() for name in self._key_account_models()]
        others = Domain.AND(
            Domain("id", "not in", work._search(planned).subselect("event_id"))
            for work in works
        )
        own = Domain("user_id", "=", self.env.uid)
        return others | own | Domain("partner_ids", "in", self.env.user.partner_id.ids)

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
