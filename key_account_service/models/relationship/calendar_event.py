# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: What is changed in a calendar and concerns the visit.
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
    """A visit in a calendar: what is moved there moves the visit (VISIT-2).

    It happens with the rights of who does it, and by the rules of the visit: what is
    overdue is moved in the visit, where the reason is asked for. An outer calendar that
    is synchronised has no way to give one; the log then says where the move came from.
    """

    _inherit = "calendar.event"

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """What nobody else reads of a visit, nobody else finds it by (SEC-3).

        Odoo hides the words of private events, but lets everybody search by them.
        """
        domain = Domain(domain)
        by = {part.field_expr.partition(".")[0] for part in domain.iter_conditions()}
        if not (self.env.su or bypass_access) and SAID & by:
            domain &= self._not_of_others_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    @api.model
    def _not_of_others_domain(self):
        """Events of no visit, and those in which the user is."""
        visits = self.env["key.account.visit"].sudo()
        events = visits._search([("event_id", "!=", False)]).subselect("event_id")
        return (
            Domain("id", "not in", events)
            | Domain("user_id", "=", self.env.uid)
            | Domain("partner_ids", "in", self.env.user.partner_id.ids)
        )

    def _key_account_visits(self):
        """The visits of these events, whoever may read them."""
        visits = self.env["key.account.visit"].sudo()
        return visits.search([("event_id", "in", self.ids)]) if self.ids else visits

    def write(self, vals):
        followed = FOLLOWED & vals.keys()
        if vals.get("recurrency"):
            self._check_no_visit()
        result = super().write(vals)
        if followed:
            for visit in self._key_account_visits():
                visit._follow_event(self.env)
        return result

    @api.ondelete(at_uninstall=False)
    def _call_off_visits(self):
        """Who takes a visit out of the calendar calls it off."""
        for visit in self._key_account_visits():
            if visit.state == "planned":
                visit._editor(self.env)._call_off_by_calendar()

    def _check_no_visit(self):
        """:raises UserError: for repeating the event of a visit"""
        if self._key_account_visits():
            raise UserError(
                self.env._(
                    "A visit takes place once. Plan the next visits in “Visits”, "
                    "instead of repeating this one in the calendar."
                )
            )
