# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class KeyAccountTier(models.Model):
    """How much of a key account a customer is; the tier carries what is promised.

    A to D are shipped, any number can be configured (TIER-2).
    """

    _name = "key.account.tier"
    _inherit = "key.account.copied.mixin"
    _description = "Key Account Tier"
    _order = "sequence, id"
    _rec_names_search = ["code", "name"]
    _told_apart_by = "code"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short name, such as A.")
    sequence = fields.Integer(default=10, help="The lower, the more important.")
    active = fields.Boolean(default=True)
    color = fields.Integer()
    description = fields.Text(
        string="Meaning", translate=True, help="Who belongs to this tier."
    )
    card_by_level = fields.Boolean(
        string="Cards by Account Level",
        help="The card matrix tells accounts of the province from those of the city.",
    )
    account_count = fields.Integer(
        string="Key Accounts", compute="_compute_account_count"
    )

    _code_uniq = models.Constraint("UNIQUE (code)", "Two tiers cannot share a code.")

    def _compute_account_count(self):
        groups = self.env["res.partner"]._read_group(
            [
                ("key_account_kind", "!=", False),
                ("key_account_tier_id", "in", self.ids),
            ],
            ["key_account_tier_id"],
            ["__count"],
        )
        counts = {tier.id: count for tier, count in groups}
        for tier in self:
            tier.account_count = counts.get(tier.id, 0)

    @api.depends("code", "name")
    def _compute_display_name(self):
        for tier in self:
            tier.display_name = " · ".join(filter(None, (tier.code, tier.name)))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        for tier in self:
            if tier.account_count:
                raise UserError(
                    self.env._(
                        "Tier %(tier)s is that of %(count)s key accounts. Archive it "
                        "instead of deleting it.",
                        tier=tier.code,
                        count=tier.account_count,
                    )
                )

    def action_view_accounts(self):
        """Open the key accounts of the tier."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.res_partner_action_key_account"
        )
        action["domain"] = [
            ("key_account_kind", "!=", False),
            ("key_account_tier_id", "=", self.id),
        ]
        return action
