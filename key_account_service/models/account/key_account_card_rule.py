# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from .res_partner_card import ACCOUNT_LEVELS
from .res_partner_file import KEY_PERSON_ROLES


class KeyAccountCardRule(models.Model):
    """A cell of the card matrix: tier and role of a key person give a card (TIER-4).

    A tier may tell accounts of the province from those of the city; the cell without a
    level then holds for accounts whose level nobody has stated.
    """

    _name = "key.account.card.rule"
    _description = "Card Rule"
    _order = "tier_id, account_level, key_person_role"
    _rec_name = "card_id"

    tier_id = fields.Many2one(
        "key.account.tier", required=True, index=True, ondelete="cascade"
    )
    account_level = fields.Selection(
        ACCOUNT_LEVELS,
        help="Empty: accounts whose level does not matter or is unknown.",
    )
    key_person_role = fields.Selection(KEY_PERSON_ROLES, required=True)
    card_id = fields.Many2one(
        "key.account.card",
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: no card.",
    )

    _cell_uniq = models.UniqueIndex(
        "(tier_id, key_person_role, COALESCE(account_level, ''))",
        "The card of this tier, level and role is given already. Change it there.",
    )

    @api.model
    def _cards(self, tiers):
        """The cards of tiers, by tier, level (empty if it does not matter) and role."""
        rules = self.search_fetch(
            [("tier_id", "in", tiers.ids), ("card_id.active", "=", True)],
            ["tier_id", "account_level", "key_person_role", "card_id"],
        )
        return {
            (rule.tier_id, rule.account_level, rule.key_person_role): rule.card_id
            for rule in rules
        }

    def _holders_domain(self):
        """Contacts that hold a card by one of these cells."""
        return Domain.OR(rule._holder_domain() for rule in self)

    def _holder_domain(self):
        domain = Domain("key_account_tier_id", "=", self.tier_id.id)
        domain &= Domain("key_person_role", "=", self.key_person_role)
        if self.tier_id.card_by_level:
            level = self.account_level
            return domain & Domain("key_account_id.key_account_level", "=", level)
        return Domain.FALSE if self.account_level else domain
