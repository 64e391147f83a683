"""TEAM-4: a review that was handed in by mistake goes back, and why is kept."""

from datetime import timedelta

from weekly import MORNING, WEEK, WeeklyCase

from odoo.exceptions import AccessError, UserError

DAY = timedelta(days=1)


class TestReopened(WeeklyCase):
    def setUp(self):
        super().setUp()
        self.review = self.review_of().with_user(self.officer)
        self.line = self.line_of(self.review)
        self.due = self.deadline(self.review, "weekly").due_at
        with self.at(MORNING + DAY):
            self.line.action_nothing()
            self.review.action_submit()

    def reopen(self, user=None, reason="Two customers were not called.", on=2):
        """What the button and its dialog do."""
        review = self.review.with_user(user or self.supervisor)
        with self.at(MORNING + on * DAY):
            action = review.action_reopen()
            dialog = self.env[action["res_model"]].with_user(user or self.supervisor)
            dialog = dialog.with_context(**action["context"]).create({"reason": reason})
            return dialog.action_confirm()

    def test_by_the_supervisor_with_a_reason_that_is_kept(self):
        self.assertTrue(self.review.with_user(self.supervisor).may_reopen)
        with self.assertRaisesRegex(UserError, "Say why"):
            self.reopen(reason=" ")
        self.reopen()
        self.assertEqual((self.review.state, self.review.submitted_at), ("open", False))
        said = self.review.message_ids[:1]
        self.assertEqual(said.author_id, self.supervisor.partner_id)
        self.assertIn("Two customers were not called.", said.body)
        self.assertIn(self.officer.name, said.body, "who had handed it in")
        self.assertIn(self.officer.partner_id, said.notified_partner_ids)
        with self.at(MORNING + 2 * DAY):
            self.line.action_reopen()
            self.note(self.line)
            self.review.action_submit()
        self.assertEqual(self.review.state, "submitted")

    def test_the_deadline_stays_the_one_it_was(self):
        self.reopen()
        deadline = self.deadline(self.review, "weekly")
        self.assertEqual((deadline.state, deadline.due_at), ("running", self.due))
        self.sweep(self.due)
        told = self.told(self.review)
        self.assertIn(("due+0/responsible", "kas-officer"), told)

    def test_after_its_time_what_was_left_goes_on(self):
        self.reopen(on=5)
        deadline = self.deadline(self.review, "weekly")
        self.assertEqual(deadline.state, "running")
        self.assertLess(deadline.due_at, self.due + WEEK)

    def test_nobody_else(self):
        self.assertFalse(self.review.may_reopen)
        for user in (self.officer, self.stranger, self.auditor, self.deputy):
            with self.assertRaises(AccessError):
                self.reopen(user)
        with self.assertRaises(AccessError):
            self.review.with_user(self.officer)._reopen("Forged")

    def test_only_what_was_handed_in_and_only_until_the_next(self):
        self.reopen()
        with self.assertRaisesRegex(UserError, "handed in"):
            self.reopen()
        with self.at(MORNING + 3 * DAY):
            self.review.action_submit()
        self.run_week(MORNING + WEEK)
        with self.assertRaisesRegex(UserError, "the next one"):
            self.reopen(on=8)
