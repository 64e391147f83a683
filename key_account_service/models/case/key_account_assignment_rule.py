# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.fields import Domain


class KeyAccountAssignmentRule(models.Model):
    """Open cases are work, too (TEAM-6)."""

    _inherit = "key.account.assignment.rule"

    case_weight = fields.Float(
        string="Load of an Open Case",
        default=0.25,
        required=True,
        help="How much work an open case of such an account is, besides the account.",
    )

    _case_weight_positive = models.Constraint(
        "CHECK (case_weight >= 0)", "The load of a case cannot be negative."
    )

    def _open_cases(self, domain):
        return Domain("closed", "=", False) & Domain("key_account_id", "any", domain)

    def _loads_of(self, domain):
        # Loads are figures; whose cases they are made of is not told.
        groups = (
            self.env["helpdesk.ticket"]
            .sudo()
            ._read_group(
                self._open_cases(domain)
                & Domain("key_account_manager_id", "!=", False),
                ["key_account_manager_id"],
                ["__count"],
            )
        )
        cases = [(user.id, count * self.case_weight) for user, count in groups]
        return [*super()._loads_of(domain), *cases]

    def _weights(self, accounts):
        cases = self.env["helpdesk.ticket"].sudo()
        groups = cases._read_group(
            self._open_cases(Domain("id", "in", accounts.ids)),
            ["key_account_id"],
            ["__count"],
        )
        counts = {account.id: count for account, count in groups}
        return {
            account_id: weight + counts.get(account_id, 0) * self.case_weight
            for account_id, weight in super()._weights(accounts).items()
        }
