# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        # Merging deletes with all rights: ask before whether the user is in charge.
        partners = self.env["res.partner"].browse(partner_ids)
        if not self.env.su and partners.sudo().key_account_id:
            partners._check_key_account_right(["key_account_kind"])
        self._let_history_move("on")
        result = super()._merge(partner_ids, dst_partner, extra_checks=extra_checks)
        self._let_history_move("off")
        return result

    def _let_history_move(self, state):
        """The history of tiers lets nothing be changed but by a merge (TIER-7)."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT set_config('key_account_service.merging', %s, true)", [state]
        )
