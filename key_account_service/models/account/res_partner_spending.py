# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .res_partner_credit import ACCOUNTING


class ResPartner(models.Model):
    """What a key account spent with us, read from the accounting (FILE-6).

    Invoices of the account and of its contacts in the last twelve months, as far as
    the user may read them, in the currency of the company whose account it is.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    key_account_spending = fields.Monetary(
        string="Spent in Twelve Months",
        compute="_compute_key_account_spending",
        currency_field="key_account_currency_id",
        groups=ACCOUNTING,
        help="Posted invoices less credit notes, without taxes.",
    )

    @api.depends_context("uid", "allowed_company_ids", "tz")
    @api.depends("key_account_id", "key_account_company_id")
    def _compute_key_account_spending(self):
        spent = self._key_account_spent()
        for partner in self:
            key = (partner.key_account_id._origin.id, partner.key_account_company_id.id)
            partner.key_account_spending = spent.get(key, 0)

    def _key_account_spent(self):
        """:return: sums by ids of account and company, in one query"""
        accounts, moves = self.key_account_id._origin, self.env["account.move"]
        if not accounts or not moves.has_access("read"):
            return {}
        groups = moves._read_group(
            self._spent_domain(accounts),
            ["partner_id.key_account_id", "company_id"],
            ["amount_untaxed_signed:sum"],
        )
        return {(account.id, company.id): sum_ for account, company, sum_ in groups}

    @api.model
    def _spent_domain(self, accounts):
        """Posted customer invoices of the last twelve months, until today."""
        today = fields.Date.context_today(self)
        return (
            Domain("partner_id.key_account_id", "in", accounts.ids)
            & Domain("move_type", "in", ("out_invoice", "out_refund", "out_receipt"))
            & Domain("state", "=", "posted")
            & Domain("invoice_date", ">", today - relativedelta(months=12))
            & Domain("invoice_date", "<=", today)
        )

    def action_view_key_account_spending(self):
        """Open the invoices of twelve months that the user may read: the detail."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        domain = self._spent_domain(self.key_account_id)
        domain &= Domain("company_id", "=", self.key_account_company_id.id)
        return {**action, "domain": list(domain), "context": {"create": False}}
