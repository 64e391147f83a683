# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from babel.dates import format_skeleton

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import babel_locale_parse, get_lang

from ...lib import occasion


class KeyAccountAnniversary(models.Model):
    """A day of the year that is kept with a customer, solar or lunar (FILE-4, CARE-1).

    When it comes next is in ``key_account_anniversary_next``.
    """

    _name = "key.account.anniversary"
    _inherit = "key.account.file.part.mixin"
    _description = "Anniversary"
    _order = "file_id, month, day, id"
    _rec_name = "title"
    _rec_names_search = ["name"]

    kind = fields.Selection(
        [
            ("birthday", "Birthday"),
            ("wedding", "Wedding day"),
            ("founding", "Founding of the company"),
            ("other", "Other"),
        ],
        required=True,
        default="birthday",
    )
    name = fields.Char(
        string="Occasion", help="Whose or what day, where the kind does not say it."
    )
    relative_id = fields.Many2one(
        "key.account.relative",
        string="Of the Relative",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('file_id', '=', file_id)]",
        help="Empty if it is the customer's own day.",
    )
    calendar = fields.Selection(
        [("solar", "Solar"), ("lunar", "Lunar")], required=True, default="solar"
    )
    year = fields.Integer(
        help="Of the first one, in the same calendar as the day; 0 if unknown."
    )
    month = fields.Integer(required=True)
    day = fields.Integer(required=True)
    is_leap_month = fields.Boolean(
        string="Leap Month", help="The day lies in a leap month of the lunar calendar."
    )
    title = fields.Char(compute="_compute_title", compute_sudo=False)
    day_label = fields.Char(
        string="Day as Written", compute="_compute_day_label", compute_sudo=False
    )

    def _lib_day(self):
        self.ensure_one()
        return occasion.Day(self.calendar, self.month, self.day, self.is_leap_month)

    @api.constrains("calendar", "year", "month", "day", "is_leap_month")
    def _check_day(self):
        today = fields.Date.context_today(self)
        for anniversary in self:
            day, year = anniversary._lib_day(), anniversary.year
            fault = occasion.fault(day, year)
            if not fault and year and occasion.exact(day, year) > today:
                fault = "future"
            if fault:
                raise ValidationError(anniversary._fault_sentence(fault))

    def _fault_sentence(self, fault):
        """What to do about a day that there is not; faults are those of ``lib``."""
        values = {"year": self.year, "month": self.month, "day": self.day}
        return {
            "month": self.env._(
                "The month of an anniversary is a number from 1 to 12."
            ),
            "day": self.env._("Month %(month)s never has a day %(day)s.", **values),
            "leap": self.env._(
                "Only the lunar calendar has leap months. Choose the lunar calendar, "
                "or untick the leap month."
            ),
            "year": self.env._(
                "Write the year with four digits, or 0 if it is unknown."
            ),
            "lunar_year": self.env._(
                "Lunar dates are known from 1900 to 2099. Leave the year 0, or enter "
                "the solar date."
            ),
            "leap_month": self.env._(
                "There is no leap month %(month)s then. Untick the leap month, or "
                "correct the year.",
                **values,
            ),
            "no_such_day": self.env._(
                "Month %(month)s of the year %(year)s had no day %(day)s. Correct the "
                "day, or choose the other calendar.",
                **values,
            ),
            "future": self.env._(
                "The first time of an anniversary cannot be in the future."
            ),
        }[fault]

    @api.constrains("relative_id", "file_id")
    def _check_relative(self):
        for anniversary in self:
            relative = anniversary.relative_id
            if relative and relative.file_id != anniversary.file_id:
                raise ValidationError(
                    self.env._(
                        "The relative stands in another account file. Choose one of "
                        "this file."
                    )
                )

    @api.depends("calendar", "month", "day", "is_leap_month")
    @api.depends_context("lang")
    def _compute_day_label(self):
        for anniversary in self:
            day = anniversary._lib_day()
            faulty = occasion.fault(day)
            anniversary.day_label = not faulty and anniversary._written(day)

    def _written(self, day):
        """A day as readers of the user's language write it."""
        if day.calendar == occasion.SOLAR:
            locale = babel_locale_parse(get_lang(self.env).code)
            # Any leap year: it has every day.
            return format_skeleton("MMMMd", date(2024, *day[1:3]), locale=locale)
        if (self.env.lang or "").startswith("zh"):
            return f"农历{occasion.lunar_name(day)}"
        if day.leap:
            return self.env._(
                "lunar leap month %(month)s, day %(day)s", month=day.month, day=day.day
            )
        return self.env._(
            "lunar month %(month)s, day %(day)s", month=day.month, day=day.day
        )

    @api.depends("kind", "name", "relative_id.name", "file_id.partner_id.name")
    @api.depends_context("lang")
    def _compute_title(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for anniversary in self:
            whose = anniversary.relative_id.name or anniversary.file_id.partner_id.name
            what = anniversary.name or kinds.get(anniversary.kind)
            anniversary.title = " · ".join(filter(None, (what, whose)))
