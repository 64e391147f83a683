# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools import SQL

#: No condition.
ALL = SQL("TRUE")


class KeyAccountVisitRule(models.Model):
    """Which rule holds for whom: the most specific one (VISIT-1).

    A rule of the company comes before one of all companies, then a rule of the tier
    before one of the kind of customer. The table of tiers and roles is about the people
    of an account; whoever is an account in person is met by the rules of his kind.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit.rule"

    @api.model
    def _match_sql(self, where=ALL):
        """Query for who is to be met by which rule, one row a person and purpose.

        Rules of 0 months are in it: they say that nobody is to be met.

        :param SQL where: condition on ``account`` and ``person``, both ``res_partner``
        :return: columns partner_id, account_id, rule_id, purpose, interval_months
        """
        return SQL(
            """
            SELECT DISTINCT ON (person.id, rule.purpose)
                person.id AS partner_id, account.id AS account_id, rule.id AS rule_id,
                rule.purpose, rule.interval_months
            FROM res_partner account
            JOIN res_partner person ON person.key_account_id = account.id
            JOIN key_account_visit_rule rule
                ON (rule.company_id IS NULL
                    OR rule.company_id = account.key_account_company_id)
                AND (rule.tier_id IS NULL
                    OR rule.tier_id = account.key_account_tier_id)
                AND (rule.customer_kind IS NULL
                    OR rule.customer_kind = account.key_account_kind)
                AND CASE
                    WHEN person.id <> account.id THEN rule.purpose = 'person'
                        AND rule.key_person_role = person.key_person_role
                    WHEN rule.purpose <> 'person' THEN TRUE
                    ELSE rule.customer_kind IS NOT NULL AND (
                        rule.key_person_role IS NULL
                        OR rule.key_person_role = person.key_person_role)
                END
            WHERE account.key_account_kind IS NOT NULL AND account.active
                AND person.active AND (%s)
            ORDER BY person.id, rule.purpose, rule.company_id NULLS LAST,
                rule.tier_id NULLS LAST, rule.customer_kind NULLS LAST,
                rule.key_person_role NULLS LAST, rule.id
            """,
            where,
        )

    @api.model
    def _rule_of(self, partners, purpose="person"):
        """The rule by which each of ``partners`` is met, if any.

        :return: dict of partner to rule; who is in no rule is missing
        """
        partners.flush_recordset()
        self.flush_model()
        query = self._match_sql(SQL("person.id = ANY(%s)", partners.ids))
        return {
            partners.browse(partner_id): self.browse(rule_id)
            for partner_id, _account, rule_id, found, _months in self.env.execute_query(
                query
            )
            if found == purpose
        }
