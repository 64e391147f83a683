# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain


class KeyAccountSitePartMixin(models.AbstractModel):
    """What belongs to an on-premises day: read and changed with it (APP-7)."""

    _name = "key.account.site.part.mixin"
    _inherit = [
        "key.account.derived.access.mixin",
        "key.account.secret.name.mixin",
        "key.account.worked.out.mixin",
    ]
    _description = "Part of an On-Premises Day"

    @api.model
    def _derived_access_domain(self):
        days = self.env["key.account.site.day"]
        return Domain("day_id", "in", days._search([]))

    @api.model
    def _derived_change_domain(self):
        days = self.env["key.account.site.day"]
        return Domain("day_id", "in", days._search(days._derived_change_domain()))

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts.check_access("write")
        return parts

    def write(self, vals):
        result = super().write(vals)
        if not self.env.su and "day_id" in vals:
            self.check_access("write")
        return result
