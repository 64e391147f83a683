"""CASE-7: every complaint is called back; or the customer's own answer is enough."""

from call_backs import CallBackMixin
from portal_cases import AnsweringCase

from odoo import fields
from odoo.exceptions import RedirectWarning

from common import HOUR, NOON


class OwnAnswerCase(CallBackMixin, AnsweringCase):
    def setUp(self):
        super().setUp()
        self.call = self.call_back(self.case)
        self.explain(self.case)

    def close(self, case=None):
        (case or self.case).stage_id = self.stage("done")

    def answered(self, way="portal", case=None):
        with self.at(NOON + HOUR):
            (case or self.case)._confirm(way, NOON + HOUR)


class TestCalledBackAnyway(OwnAnswerCase):
    def test_a_rating_or_a_yes_leaves_the_call_back_with_its_deadline(self):
        for way in ("rating", "portal"):
            case = self.explain(self.solve(self.make_case()))
            self.answered(way, case)
            call = self.call_back(case)
            self.assertEqual(call.state, "to_do")
            self.assertEqual(call.deadline_ids.state, "running")
            self.assertEqual(case.confirmed_by, way)

    def test_the_case_is_closed_only_after_the_call(self):
        self.answered()
        with self.assertRaises(RedirectWarning) as refused:
            self.close()
        self.assertIn("every complaint is called back", str(refused.exception))
        self.record(self.call)
        self.assertEqual(self.case.confirmed_by, "portal", "the first word counts")
        self.close()
        self.assertTrue(self.case.closed)

    def test_who_is_not_satisfied_after_all_opens_it_again(self):
        self.answered()
        self.record(self.call, "not_satisfied")
        self.assertEqual(self.case.reopen_count, 1)
        self.assertFalse(self.case.confirmed_at)

    def test_who_cannot_be_reached_is_given_up_by_a_superior(self):
        self.answered()
        for hours in (2, 3, 4):
            self.record(self.call, "not_reached", NOON + hours * HOUR)
        self.assertEqual(self.call.state, "unreachable")
        with self.at(NOON + 5 * HOUR):
            self.call.with_user(self.supervisor)._give_up("Abroad until May.")
        self.close()
        self.assertTrue(self.case.closed)

    def test_a_case_of_before_is_called_back_too(self):
        self.call._cancel("gone")
        self.answered()
        self.assertEqual(len(self.case.call_back_ids), 2)
        self.assertEqual(self.case._open_call_back().state, "to_do")

    def test_the_customer_brings_it_to_solved_and_closes_nothing(self):
        self.stage("done").close_from_portal = True
        self.stage("cancelled").close_from_portal = True
        case = self.make_case()
        solved, cancelled = self.stage("solved"), self.stage("cancelled")
        self.assertEqual(case._customer_close_stages(), solved | cancelled)
        self.login(self.portal_contact)
        self.post("/ticket/close", ticket_id=case.id, stage_id=self.stage("done").id)
        self.assertFalse(case.solved_at)
        self.post("/ticket/close", ticket_id=case.id, stage_id=solved.id)
        self.assertEqual((case.stage_id, case.confirmed_by), (solved, "portal"))
        call = self.call_back(case)
        self.assertEqual(call.state, "to_do")
        self.assertFalse(case.first_response_at)
        moment = fields.Datetime.now()
        self.record(call, moment=moment)
        self.assertEqual(case.first_response_at, moment, "now we have spoken")
        self.assertEqual(self.deadline(case, "respond").state, "met")

    def test_what_is_no_complaint_needs_no_call(self):
        self.company.key_account_confirm_all = True
        case = self.solve(self.make_case(case_kind="enquiry"))
        self.answered(case=case)
        self.assertEqual(self.call_back(case).state, "cancelled")
        self.close(case)
        self.assertTrue(case.closed)


class TestOwnAnswerIsEnough(OwnAnswerCase):
    def setUp(self):
        super().setUp()
        self.company.key_account_own_answer = True

    def test_it_calls_the_call_back_off(self):
        for way in ("rating", "portal"):
            case = self.explain(self.solve(self.make_case()))
            self.answered(way, case)
            self.assertEqual(self.call_back(case).state, "cancelled")
            self.close(case)
            self.assertTrue(case.closed)

    def test_who_has_not_answered_is_called(self):
        self.assertEqual(self.call.state, "to_do")
        with self.assertRaises(RedirectWarning):
            self.close()

    def test_the_customer_closes_the_own_case(self):
        self.stage("done").close_from_portal = True
        case = self.make_case()
        self.assertIn(self.stage("done"), case._customer_close_stages())
