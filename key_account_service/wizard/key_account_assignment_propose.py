# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..lib.assignment import Item, distribute


class KeyAccountAssignmentPropose(models.TransientModel):
    """Who could serve accounts that nobody serves, or that somebody leaves (TEAM-6).

    The supervisor accepts line by line. Accounts without a manager are assigned at
    once; those of somebody who leaves become handovers, so that both confirm.
    """

    _name = "key.account.assignment.propose"
    _inherit = "key.account.dialog.mixin"
    _description = "Proposal of Assignments"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    leaver_id = fields.Many2one(
        "res.users",
        string="Manager Who Leaves",
        context={"active_test": False},
        domain=[("share", "=", False)],
        help="Empty: accounts without a manager.",
    )
    line_ids = fields.One2many(
        "key.account.assignment.propose.line", "propose_id", string="Proposals"
    )
    is_worked_out = fields.Boolean()

    def action_propose(self):
        """Work out who should serve each account, with the reason."""
        self.ensure_one()
        self.line_ids = [Command.clear(), *map(Command.create, self._proposals())]
        self.is_worked_out = True
        return self._reopen()

    def action_accept(self):
        """Assign, or prepare handovers, with the rights of the supervisor."""
        self.ensure_one()
        lines = self.line_ids.filtered(lambda line: line.is_accepted and line.user_id)
        if not lines:
            raise UserError(self.env._("Accept at least one line with a manager."))
        lines._check_unchanged()
        if self.leaver_id:
            return lines._hand_over()
        for user, theirs in lines.grouped("user_id").items():
            theirs.account_id.write({"key_account_manager_id": user.id})
        return {"type": "ir.actions.act_window_close"}

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Assign Accounts"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _accounts(self):
        """The accounts to assign that the user is in charge of."""
        teams = self.env["key.account.team"]._with_led_teams(self.env.user)
        return self.env["res.partner"].search(
            Domain("key_account_kind", "!=", False)
            & Domain("key_account_company_id", "=", self.company_id.id)
            & Domain("key_account_manager_id", "=", self.leaver_id.id)
            & Domain("key_account_team_id", "in", [False, *teams.ids])
        )

    def _proposals(self):
        """Values of a line for each account."""
        rules = self.env["key.account.assignment.rule"]._rules_of(self.company_id)
        accounts = self._accounts()
        rule_of, items, pools = {}, [], {}
        for rule, domain in rules._split([("id", "in", accounts.ids)]):
            fitting = accounts.search(domain)
            pools[rule] = rule._candidates(self.company_id) - self.leaver_id
            candidates = frozenset(pools[rule].ids)
            for account_id, weight in rule._weights(fitting).items():
                rule_of[account_id] = rule
                items.append(Item(account_id, weight, candidates))
        chosen = distribute(items, rules._loads(self.company_id))
        return [
            self._proposal(account, rule_of.get(account.id), pools, chosen)
            for account in accounts
        ]

    def _proposal(self, account, rule, pools, chosen):
        choice = rule and chosen[account.id]
        values = {"account_id": account.id, "rule_id": rule and rule.id}
        if not choice:
            return {**values, "explanation": self._why_nobody(rule)}
        user = self.env["res.users"].browse(choice.candidate)
        return {
            **values,
            "user_id": user.id,
            "load_before": choice.before,
            "load_after": choice.after,
            "is_accepted": True,
            "explanation": self.env._(
                "Rule “%(rule)s”: of %(count)s who may serve it, %(user)s has the "
                "least to do.",
                rule=rule.name,
                count=len(pools[rule]),
                user=user.name,
            ),
        }

    @api.model
    def _why_nobody(self, rule):
        if not rule:
            return self.env._("No rule fits this account. Choose somebody yourself.")
        return self.env._(
            "Rule “%(rule)s” names nobody of your teams who serves key accounts.",
            rule=rule.name,
        )
