# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class KeyAccountCard(models.Model):
    """A card that a key person of an account is given: diamond, gold, silver (TIER-4).

    Who is given which follows from the matrix, see ``key.account.card.rule``.
    """

    _name = "key.account.card"
    _inherit = "key.account.copied.mixin"
    _description = "Key Account Card"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10, help="The lower, the more a card is worth.")
    color = fields.Integer()
    active = fields.Boolean(default=True)
    benefits = fields.Text(
        translate=True,
        help="What its holder may expect, in words fit for a customer: it stands on "
        "the page of each tier.",
    )

    _name_uniq = models.Constraint("UNIQUE (name)", "Two cards cannot share a name.")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        rules = self.env["key.account.card.rule"].sudo()
        if rules.search_count([("card_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "The card matrix grants this card. Choose another card there "
                    "first, or archive this one."
                )
            )
