# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountApplicationLine(models.Model):
    """A service that is applied for: what, for how long, at which price (APP-1).

    The price is that of one month; a free service has its price in it all the same, so
    that leaders see what is given away. What became of the line is its ``service_id``.
    """

    _name = "key.account.application.line"
    _inherit = "key.account.application.part.mixin"
    _description = "Service Applied For"
    _order = "application_id, sequence, id"

    application_id = fields.Many2one(
        "key.account.application", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(related="application_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    product_id = fields.Many2one(
        "product.product",
        string="Service",
        required=True,
        ondelete="restrict",
        domain=[("key_account_service_ok", "=", True)],
    )
    quantity = fields.Integer(default=1, required=True)
    period_months = fields.Integer(
        string="Months",
        compute="_compute_period_months",
        store=True,
        readonly=False,
        precompute=True,
    )
    price = fields.Monetary(
        string="Price a Month",
        compute="_compute_price",
        store=True,
        readonly=False,
        precompute=True,
    )
    is_free = fields.Boolean(
        string="Free", help="The customer pays nothing for it, as in a trial."
    )
    amount = fields.Monetary(compute="_compute_amount", store=True)
    date_from = fields.Date(
        string="Wished From", help="Empty: as soon as it can be opened."
    )
    service_id = fields.Many2one(
        "key.account.service",
        string="Running Service",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="The service that is renewed or stopped, or that came of this line.",
    )

    _sane = models.Constraint(
        "CHECK (quantity BETWEEN 1 AND 10000 AND price >= 0"
        " AND COALESCE(period_months, 1) BETWEEN 1 AND 120)",
        "Apply for 1 to 10,000 of a service, for 1 to 120 months, at a price that is "
        "not negative.",
    )

    @api.depends("product_id")
    def _compute_period_months(self):
        for line in self:
            usual = line.product_id.sudo().key_account_period_months
            line.period_months = usual or line.period_months or 12

    @api.depends("product_id")
    def _compute_price(self):
        for line in self:
            line.price = line.product_id.sudo().lst_price

    @api.depends("quantity", "price", "period_months", "is_free")
    def _compute_amount(self):
        for line in self:
            full = line.quantity * line.price * line.period_months
            line.amount = 0 if line.is_free else full

    def _open_services(self, day):
        """Hook: make the services of these lines, open from a day on."""
