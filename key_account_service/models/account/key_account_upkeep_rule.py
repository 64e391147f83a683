# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountUpkeepRule(models.Model):
    """How often the files of a tier are verified, and how complete they should be.

    (FILE-8) The rule of the own tier counts before the one for all others, among these
    the one of the own company before the one of all companies.
    """

    _name = "key.account.upkeep.rule"
    _inherit = "key.account.file.rule.mixin"
    _description = "Upkeep Rule"
    _order = "tier_id, company_id, id"
    _rec_name = "tier_id"

    tier_id = fields.Many2one(
        "key.account.tier",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: accounts of every tier that has no rule of its own.",
    )
    verify_months = fields.Integer(
        string="Verify Every (Months)",
        required=True,
        default=6,
        help="A file that nobody verified for so long is stale; 0: never.",
    )
    target = fields.Integer(
        string="Complete From (%)",
        required=True,
        default=80,
        help="A file whose score is lower is incomplete.",
    )

    _once = models.UniqueIndex(
        "(COALESCE(tier_id, 0), COALESCE(company_id, 0))",
        "There is a rule for this tier already. Change that one.",
    )
    _sensible = models.Constraint(
        "CHECK (verify_months >= 0 AND target BETWEEN 0 AND 100)",
        "Months cannot be negative, and the score lies between 0 and 100.",
    )

    @api.depends("tier_id", "tier_id.display_name")
    def _compute_display_name(self):
        for rule in self:
            rule.display_name = rule.tier_id.display_name or self.env._("All others")

    def _about(self):
        return self.tier_id

    @api.model
    def _abouts(self, file):
        tier = file.partner_id.sudo().key_account_tier_id
        return tier, tier.browse()
