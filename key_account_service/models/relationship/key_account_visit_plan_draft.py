# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.visit_planning import period_of

#: Plans that are filled in one transaction.
BATCH = 10


class KeyAccountVisitPlan(models.Model):
    """Plans that are drafted for every account manager before a period (VISIT-1).

    First the plans are made, empty, so that nobody gets two; then they are filled, a
    few in a transaction. A plan that fails keeps its error and stops no other one.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit.plan"

    propose_at = fields.Datetime(
        string="To Be Filled From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The scheduled action proposes its visits from this moment on.",
    )

    @api.model
    def _cron_draft(self):
        """Scheduled action: draft the plans of the next period, fill what is empty."""
        self._draft_due()
        self._sweep_run(self._propose_due, BATCH)

    @api.model
    def _draft_due(self):
        """Draft the plans of companies whose next period is near; never commits."""
        now = fields.Datetime.now()
        companies = self.env["res.company"].search(
            [("key_account_visit_plan_auto", "=", True)]
        )
        for company in companies:
            today = company._today_at(now)
            months = int(company.key_account_visit_plan_months)
            first = period_of(today, months)[1] + timedelta(days=1)
            lead = timedelta(days=company.key_account_visit_plan_lead_days)
            if first - lead <= today:
                self._draft(company, *period_of(first, months))

    @api.model
    def _draft(self, company, date_from, date_to, teams=None):
        """An empty plan for each account manager who has none for these days.

        A plan that somebody has cancelled counts: it is not drafted again.

        :param teams: only for accounts of these teams
        :return: the plans
        """
        days = Domain("date_from", "<=", date_to) & Domain("date_to", ">=", date_from)
        planned = self._read_group(
            days & Domain("company_id", "=", company.id), ["user_id"]
        )
        known = {user.id for (user,) in planned}
        return self.create(
            [
                {
                    "user_id": user.id,
                    "company_id": company.id,
                    "date_from": date_from,
                    "date_to": date_to,
                    "propose_at": fields.Datetime.now(),
                }
                for user in self._managers(company, teams)
                if user.id not in known
            ]
        )

    @api.model
    def _managers(self, company, teams):
        """Who manages accounts of a company, or of some teams in it."""
        accounts = Domain("key_account_kind", "!=", False)
        accounts &= Domain("key_account_company_id", "=", company.id)
        accounts &= Domain("key_account_manager_id.active", "=", True)
        if teams is not None:
            accounts &= Domain("key_account_team_id", "in", teams.ids)
        people = self.env["res.partner"]
        groups = people._read_group(accounts, ["key_account_manager_id"])
        return [user for (user,) in groups]

    @api.model
    def _propose_due(self, limit=None):
        """Fill plans that wait for it; never commits.

        :return: how many plans were looked at
        """
        due = SQL("propose_at <= %s AND state = 'draft'", fields.Datetime.now())
        plans = self.sudo()._sweep_claim(due, SQL("propose_at, id"), limit)
        plans._sweep_guarded(lambda some: [plan._fill() for plan in some])
        return len(plans)

    def _fill(self):
        self._propose()
        self.write({"propose_at": False, "error": False, "error_at": False})
        self._notify(self.user_id, "_text_drafted")

    def _text_drafted(self):
        return self.env._(
            "Your next visits are proposed: move what does not fit, then submit them."
        )

    def _sweep_postpone_values(self, moment):
        return {**super()._sweep_postpone_values(moment), "propose_at": moment}
