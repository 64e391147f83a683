# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from ...lib.spans import Span

#: Fields of time off on which working time depends.
CLOCK_FIELDS = {
    "calendar_id",
    "company_id",
    "date_from",
    "date_to",
    "public_holiday",
    "resource_id",
    "time_type",
}


class ResourceCalendarLeaves(models.Model):
    """Time off of everybody stops the clock; that of one person does not."""

    _name = "resource.calendar.leaves"
    _inherit = ["resource.calendar.leaves", "key.account.reach.mixin"]

    public_holiday = fields.Boolean(
        help="A make-up day on the same date is worked nevertheless. Time off that is "
        "no public holiday holds in any case.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves._clock_calendars()._clock_changed()
        return leaves

    def write(self, vals):
        relevant = CLOCK_FIELDS & vals.keys()
        calendars = self._clock_calendars() if relevant else None
        result = super().write(vals)
        if relevant:
            (calendars | self._clock_calendars())._clock_changed()
        return result

    def unlink(self):
        calendars = self._clock_calendars()
        result = super().unlink()
        calendars._clock_changed()
        return result

    def _clock_calendars(self):
        """The calendars in whose clocks this time off counts."""
        general = self.filtered(lambda leave: not leave.resource_id)
        everywhere = general.filtered(lambda leave: not leave.calendar_id)
        if not everywhere:
            return general.calendar_id
        calendars = self.env["resource.calendar"].with_context(active_test=False)
        companies = everywhere.company_id.ids
        return general.calendar_id | calendars.sudo().search(
            [("company_id", "in", companies)]
        ).sudo(self.env.su)

    def _clock_spans(self):
        """The time off as spans; what ends at 23:59:59 ends with the day."""
        return [
            Span(
                leave.date_from,
                leave.date_to + timedelta(seconds=leave.date_to.second == 59),
            )
            for leave in self
        ]
