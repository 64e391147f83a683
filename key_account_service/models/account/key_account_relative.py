# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountRelative(models.Model):
    """Somebody who matters to a customer (FILE-4), perhaps a customer too (FILE-7)."""

    _name = "key.account.relative"
    _inherit = "key.account.file.part.mixin"
    _description = "Important Relative"
    _order = "file_id, sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    relation = fields.Selection(
        [
            ("spouse", "Spouse"),
            ("child", "Child"),
            ("parent", "Parent"),
            ("sibling", "Sibling"),
            ("other", "Other"),
        ],
        required=True,
        default="spouse",
    )
    phone = fields.Char()
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index="btree_not_null",
        help="If the relative is a customer too.",
    )
    anniversary_ids = fields.One2many(
        "key.account.anniversary", "relative_id", string="Anniversaries"
    )
    note = fields.Char()

    @api.constrains("phone")
    def _check_phone(self):
        self._check_telephone(["phone"])
