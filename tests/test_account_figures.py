"""FILE-6, FILE-10, SEC-3: ratings and spending of an account, on its page."""

from account_pages import PageCase
from test_account_credit import CreditCase

from odoo.exceptions import AccessError

from common import NOON

RATING = "rating.rating"


class RatingCase(PageCase):
    def rate(self, case, rating, feedback=""):
        """What the customer's link does."""
        token = case._rating_get_access_token()
        found = self.env[RATING].search([("access_token", "=", token)])
        case.rating_apply(rating, rating=found, feedback=feedback)
        self.env.flush_all()
        return found


class TestRatings(RatingCase):
    def figures(self, user, partner=None):
        page = self.account_as(user, partner)
        return page.key_account_rating_avg, page.key_account_rating_count

    def test_average_and_number_over_the_cases_of_the_account(self):
        cases = [self.make_case() for _number in range(3)]
        self.rate(cases[0], 5)
        self.rate(cases[1], 2)
        cases[2]._rating_get_access_token()
        for partner in self.account | self.contact:
            self.assertEqual(self.figures(self.officer, partner), (3.5, 2))
        self.assertEqual(self.figures(self.officer, self.bank()), (0, 0))

    def test_of_the_cases_that_one_may_read(self):
        self.rate(self.make_case(), 5)
        for user in self.deputy | self.supervisor | self.manager | self.auditor:
            self.assertEqual(self.figures(user), (5, 1), user.login)
        self.assertEqual(self.figures(self.stranger), (0, 0))
        with self.assertRaises(AccessError):
            self.account_as(self.clerk).read(["key_account_rating_avg"])

    def test_the_button_opens_what_was_rated(self):
        rated, _other = self.make_case(), self.make_case()
        self.rate(rated, 4)
        action = self.account_as(self.officer).action_view_key_account_ratings()
        self.assertEqual(rated.search(action["domain"]), rated)


class TestSpending(CreditCase):
    def spent(self, partner=None):
        with self.at(NOON):
            return self.account_as(self.accountant, partner).key_account_spending

    def test_posted_invoices_of_twelve_months_less_credit_notes(self):
        self.invoice(100, "2026-02-01")
        self.invoice(30, "2026-04-01", partner_id=self.account.id)
        self.invoice(20, "2026-02-01", "out_refund")
        self.invoice(7, "2025-04-01", invoice_date="2025-03-02")
        self.invoice(9, "2026-02-01").button_draft()
        self.invoice(50, "2026-02-01", partner_id=self.bank().id)
        for partner in self.account | self.contact:
            self.assertEqual(self.spent(partner), 110)

    def test_the_detail_is_the_same_invoices(self):
        invoice = self.invoice(100, "2026-02-01")
        self.invoice(7, "2025-04-01", invoice_date="2025-03-02")
        with self.at(NOON):
            page = self.account_as(self.accountant, self.contact)
            action = page.action_view_key_account_spending()
            self.assertEqual(invoice.search(action["domain"]), invoice)

    def test_only_accounting_sees_it(self):
        with self.assertRaises(AccessError):
            self.account_as(self.officer).read(["key_account_spending"])
