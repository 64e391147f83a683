# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

#: Those who read invoices; nobody learns of them by way of the account.
ACCOUNTING = "account.group_account_invoice,account.group_account_readonly"


class ResPartner(models.Model):
    """What a key account owes, read from the accounting (FILE-7).

    In the currency of the company whose account it is. Invoices are those of the
    account and of its contacts, as far as the user may read them.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    key_account_currency_id = fields.Many2one(
        "res.currency",
        string="Currency of the Account",
        related="key_account_company_id.currency_id",
        groups=ACCOUNTING,
    )
    key_account_credit_limit = fields.Monetary(
        string="Credit Limit of the Account",
        compute="_compute_key_account_credit_limit",
        currency_field="key_account_currency_id",
        groups=ACCOUNTING,
    )
    key_account_receivable = fields.Monetary(
        string="Unpaid Invoices",
        compute="_compute_key_account_receivable",
        currency_field="key_account_currency_id",
        groups=ACCOUNTING,
        help="What is left to be paid of posted invoices, less credit notes.",
    )
    key_account_overdue = fields.Monetary(
        string="Overdue",
        compute="_compute_key_account_receivable",
        currency_field="key_account_currency_id",
        groups=ACCOUNTING,
        help="The part of it that is past its due date.",
    )
    key_account_overdue_count = fields.Integer(
        string="Overdue Invoices",
        compute="_compute_key_account_receivable",
        groups=ACCOUNTING,
    )

    @api.depends("key_account_id.credit_limit", "key_account_company_id")
    def _compute_key_account_credit_limit(self):
        """The limit that the account's company has set; it differs by company."""
        for company, partners in self.grouped("key_account_company_id").items():
            for partner in partners:
                account = partner.key_account_id.with_company(company)
                partner.key_account_credit_limit = account.credit_limit

    @api.depends_context("uid", "allowed_company_ids", "tz")
    @api.depends("key_account_id", "key_account_company_id")
    def _compute_key_account_receivable(self):
        unpaid = self._key_account_invoices(Domain.TRUE)
        overdue = self._key_account_invoices(self._overdue_domain())
        for partner in self:
            key = (partner.key_account_id._origin.id, partner.key_account_company_id.id)
            partner.key_account_receivable = unpaid.get(key, (0, 0))[0]
            owed, count = overdue.get(key, (0, 0))
            partner.key_account_overdue = owed
            partner.key_account_overdue_count = count

    def _key_account_invoices(self, domain):
        """Unpaid invoices of the accounts of these contacts, in one query.

        :return: dict of account and company ids to what is left to pay, in the currency
            of the company, and how many they are
        """
        accounts, moves = self.key_account_id._origin, self.env["account.move"]
        if not accounts or not moves.has_access("read"):
            return {}
        groups = moves._read_group(
            self._unpaid_domain(accounts) & domain,
            ["partner_id.key_account_id", "company_id"],
            ["amount_residual_signed:sum", "__count"],
        )
        return {
            (account.id, company.id): (owed, count)
            for account, company, owed, count in groups
        }

    @api.model
    def _unpaid_domain(self, accounts):
        """Posted invoices and credit notes of accounts that are not settled."""
        return (
            Domain("partner_id.key_account_id", "in", accounts.ids)
            & Domain("move_type", "in", ("out_invoice", "out_refund", "out_receipt"))
            & Domain("state", "=", "posted")
            & Domain("payment_state", "in", ("not_paid", "partial"))
        )

    @api.model
    def _overdue_domain(self):
        """Past their due date, in the time zone of the user, as in Odoo's own lists."""
        return Domain("invoice_date_due", "<", fields.Date.context_today(self))

    def action_view_key_account_overdue(self):
        """Open the overdue invoices of the account that the user may read."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        domain = self._unpaid_domain(self.key_account_id) & self._overdue_domain()
        domain &= Domain("company_id", "=", self.key_account_company_id.id)
        return {**action, "domain": list(domain), "context": {"create": False}}
