# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools import SQL

from .key_account_visit_rule_match import ALL

#: What a rule counts, by the least that a contact has to be.
COUNTS = {"meeting": 1, "talk": 2, "any": 3}
#: What a contact is, by its way.
WAYS = {
    "on_site": 1,
    "meeting": 1,
    "customer_comes": 1,
    "phone": 2,
    "sms": 3,
    "email": 3,
}


class KeyAccountVisitRule(models.Model):
    """Which contacts count for which rule, and when the last one was (VISIT-1).

    A visit counts for its purpose, and for everybody of the customer who was there. One
    that was planned without a rule counts for the person met; if that is the account
    itself, as a walk visit.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit.rule"

    @api.model
    def _contacts_sql(self, companies, where=ALL):
        """Query for contacts that took place.

        A visit a few days before it was due counts as of that day, so that the rhythm
        stays; days are those of the company.

        :param SQL where: condition on ``account``, a ``res_partner``
        :return: columns account_id, partner_id, purpose, level (see ``WAYS``), day
        """
        return SQL(
            "%s UNION ALL %s",
            self._visited_sql(companies, where),
            self._site_days_sql(companies, where),
        )

    @api.model
    def _zones_sql(self, companies):
        """The zone of each company, as the cases of an expression."""
        return SQL(" ").join(
            SQL("WHEN %s THEN %s", company.id, company._key_account_zone().key)
            for company in companies
        )

    @api.model
    def _visited_sql(self, companies, where):
        """Visits that took place, for whom they were paid to and for who was there."""
        levels = SQL(" ").join(
            SQL("WHEN %s THEN %s", way, level) for way, level in WAYS.items()
        )
        return SQL(
            """
            (WITH visits AS (
                SELECT visit.id, visit.key_account_id AS account_id, visit.partner_id,
                    COALESCE(rule.purpose, CASE WHEN visit.partner_id
                        = visit.key_account_id AND account.key_account_kind = 'group'
                        THEN 'walk' ELSE 'person' END) AS purpose,
                    CASE visit.way %(levels)s END AS level,
                    (visit.visited_at AT TIME ZONE 'UTC' AT TIME ZONE
                        CASE visit.company_id %(zones)s END)::date AS day,
                    visit.due_on, company.key_account_visit_early_days AS early
                FROM key_account_visit visit
                JOIN res_partner account ON account.id = visit.key_account_id
                JOIN res_company company ON company.id = visit.company_id
                LEFT JOIN key_account_visit_rule rule ON rule.id = visit.rule_id
                WHERE visit.state IN ('done', 'signed')
                    AND visit.company_id = ANY(%(companies)s) AND (%(where)s)
            ), met AS (
                SELECT id, account_id, partner_id, purpose, level,
                    CASE WHEN due_on - day BETWEEN 0 AND early
                        THEN due_on ELSE day END AS day
                FROM visits
            )
            SELECT account_id, partner_id, purpose, level, day FROM met
            UNION ALL
            SELECT met.account_id, rel.partner_id, 'person', met.level, met.day
            FROM key_account_visit_participant_rel rel
            JOIN met ON met.id = rel.visit_id)
            """,
            levels=levels,
            zones=self._zones_sql(companies),
            companies=companies.ids,
            where=where,
        )

    @api.model
    def _site_days_sql(self, companies, where):
        """Service days that were held on the premises."""
        return SQL(
            """
            SELECT account.id, account.id, 'on_premises', 1,
                (day.starts_at AT TIME ZONE 'UTC' AT TIME ZONE
                    CASE day.company_id %(zones)s END)::date
            FROM key_account_site_day day
            JOIN res_partner account ON account.id = day.account_id
            WHERE day.state = 'held' AND day.company_id = ANY(%(companies)s)
                AND (%(where)s)
            """,
            zones=self._zones_sql(companies),
            companies=companies.ids,
            where=where,
        )
