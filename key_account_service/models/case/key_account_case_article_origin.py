# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountCaseArticle(models.Model):
    """From which case an article was made, for who may read that case (SEC-3)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
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
