"""PLAN-2, VISIT-3: needs are noted where they are heard; the visit follows them."""

from test_need import NeedMixin
from visits import VisitMixin

from odoo.exceptions import AccessError, UserError

from common import KeyAccountCase


class TestNeedOfCase(NeedMixin, VisitMixin, KeyAccountCase):
    def note(self, record, what="A second receiver.", user=None):
        """The dialog that the button opens, filled in and saved."""
        record = record.with_user(user or self.officer)
        action = record.action_note_need()
        needs = self.env[action["res_model"]].with_user(user or self.officer)
        form = needs.with_context(**action["context"])
        names = ["partner_id", "source", "ticket_id", "visit_id", "heard_on"]
        return form.create({**form.default_get(names), "what": what})

    def test_one_tap_from_a_case(self):
        case = self.make_case(partner_id=self.contact.id)
        need = self.note(case)
        self.assertEqual((need.ticket_id, need.source), (case, "case"))
        self.assertEqual(need.partner_id, self.contact)
        self.assertEqual(need.account_id, self.account)
        mine = case.with_user(self.officer)
        self.assertEqual(mine.need_count, 1)
        found = self.env["key.account.need"].search(mine.action_view_needs()["domain"])
        self.assertEqual(found, need)

    def test_not_of_a_customer_who_is_no_key_account(self):
        plain = self.env["res.partner"].create({"name": "Plain"})
        case = self.make_case(partner_id=plain.id, user_id=self.officer.id)
        with self.assertRaisesRegex(UserError, "key accounts"):
            case.with_user(self.officer).action_note_need()

    def test_nobody_else_notes_or_counts_them(self):
        case = self.make_case(partner_id=self.contact.id)
        self.note(case)
        with self.assertRaises(AccessError):
            self.note(case, user=self.auditor)
        with self.assertRaises(AccessError):
            case.with_user(self.clerk).read(["need_count"])

    def test_a_second_need_of_a_visit(self):
        visit = self.make_visit(needs="English channels.").with_user(self.officer)
        visit.action_make_need()
        second = self.note(visit)
        self.assertEqual(len(visit.need_ids), 2)
        self.assertEqual((second.visit_id, second.source), (visit, "visit"))
        visit.action_cancel()
        with self.assertRaisesRegex(UserError, "cancelled"):
            visit.action_note_need()

    def test_the_visit_follows_its_needs(self):
        visit = self.make_visit(needs="Channels.", content="x").with_user(self.officer)
        visit.handling_state = "done"
        need = self.env["key.account.need"].browse(visit.action_make_need()["res_id"])
        need = need.with_user(self.officer)
        self.assertTrue(visit.is_followed)
        self.assertEqual(visit.handling_state, "open")
        # It is not said otherwise by hand.
        visit.handling_state = "done"
        self.assertEqual(visit.handling_state, "open")
        need.action_begin()
        self.assertEqual(visit.handling_state, "in_progress")
        visit.action_done()
        with self.assertRaisesRegex(UserError, need.name):
            visit.action_settled()
        need.write({"solution": "From May.", "told_way": "phone"})
        need.action_solved()
        self.assertEqual(visit.handling_state, "in_progress")
        need.action_told()
        self.assertEqual(visit.handling_state, "done")
        self.note(visit)
        self.assertEqual(visit.handling_state, "in_progress", "one of two")
        need.action_reopen()
        self.assertEqual(visit.handling_state, "in_progress")

    def test_a_visit_without_either_is_said_by_hand(self):
        visit = self.make_visit(needs="Channels.").with_user(self.officer)
        self.assertFalse(visit.is_followed)
        visit.handling_state = "in_progress"
        self.assertEqual(visit.handling_state, "in_progress")
        need = self.make_need()
        need.visit_id = visit
        self.assertEqual(visit.handling_state, "open")
