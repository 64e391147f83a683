# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools.misc import clean_context

#: Nobody is written to, and who is invited is not described in the event.
SILENT = {
    "no_mail_to_attendees": True,
    "skip_attendee_notification": True,
    "skip_contact_description": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "tracking_disable": True,
}


class KeyAccountCalendarMixin(models.AbstractModel):
    """Work that stands in the calendar of whoever does it (VISIT-2, VISIT-5).

    The event tells the number of the work and where to open it, and is private;
    calendars reach phones and other companies (SEC-3). Colleagues who come along are in
    it as well, people of the customer are not. What a calendar changes comes back: see
    ``key_account_calendar_mixin_follow``. An event exists from when the work is
    planned. The organiser is in ``user_id``; all moments are UTC.
    """

    _name = "key.account.calendar.mixin"
    _description = "Work in the Calendar"

    #: States in which nothing of the work stands in a calendar.
    _calendar_off = ("cancelled",)
    #: Where the client opens the work.
    _calendar_path = None

    event_id = fields.Many2one(
        "calendar.event",
        string="Calendar Entry",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.model
    def _event_parts(self):
        """Hook: what of an event follows from which fields of its work.

        :return: dict of field of the event to set of fields of the work
        """
        return {
            "start": set(),
            "stop": set(),
            "user_id": {"user_id"},
            "partner_ids": {"user_id"},
            "active": {"state"},
            "name": set(),
            "location": {"place"},
        }

    def _event_span(self):
        """Hook: when it begins and ends (naive UTC)."""
        raise NotImplementedError

    def _event_partners(self):
        """Hook: who of ours takes part, and guests whom somebody put into the event."""
        raise NotImplementedError

    def _event_title(self, named):
        """Hook: the title, in the language of whose calendar it is.

        :param bool named: whether the company has its customers named in calendars
        """
        raise NotImplementedError

    @api.model_create_multi
    def create(self, vals_list):
        works = super().create(vals_list)
        works._sync_events(set())
        return works

    def write(self, vals):
        result = super().write(vals)
        if any(names & vals.keys() for names in self._event_parts().values()):
            self._sync_events(set(vals))
        return result

    def unlink(self):
        events = self.sudo().event_id
        result = super().unlink()
        events.with_context(**SILENT).unlink()
        return result

    def _sync_events(self, changed):
        """Bring events in line with their work, and make those that are missing.

        With all rights: whoever may change the work moves its event.

        :param set changed: names of the fields of the work that were written
        """
        context = {**clean_context(self.env.context), **SILENT}
        # Only a new dictionary takes keys out of a context.
        # pylint: disable-next=context-overridden
        works = self.sudo().with_context(context)
        planned = works.filtered(
            lambda one: one.state == "planned" and not one.event_id
        )
        planned._make_events()
        parts = {part for part, names in self._event_parts().items() if names & changed}
        alike = defaultdict(works.event_id.browse)
        for work in (works - planned).filtered("event_id"):
            alike[work._event_changes(parts)] |= work.event_id
        for changes, events in alike.items():
            if changes:
                events.write(_written(dict(changes)))

    def _make_events(self):
        """Events for work that has none, all at once."""
        values = []
        for work in self:
            vals = work._event_values()
            values.append(
                {
                    **_written(vals),
                    "privacy": "private",
                    "description": work._event_link(),
                    "attendee_ids": [
                        Command.create(work._attendee(partner_id))
                        for partner_id in vals["partner_ids"]
                    ],
                }
            )
        events = self.env["calendar.event"].create(values)
        for work, event in zip(self, events, strict=True):
            work.event_id = event

    def _attendee(self, partner_id):
        """Whose work it is need not accept it."""
        own = partner_id == self.user_id.partner_id.id
        return {"partner_id": partner_id, "state": "accepted" if own else "needsAction"}

    def _event_values(self):
        """What the event of a work says; hashable, people as a set of ids."""
        named = self.company_id.key_account_visit_event_customer
        start, stop = self._event_span()
        return {
            "start": start,
            "stop": stop,
            "user_id": self.user_id.id,
            "partner_ids": frozenset(self._event_partners().ids),
            "active": self.state not in self._calendar_off,
            "name": self._event_title(named),
            "location": named and self.place,
        }

    def _event_changes(self, parts):
        """Which of these parts of the event are not as the work has them."""
        event = self.event_id
        return tuple(
            (name, value)
            for name, value in self._event_values().items()
            if name in parts and value != _said(event[name])
        )

    def _event_link(self):
        """Where the work is opened, by whoever may read it."""
        link = f"{self.get_base_url()}/odoo/{self._calendar_path}/{self.id}"
        return Markup('<p><a href="%s">%s</a></p>') % (link, self.name)


def _said(value):
    """A value of an event, to be compared with that of its work."""
    if isinstance(value, models.BaseModel):
        return frozenset(value.ids) if value._name == "res.partner" else value.id
    return value


def _written(values):
    """Values of an event as they are written."""
    return {
        name: [Command.set(sorted(value))] if isinstance(value, frozenset) else value
        for name, value in values.items()
    }
