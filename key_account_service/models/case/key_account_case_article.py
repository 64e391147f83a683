# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .key_account_deadline_policy import CASE_KINDS

#: What an article says; whoever writes it does not review it.
TEXT = ("name", "situation", "cause_analysis", "solution")
#: What else its writers give.
ABOUT = ("kind", "case_kind", "cause_id", "review_on", "company_id")


class KeyAccountCaseArticle(models.Model):
    """What helped before: typical cases, standards, products, questions (CASE-6).

    A published text is never altered: a change is a further version, which takes the
    place of the one before when it is published. Nothing here names a customer; the
    case that an article was made from is known to its own readers only.
    """

    _name = "key.account.case.article"
    _inherit = ["key.account.proof.mixin", "key.account.notice.mixin"]
    _description = "Library Article"
    _order = "published_at DESC, id DESC"
    _check_company_auto = True

    name = fields.Char(string="Title", required=True)
    kind = fields.Selection(
        [
            ("case", "Typical case"),
            ("standard", "Standard"),
            ("product", "Product knowledge"),
            ("faq", "Frequent question"),
        ],
        required=True,
        default="case",
        index=True,
    )
    case_kind = fields.Selection(
        CASE_KINDS, string="Kind of Case", help="Empty: of every kind."
    )
    cause_id = fields.Many2one(
        "key.account.cause", index="btree_not_null", ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company",
        index=True,
        default=lambda self: self.env.company,
        help="Empty: for all companies.",
    )
    situation = fields.Text(
        string="Situation or Question", help="What the customer said, or asks."
    )
    cause_analysis = fields.Text(string="Cause and Background")
    solution = fields.Text(string="What Helps", help="The measures, or the answer.")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("review", "In Review"),
            ("published", "Published"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        readonly=True,
        default="draft",
        index=True,
        copy=False,
        group_expand=True,
    )
    version = fields.Integer(default=1, required=True, readonly=True, copy=False)
    replaces_id = fields.Many2one(
        "key.account.case.article",
        string="Version Before",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    author_ids = fields.Many2many(
        "res.users",
        "key_account_case_article_author_rel",
        "article_id",
        "user_id",
        string="Written By",
        readonly=True,
        copy=False,
        help="Everybody who wrote in this version. None of them reviews it.",
    )
    published_at = fields.Datetime(readonly=True, copy=False)
    reviewed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    review_note = fields.Text(readonly=True, copy=False)
    withdrawn_reason = fields.Text(
        string="Reason of Withdrawal", readonly=True, copy=False
    )
    review_on = fields.Date(
        string="Look Through Again On",
        copy=False,
        help="By then somebody asks whether it is still right. Empty: set on "
        "publication.",
    )
    asked_on = fields.Date(
        readonly=True, copy=False, help="When somebody was asked to look it through."
    )
    is_stale = fields.Boolean(
        string="To Look Through", compute="_compute_is_stale", search="_search_is_stale"
    )
    is_author = fields.Boolean(compute="_compute_is_author")

    _one_version_to_come = models.UniqueIndex(
        "(replaces_id) WHERE state IN ('draft', 'review')",
        "A new version of this article is being written already.",
    )

    @api.depends("name", "version")
    def _compute_display_name(self):
        for article in self:
            article.display_name = article.name or self.env._("New article")

    @api.depends("state", "review_on")
    def _compute_is_stale(self):
        today = fields.Date.context_today(self)
        for article in self:
            due = article.review_on and article.review_on <= today
            article.is_stale = article.state == "published" and due

    @api.model
    def _search_is_stale(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        today = fields.Date.context_today(self)
        return [("state", "=", "published"), ("review_on", "<=", today)]

    @api.depends("author_ids")
    @api.depends_context("uid")
    def _compute_is_author(self):
        for article in self:
            article.is_author = self.env.user in article.author_ids

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                self._check_given(vals)
        articles = super().create(vals_list)
        # Who writes is a fact, and nobody's to give.
        articles.sudo().author_ids |= self.env.user
        return articles

    def write(self, vals):
        if not self.env.su:
            self._check_given(vals)
            self._check_draft()
            if set(TEXT) & vals.keys():
                self.sudo().author_ids |= self.env.user
        return super().write(vals)

    @api.model
    def _check_given(self, vals):
        """:raises AccessError: if more is given than what writers give"""
        if vals.keys() - {*TEXT, *ABOUT}:
            raise AccessError(
                self.env._("The state of an article follows from its review.")
            )

    def _check_draft(self):
        """:raises UserError: for a text that others review or read already"""
        for article in self:
            if article.state != "draft":
                raise UserError(
                    self.env._(
                        "“%(article)s” is no draft. Take it back, or write a new "
                        "version.",
                        article=article.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_read(self):
        for article in self:
            if article.state != "draft" and not self.env.su:
                raise UserError(
                    self.env._(
                        "“%(article)s” was given to others. Withdraw it instead.",
                        article=article.name,
                    )
                )
