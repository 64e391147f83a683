"""VISIT-3, VISIT-4: a visit recorded, signed and followed up on a telephone."""

from visits import VisitMixin

from odoo import fields
from odoo.tests import HttpCase, tagged

from common import BranchMixin


@tagged("post_install", "-at_install")
class TestVisitRecordTour(VisitMixin, BranchMixin, HttpCase):
    browser_size, touch_enabled = "390x844", True

    def test_a_visit_on_a_telephone(self):
        visit = self.make_visit(
            planned_at=fields.Datetime.now(),
            place="Third floor",
            content=False,
            ticket_id=self.make_case(moment=fields.Datetime.now()).id,
        )
        self.start_tour(
            "/odoo/visits-on-the-way",
            "key_account_visit_record",
            login=self.officer.login,
        )
        self.env.invalidate_all()
        self.assertEqual(visit.state, "signed")
        self.assertTrue(visit.is_intact)
        self.assertTrue(visit.visited_at)
        self.assertEqual(visit.promise_ids.state, "done")
        self.assertEqual(visit.handling_state, "done")
        self.assertEqual(visit.signed_handling_state, "in_progress")

    def test_what_did_not_arrive_is_back(self):
        visit = self.make_visit(planned_at=fields.Datetime.now(), content=False)
        self.start_tour(
            f"/odoo/visits-on-the-way/{visit.id}",
            "key_account_visit_lost",
            login=self.officer.login,
        )
        self.env.invalidate_all()
        self.assertEqual(visit.content, "Replaced the amplifier.")
