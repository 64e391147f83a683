"""FILE-7: what an account owes, for those who read invoices."""

from account_pages import PageCase, page_of

from odoo.exceptions import AccessError
from odoo.fields import Command

from common import NOON


class CreditCase(PageCase):
    """The hotel, its invoices, and somebody who reads them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids |= cls.env.ref("account.group_account_manager")
        cls.accountant = cls._user("kas-accountant", "group_key_account_officer")
        cls.accountant.group_ids |= cls.env.ref("account.group_account_invoice")
        cls.account.key_account_manager_id = cls.accountant
        cls.income = cls.env["account.account"].create(
            {"name": "Income", "code": "KASI", "account_type": "income"}
        )
        receivable = cls.env["account.account"].create(
            {
                "name": "Receivable",
                "code": "KASR",
                "account_type": "asset_receivable",
                "reconcile": True,
            }
        )
        cls.journal = cls.env["account.journal"].create(
            {
                "name": "Sales",
                "code": "KASS",
                "type": "sale",
                "default_account_id": cls.income.id,
            }
        )
        for partner in cls.account | cls.contact:
            partner.property_account_receivable_id = receivable

    def invoice(self, amount, due, move_type="out_invoice", **values):
        invoice = self.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": self.contact.id,
                "journal_id": self.journal.id,
                "invoice_date": "2026-01-01",
                "invoice_date_due": due,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Lines",
                            "price_unit": amount,
                            "account_id": self.income.id,
                            "tax_ids": False,
                        }
                    )
                ],
                **values,
            }
        )
        invoice.action_post()
        return invoice


class TestCredit(CreditCase):
    def figures(self, user, partner=None):
        with self.at(NOON):
            page = self.account_as(user, partner)
            return (
                page.key_account_receivable,
                page.key_account_overdue,
                page.key_account_overdue_count,
            )

    def test_unpaid_and_overdue_of_the_account_and_its_contacts(self):
        self.invoice(100, "2026-02-01")
        self.invoice(30, "2026-04-01", partner_id=self.account.id)
        self.invoice(20, "2026-02-01", "out_refund")
        self.invoice(5, "2026-03-02")
        for partner in self.account | self.contact:
            self.assertEqual(self.figures(self.accountant, partner), (115, 80, 2))

    def test_drafts_bills_and_what_others_owe_do_not_count(self):
        self.invoice(100, "2026-02-01").button_draft()
        self.invoice(100, "2026-02-01", partner_id=self.bank().id)
        self.assertEqual(self.figures(self.accountant), (0, 0, 0))

    def test_in_the_currency_of_the_company(self):
        currency = self.env["res.currency"].create(
            {
                "name": "KAS",
                "symbol": "K",
                "rate_ids": [Command.create({"name": "2020-01-01", "rate": 4})],
            }
        )
        self.invoice(100, "2026-02-01", currency_id=currency.id)
        self.assertEqual(self.figures(self.accountant), (25, 25, 1))
        page = self.account_as(self.accountant)
        self.assertEqual(page.key_account_currency_id, self.company.currency_id)

    def test_the_credit_limit_is_that_of_the_company_of_the_account(self):
        other = self.env["res.company"].create({"name": "Branch Abroad"})
        self.account.credit_limit = 5000
        self.account.with_company(other).credit_limit = 7
        page = self.account_as(self.accountant, self.contact)
        self.assertEqual(page.key_account_credit_limit, 5000)

    def test_only_accounting_sees_it(self):
        self.invoice(100, "2026-02-01")
        names = [
            name
            for name, field in self.env["res.partner"]._fields.items()
            if name.startswith("key_account_")
            and "account.group_account_invoice" in (field.groups or "")
        ]
        self.assertEqual(len(names), 6)
        self.assertTrue(set(names) <= set(page_of(self.account_as(self.accountant))))
        for user in self.officer | self.supervisor | self.auditor | self.clerk:
            self.assertFalse(set(names) & set(page_of(self.account_as(user))))
            for name in names:
                with self.assertRaises(AccessError):
                    self.account_as(user).read([name])

    def test_record_rules_of_accounting_hold(self):
        invoice = self.invoice(100, "2026-02-01")
        self.env["ir.rule"].create(
            {
                "name": "Hidden",
                "model_id": self.env["ir.model"]._get_id("account.move"),
                "domain_force": f"[('id', '!=', {invoice.id})]",
            }
        )
        self.assertEqual(self.figures(self.accountant), (0, 0, 0))

    def test_the_button_opens_the_overdue_invoices(self):
        overdue = self.invoice(100, "2026-02-01")
        self.invoice(30, "2026-04-01")
        with self.at(NOON):
            page = self.account_as(self.accountant, self.contact)
            action = page.action_view_key_account_overdue()
            self.assertEqual(overdue.search(action["domain"]), overdue)
