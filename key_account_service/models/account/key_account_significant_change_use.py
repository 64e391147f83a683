# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import format_date

from ...lib.use import fall, last_months

_logger = logging.getLogger(__name__)


class KeyAccountSignificantChange(models.Model):
    """A key account that uses less of our services reports itself (FILE-12).

    Read from the posted invoices of an account and its contacts. The change says by
    how many per cent, never an amount: those who serve an account need not be allowed
    to read invoices.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.significant.change"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _cron_watch_use(self):
        """Scheduled action: report each account that uses less, once."""
        companies = self.env["res.company"].sudo()
        for company in companies.search([("key_account_use_fall", ">", 0)]):
            reported = self._report_falls(company)
            self.env["ir.cron"]._commit_progress(reported)

    @api.model
    def _report_falls(self, company):
        """Report the accounts of a company that use less; never commits.

        :return: how many were reported
        """
        months = last_months(
            company._today_at(fields.Datetime.now()), company.key_account_use_months
        )
        falls = self._falls(company, months)
        files = self.env["key.account.file"].sudo()
        files = files.search([("partner_id", "in", list(falls))])
        # Until other months are compared, once is enough.
        told = self.sudo().search(
            [
                ("file_id", "in", files.ids),
                ("kind", "=", "use"),
                ("happened_on", ">=", months.since),
            ]
        )
        reported = [
            self._report_fall(file, falls[file.partner_id.id], months)
            for file in files - told.file_id
        ]
        return sum(reported)

    @api.model
    def _falls(self, company, months):
        """:return: per cent by id of account, where it reaches what the company set"""
        before = self._used(company, months.earlier, months.since)
        now = self._used(company, months.since, months.until)
        falls = {
            account: fall(amount, now.get(account, 0))
            for account, amount in before.items()
        }
        least = company.key_account_use_fall
        return {account: less for account, less in falls.items() if less >= least}

    @api.model
    def _used(self, company, since, until):
        """:return: invoices less credit notes, without taxes, by id of account"""
        account = "partner_id.key_account_id"
        domain = (
            Domain(f"{account}.key_account_company_id", "=", company.id)
            & Domain("company_id", "=", company.id)
            & Domain("move_type", "in", ("out_invoice", "out_refund", "out_receipt"))
            & Domain("state", "=", "posted")
            & Domain("invoice_date", ">=", since)
            & Domain("invoice_date", "<", until)
        )
        # Only per cent leave this method, and only into the account file.
        moves = self.env["account.move"].sudo()
        groups = moves._read_group(domain, [account], ["amount_untaxed_signed:sum"])
        return {partner.id: amount for partner, amount in groups}

    @api.model
    def _report_fall(self, file, per_cent, months):
        """Each in a savepoint: one account that fails is tried again the next day.

        :return: whether it was reported
        """
        company = file.company_id
        report = self.sudo().with_company(company)
        report = report.with_context(lang=company.partner_id.lang)
        try:
            with self.env.cr.savepoint():
                report.create(
                    {
                        "file_id": file.id,
                        "kind": "use",
                        "happened_on": months.until - timedelta(days=1),
                        "what": report._text_fall(per_cent, months),
                    }
                )
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            _logger.warning(
                "The fall in use of %s was not reported", file, exc_info=True
            )
            return False
        return True

    def _text_fall(self, per_cent, months):
        days = (months.earlier, months.since, months.until - timedelta(days=1))
        before, since, until = (format_date(self.env, day) for day in days)
        return self.env._(
            "Less is used: invoices from %(since)s to %(until)s are %(per_cent)s %% "
            "below those of the same number of months from %(before)s on. Ask the "
            "customer for the reason.",
            since=since,
            until=until,
            before=before,
            per_cent=per_cent,
        )
