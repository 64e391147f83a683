"""What an account manager sees and does in a real browser."""

from odoo import fields
from odoo.tests import HttpCase, tagged

from common import HOUR, BranchMixin


@tagged("post_install", "-at_install")
class TestCaseTour(BranchMixin, HttpCase):
    def test_the_officer_opens_a_missed_case_and_tells_the_customer(self):
        case = self.make_case(moment=fields.Datetime.now() - 6 * HOUR)
        self.sweep(fields.Datetime.now())
        deadline = self.deadline(case)
        self.assertTrue(deadline.missed_at)
        self.start_tour("/odoo", "key_account_case", login="kas-officer")
        self.env.invalidate_all()
        self.assertEqual(deadline.state, "met")
        self.assertTrue(deadline.late_by)
        self.assertEqual(case.customer_informed_at, deadline.met_at)
