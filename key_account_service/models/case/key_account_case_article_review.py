# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .key_account_case_article import TEXT

MONTHS = "key_account_service.article_review_months"
REVIEWERS = "key_account_service.group_key_account_supervisor"


class KeyAccountCaseArticle(models.Model):
    """Draft, in review, published, withdrawn: who writes does not review (CASE-6)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.case.article"

    def action_submit(self):
        """Give the drafts to a second person.

        :raises UserError: if a draft says nothing yet
        """
        self._check_step("draft")
        for article in self:
            if (
                not (article.situation or "").strip()
                or not (article.solution or "").strip()
            ):
                raise UserError(
                    self.env._(
                        "“%(article)s” says nothing yet: write the situation and what "
                        "helps.",
                        article=article.name,
                    )
                )
        self.sudo().write({"state": "review", "review_note": False})

    def action_take_back(self):
        """Its writers, or a reviewer, go on writing."""
        self._check_step("review")
        if any(not article.is_author for article in self):
            self._check_reviewer()
        self.sudo().state = "draft"

    def action_publish(self):
        """Publish what a second person has read; the version before is withdrawn.

        :raises AccessError: for who wrote in it, or may not review
        """
        self._check_step("review")
        self._check_reviewer()
        today = fields.Date.context_today(self)
        later = today + relativedelta(months=self._review_months())
        for article in self.sudo():
            chosen = article.review_on and article.review_on > today
            article.write(
                {
                    "state": "published",
                    "published_at": fields.Datetime.now(),
                    "reviewed_by_id": self.env.uid,
                    "review_on": article.review_on if chosen else later,
                }
            )
        before = self.sudo().replaces_id
        before.filtered(lambda article: article.state == "published").write(
            {
                "state": "withdrawn",
                "withdrawn_reason": self.env._("Replaced by a new version."),
            }
        )

    def action_withdraw(self):
        """Nobody finds the articles any more; for supervisors."""
        self._check_step("published")
        self._check_reviews()
        self.sudo().write(
            {
                "state": "withdrawn",
                "withdrawn_reason": self.env._(
                    "Withdrawn by %(user)s.", user=self.env.user.name
                ),
            }
        )

    def action_still_right(self):
        """Looked through: it is still right, and is asked about later again."""
        self._check_step("published")
        self._check_reviews()
        later = fields.Date.context_today(self) + relativedelta(
            months=self._review_months()
        )
        self.sudo().write({"review_on": later, "asked_on": False})

    def action_new_version(self):
        """Write a further version; the published text stays until it is published.

        :return: the action that opens it
        """
        self.ensure_one()
        self._check_step("published")
        self.check_access("create")
        # One is written at a time, whether the user may see it or not.
        known = self.sudo().search(
            [("replaces_id", "=", self.id), ("state", "in", ("draft", "review"))]
        )
        if known:
            return self._open(self._join_version(known))
        values = {name: self[name] for name in (*TEXT, "kind", "case_kind")}
        values |= {"cause_id": self.cause_id.id, "company_id": self.company_id.id}
        draft = self.create(values)
        draft.sudo().write({"replaces_id": self.id, "version": self.version + 1})
        self.sudo()._copy_sources(draft.sudo())
        return self._open(draft)

    def _join_version(self, known):
        """The version that is being written, for who may see it.

        :raises UserError: for others
        """
        version = known.with_env(self.env)
        if not version.has_access("read"):
            raise UserError(
                self.env._(
                    "%(authors)s is writing a new version of “%(article)s” already. "
                    "Ask there.",
                    authors=", ".join(known.author_ids.mapped("name")),
                    article=self.name,
                )
            )
        return version

    def _open(self, article):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": article.id,
            "view_mode": "form",
        }

    def _check_step(self, state):
        """:raises AccessError: for whoever may not read the articles
        :raises UserError: if it is not time for the step
        """
        self.check_access("read")
        auditor = "key_account_service.group_key_account_auditor"
        officer = "key_account_service.group_key_account_officer"
        if self.env.user.has_group(auditor) and not self.env.user.has_group(officer):
            raise AccessError(self.env._("Auditors read the library only."))
        for article in self:
            if article.state != state:
                raise UserError(
                    self.env._(
                        "“%(article)s” has changed in the meantime. Reload the page.",
                        article=article.name,
                    )
                )

    def _check_reviews(self):
        if not self.env.user.has_group(REVIEWERS):
            raise AccessError(
                self.env._("Only supervisors publish and withdraw articles.")
            )

    def _check_reviewer(self):
        """:raises AccessError: for everybody but a second person who may review"""
        self._check_reviews()
        for article in self.sudo():
            if self.env.user in article.author_ids:
                raise AccessError(
                    self.env._(
                        "You wrote in “%(article)s” yourself: a second person reviews "
                        "and publishes it.",
                        article=article.name,
                    )
                )

    @api.model
    def _review_months(self):
        value = self.env["ir.config_parameter"].sudo().get_param(MONTHS, "")
        return int(value) if value.isdecimal() and int(value) else 12
