"""What a browser shows of the story of a deadline, and when nobody watches."""

from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from common import HOUR, BranchMixin


@tagged("post_install", "-at_install")
class TestExplainTour(BranchMixin, HttpCase):
    def setUp(self):
        super().setUp()
        self.now = fields.Datetime.now()
        for name in ("ir_cron_enforce_due", "ir_cron_deliver_alarms"):
            last = self.now - HOUR
            self.ref(name).write({"lastcall": last, "nextcall": last})

    def case_with_a_past(self):
        case = self.make_case(moment=self.now - 8 * HOUR)
        with self.at(self.now - 7 * HOUR):
            case.with_user(self.officer).stage_id = self.stage("awaiting")
        with self.at(self.now - 5 * HOUR):
            case.with_user(self.officer).stage_id = self.stage("in_progress")
        self.sweep(self.now)
        return case

    def test_why_is_it_due_then(self):
        self.case_with_a_past()
        self.start_tour("/odoo/cases", "key_account_explain", login="kas-officer")

    def test_the_administrator_follows_the_warning(self):
        deadline = self.deadline(self.case_with_a_past())
        later = self.now + timedelta(minutes=15)
        deadline.write(
            {"error": "Broken.", "error_at": self.now, "next_event_at": later}
        )
        self.start_tour("/odoo/cases", "key_account_health", login="kas-manager")
        self.env.invalidate_all()
        self.assertLess(deadline.next_event_at, later)
        self.assertEqual(self.env["key.account.health"]._patience_minutes(), 7)

    def test_nobody_else_is_bothered(self):
        self.start_tour("/odoo", "key_account_no_warning", login="kas-clerk")
