# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    @api.model
    def _get_partner_pricelist_multi(self, partner_ids):
        """A tier may carry a price list (TIER-11); that of the contact goes first."""
        result = super()._get_partner_pricelist_multi(partner_ids)
        groups = self.env["res.groups"]
        if not groups._is_feature_enabled("product.group_product_pricelist"):
            return result
        partners = self.env["res.partner"].with_context(active_test=False)
        # The tier is kept from customers; the price they pay is not.
        for partner in partners.browse(partner_ids).sudo():
            own = partner.specific_property_product_pricelist
            pricelist = partner.key_account_tier_id._running_pricelist()
            pricelist = pricelist._get_partner_pricelist_multi_filter_hook()
            if pricelist and not own._get_partner_pricelist_multi_filter_hook():
                result[partner.id] = pricelist.with_env(self.env)
        return result
