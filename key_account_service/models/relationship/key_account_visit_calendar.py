# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools.misc import clean_context

#: What of an event follows from which fields of its visit.
PARTS = {
    "start": {"planned_at"},
    "stop": {"planned_at", "duration"},
    "user_id": {"user_id"},
    "partner_ids": {"user_id", "participant_ids"},
    "active": {"state"},
    "name": {"partner_id"},
    "location": {"place"},
}
#: Nobody is written to, and who is invited is not described in the event.
SILENT = {
    "no_mail_to_attendees": True,
    "skip_attendee_notification": True,
    "skip_contact_description": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "tracking_disable": True,
}


class KeyAccountVisit(models.Model):
    """A planned visit stands in the calendar of who pays it (VISIT-2).

    The event tells the number of the visit and where to open it, and is private;
    calendars reach phones and other companies (SEC-3). Colleagues who come along are in
    it as well, people of the customer are not. What a calendar changes comes back: see
    ``calendar_event``. An event exists from when a visit is planned.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit"

    duration = fields.Float(
        string="Length (Hours)",
        default=lambda self: (self.env.company.key_account_visit_minutes or 60) / 60,
        help="How long the visit is planned to take; it stands so in the calendar.",
    )
    event_id = fields.Many2one(
        "calendar.event",
        string="Calendar Entry",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    _duration_sane = models.Constraint(
        "CHECK (COALESCE(duration, 1) BETWEEN 0 AND 240)",
        "A visit takes between 0 and 240 hours.",
    )

    @api.model
    def _visit_facts(self):
        return super()._visit_facts() | {"event_id"}

    @api.model_create_multi
    def create(self, vals_list):
        visits = super().create(vals_list)
        visits._sync_events(set())
        return visits

    def write(self, vals):
        result = super().write(vals)
        if any(names & vals.keys() for names in PARTS.values()):
            self._sync_events(set(vals))
        return result

    def unlink(self):
        events = self.sudo().event_id
        result = super().unlink()
        events.with_context(**SILENT).unlink()
        return result

    def _sync_events(self, changed):
        """Bring events in line with their visits, and make those that are missing.

        With all rights: whoever may change the visit moves its event.

        :param set changed: names of the fields of visits that were written
        """
        context = {**clean_context(self.env.context), **SILENT}
        # Only a new dictionary takes keys out of a context.
        # pylint: disable-next=context-overridden
        visits = self.sudo().with_context(context)
        planned = visits.filtered(lambda v: v.state == "planned" and not v.event_id)
        planned._make_events()
        parts = {part for part, names in PARTS.items() if names & changed}
        alike = defaultdict(visits.event_id.browse)
        for visit in (visits - planned).filtered("event_id"):
            alike[visit._event_changes(parts)] |= visit.event_id
        for changes, events in alike.items():
            if changes:
                events.write(_written(dict(changes)))

    def _make_events(self):
        """Events for visits that have none, all at once."""
        values = []
        for visit in self:
            vals = visit._event_values()
            values.append(
                {
                    **_written(vals),
                    "privacy": "private",
                    "description": visit._event_link(),
                    "attendee_ids": [
                        Command.create(visit._attendee(partner_id))
                        for partner_id in vals["partner_ids"]
                    ],
                }
            )
        events = self.env["calendar.event"].create(values)
        for visit, event in zip(self, events, strict=True):
            visit.event_id = event

    def _attendee(self, partner_id):
        """Whose visit it is need not accept it."""
        own = partner_id == self.user_id.partner_id.id
        return {"partner_id": partner_id, "state": "accepted" if own else "needsAction"}

    def _event_values(self):
        """What the event of a visit says; hashable, people as a set of ids."""
        named = self.company_id.key_account_visit_event_customer
        return {
            "start": self.planned_at,
            "stop": self.planned_at + timedelta(hours=self.duration),
            "user_id": self.user_id.id,
            "partner_ids": frozenset(self._event_partners().ids),
            "active": self.state not in ("cancelled", "proposed"),
            "name": self._event_title(named),
            "location": named and self.place,
        }

    def _event_changes(self, parts):
        """Which of these parts of the event are not as the visit has them."""
        event = self.event_id
        return tuple(
            (name, value)
            for name, value in self._event_values().items()
            if name in parts and value != _said(event[name])
        )

    def _event_partners(self):
        """The visitor and colleagues; of others whom somebody put into the event."""
        people = self.participant_ids
        guests = self.event_id.partner_ids & people
        return (
            self.user_id.partner_id
            | people.filtered(lambda partner: not partner.partner_share)
            | guests
        )

    def _event_title(self, named):
        # In the language of whose calendar it is.
        visit = self.with_context(lang=self.user_id.lang)
        if not named:
            return visit.env._("Visit %(number)s", number=self.name)
        return visit.env._(
            "Visit %(number)s: %(customer)s",
            number=self.name,
            customer=self.partner_id.display_name,
        )

    def _erase_words(self):
        """What the calendar says of somebody whose data are erased goes as well."""
        result = super()._erase_words()
        for visit in self.sudo().filtered("event_id"):
            visit.event_id.with_context(**SILENT).write(
                {
                    "name": visit._event_title(named=False),
                    "description": visit._event_link(),
                    "location": False,
                }
            )
        return result

    def _event_link(self):
        """Where the visit is opened, by whoever may read it."""
        link = f"{self.get_base_url()}/odoo/visits/{self.id}"
        return Markup('<p><a href="%s">%s</a></p>') % (link, self.name)


def _said(value):
    """A value of an event, to be compared with that of a visit."""
    if isinstance(value, models.BaseModel):
        return frozenset(value.ids) if value._name == "res.partner" else value.id
    return value


def _written(values):
    """Values of an event as they are written."""
    return {
        name: [Command.set(sorted(value))] if isinstance(value, frozenset) else value
        for name, value in values.items()
    }
