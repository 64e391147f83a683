# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.cooperation import LOYAL, NEW, OLD, last_days, stage


class KeyAccountFile(models.Model):
    """Industry and length of cooperation, to search and to group by (TIER-9).

    The length depends on the day, so it is not stored. Days are those of the reader.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.file"  # pylint: disable=consider-merging-classes-inherited

    industry_id = fields.Many2one(related="partner_id.industry_id", string="Industry")
    cooperation = fields.Selection(
        [(NEW, "New customer"), (OLD, "Old customer"), (LOYAL, "Loyal customer")],
        string="Length of Cooperation",
        compute="_compute_cooperation",
        search="_search_cooperation",
        help="By the day since when somebody is a customer; the years are set on the "
        "company.",
    )

    @api.depends("customer_since", "company_id")
    def _compute_cooperation(self):
        today = fields.Date.context_today(self)
        for file in self:
            # A file that is being begun belongs to no company yet.
            company = file.company_id or self.env.company
            years = company.sudo()._cooperation_years()
            file.cooperation = stage(file.customer_since, today, *years) or False

    def _search_cooperation(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = Domain.FALSE
        if False in value:
            domain |= Domain("customer_since", "=", False)
        for company, ranges in self._cooperation_ranges():
            for name, (after, until) in ranges.items():
                if name in value:
                    domain |= (
                        Domain("company_id", "=", company.id)
                        & Domain("customer_since", ">", after)
                        & Domain("customer_since", "<=", until)
                    )
        return domain

    @api.model
    def _cooperation_ranges(self):
        """Each company with its stages: the first day after one, until the other."""
        today = fields.Date.context_today(self)
        # Which files are seen is up to rules; what "loyal" means is no secret.
        # pylint: disable-next=no-search-all
        for company in self.env["res.company"].sudo().search([]):
            after, ranges = date.min, {}
            for name, until in last_days(today, *company._cooperation_years()).items():
                ranges[name] = (after, until)
                after = until
            yield company, ranges

    def _field_to_sql(self, alias, fname, query=None):
        """Let the database group by the length of cooperation of today."""
        if fname != "cooperation":
            return super()._field_to_sql(alias, fname, query)
        self._check_field_access(self._fields[fname], "read")
        since = self._field_to_sql(alias, "customer_since", query)
        company = self._field_to_sql(alias, "company_id", query)
        cases = [
            SQL(
                "WHEN %s = %s AND %s <= %s THEN %s", company, one.id, since, until, name
            )
            for one, ranges in self._cooperation_ranges()
            for name, (_after, until) in ranges.items()
        ]
        return SQL("CASE %s END", SQL(" ").join(cases))
