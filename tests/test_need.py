"""PLAN-2: what customers need is found an answer to, and they are told it."""

from datetime import timedelta

from handovers import HandoverCase
from visits import VisitMixin

from odoo.exceptions import AccessError, UserError, ValidationError

from common import HOUR, NOON, KeyAccountCase

DAY = timedelta(days=1)


class NeedMixin:
    def make_need(self, user=None, **values):
        needs = self.env["key.account.need"].with_user(user or self.officer)
        with self.at(NOON):
            return needs.create(
                {
                    "partner_id": self.contact.id,
                    "what": "English channels on the executive floor.",
                    **values,
                }
            )


class TestNeed(NeedMixin, VisitMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.need = self.make_need()

    def test_what_follows_from_the_account(self):
        self.assertRegex(self.need.name, r"^KN\d{5}$")
        self.assertEqual(self.need.account_id, self.account)
        self.assertEqual(self.need.user_id, self.officer)
        self.assertEqual(self.need.key_account_tier_id, self.ref("tier_a"))
        self.assertEqual(self.need.state, "open")
        self.assertEqual(self.need.heard_on, NOON.date())

    def test_from_heard_to_told(self):
        self.need.action_begin()
        self.assertEqual(self.need.state, "in_progress")
        with self.assertRaisesRegex(UserError, "Answer to the Customer"):
            self.need.action_solved()
        self.need.solution = "Six channels, from May."
        with self.at(NOON + DAY):
            self.need.action_solved()
        self.assertEqual(
            (self.need.state, self.need.decided_at), ("solved", NOON + DAY)
        )
        with self.assertRaisesRegex(UserError, "how the customer was told"):
            self.need.action_told()
        self.assertEqual(self.deadline(self.need, "need").state, "running")
        self.need.told_way = "phone"
        with self.at(NOON + 2 * DAY):
            self.need.action_told()
        self.assertEqual((self.need.state, self.need.is_solved), ("told", True))
        self.assertEqual(
            (self.need.told_at, self.need.told_by_id), (NOON + 2 * DAY, self.officer)
        )
        self.assertEqual(self.deadline(self.need, "need").state, "met")

    def test_a_no_is_told_as_well(self):
        self.need.solution = "Our licence does not allow it."
        self.need.action_decline()
        self.assertEqual(self.deadline(self.need, "need").state, "running")
        self.need.told_way = "on_site"
        self.need.action_told()
        self.assertEqual((self.need.state, self.need.is_solved), ("told", False))

    def test_looked_at_again(self):
        self.need.solution = "x"
        self.need.action_solved()
        self.need.told_way = "phone"
        self.need.action_told()
        self.need.action_reopen()
        self.assertEqual((self.need.state, self.need.told_at), ("in_progress", False))
        self.assertEqual(self.deadline(self.need, "need").state, "running")

    def test_each_step_only_from_where_it_makes_sense(self):
        for refused in (self.need.action_told, self.need.action_reopen):
            with self.assertRaisesRegex(UserError, "any more"):
                refused()
        self.need.action_begin()
        with self.assertRaisesRegex(UserError, "any more"):
            self.need.action_begin()

    def test_the_answer_is_promised(self):
        deadline = self.deadline(self.need, "need")
        self.assertEqual(deadline.due_at, NOON + 14 * DAY)
        self.assertEqual(deadline.partner_id, self.account)
        self.sweep(NOON + 14 * DAY)
        told = self.told(self.need)
        self.assertIn(("due+0/responsible", "kas-officer"), told)
        self.assertIn(("due+0/supervisor", "kas-supervisor"), told)

    def test_what_exceeds_the_authority_goes_upward(self):
        with self.at(NOON + HOUR):
            self.need.action_to_superior()
        self.assertEqual(self.need.raised_to_id, self.supervisor)
        self.assertEqual((self.need.is_raised, self.need.raise_count), (True, 1))
        self.assertIn(
            ("now:raised-1/responsible", "kas-supervisor"), self.told(self.need)
        )
        asked = self.need.with_user(self.supervisor)
        self.assertTrue(asked.is_asked)
        with self.assertRaisesRegex(UserError, "your answer"):
            asked.action_answer()
        asked.answer = "Ten per cent is all right."
        asked.action_answer()
        self.assertFalse(self.need.is_raised)
        self.assertIn(
            ("now:answered-1/responsible", "kas-officer"), self.told(self.need)
        )
        # It exceeds the supervisor's authority as well.
        asked.action_to_superior()
        self.assertEqual(
            (self.need.raised_to_id, self.need.raise_count), (self.head, 2)
        )

    def test_an_auditor_in_the_line_is_passed_over(self):
        self.company.key_account_head_id = self.auditor
        self.need.with_user(self.supervisor).action_to_superior()
        self.assertEqual(self.need.raised_to_id, self.head)
        with self.assertRaisesRegex(UserError, "Nobody stands above"):
            self.need.with_user(self.head).action_to_superior()

    def test_an_owner_who_serves_the_account_no_more_is_not_told(self):
        self.need.sudo().user_id = self.stranger
        self.sweep(NOON + 14 * DAY)
        self.assertIn(("due+0/responsible", "kas-officer"), self.told(self.need))

    def test_while_it_waits_whoever_was_asked_is_told_of_the_deadline(self):
        self.need.action_to_superior()
        self.sweep(NOON + 14 * DAY)
        self.assertIn(("due+0/responsible", "kas-supervisor"), self.told(self.need))

    def test_to_a_department_that_answers_and_sees_no_more(self):
        department = self.env["key.account.department"].create(
            {"name": "Products", "contact_ids": [(0, 0, {"user_id": self.clerk.id})]}
        )
        with self.assertRaisesRegex(UserError, "Choose a department"):
            self.need.action_to_department()
        self.need.department_id = department
        other = self.make_need()
        self.need.action_to_department()
        asked = self.need.with_user(self.clerk)
        self.assertTrue(asked.is_asked)
        self.assertNotIn(other, asked.search([]))
        for call in (
            asked.action_solved,
            asked.action_decline,
            asked.action_to_superior,
            lambda: asked.write({"what": "Forged"}),
            lambda: asked.write({"solution": "Forged"}),
            lambda: asked.read(["visit_id"]),
        ):
            with self.assertRaises(AccessError):
                call()
        asked.answer = "Possible from May."
        asked.action_answer()
        with self.assertRaises(AccessError):
            asked.read(["what"])

    def test_only_who_was_asked_answers(self):
        self.need.action_to_superior()
        with self.assertRaisesRegex(AccessError, "Only who was asked"):
            self.need.answer = "Forged"
        self.need.sudo().answer = "Forged"
        with self.assertRaisesRegex(UserError, "Only who was asked"):
            self.need.action_answer()

    def test_only_of_key_accounts(self):
        plain = self.env["res.partner"].create({"name": "Plain"})
        with self.assertRaisesRegex(ValidationError, "key accounts"):
            self.make_need(partner_id=plain.id)
        with self.assertRaisesRegex(ValidationError, "does not belong"):
            self.need.partner_id = plain

    def test_not_in_the_future_and_not_without_words(self):
        with self.at(NOON), self.assertRaisesRegex(ValidationError, "future"):
            self.make_need(heard_on=NOON.date() + 2 * DAY)
        with self.assertRaisesRegex(ValidationError, "what the customer needs"):
            self.make_need(what=" ")

    def test_strangers_neither_read_nor_note(self):
        for user in (self.stranger, self.clerk, self.auditor):
            with self.assertRaises(AccessError):
                self.make_need(user)
        with self.assertRaises(AccessError):
            self.need.with_user(self.stranger).read(["what"])
        self.assertEqual(self.need.with_user(self.auditor).what, self.need.what)

    def test_facts_are_nobodys_to_write(self):
        for vals in (
            {"state": "told"},
            {"told_at": NOON},
            {"is_solved": True},
            {"raised_to_id": self.stranger.id},
            {"account_id": self.contact.id},
        ):
            with self.assertRaises(AccessError):
                self.need.write(vals)
            with self.assertRaises(AccessError):
                self.make_need(**vals)

    def test_a_case_that_one_may_not_read_cannot_be_named(self):
        other = self.env["res.partner"].create(
            {
                "name": "Bank",
                "key_account_kind": "group",
                "key_account_manager_id": self.stranger.id,
            }
        )
        case = self.make_case(partner_id=other.id)
        with self.assertRaisesRegex(ValidationError, "another customer"):
            self.need.ticket_id = case

    def test_one_tap_from_the_visit(self):
        visit = self.make_visit(needs="More rooms with television.", visited_at=NOON)
        action = visit.action_make_need()
        need = self.env["key.account.need"].browse(action["res_id"])
        self.assertEqual((need.what, need.source), (visit.needs, "visit"))
        self.assertEqual((need.visit_id, need.partner_id), (visit, self.contact))
        self.assertEqual(need.heard_on, NOON.date())
        self.assertEqual(visit.action_make_need()["res_id"], need.id, "once")
        self.assertEqual(visit.needs, "More rooms with television.")

    def test_nothing_said_nothing_needed(self):
        with self.assertRaisesRegex(UserError, "Customer's Needs"):
            self.make_visit().action_make_need()
        visit = self.make_visit(needs="x")
        visit.action_cancel()
        with self.assertRaises(UserError):
            visit.action_make_need()

    def test_the_page_of_the_account_shows_it(self):
        page = self.contact.with_user(self.officer)
        self.assertEqual(page.key_account_need_count, 1)
        self.assertEqual(page.key_account_need_ids, self.need)
        self.need.solution = "x"
        self.need.action_solved()
        self.need.told_way = "phone"
        self.need.action_told()
        self.env.invalidate_all()
        self.assertEqual(page.key_account_need_count, 0)
        action = page.action_view_key_account_needs()
        self.assertEqual(
            self.env[action["res_model"]].search(action["domain"]), self.need
        )

    def test_whose_data_are_erased_leaves_no_words(self):
        self.need.write({"solution": "Secret", "what": "Secret"})
        self.contact.sudo()._erase_personal_data()
        self.assertNotIn("Secret", self.need.what)
        self.assertFalse(self.need.solution)
        self.assertTrue(self.need.exists())


class TestHandedOver(NeedMixin, HandoverCase):
    def test_needs_go_with_the_account(self):
        need = self.make_need()
        told = self.make_need(solution="x")
        told.action_solved()
        told.told_way = "phone"
        told.action_told()
        self.run_through()
        need = need.with_env(self.env)
        self.assertEqual(need.user_id, self.taker)
        self.assertEqual(told.sudo().user_id, self.officer)
        self.assertEqual(self.deadline(need, "need").responsible_id, self.taker)

    def test_actions_of_reviews_go_with_the_account(self):
        review = self.env["key.account.weekly.review"].create(
            {
                "user_id": self.officer.id,
                "company_id": self.company.id,
                "week_start": NOON.date(),
                "promised_at": NOON,
                "listed_at": NOON,
            }
        )
        line = self.env["key.account.weekly.line"].create(
            {"review_id": review.id, "account_id": self.account.id}
        )
        with self.at(NOON):
            action = self.env["key.account.weekly.action"].with_user(self.officer)
            action = action.create({"line_id": line.id, "what": "Call them."})
        self.run_through()
        self.assertEqual(action.with_env(self.env).user_id, self.taker)
