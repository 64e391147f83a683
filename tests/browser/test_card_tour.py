"""TIER-4: the card matrix as a person sees and changes it."""

from odoo.tests import HttpCase, tagged

from common import BranchMixin


@tagged("post_install", "-at_install")
class TestCardTour(BranchMixin, HttpCase):
    PAGE = "/odoo/key-account-card-matrix"

    def given(self, tier, role):
        rule = self.env["key.account.card.rule"].search(
            [("tier_id.code", "=", tier), ("key_person_role", "=", role)]
        )
        return rule.card_id

    def test_the_administrator_edits_the_grid(self):
        self.env["key.account.tier"].create({"code": "E", "name": "New"})
        self.start_tour(self.PAGE, "key_account_card_matrix", login="kas-manager")
        self.env.invalidate_all()
        self.assertEqual(self.given("B", "liaison"), self.ref("card_gold"))
        self.assertFalse(self.given("B", "influencer"))
        self.assertEqual(self.given("E", "liaison"), self.ref("card_silver"))

    def test_others_read_it(self):
        self.start_tour(
            self.PAGE, "key_account_card_matrix_reader", login="kas-auditor"
        )
