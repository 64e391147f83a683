# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.week import WEEK, week_begins, week_begun

#: So many reviews are filled in a transaction: each asks every source once.
BATCH = 20
#: A first review looks back so far, and a neglected one no further than that.
FIRST, FARTHEST = timedelta(weeks=1), timedelta(weeks=5)


class KeyAccountWeeklyReview(models.Model):
    """How reviews come about: every Monday morning in the zone of the company (TEAM-4).

    First a row a manager is made for the week, once; then each is filled on its own,
    so that one that fails keeps its error and stops no other. A Monday without
    scheduler is caught up on the next day; a week that is over altogether is not,
    because nobody could answer it any more: its news are on the next list.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.weekly.review"

    promised_at = fields.Datetime(
        string="Begins", required=True, readonly=True, help="Monday, at the hour set."
    )
    opened_at = fields.Datetime(
        string="Made On", required=True, readonly=True, default=fields.Datetime.now
    )
    listed_at = fields.Datetime(string="Listed On", readonly=True)
    retry_at = fields.Datetime(readonly=True)

    _to_list_idx = models.Index("(id) WHERE listed_at IS NULL")

    @api.model
    def _cron_open(self):
        """Scheduled action, every quarter of an hour: make what the week asks for."""
        self._open_week()
        self._sweep_run(self._list_due, BATCH)

    @api.model
    def _open_week(self):
        """Make the reviews of this week that are not there yet; never commits.

        :return: the new reviews
        """
        companies = self.env["res.company"].sudo()
        companies = companies.search([("key_account_weekly", "=", True)])
        now = fields.Datetime.now()
        # Nothing is said of its making: the manager is told of it by its deadline.
        reviews = self.sudo().with_context(tracking_disable=True)
        made = reviews.create(
            [vals for one in companies for vals in self._week_values(one, now)]
        )
        return made.with_env(self.sudo().env)

    @api.model
    def _week_values(self, company, now):
        """Values of the reviews that a company lacks at a moment (naive UTC)."""
        zone, hour = company._key_account_zone(), company.key_account_weekly_hour
        monday = week_begun(now, hour, zone)
        if not monday or self._is_free(company, monday):
            return []
        teams = self._managers(company)
        known = self.sudo().search(
            [("company_id", "=", company.id), ("week_start", "=", monday)]
        )
        return [
            {
                "user_id": user.id,
                "company_id": company.id,
                "team_id": team.id,
                "week_start": monday,
                "promised_at": week_begins(monday, hour, zone),
            }
            for user, team in teams.items()
            if user not in known.user_id
        ]

    @api.model
    def _is_free(self, company, monday):
        """Whether nobody works in the company for the whole week."""
        calendar = company.resource_calendar_id
        start = week_begins(monday, 0, company._key_account_zone())
        clock = calendar and calendar._working_clock()
        return bool(clock) and not clock.measure(start, start + WEEK)

    @api.model
    def _managers(self, company):
        """Who manages accounts of a company now, and in which team."""
        accounts = self.env["res.partner"].sudo()
        groups = accounts._read_group(
            self._account_domain(company)
            & Domain("key_account_manager_id.active", "=", True),
            ["key_account_manager_id", "key_account_team_id"],
            ["__count"],
            order="__count",
        )
        # In case of several teams, the one with most of the accounts.
        return {user: team for user, team, _count in groups}

    @api.model
    def _account_domain(self, company):
        return Domain("key_account_kind", "!=", False) & Domain(
            "key_account_company_id", "=", company.id
        )

    # ------------------------------------------------------------------
    # Filling the list
    # ------------------------------------------------------------------

    @api.model
    def _list_due(self, limit=None):
        """Fill the reviews that have no list yet; never commits.

        :return: how many were looked at
        """
        due = SQL(
            "listed_at IS NULL AND state = 'open' AND COALESCE(retry_at <= %s, TRUE)",
            fields.Datetime.now(),
        )
        reviews = self.sudo()._sweep_claim(due, SQL("id"), limit)
        for review in reviews:
            review._sweep_guarded(lambda one: one._list())
        return len(reviews)

    def _list(self):
        """Close the former review of the manager, and list the accounts."""
        former = self.search(
            Domain("user_id", "=", self.user_id.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("week_start", "<", self.week_start)
        )
        former.filtered(lambda review: review.state == "open")._omit()
        handed_in = former.filtered(lambda review: review.state == "submitted")[:1]
        now = fields.Datetime.now()
        since = max(handed_in.listed_at or now - FIRST, now - FARTHEST)
        accounts = self.env["res.partner"].search(
            self._account_domain(self.company_id)
            & Domain("key_account_manager_id", "=", self.user_id.id)
        )
        self.env["key.account.weekly.line"]._list(self, accounts, since)
        self.write(
            {"since": since, "listed_at": now, "error": False, "error_at": False}
            | {"retry_at": False}
        )
        self.deadline_ids._tell_at_once("weekly", ["responsible"])

    def _sweep_postpone_values(self, moment):
        return {**super()._sweep_postpone_values(moment), "retry_at": moment}

    @api.model
    def _sweep_failed_domain(self):
        return Domain("error", "!=", False)
