# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountToldMixin(models.AbstractModel):
    """That somebody was told of something confidential: a fact, a row a person."""

    _name = "key.account.told.mixin"
    _inherit = ["key.account.derived.access.mixin", "key.account.proof.mixin"]
    _description = "That Somebody Was Told"
    _order = "id"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users",
        string="Recipient",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    told_at = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
