# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountFunction(models.Model):
    """What somebody does for an account beside its manager (TEAM-6)."""

    _name = "key.account.function"
    _inherit = "key.account.copied.mixin"
    _description = "Function in an Account's Team"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Char(
        translate=True, help="What to ask those who have this function."
    )

    _name_uniq = models.Constraint(
        "UNIQUE (name)", "There is a function of this name already."
    )
