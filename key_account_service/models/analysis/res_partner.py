# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain

#: With one of these an account changes hands, or is none any more.
HANDS = {"active", "key_account_kind", "key_account_manager_id"}


class ResPartner(models.Model):
    """An account that goes to another manager or ends, or whose person is erased."""

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    def write(self, vals):
        result = super().write(vals)
        if HANDS & vals.keys():
            self.env["key.account.weekly.line"].sudo()._follow_managers(self)
            self._answer_for_open_work()
        return result

    def _answer_for_open_work(self):
        """Whoever serves the account now answers for its needs and actions, if any."""
        accounts = Domain("account_id", "in", self.ids)
        needs = self.env["key.account.need"].sudo()
        needs.search(accounts & Domain("state", "!=", "told"))._deadline_sync(False)
        actions = self.env["key.account.weekly.action"].sudo()
        actions.search(accounts & Domain("state", "=", "open"))._deadline_sync(False)

    def _erase_personal_data(self):
        """What was noted about a VIP in person goes with the person's data."""
        lines = self.env["key.account.weekly.line"]
        lines = lines.search([("account_id", "in", self.ids)])
        lines.write({"remark": False})
        actions = lines.action_ids
        actions.write({"what": self.env._("Erased"), "result": False})
        self._erase_talk_about(actions)
        counts = super()._erase_personal_data()
        return [*counts, (self.env._("Accounts in weekly reviews"), len(lines))]

    def _erasure_counts(self):
        lines = self.env["key.account.weekly.line"]
        number = lines.search_count([("account_id", "in", self.ids)])
        what = self.env._("Accounts in weekly reviews")
        return [*super()._erasure_counts(), (what, number)]
