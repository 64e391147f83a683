# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain


class KeyAccountTeam(models.Model):
    """Whoever comes to lead a team approves what is applied for there (APP-1)."""

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.team"

    def write(self, vals):
        result = super().write(vals)
        if {"leader_id", "parent_id"} & vals.keys():
            # Of accounts that the administrator of teams may not read.
            applications = self.env["key.account.application"].sudo()
            path = "key_account_id.key_account_team_id"
            applications.search(
                Domain("state", "=", "submitted")
                & (
                    Domain(path, "child_of", self.ids)
                    | Domain("key_account_id", "=", False)
                )
            )._ask_anew()
        return result
