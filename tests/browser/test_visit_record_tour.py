"""VISIT-3: what is typed on a telephone outlives a lost connection."""

from visits import VisitMixin

from odoo import fields
from odoo.tests import HttpCase, tagged

from common import BranchMixin


@tagged("post_install", "-at_install")
class TestVisitRecordTour(VisitMixin, BranchMixin, HttpCase):
    browser_size, touch_enabled = "390x844", True

    def test_what_did_not_arrive_is_back(self):
        visit = self.make_visit(planned_at=fields.Datetime.now(), content=False)
        self.start_tour(
            f"/odoo/visits-on-the-way/{visit.id}",
            "key_account_visit_lost",
            login=self.officer.login,
        )
        self.env.invalidate_all()
        self.assertEqual(visit.content, "Replaced the amplifier.")
