# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain

from ..account.key_account_handover_work import OpenWork


class KeyAccountHandover(models.Model):
    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.handover"

    @api.model
    def _handover_models(self):
        """Trials and maintenance, with their promises (TEAM-1)."""
        return super()._handover_models() | {
            "key.account.trial": OpenWork(
                "move_cases",
                "account_id",
                Domain("state", "=", "running"),
                ("user_id",),
                "deadline_due_at",
            ),
            "key.account.maintenance.visit": OpenWork(
                "move_cases",
                "account_id",
                Domain("state", "in", ("planned", "arranged")),
                ("user_id",),
                "deadline_due_at",
            ),
            "key.account.maintenance.plan": OpenWork(
                "move_cases", "account_id", Domain("active", "=", True), ("user_id",)
            ),
        }


class ResPartner(models.Model):
    """What a customer said of trials, when the customer's data are erased."""

    # A file a concern: see docs/decisions.md.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    def _trials_of(self):
        return self.env["key.account.trial"].search([("account_id", "in", self.ids)])

    def _erasure_counts(self):
        what = self.env._("Free trials")
        return [*super()._erasure_counts(), (what, len(self._trials_of()))]

    def _personal_data(self):
        names = ["name", "product_id", "date_from", "date_until", "state", "opinion"]
        rows = [self._personal_data_row(one, names) for one in self._trials_of()]
        return {**super()._personal_data(), self.env._("Free trials"): rows}

    def _erase_personal_data(self):
        trials = self._trials_of()
        trials.write({"opinion": False})
        self._erase_talk_about(trials)
        visits = self.env["key.account.maintenance.visit"]
        visits = visits.search([("account_id", "=", self.id)])
        visits.write({"result": False})
        self._erase_talk_about(visits)
        counts = super()._erase_personal_data()
        return [*counts, (self.env._("Free trials"), len(trials))]
