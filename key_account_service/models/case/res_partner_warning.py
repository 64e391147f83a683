# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..account.res_partner_page import SERVICE


class ResPartner(models.Model):
    """Early warnings about a key account on its page (CASE-8, FILE-10)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    key_account_warning_count = fields.Integer(
        string="Early Warnings",
        compute="_compute_key_account_warning_count",
        groups=SERVICE,
    )

    @api.depends_context("uid")
    @api.depends("key_account_id")
    def _compute_key_account_warning_count(self):
        warnings = self.env["key.account.warning"]
        counts = dict(
            warnings._read_group(
                [
                    ("account_id", "in", self.key_account_id._origin.ids),
                    ("state", "in", warnings.OPEN),
                ],
                ["account_id"],
                ["__count"],
            )
        )
        for partner in self:
            account = partner.key_account_id._origin
            partner.key_account_warning_count = counts.get(account, 0)

    def action_view_key_account_warnings(self):
        """Open the early warnings about the account that the user may read."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.key_account_warning_action"
        )
        domain = [("account_id", "=", self.key_account_id.id)]
        return {**action, "domain": domain}
