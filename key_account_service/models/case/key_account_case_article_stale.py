# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL

from ..clock.key_account_sweep_mixin import RETRY_AFTER


class KeyAccountCaseArticle(models.Model):
    """Articles grow old: somebody is asked once whether one is still right (CASE-6)."""

    _name = "key.account.case.article"
    _inherit = ["key.account.case.article", "key.account.sweep.mixin"]

    _ask_idx = models.Index(
        "(review_on, id) WHERE state = 'published' AND asked_on IS NULL"
    )

    @api.model
    def _cron_ask_again(self):
        """Scheduled action, daily: ask about the articles whose day has come."""
        self._sweep_run(self._ask_again)

    @api.model
    def _ask_again(self, limit=None):
        """Ask about stale articles, each in a savepoint of its own; never commits.

        :return: how many articles were looked at
        """
        here = self._sweep_by_company(
            "review_on", lambda company, now: company._today_at(now)
        )
        due = SQL(
            "state = 'published' AND asked_on IS NULL"
            " AND (%s OR company_id IS NULL AND review_on <= %s)"
            " AND (error_at IS NULL OR error_at <= %s)",
            here,
            fields.Date.today(),
            fields.Datetime.now() - RETRY_AFTER,
        )
        articles = self.sudo()._sweep_claim(due, SQL("review_on, id"), limit)
        for article in articles:
            article._sweep_guarded(lambda one: one._ask_keepers())
        return len(articles)

    def _ask_keepers(self):
        self._notify(self._keepers(), "_text_stale")
        values = {"asked_on": fields.Date.today(), "error": False, "error_at": False}
        self.write(values)

    def _keepers(self):
        """Who answers for an article: its reviewer, its writers, or the company."""
        company = self.company_id or self.env.company
        for users in (
            self.reviewed_by_id,
            self.author_ids,
            company.key_account_head_id,
        ):
            there = users.filtered(lambda user: user.active)
            if there:
                return there
        return self.env["res.users"]

    def _text_stale(self):
        return self.env._(
            "An article of the library is to be looked through: is it still right?"
        )
