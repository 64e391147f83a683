# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    def action_hand_over_accounts(self):
        """Open a new handover of these accounts; nothing is changed yet (TEAM-1).

        :raises UserError: if they are not the accounts of one manager
        """
        accounts = self.filtered("key_account_kind")
        if len(accounts.key_account_manager_id) != 1:
            raise UserError(
                self.env._("Choose key accounts of one and the same account manager.")
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Handover"),
            "res_model": "key.account.handover",
            "view_mode": "form",
            "context": {
                "default_giver_id": accounts.key_account_manager_id.id,
                "default_account_ids": accounts.ids,
            },
        }
