# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import format_date

from ..lib.local_day import wall_to_utc
from ..lib.public_holidays import VERSION, Unknown, countries, schedule

DAY = 24 * 3600


class ResourceCalendarHolidays(models.TransientModel):
    """Load the public holidays and make-up days of a year into working hours (OPS-2).

    What is there already is not added again. Nothing is loaded of a year whose make-up
    days are not known yet, unless the user insists.
    """

    _name = "resource.calendar.holidays"
    _description = "Load Public Holidays"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    country_id = fields.Many2one(
        "res.country",
        required=True,
        default=lambda self: self.env.company.country_id,
        domain=lambda self: [("code", "in", sorted(countries()))],
    )
    region_id = fields.Many2one(
        "res.country.state",
        string="State or Province",
        domain="[('country_id', '=', country_id)]",
        help="For countries whose states have holidays of their own.",
    )
    year = fields.Integer(
        required=True,
        default=lambda self: fields.Date.context_today(self).year,
    )
    calendar_ids = fields.Many2many(
        "resource.calendar",
        string="Working Hours",
        required=True,
        default=lambda self: self._default_calendar_ids(),
        domain="[('company_id', 'in', [False, company_id])]",
    )
    problem = fields.Char(compute="_compute_problem")
    unsettled = fields.Char(compute="_compute_problem")
    insist = fields.Boolean(string="Load the statutory days anyway")
    line_ids = fields.One2many(
        "resource.calendar.holidays.line",
        "load_id",
        string="Will Be Added",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
        help="Delete the lines that your branch works nevertheless.",
    )

    @api.model
    def _default_calendar_ids(self):
        company = self.env.company
        own = self.env["resource.calendar"].search(
            [("company_id", "in", (False, company.id))]
        )
        used = self.env["key.account.deadline.policy"]._calendars_in_use(own)
        return used or company.resource_calendar_id

    @api.depends("country_id", "region_id", "year")
    def _compute_problem(self):
        for load in self:
            found, load.problem = load._schedule()
            load.unsettled = (
                found and not found.settled and load._unsettled_words() or False
            )

    @api.depends("country_id", "region_id", "year", "calendar_ids", "insist")
    def _compute_line_ids(self):
        for load in self:
            found, _problem = load._schedule()
            lines = []
            if found and (found.settled or load.insist):
                lines = load._holiday_lines(found) + load._made_up_lines(found)
            load.line_ids = [Command.clear(), *map(Command.create, lines)]

    def action_load(self):
        """Add the days of the preview to the working hours, each once.

        :return: a message that says how many
        :raises UserError: if there is nothing to load, saying why
        """
        self.ensure_one()
        if self.problem or (self.unsettled and not self.insist):
            raise UserError(self.problem or self.unsettled)
        if not self.line_ids:
            raise UserError(
                self.env._(
                    "There is nothing to add: the working hours already have all "
                    "public holidays of %s.",
                    self.year,
                )
            )
        leaves = self.env["resource.calendar.leaves"].create(self._leave_values())
        extra = self.env["resource.calendar.extra.day"].create(self._extra_day_values())
        return self._tell(len(leaves), len(extra))

    def _tell(self, holidays, made_up):
        """Close the dialog and say what was done; nothing else on screen shows it."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Added to the working hours: %(holidays)s public holidays and "
                    "%(made_up)s make-up days.",
                    holidays=holidays,
                    made_up=made_up,
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _schedule(self):
        """What the library knows of the year.

        :return: the schedule and no problem, or none and the problem in words
        """
        self.ensure_one()
        if not self.country_id:
            return None, False
        try:
            return (
                schedule(
                    self.country_id.code or "",
                    self.year,
                    self._region_code(),
                    self.company_id.partner_id.lang or "",
                ),
                False,
            )
        except Unknown as unknown:
            return None, self._problem_words(unknown.part)

    def _region_code(self):
        """The code of the region without the country's, which Odoo sometimes adds."""
        prefix = f"{self.country_id.code}-"
        return (self.region_id.code or "").removeprefix(prefix) or None

    def _problem_words(self, part):
        country = self.country_id.name
        if part == "region":
            return self.env._(
                "No holidays of %(region)s alone are known. Leave the state or "
                "province empty to load those of %(country)s.",
                region=self.region_id.name,
                country=country,
            )
        if part == "year":
            return self.env._(
                "The public holidays of %(country)s in %(year)s are not known. "
                "Choose another year.",
                country=country,
                year=self.year,
            )
        return self.env._(
            "The public holidays of %s are not known. Enter them on the working hours, "
            "page “Holidays and Closures”.",
            country,
        )

    def _unsettled_words(self):
        return self.env._(
            "The government's schedule for %(year)s is not published yet, or not in "
            "the installed library (holidays %(version)s): the statutory days are "
            "known, the days moved and made up are not. Wait for it and update the "
            "library. If you load the statutory days now, enter the others by hand.",
            year=self.year,
            version=VERSION,
        )

    def _holiday_lines(self, found):
        known = self._known_holidays()
        return [
            {"kind": "holiday", "date": day, "name": name}
            for day, name in found.holidays
            if any((c.id, self._day(c, day)[0]) not in known for c in self._calendars())
        ]

    def _made_up_lines(self, found):
        known = self._known_extra_days()
        company = self.with_context(lang=self.company_id.partner_id.lang)
        return [
            {
                "kind": "made_up",
                "date": made_up.day,
                "name": company._made_up_name(made_up),
                "like_dayofweek": str(made_up.weekday),
            }
            for made_up in found.made_up
            if any((c.id, made_up.day) not in known for c in self._calendars())
        ]

    def _made_up_name(self, made_up):
        if not made_up.instead_of:
            return self.env._("Make-up day")
        date = format_date(self.env, made_up.instead_of)
        return self.env._("Make-up day for %s", date)

    def _calendars(self):
        """The saved working hours, also while the form is not saved."""
        return self.calendar_ids._origin

    def _day(self, calendar, day):
        """First and last moment (UTC) of a day in the zone of a calendar."""
        zone = ZoneInfo(calendar.tz)
        end = wall_to_utc(day, DAY, zone) - timedelta(seconds=1)
        return wall_to_utc(day, 0, zone), end

    def _known_holidays(self):
        """Calendar and first moment of each holiday that was loaded before."""
        known = self.env["resource.calendar.leaves"].search_fetch(
            Domain("calendar_id", "in", self._calendars().ids)
            & Domain("public_holiday", "=", True)
            & Domain("resource_id", "=", False),
            ["calendar_id", "date_from"],
        )
        return {(leave.calendar_id.id, leave.date_from) for leave in known}

    def _known_extra_days(self):
        """Calendar and date of each make-up day, also of those entered by hand."""
        known = self.env["resource.calendar.extra.day"].search_fetch(
            [("calendar_id", "in", self._calendars().ids)], ["calendar_id", "date"]
        )
        return {(day.calendar_id.id, day.date) for day in known}

    def _leave_values(self):
        known = self._known_holidays()
        lines = self.line_ids.filtered(lambda line: line.kind == "holiday")
        return [
            {
                "name": line.name,
                "calendar_id": calendar.id,
                "date_from": date_from,
                "date_to": date_to,
                "public_holiday": True,
            }
            for calendar in self.calendar_ids
            for line in lines
            for date_from, date_to in [self._day(calendar, line.date)]
            if (calendar.id, date_from) not in known
        ]

    def _extra_day_values(self):
        known = self._known_extra_days()
        lines = self.line_ids.filtered(lambda line: line.kind == "made_up")
        return [
            {
                "name": line.name,
                "calendar_id": calendar.id,
                "date": line.date,
                "like_dayofweek": line.like_dayofweek or "0",
                "public_holiday": True,
            }
            for calendar in self.calendar_ids
            for line in lines
            if (calendar.id, line.date) not in known
        ]
