# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountCaseArticleSource(models.Model):
    """From which case an article was made; read by whoever may read the case (SEC-3).

    It stands beside the article: a field of the article would show the name of the case
    to everybody who reads the article, and could be searched and grouped by.
    """

    _name = "key.account.case.article.source"
    _inherit = ["key.account.case.part.mixin", "key.account.proof.mixin"]
    _description = "Source of a Library Article"
    _rec_name = "ticket_id"

    article_id = fields.Many2one(
        "key.account.case.article", required=True, index=True, ondelete="cascade"
    )

    _once = models.Constraint(
        "UNIQUE (article_id, ticket_id)", "The article names this case already."
    )


class KeyAccountCaseArticle(models.Model):
    _inherit = "key.account.case.article"

    source_case_id = fields.Many2one(
        "helpdesk.ticket",
        string="Made From",
        compute="_compute_source_case_id",
        compute_sudo=False,
        help="Only who may read the case sees it.",
    )

    @api.depends_context("uid")
    def _compute_source_case_id(self):
        # As the reader: what the reader may not read is not there.
        sources = self.env["key.account.case.article.source"].sudo(False)
        if not sources.has_access("read"):
            self.source_case_id = False
            return
        found = sources.search([("article_id", "in", self.ids)])
        case = {source.article_id.id: source.ticket_id.id for source in found}
        for article in self:
            article.source_case_id = case.get(article.id, False)

    def _copy_sources(self, other):
        """A new version was made from the same case."""
        sources = self.env["key.account.case.article.source"].sudo()
        found = sources.search([("article_id", "in", self.ids)])
        sources.create(
            [{"article_id": other.id, "ticket_id": case.id} for case in found.ticket_id]
        )
