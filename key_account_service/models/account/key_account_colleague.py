# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class KeyAccountColleague(models.Model):
    """Who works for an account beside its manager, and as what (TEAM-6).

    Every employee may know whom to call. Who serves the account, or is in charge of it,
    says who that is. It gives no right to anything of the account.
    """

    _name = "key.account.colleague"
    _inherit = ["key.account.derived.access.mixin", "key.account.named.contact.mixin"]
    _description = "Colleague for an Account"
    _order = "account_id, function_id, sequence, id"

    account_id = fields.Many2one(
        "res.partner",
        string="Key Account",
        required=True,
        index=True,
        ondelete="cascade",
        domain=[("key_account_kind", "!=", False)],
    )
    company_id = fields.Many2one(
        related="account_id.key_account_company_id", store=True, index=True
    )
    function_id = fields.Many2one(
        "key.account.function", required=True, index=True, ondelete="restrict"
    )

    def write(self, vals):
        result = super().write(vals)
        if "account_id" in vals:
            # Nobody adds people to the account of others.
            self.check_access("write")
        return result

    @api.model
    def _derived_change_domain(self):
        """Those of accounts that one serves, or decides about (TEAM-3)."""
        user = self.env.user
        if user.has_group("key_account_service.group_key_account_manager"):
            return Domain.TRUE
        partners = self.env["res.partner"].sudo()
        mine = partners._key_account_serving_domain(user)
        if user.has_group("key_account_service.group_key_account_supervisor"):
            teams = user.sudo().key_account_led_team_ids._with_teams()
            mine |= Domain("key_account_team_id", "in", teams)
        return Domain("account_id", "in", partners._search(mine))
