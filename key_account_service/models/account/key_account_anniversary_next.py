# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib import occasion
from ...lib.occasion import Coming

COMPARISONS = {
    "<": lambda found, value: found < value,
    "<=": lambda found, value: found <= value,
    ">": lambda found, value: found > value,
    ">=": lambda found, value: found >= value,
    "in": lambda found, value: found in value,
}


class KeyAccountAnniversary(models.Model):
    """When an anniversary comes next, today included (FILE-4, CARE-1).

    That depends on the day on which somebody asks, so it is not stored: a date that a
    job refreshes would silently be of yesterday when the job does not run. What is
    stored is a key under which ``lib/occasion.py`` knows the next date of every day of
    the year; with it the database can search, order and group. Today is that of the
    user's time zone.
    """

    _inherit = "key.account.anniversary"  # pylint: disable=consider-merging-classes-inherited

    day_key = fields.Char(compute="_compute_day_key", store=True, index=True)
    next_date = fields.Date(
        string="Next Time",
        compute="_compute_next_date",
        search="_search_next_date",
        help="Today, if it is today. Empty where the lunar calendar is not known.",
    )
    years = fields.Integer(
        string="Years on That Day",
        compute="_compute_next_date",
        help="How old somebody will be, or how often it returned; 0 if the first year "
        "is unknown.",
    )

    @api.depends(
        "calendar",
        "month",
        "day",
        "is_leap_month",
        "company_id.key_account_leap_day",
    )
    def _compute_day_key(self):
        for anniversary in self:
            # The company of the file, which its reader need not work in today.
            company = anniversary.company_id.sudo()
            rule = company.key_account_leap_day or occasion.BEFORE
            anniversary.day_key = occasion.key(anniversary._lib_day(), rule)

    @api.model
    def _almanac(self):
        return occasion.almanac(fields.Date.context_today(self))

    @api.depends("day_key", "year")
    @api.depends_context("tz")
    def _compute_next_date(self):
        almanac = self._almanac()
        never = Coming(False, 0)
        for anniversary in self:
            found = almanac.get(anniversary.day_key, never)
            anniversary.next_date = found.date
            known = anniversary.year and found.date
            anniversary.years = known and found.year - anniversary.year

    def _search_next_date(self, operator, value):
        compare = COMPARISONS.get(operator)
        if not compare:
            return NotImplemented
        almanac = self._almanac()
        if operator == "in":
            value = [fields.Date.to_date(date) for date in value]
            unknown = Domain("day_key", "not in", list(almanac))
            never = unknown if None in value or False in value else Domain.FALSE
        else:
            value, never = fields.Date.to_date(value), Domain.FALSE
        keys = [name for name, found in almanac.items() if compare(found.date, value)]
        return Domain("day_key", "in", keys) | never

    def _field_to_sql(self, alias, field_expr, query=None):
        """Let the database order and group by the next date."""
        if field_expr != "next_date":
            return super()._field_to_sql(alias, field_expr, query)
        self._check_field_access(self._fields["next_date"], "read")
        dates = {name: str(found.date) for name, found in self._almanac().items()}
        key = self._field_to_sql(alias, "day_key", query)
        return SQL("(%s::jsonb ->> %s)::date", json.dumps(dates), key)
