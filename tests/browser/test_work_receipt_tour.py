"""CASE-9: what a crew types outlives a lost connection, on a telephone."""

from repairs import RepairMixin

from odoo import fields
from odoo.tests import HttpCase, tagged

from common import HOUR, BranchMixin


@tagged("post_install", "-at_install")
class TestWorkReceiptTour(RepairMixin, BranchMixin, HttpCase):
    browser_size, touch_enabled = "390x844", True

    def setUp(self):
        super().setUp()
        now = fields.Datetime.now()
        self.order = self.send_crew(
            self.make_case(moment=now),
            moment=now,
            date_from=now + HOUR,
            date_until=now + 2 * HOUR,
        )
        self.order.with_user(self.worker).action_arrive()

    def tour(self, name):
        self.start_tour(
            f"/odoo/my-repairs/{self.order.id}",
            f"key_account_receipt_{name}",
            login=self.worker.login,
        )
        self.env.invalidate_all()

    def test_what_did_not_arrive_is_back(self):
        self.tour("lost")
        self.assertEqual(self.order.repair_work_done, "Replaced the amplifier.")

    def test_what_a_mate_wrote_meanwhile_stays(self):
        self.tour("shared")
        self.assertEqual(
            self.order.repair_work_done, "Measured the line.\nReplaced the amplifier."
        )
        self.assertEqual(self.order.repair_parts, "One splitter")
