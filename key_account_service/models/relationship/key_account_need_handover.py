# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain

from ..account.key_account_handover_work import OpenWork


class KeyAccountHandover(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.handover"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _handover_models(self):
        """Needs that the customer has no answer to yet (TEAM-1, PLAN-2)."""
        return super()._handover_models() | {
            "key.account.need": OpenWork(
                "move_visits",
                "account_id",
                Domain("state", "!=", "told"),
                ("user_id",),
                "deadline_due_at",
            )
        }


class ResPartner(models.Model):
    """What a customer needed, when the customer's data are erased."""

    # A file a concern: see docs/decisions.md.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    def _needs_of(self):
        return self.env["key.account.need"].search([("partner_id", "in", self.ids)])

    def _erasure_counts(self):
        return [
            *super()._erasure_counts(),
            (self.env._("Needs"), len(self._needs_of())),
        ]

    def _personal_data(self):
        names = ["name", "heard_on", "what", "state", "solution", "told_at"]
        rows = [self._personal_data_row(one, names) for one in self._needs_of()]
        return {**super()._personal_data(), self.env._("Needs"): rows}

    def _erase_personal_data(self):
        needs = self._needs_of()
        needs.write({"what": self.env._("Erased"), "solution": False, "answer": False})
        self._erase_talk_about(needs)
        return [*super()._erase_personal_data(), (self.env._("Needs"), len(needs))]
