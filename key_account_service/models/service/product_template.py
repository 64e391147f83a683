# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ProductTemplate(models.Model):
    """A product that is a service for key accounts, with a price a month (APP-1)."""

    _inherit = "product.template"

    key_account_service_ok = fields.Boolean(
        string="Key Account Service",
        index="btree_not_null",
        help="It can be applied for in a VIP service application.",
    )
    key_account_period_months = fields.Integer(
        string="Usual Period",
        default=12,
        help="For how many months the service is opened, if nothing else is said. The "
        "price of the product is that of one month.",
    )

    key_account_tier_ids = fields.Many2many(
        "key.account.tier",
        string="For Tiers",
        help="Key accounts of these tiers may apply for it. Empty: all.",
    )

    _key_account_period_sane = models.Constraint(
        "CHECK (COALESCE(key_account_period_months, 1) BETWEEN 1 AND 120)",
        "A service is opened for 1 to 120 months.",
    )
