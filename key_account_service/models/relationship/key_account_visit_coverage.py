# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..account.res_partner_file import KEY_PERSON_ROLES
from ..choices import same_choices_as
from .key_account_visit_rule_match import ALL

#: The last contact that a rule counts, see ``COUNTS``.
LAST = {"meeting": "met_on", "talk": "talked_on", "any": "heard_on"}
#: Which of the rows of a person it is; with the person it makes up the number.
PURPOSES = {"person": 0, "walk": 1, "on_premises": 2}


class KeyAccountVisitCoverage(models.Model):
    """Who was met as the rules ask for it, and who was not (VISIT-1, VISIT-2).

    A row is a key person, a VIP, or an account with its walk visits or service days,
    by the rule that holds for it. Tiers, people and rules are those of today; contacts
    are looked at up to a day, today if the context names no other one with
    ``key_account_coverage_on``. Days are those of the company.

    It is read by whoever reads the visits of the account; nothing of what was said is
    in it.
    """

    _name = "key.account.visit.coverage"
    _inherit = "key.account.derived.access.mixin"
    _description = "Coverage by Visits"
    _auto = False
    _log_access = False
    _order = "next_due_on, id"
    _rec_name = "partner_id"
    _depends = {
        "key.account.case.note": ["at", "ticket_id", "way"],
        "key.account.site.day": ["account_id", "company_id", "starts_at", "state"],
        "key.account.visit": [
            "company_id",
            "due_on",
            "key_account_id",
            "participant_ids",
            "partner_id",
            "planned_at",
            "rule_id",
            "state",
            "visited_at",
            "way",
        ],
        "key.account.visit.rule": [
            "company_id",
            "counts",
            "customer_kind",
            "interval_months",
            "key_person_role",
            "purpose",
            "tier_id",
        ],
        "mail.message": ["author_id", "date", "is_internal", "message_type", "model"],
        "mail.notification": ["notification_status"],
        "res.company": ["key_account_visit_early_days"],
        "res.partner": [
            "active",
            "key_account_company_id",
            "key_account_id",
            "key_account_kind",
            "key_account_manager_id",
            "key_account_team_id",
            "key_account_tier_id",
            "key_person_role",
        ],
    }

    account_id = fields.Many2one("res.partner", string="Key Account", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Whom to Meet", readonly=True)
    rule_id = fields.Many2one("key.account.visit.rule", readonly=True)
    purpose = fields.Selection(
        selection=same_choices_as("key.account.visit.rule", "purpose"),
        readonly=True,
    )
    key_person_role = fields.Selection(KEY_PERSON_ROLES, readonly=True)
    tier_id = fields.Many2one("key.account.tier", readonly=True)
    customer_kind = fields.Selection(
        selection=same_choices_as("res.partner", "key_account_kind"),
        readonly=True,
    )
    manager_id = fields.Many2one("res.users", string="Account Manager", readonly=True)
    team_id = fields.Many2one("key.account.team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    interval_months = fields.Integer(
        string="Every (Months)", readonly=True, aggregator=None
    )
    last_contact_on = fields.Date(
        string="Last Contact", readonly=True, help="The last one that counts."
    )
    next_due_on = fields.Date(
        string="Due On",
        readonly=True,
        help="The last contact and the interval; empty if there was none.",
    )
    next_visit_at = fields.Datetime(string="Next Visit", readonly=True)
    state = fields.Selection(
        [
            ("never", "Never met"),
            ("overdue", "Overdue"),
            ("due", "Soon due"),
            ("covered", "Covered"),
        ],
        string="Coverage",
        readonly=True,
        help="Soon due: within the days by which a visit may be early.",
    )
    covered_share = fields.Float(
        string="Covered (%)",
        readonly=True,
        aggregator="avg",
        help="Share of those whose last contact is not older than the rule allows.",
    )

    @property
    def _table_query(self):
        # pylint: disable-next=no-search-all
        companies = self.env["res.company"].sudo().search([])
        return SQL(
            """
            SELECT line.partner_id * 4 + CASE line.purpose %(purposes)s END AS id,
                line.account_id, line.partner_id, line.rule_id, line.purpose,
                person.key_person_role, account.key_account_tier_id AS tier_id,
                account.key_account_kind AS customer_kind,
                account.key_account_manager_id AS manager_id,
                account.key_account_team_id AS team_id,
                account.key_account_company_id AS company_id, line.interval_months,
                line.last_contact_on, line.next_due_on, line.next_visit_at,
                CASE WHEN next_due_on IS NULL THEN 'never'
                    WHEN next_due_on < %(today)s THEN 'overdue'
                    WHEN next_due_on - COALESCE(company.key_account_visit_early_days, 0)
                        <= %(today)s THEN 'due'
                    ELSE 'covered' END AS state,
                CASE WHEN next_due_on >= %(today)s THEN 100.0 ELSE 0.0 END
                    AS covered_share
            FROM (%(lines)s) line
            JOIN res_partner account ON account.id = line.account_id
            JOIN res_partner person ON person.id = line.partner_id
            JOIN res_company company ON company.id = account.key_account_company_id
            """,
            lines=self._lines_sql(companies),
            purposes=_cases(PURPOSES),
            today=SQL(
                "(CASE account.key_account_company_id %s END)::date",
                _cases({one.id: self._looked_on(one) for one in companies}),
            ),
        )

    @api.model
    def _lines_sql(self, companies):
        """Who is to be met by which rule, and when it was and is going to be.

        Targets, contacts and planned visits are put below each other and grouped: a
        join of what is worked out on the way has no statistics, and the database was
        seen to go through all contacts for each person.
        """
        rules = self.env["key.account.visit.rule"]
        where = self._accounts_sql()
        return SQL(
            """
            WITH fact AS (
                SELECT partner_id AS whom, purpose, account_id, rule_id,
                    interval_months, NULL::int AS level, NULL::date AS day,
                    NULL::timestamp AS next_visit_at
                FROM (%(targets)s) target WHERE interval_months > 0
                UNION ALL
                SELECT CASE purpose WHEN 'person' THEN partner_id ELSE account_id END,
                    purpose, NULL, NULL, NULL, level, day, NULL
                FROM (%(contacts)s) found (account_id, partner_id, purpose, level, day)
                WHERE day <= %(until)s
                UNION ALL
                SELECT whom, purpose, NULL, NULL, NULL, NULL, NULL, next_visit_at
                FROM (%(standing)s) standing
            ), known AS (
                SELECT whom AS partner_id, purpose, MAX(account_id) AS account_id,
                    MAX(rule_id) AS rule_id, MAX(interval_months) AS interval_months,
                    MAX(day) FILTER (WHERE level <= 1) AS met_on,
                    MAX(day) FILTER (WHERE level <= 2) AS talked_on,
                    MAX(day) AS heard_on, MIN(next_visit_at) AS next_visit_at
                FROM fact GROUP BY whom, purpose
            ), last AS (
                SELECT known.*, CASE rule.counts %(last)s END AS last_contact_on
                FROM known JOIN key_account_visit_rule rule ON rule.id = known.rule_id
            )
            SELECT last.*, (last_contact_on
                + make_interval(months => interval_months))::date AS next_due_on
            FROM last
            """,
            targets=rules._match_sql(where),
            contacts=rules._contacts_sql(companies, where),
            until=max(map(self._looked_on, companies)),
            last=_columns(LAST),
            standing=self._standing_sql(),
        )

    @api.model
    def _looked_on(self, company):
        """The day (of the company) up to which contacts are looked at."""
        today = company._today_at(fields.Datetime.now())
        asked = self.env.context.get("key_account_coverage_on")
        return min(today, fields.Date.to_date(asked) or today)

    @api.model
    def _accounts_sql(self):
        """The accounts of the current user, so that the database reads no others."""
        if self.env.su:
            return ALL
        reach = self.env["res.partner"]._key_account_reach_domain("id")
        if reach.is_true():
            return ALL
        accounts = self.env["res.partner"].sudo()._search(reach)
        return SQL("account.id IN %s", accounts.subselect())

    @api.model
    def _standing_sql(self):
        """The next planned visit, by purpose and whom it is for."""
        return SQL(
            """
            SELECT purpose, CASE purpose WHEN 'person' THEN partner_id
                ELSE account_id END AS whom, MIN(planned_at) AS next_visit_at
            FROM (
                SELECT visit.partner_id, visit.key_account_id AS account_id,
                    visit.planned_at, COALESCE(rule.purpose, CASE
                        WHEN visit.partner_id = account.id
                        AND account.key_account_kind = 'group'
                        THEN 'walk' ELSE 'person' END) AS purpose
                FROM key_account_visit visit
                JOIN res_partner account ON account.id = visit.key_account_id
                LEFT JOIN key_account_visit_rule rule ON rule.id = visit.rule_id
                WHERE visit.state = 'planned'
                UNION ALL
                SELECT account_id, account_id, starts_at, 'on_premises'
                FROM key_account_site_day WHERE state = 'planned'
            ) planned GROUP BY 1, 2
            """
        )

    @api.model
    def _derived_access_domain(self):
        return self.env["res.partner"]._key_account_reach_domain("account_id")

    @api.model
    def search_fetch(self, domain, field_names=None, **kwargs):
        """Read with the rows what their check of access needs, so that they are worked
        out once."""
        if field_names is not None:
            names = [*field_names, "account_id", "company_id"]
            field_names = list(dict.fromkeys(names))
        return super().search_fetch(domain, field_names, **kwargs)

    def _derived_visible(self, operation):
        """By the accounts: to look for the rows again takes as long as the list."""
        partners = self.env["res.partner"].with_context(active_test=False).sudo()
        reach = self.env["res.partner"]._key_account_reach_domain("id")
        accounts = self.sudo().account_id
        seen = set(partners.search(reach & Domain("id", "in", accounts.ids))._ids)
        return self.filtered(lambda row: row.sudo().account_id.id in seen)

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_plan_visit(self):
        """Open a new visit to whom this row is about."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Visit"),
            "res_model": "key.account.visit",
            "view_mode": "form",
            "context": {
                "default_partner_id": self.partner_id.id,
                "default_way": self.rule_id.way,
            },
        }

    def action_log_contact(self):
        """Put a contact on record that took place."""
        self.ensure_one()
        self.check_access("read")
        return self.partner_id.action_log_key_account_contact()


def _columns(values):
    return SQL(" ").join(
        SQL("WHEN %s THEN %s", key, SQL.identifier(name))
        for key, name in values.items()
    )


def _cases(values):
    return SQL(" ").join(
        SQL("WHEN %s THEN %s", key, value) for key, value in values.items()
    )
