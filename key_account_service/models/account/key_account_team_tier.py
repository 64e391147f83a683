# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class KeyAccountTeam(models.Model):
    """Whoever comes to lead a team approves what waits there for approval (TIER-7)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.team"  # pylint: disable=consider-merging-classes-inherited

    def write(self, vals):
        result = super().write(vals)
        if {"leader_id", "parent_id"} & vals.keys():
            # Of accounts and proposals that the administrator of teams may not read.
            proposals = self.env["key.account.tier.proposal"].sudo()
            proposals.search(
                [
                    ("state", "=", "submitted"),
                    ("account_id.key_account_team_id", "child_of", self.ids),
                ]
            )._ask_anew()
        return result
