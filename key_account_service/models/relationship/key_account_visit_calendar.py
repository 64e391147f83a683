# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from .key_account_calendar_mixin import SILENT


class KeyAccountVisit(models.Model):
    """A planned visit stands in the calendar of who pays it (VISIT-2)."""

    _name = "key.account.visit"
    _inherit = ["key.account.visit", "key.account.calendar.mixin"]

    _calendar_off = ("cancelled", "proposed")
    _calendar_path = "visits"

    duration = fields.Float(
        string="Length (Hours)",
        default=lambda self: (self.env.company.key_account_visit_minutes or 60) / 60,
        help="How long the visit is planned to take; it stands so in the calendar.",
    )

    _duration_sane = models.Constraint(
        "CHECK (COALESCE(duration, 1) BETWEEN 0 AND 240)",
        "A visit takes between 0 and 240 hours.",
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"event_id"}

    @api.model
    def _event_parts(self):
        parts = super()._event_parts()
        parts["start"] |= {"planned_at"}
        parts["stop"] |= {"planned_at", "duration"}
        parts["partner_ids"] |= {"participant_ids"}
        parts["name"] |= {"partner_id"}
        return parts

    def _event_span(self):
        return self.planned_at, self.planned_at + timedelta(hours=self.duration)

    def _event_partners(self):
        people = self.participant_ids
        guests = self.event_id.partner_ids & people
        return (
            self.user_id.partner_id
            | people.filtered(lambda partner: not partner.partner_share)
            | guests
        )

    def _event_title(self, named):
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
