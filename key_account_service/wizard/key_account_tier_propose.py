# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.account.key_account_tier_proposal import OPEN_STATES


class KeyAccountTierPropose(models.TransientModel):
    """The same tier proposed for many accounts, one proposal each (TIER-7)."""

    _name = "key.account.tier.propose"
    _description = "Propose a Tier for Accounts"

    account_ids = fields.Many2many(
        "res.partner",
        string="Key Accounts",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    tier_id = fields.Many2one("key.account.tier", string="Proposed Tier", required=True)
    reason = fields.Text(required=True)
    evidence = fields.Text()
    valid_from = fields.Date(required=True, default=fields.Date.context_today)
    valid_until = fields.Date()
    submit = fields.Boolean(string="Submit at Once", default=True)
    ready_count = fields.Integer(compute="_compute_obstacles")
    obstacles = fields.Text(
        string="Not Proposed",
        compute="_compute_obstacles",
        help="Accounts for which no proposal is made, and why.",
    )

    @api.depends("account_ids", "tier_id", "valid_until")
    def _compute_obstacles(self):
        for wizard in self:
            obstacles = wizard._obstacles()
            wizard.ready_count = len(wizard.account_ids) - len(obstacles)
            wizard.obstacles = "\n".join(
                f"{account.display_name}: {obstacle}"
                for account, obstacle in obstacles.items()
            )

    def _obstacles(self):
        """:return: dict of account to why no tier can be proposed for it"""
        accounts = self.account_ids._origin
        partners = self.env["res.partner"]
        mine = partners.search(
            [("id", "in", accounts.ids), *partners._key_account_proposing_domain()]
        )
        # Whoever may not read a proposal still learns that there is one.
        waiting = self.env["key.account.tier.proposal"].sudo()
        waiting = waiting.search(
            [("account_id", "in", accounts.ids), ("state", "in", OPEN_STATES)]
        ).account_id
        found = {}
        for account in accounts:
            if not account.key_account_kind:
                found[account] = self.env._("no key account")
            elif account not in mine:
                found[account] = self.env._("served by others")
            elif account.id in waiting.ids:
                found[account] = self.env._("has a proposal that is not published")
            elif account.key_account_tier_id == self.tier_id and not self.valid_until:
                found[account] = self.env._("has this tier already")
        return found

    def action_propose(self):
        """Make the proposals, submit them if asked to, and show them.

        :raises UserError: if there is no account left to propose it for
        """
        self.ensure_one()
        ready = self.account_ids - self.env["res.partner"].union(*self._obstacles())
        if not ready:
            raise UserError(
                self.env._(
                    "A tier can be proposed for none of these accounts:\n%(obstacles)s",
                    obstacles=self.obstacles,
                )
            )
        proposals = self.env["key.account.tier.proposal"].create(
            [self._proposal_values(account) for account in ready]
        )
        if self.submit:
            proposals.action_submit()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.key_account_tier_proposal_action"
        )
        return action | {"domain": [("id", "in", proposals.ids)], "context": {}}

    def _proposal_values(self, account):
        return {
            "account_id": account.id,
            "tier_id": self.tier_id.id,
            "reason": self.reason,
            "evidence": self.evidence,
            "valid_from": self.valid_from,
            "valid_until": self.valid_until,
        }
