# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

#: Refines the highest tier in the card matrix.
ACCOUNT_LEVELS = [("province", "Province"), ("city", "City")]


class ResPartner(models.Model):
    """The card of a key person, which follows from tier, level and role (TIER-4)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    key_account_level = fields.Selection(
        ACCOUNT_LEVELS,
        string="Account Level",
        tracking=True,
        copy=False,
        groups="base.group_user",
        help="Whether the account belongs to the province or to the city.",
    )
    key_account_card_id = fields.Many2one(
        "key.account.card",
        string="Card",
        compute="_compute_key_account_card_id",
        search="_search_key_account_card_id",
        compute_sudo=True,
        groups="base.group_user",
        help="Follows from the tier of the account and the role of the person.",
    )

    @api.depends(
        "key_person_role", "key_account_tier_id", "key_account_id.key_account_level"
    )
    def _compute_key_account_card_id(self):
        people = self.filtered("key_person_role")
        cards = self.env["key.account.card.rule"]._cards(people.key_account_tier_id)
        for partner in self:
            tier = partner.key_account_tier_id
            level = tier.card_by_level and partner.key_account_id.key_account_level
            partner.key_account_card_id = cards.get(
                (tier, level, partner.key_person_role)
            )

    def _search_key_account_card_id(self, operator, value):
        if operator not in ("in", "any"):
            return NotImplemented
        rules = self.env["key.account.card.rule"].sudo()
        rules = rules.search([("card_id.active", "=", True)])
        domain = rules.filtered_domain(
            [("card_id", "!=", False), ("card_id", operator, value)]
        )._holders_domain()
        if operator == "in" and False in value:
            # "Not a holder" would leave out contacts without a role: NULL is not equal.
            holders = self.sudo()._search(rules._holders_domain())
            domain |= Domain("id", "not in", holders)
        return domain

    @api.model
    def _key_account_terms(self):
        return super()._key_account_terms() | {"key_account_level"}
