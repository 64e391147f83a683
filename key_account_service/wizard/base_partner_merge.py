# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        # Merging deletes with all rights: ask before whether the user is in charge.
        partners = self.env["res.partner"].browse(partner_ids)
        if not self.env.su and partners.sudo().key_account_id:
            partners._check_key_account_right(["key_account_kind"])
        # One history goes on, that of the contact that stays.
        accounts = partners.sudo()
        accounts._close_assignments()
        result = super()._merge(partner_ids, dst_partner, extra_checks=extra_checks)
        accounts.exists()._record_assignments()
        return result
