"""TEAM-4: dated actions; what exceeds the authority goes upward or to a department."""

from datetime import datetime, timedelta

from weekly import MONDAY, MORNING, WeeklyCase

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form

from common import HOUR

FRIDAY_NIGHT = datetime(2026, 3, 6, 16)


class TestAction(WeeklyCase):
    def setUp(self):
        super().setUp()
        self.line = self.line_of(self.review_of())
        self.department = self.env["key.account.department"].create(
            {
                "name": "Products",
                "contact_ids": [(0, 0, {"user_id": self.clerk.id})],
            }
        )

    def make(self, **values):
        with self.at(MORNING + HOUR):
            return self.note(self.line, **values)

    def test_it_is_noted_with_its_day(self):
        action = self.make()
        self.assertRegex(action.name, r"^KW\d{5}$")
        self.assertEqual(action.account_id, self.account)
        self.assertEqual((action.user_id, action.asked_by_id), (self.officer,) * 2)
        deadline = self.deadline(action, "weekly_action")
        self.assertEqual(deadline.due_at, FRIDAY_NIGHT)

    def test_the_dialog_notes_it(self):
        with self.at(MORNING + HOUR):
            opened = self.line.with_user(self.officer).action_to_superior()
            view = "key_account_service.key_account_weekly_action_view_form_new"
            actions = self.env["key.account.weekly.action"].with_user(self.officer)
            with Form(actions.with_context(**opened["context"]), view) as form:
                form.what = "May we give them ten per cent?"
            action = form.record
            action.action_create()
        self.assertEqual((action.kind, action.user_id), ("superior", self.supervisor))
        self.assertEqual(self.line.state, "acted")

    def test_one_that_is_late_tells_the_superior(self):
        action = self.make()
        self.sweep(FRIDAY_NIGHT)
        self.assertIn(("due+0/responsible", "kas-officer"), self.told(action))
        self.sweep(FRIDAY_NIGHT + timedelta(days=1))
        self.assertIn(("due+1440/supervisor", "kas-supervisor"), self.told(action))

    def test_done(self):
        action = self.make()
        with self.at(MORNING + 2 * HOUR):
            action.action_done()
        self.assertEqual((action.state, action.done_by_id), ("done", self.officer))
        self.assertEqual(self.deadline(action, "weekly_action").state, "met")
        with self.assertRaisesRegex(UserError, "any more"):
            action.action_done()
        with self.assertRaisesRegex(UserError, "is over"):
            action.what = "Another"

    def test_withdrawn_with_the_reason(self):
        action = self.make()
        with self.assertRaisesRegex(UserError, "Result"):
            action.action_withdraw()
        action.result = "They do not want it any more."
        action.action_withdraw()
        self.assertEqual(action.state, "withdrawn")
        self.assertEqual(self.deadline(action, "weekly_action").state, "cancelled")

    def test_to_the_superior_who_is_told_at_once(self):
        action = self.make(kind="superior")
        self.assertEqual(action.user_id, self.supervisor)
        self.assertIn(("now:asked/responsible", "kas-supervisor"), self.told(action))
        mine = action.with_user(self.supervisor)
        self.assertTrue(mine.is_asked)
        with self.assertRaisesRegex(UserError, "Result"):
            mine.action_done()
        mine.result = "Ten per cent is all right."
        mine.action_done()
        self.assertEqual(action.done_by_id, self.supervisor)

    def test_of_a_supervisor_to_the_one_above(self):
        self.team.parent_id.member_ids = self.supervisor
        self.account.key_account_manager_id = self.supervisor
        review = self.review_of(self.supervisor)
        action = self.note(self.line_of(review), user=self.supervisor, kind="superior")
        self.assertEqual(action.user_id, self.head)

    def test_nobody_stands_above_the_head_of_the_company(self):
        self.account.key_account_manager_id = self.manager
        self.account.key_account_team_id = False
        line = self.line_of(self.review_of(self.manager))
        with self.assertRaisesRegex(UserError, "Nobody stands above"):
            self.note(line, user=self.manager, kind="superior")

    def test_to_a_department_that_sees_this_and_nothing_else(self):
        action = self.make(kind="department", department_id=self.department.id)
        self.assertEqual(action.user_id, self.clerk)
        asked = action.with_user(self.clerk)
        self.assertEqual(asked.what, "Offer the English channels.")
        self.assertTrue(asked.is_asked)
        with self.assertRaises(AccessError):
            asked.read(["line_id"])
        with self.assertRaises(AccessError):
            self.line.with_user(self.clerk).read(["remark"])
        other = self.make()
        self.assertNotIn(other, asked.search([]))
        for call in (asked.action_withdraw, lambda: asked.write({"what": "Forged"})):
            with self.assertRaises(AccessError):
                call()
        asked.result = "Six channels, from May."
        asked.action_done()
        self.assertEqual(action.state, "done")

    def test_a_department_has_to_be_named(self):
        with self.assertRaisesRegex(ValidationError, "Choose the department"):
            self.make(kind="department")

    def test_handed_back_with_the_reason_it_is_counted_and_told(self):
        action = self.make(kind="department", department_id=self.department.id)
        asked = action.with_user(self.clerk)
        with self.assertRaisesRegex(UserError, "Result"):
            asked.action_hand_back()
        asked.result = "Not ours."
        asked.action_hand_back()
        self.assertEqual((action.kind, action.user_id), ("own", self.officer))
        self.assertEqual((action.back_count, action.state), (1, "open"))
        told = self.told(action)
        self.assertIn(("now:back-1/responsible", "kas-officer"), told)
        self.assertIn(("now:back-1/supervisor", "kas-supervisor"), told)
        # It is in the manager's hands again.
        with self.assertRaises(AccessError):
            asked.read(["what"])

    def test_only_who_was_asked_hands_it_back(self):
        action = self.make(kind="superior")
        action.result = "x"
        for user in (self.officer, self.deputy):
            with self.assertRaisesRegex(UserError, "that was asked"):
                action.with_user(user).action_hand_back()

    def test_who_was_asked_does_not_withdraw_it(self):
        action = self.make(kind="superior").with_user(self.supervisor)
        action.result = "x"
        with self.assertRaises(AccessError):
            action.action_withdraw()

    def test_who_and_when_are_agreed_once(self):
        action = self.make()
        for vals in (
            {"due_on": MONDAY + timedelta(days=60)},
            {"kind": "superior"},
            {"department_id": self.department.id},
            {"user_id": self.stranger.id},
            {"state": "done"},
            {"back_count": 0},
        ):
            with self.assertRaises(AccessError):
                action.write(vals)

    def test_nobody_notes_it_for_accounts_of_others(self):
        for user in (self.stranger, self.supervisor, self.manager, self.auditor):
            with self.assertRaises(AccessError):
                self.note(self.line, user=user)
        with self.assertRaises(AccessError):
            self.make(user=self.officer, state="done")

    def test_no_words_no_action(self):
        with self.assertRaises(ValidationError):
            self.make(what=" ")

    def test_who_serves_the_account_no_more_is_not_told(self):
        action = self.make().with_env(self.env)
        self.account.key_account_manager_id = self.stranger
        deadline = self.deadline(action, "weekly_action")
        self.assertEqual(deadline.responsible_id, self.stranger)
        self.sweep(FRIDAY_NIGHT)
        self.assertIn(("due+0/responsible", "kas-stranger"), self.told(action))

    def test_who_is_erased_leaves_no_words(self):
        action = self.make(what="Secret words")
        self.line.with_user(self.officer).remark = "Secret remark"
        self.account.with_user(self.manager).sudo()._erase_personal_data()
        self.assertNotIn("Secret", action.what)
        self.assertFalse(self.line.remark)
