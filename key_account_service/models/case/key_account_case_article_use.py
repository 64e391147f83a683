# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountCaseArticleUse(models.Model):
    """That an article helped with a case; read by who may read the case (CASE-6)."""

    _name = "key.account.case.article.use"
    _inherit = ["key.account.case.part.mixin", "key.account.proof.mixin"]
    _description = "Article That Helped"
    _order = "at DESC, id DESC"
    _rec_name = "article_id"

    article_id = fields.Many2one(
        "key.account.case.article", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    at = fields.Datetime(string="On", required=True, default=fields.Datetime.now)

    _once = models.Constraint(
        "UNIQUE (article_id, ticket_id)", "That it helped with this case is noted."
    )
