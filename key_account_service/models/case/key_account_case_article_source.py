# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


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
