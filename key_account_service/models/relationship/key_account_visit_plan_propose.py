# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.local_day import local_day
from ...lib.spans import Span, difference, union
from ...lib.visit_planning import Rhythm, Wish, levelled, spread, start_times
from ..account.key_account_handover_work import SILENT
from .key_account_visit_contact import COUNTS
from .key_account_visit_plan import EDITABLE

#: Visits that stand in the calendar.
STANDING = ("proposed", "planned")


class Target(NamedTuple):
    """Who is met by which rule; ids, and where the account is."""

    partner: int
    account: int
    rule: int
    purpose: str
    months: int
    area: str


class KeyAccountVisitPlan(models.Model):
    """Which visits are missing in a plan, and for when they are proposed (VISIT-1).

    Proposing again adds what is missing by now. What stands is left alone, whether a
    person has moved it or not, and whatever a person has called off stays so.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit.plan"

    def action_propose(self):
        """Add the visits that the rules ask for and that nobody has planned."""
        for plan in self:
            plan._claim("write")._check_state(*EDITABLE)
            # Rules and contacts of the own accounts count, whoever put them on record.
            plan.sudo()._propose()

    def action_start_over(self):
        """Drop the proposals that nobody has changed, and propose anew."""
        for plan in self:
            plan._claim("write")._check_state(*EDITABLE)
            plan = plan.sudo()
            untouched = plan._proposals().filtered(lambda visit: not visit.is_changed)
            untouched.unlink()
            plan._propose()

    def _propose(self):
        """Propose what is missing from tomorrow on.

        :return: the proposed visits
        :raises UserError: if nobody works in the period
        """
        self.ensure_one()
        self.env.flush_all()
        tomorrow = self.company_id._today_at(fields.Datetime.now()) + timedelta(days=1)
        start = max(self.date_from, tomorrow)
        hours = self._hours(start) if start <= self.date_to else {}
        if not hours:
            raise UserError(self._text_no_hours())
        wishes, values = self._wishes(start)
        taken = self._taken(hours)
        load = {day: len(moments) for day, moments in taken.items()}
        limit = self.company_id.key_account_visit_daily_limit
        placed = levelled(wishes, list(hours), limit, load)
        by_day = defaultdict(list)
        for wish in sorted(wishes, key=lambda wish: (wish.area, wish.key)):
            day, visit = placed[wish.key], values[wish.key]
            if visit["due_on"] >= start:
                # The very first visit is due when it is planned, not before.
                visit["due_on"] = max(visit["due_on"], min(wish.latest, day))
            by_day[day].append(visit)
        self.proposed_at = fields.Datetime.now()
        return self._create_visits(by_day, hours, taken)

    def _text_no_hours(self):
        return self.env._(
            "Between tomorrow and the end of %(plan)s nobody works: choose later days, "
            "or check the working hours and leaves of %(person)s.",
            plan=self.name,
            person=self.user_id.name,
        )

    def _hours(self, start):
        """Working time by day, less the leaves of the account manager.

        Public holidays are out, make-up days are in.
        """
        user = self.user_id.with_company(self.company_id)
        calendar = user.resource_calendar_id or self.company_id.resource_calendar_id
        if not calendar:
            return {}
        leaves = self.env["resource.calendar.leaves"].search_fetch(
            Domain("resource_id.user_id", "=", user.id)
            & Domain("time_type", "=", "leave")
            & Domain("date_to", ">=", fields.Date.add(start, days=-1))
            & Domain("date_from", "<=", fields.Date.add(self.date_to, days=1)),
            ["date_from", "date_to"],
        )
        away = union(Span(leave.date_from, leave.date_to) for leave in leaves)
        hours = calendar._working_clock().by_day(start, self.date_to)
        left = {day: difference(spans, away) for day, spans in hours.items()}
        return {day: spans for day, spans in left.items() if spans}

    def _wishes(self, start):
        """What is missing: a wish for each visit, and the values of the visit."""
        targets = self._targets()
        last = self._last_contacts(targets)
        standing = self._standing(targets)
        first = self._first_days(targets, last, standing, start)
        rules = self.env["key.account.visit.rule"].browse({t.rule for t in targets})
        ways = {rule.id: rule.way for rule in rules}
        early = self.company_id.key_account_visit_early_days
        wishes, values = [], {}
        for target in targets:
            rhythm = Rhythm(target.months, start, self.date_to, early)
            slots = rhythm.missing(
                last.get(target), standing.get(target, ()), first[target]
            )
            for slot in slots:
                key = len(wishes)
                wishes.append(Wish(key, slot.earliest, slot.latest, target.area))
                values[key] = {
                    "partner_id": target.partner,
                    "rule_id": target.rule,
                    "way": ways[target.rule],
                    "due_on": slot.due,
                }
        return wishes, values

    def _account_sql(self):
        return SQL(
            "account.key_account_manager_id = %s"
            " AND account.key_account_company_id = %s",
            self.user_id.id,
            self.company_id.id,
        )

    def _targets(self):
        """Who has to be met, in the order of where they are."""
        query = self.env["key.account.visit.rule"]._match_sql(self._account_sql())
        rows = self.env.execute_query(
            SQL(
                """
                SELECT found.*, concat_ws('/', lower(account.city),
                    COALESCE(NULLIF(regexp_replace(lower(account.street),
                        '[0-9\\s].*$', ''), ''), account.zip))
                FROM (%s) found JOIN res_partner account ON account.id = account_id
                WHERE interval_months > 0
                ORDER BY 6, account_id, partner_id, purpose
                """,
                query,
            )
        )
        return [Target(*row) for row in rows]

    def _last_contacts(self, targets):
        """The day of the last contact that counts, by target."""
        rules = self.env["key.account.visit.rule"]
        found = self.env.execute_query(
            SQL(
                "SELECT account_id, partner_id, purpose, level, MAX(day)"
                " FROM (%s) contact (account_id, partner_id, purpose, level, day)"
                " GROUP BY 1, 2, 3, 4",
                rules._contacts_sql(self.company_id, self._account_sql()),
            )
        )
        days = defaultdict(list)
        for account, partner, purpose, degree, day in found:
            whom = partner if purpose == "person" else account
            days[purpose, whom].append((degree, day))
        levels = {
            rule.id: COUNTS[rule.counts]
            for rule in rules.browse({target.rule for target in targets})
        }
        last = {}
        for target in targets:
            counted = [
                day
                for degree, day in days.get((target.purpose, target.partner), ())
                if degree <= levels[target.rule]
            ]
            if counted:
                last[target] = max(counted)
        return last

    def _standing(self, targets):
        """Visits that take the place of a new one, as pairs of due day and day."""
        accounts = list({target.account for target in targets})
        dropped = Domain("plan_id", "=", self.id) & Domain("state", "=", "cancelled")
        visits = self.env["key.account.visit"].search_fetch(
            Domain("key_account_id", "in", accounts)
            & (Domain("state", "in", STANDING) | dropped),
            ["partner_id", "key_account_id", "rule_id", "due_on", "planned_at"],
        )
        zone = self.company_id._key_account_zone()
        by_whom = defaultdict(list)
        for visit in visits:
            day = local_day(visit.planned_at, zone)
            by_whom[visit._planned_for()].append((visit.due_on or day, day))
        for site_day in self._site_days(accounts):
            day = local_day(site_day.starts_at, zone)
            by_whom["on_premises", site_day.account_id.id].append((day, day))
        return {
            target: by_whom[target.purpose, target.partner]
            for target in targets
            if (target.purpose, target.partner) in by_whom
        }

    def _site_days(self, account_ids):
        """Service days that stand already: nobody plans another one beside them."""
        return self.env["key.account.site.day"].search_fetch(
            Domain("account_id", "in", account_ids) & Domain("state", "=", "planned"),
            ["account_id", "starts_at"],
        )

    def _first_days(self, targets, last, standing, start):
        """For when a visit is wished that is late already, or the very first one.

        The first visits share their interval evenly, late ones the days in which they
        are caught up with, neighbours next to each other.
        """
        groups = defaultdict(list)
        for target in targets:
            never = target not in last and target not in standing
            groups[target.months if never else 0].append(target)
        first = {}
        for months, group in groups.items():
            share = self.company_id.key_account_visit_catch_up_days
            if months:
                share = (fields.Date.add(start, months=months) - start).days
            days = min(share, (self.date_to - start).days + 1)
            for number, target in enumerate(group):
                first[target] = spread(number, len(group), start, days)
        for target in standing.keys() - last.keys():
            # Whoever is on the calendar for the first time waits for that visit.
            first[target] = max(day for _due, day in standing[target])
        return first

    def _taken(self, hours):
        """When the account manager has visits already, by day."""
        visits = self.env["key.account.visit"].search_fetch(
            Domain("user_id", "=", self.user_id.id)
            & Domain("state", "!=", "cancelled")
            & Domain("planned_at", ">=", fields.Date.add(min(hours), days=-1))
            & Domain("planned_at", "<=", fields.Date.add(max(hours), days=2)),
            ["planned_at"],
        )
        zone = self.company_id._key_account_zone()
        taken = defaultdict(list)
        for visit in visits:
            taken[local_day(visit.planned_at, zone)].append(visit.planned_at)
        return taken

    def _create_visits(self, by_day, hours, taken):
        length = timedelta(minutes=self.company_id.key_account_visit_minutes)
        facts = {
            "state": "proposed",
            "plan_id": self.id,
            "user_id": self.user_id.id,
            "company_id": self.company_id.id,
            "duration": length / timedelta(hours=1),
        }
        rows = []
        for day, values in by_day.items():
            moments = start_times(hours[day], taken.get(day, ()), len(values), length)
            for moment, visit in zip(moments, values, strict=True):
                rows.append({**visit, **facts, "planned_at": moment})
        visits = self.env["key.account.visit"].with_context(
            **SILENT, tracking_disable=True
        )
        return visits.create(rows).with_env(self.env)
