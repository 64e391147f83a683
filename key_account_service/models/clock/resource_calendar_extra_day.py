# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from pytz import utc

from odoo import api, fields, models
from odoo.tools.date_utils import float_to_time
from odoo.tools.intervals import Intervals


class ResourceCalendarExtraDay(models.Model):
    """Work on a day that the weekly pattern or a public holiday leaves free (OPS-2).

    It is worked like another weekday, or at hours of its own, beside what the pattern
    knows for that day. Hours are those of the calendar's zone.
    """

    _name = "resource.calendar.extra.day"
    _inherit = ["key.account.reach.mixin", "resource.calendar.hours.mixin"]
    _description = "Make-up Day"
    _order = "date, hour_from, id"
    _rec_name = "name"

    name = fields.Char(string="Reason", required=True)
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working Hours",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="calendar_id.company_id", store=True)
    date = fields.Date(required=True)
    like_dayofweek = fields.Selection(
        selection=lambda self: self._selection_dayofweek(),
        string="Worked Like",
        default="0",
        help="The weekday whose hours are worked. Empty: hours of its own.",
    )
    hour_from = fields.Float(string="From", default=8.0)
    hour_to = fields.Float(string="To", default=17.0)
    public_holiday = fields.Boolean(
        string="Loaded",
        readonly=True,
        help="Loaded with the public holidays of a year.",
    )

    _hours_sane = models.Constraint(
        "CHECK (like_dayofweek IS NOT NULL OR"
        " (hour_from >= 0 AND hour_from < hour_to AND hour_to <= 24))",
        "The hours of a make-up day lie between 0:00 and 24:00, and it ends after it "
        "begins. Enter a night as two days.",
    )

    @api.model
    def _selection_dayofweek(self):
        weekday = self.env["resource.calendar.attendance"]._fields["dayofweek"]
        return weekday._description_selection(self.env)

    def _between(self, start, end):
        """The days that can touch the time from ``start`` to ``end`` in any zone."""
        first = start.astimezone(utc).date() - timedelta(days=1)
        last = end.astimezone(utc).date() + timedelta(days=1)
        return self.filtered(lambda day: first <= day.date <= last)

    def _attendances(self):
        """The working time of the weekday like which the day is worked."""
        self.ensure_one()
        week = str(self.env["resource.calendar.attendance"].get_week_type(self.date))
        two_weeks = self.calendar_id.two_weeks_calendar
        return self.calendar_id.attendance_ids.filtered(
            lambda a: (
                a.dayofweek == self.like_dayofweek
                and not a.display_type
                and (not two_weeks or a.week_type == week)
            )
        )

    def _hours(self):
        """Pairs of hours from and to, as the calendar's wall clock shows them."""
        self.ensure_one()
        if not self.like_dayofweek:
            return [(self.hour_from, self.hour_to)]
        worked = self._attendances().filtered(lambda a: a._is_work_period())
        return [(a.hour_from, a.hour_to) for a in worked]

    def _intervals(self, start, end, zone, domain=None, lunch=False):
        """Odoo's intervals of these days within two moments, in a zone.

        :param list domain: only like the attendances that fit
        :param bool lunch: the breaks instead of the working time
        """
        found = []
        for day in self._between(start, end):
            for attendance in day._payloads(domain, lunch):
                times = (attendance.hour_from, attendance.hour_to)
                moments = (datetime.combine(day.date, float_to_time(t)) for t in times)
                begin, stop = (zone.localize(moment) for moment in moments)
                low, high = start.astimezone(zone), end.astimezone(zone)
                found.append((max(begin, low), min(stop, high), attendance))
        return Intervals(found, keep_distinct=True)

    def _payloads(self, domain, lunch):
        """The attendances that Odoo counts for this day."""
        if self.like_dayofweek:
            attendances = self._attendances().filtered_domain(domain or [])
            return attendances.filtered(lambda a: (a.day_period == "lunch") == lunch)
        if lunch:
            return self.env["resource.calendar.attendance"]
        hours = {"hour_from": self.hour_from, "hour_to": self.hour_to}
        length = self.hour_to - self.hour_from
        return self.env["resource.calendar.attendance"].new(
            {**hours, "duration_hours": length, "duration_days": 1}
        )
