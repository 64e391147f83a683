# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountAnniversary(models.Model):
    """A day of the year that is kept with a customer, solar or lunar (FILE-4, CARE-1)."""

    _name = "key.account.anniversary"
    _inherit = "key.account.file.part.mixin"
    _description = "Anniversary"
    _order = "file_id, month, day, id"

    kind = fields.Selection(
        [
            ("birthday", "Birthday"),
            ("wedding", "Wedding day"),
            ("founding", "Founding of the company"),
            ("other", "Other"),
        ],
        required=True,
        default="birthday",
    )
    name = fields.Char(help="Whose or what day, where the kind does not say it.")
    relative_id = fields.Many2one(
        "key.account.relative", index="btree_not_null", ondelete="cascade"
    )
    calendar = fields.Selection(
        [("solar", "Solar"), ("lunar", "Lunar")], required=True, default="solar"
    )
    year = fields.Integer(help="Of the first one, if known; 0 if not.")
    month = fields.Integer(required=True)
    day = fields.Integer(required=True)
    is_leap_month = fields.Boolean(
        string="Leap Month", help="The day lies in a leap month of the lunar calendar."
    )
