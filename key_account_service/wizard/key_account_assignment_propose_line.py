# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError


class KeyAccountAssignmentProposeLine(models.TransientModel):
    """One account, who should serve it, and why (TEAM-6)."""

    _name = "key.account.assignment.propose.line"
    _inherit = "key.account.dialog.mixin"
    _description = "Proposed Assignment"
    _order = "id"

    propose_id = fields.Many2one(
        "key.account.assignment.propose", required=True, ondelete="cascade", index=True
    )
    account_id = fields.Many2one("res.partner", string="Key Account", required=True)
    key_account_tier_id = fields.Many2one(
        related="account_id.key_account_tier_id", string="Tier"
    )
    user_id = fields.Many2one(
        "res.users", string="Proposed Manager", domain=[("share", "=", False)]
    )
    rule_id = fields.Many2one("key.account.assignment.rule", ondelete="set null")
    load_before = fields.Float(digits=(16, 2))
    load_after = fields.Float(digits=(16, 2))
    explanation = fields.Char()
    is_accepted = fields.Boolean(string="Accept")

    def _check_unchanged(self):
        """:raises UserError: if somebody serves one of the accounts meanwhile"""
        changed = self.filtered(
            lambda line: (
                line.account_id.key_account_manager_id != line.propose_id.leaver_id
            )
        )
        if changed:
            raise UserError(
                self.env._(
                    "%(accounts)s: somebody else serves them meanwhile. Work out the "
                    "proposals again.",
                    accounts=", ".join(changed.account_id.mapped("name")),
                )
            )

    def _hand_over(self):
        """A draft of a handover for each who takes over."""
        handovers = self.env["key.account.handover"].create(
            [
                {
                    "giver_id": lines.propose_id.leaver_id.id,
                    "taker_id": user.id,
                    "account_ids": [(6, 0, lines.account_id.ids)],
                }
                for user, lines in self.grouped("user_id").items()
            ]
        )
        drafts = [("id", "in", handovers.ids)]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Handovers"),
            "res_model": "key.account.handover",
            "view_mode": "list,form",
            "domain": drafts,
        }
