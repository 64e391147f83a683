"""TEAM-4: every Monday a review is made; it is answered, handed in, or omitted."""

from datetime import datetime, timedelta
from unittest.mock import patch

from weekly import MONDAY, MORNING, WEEK, WeeklyCase

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from common import HOUR

DAY = timedelta(days=1)
LATE = datetime(2026, 3, 6, 16)


class TestMade(WeeklyCase):
    def test_on_monday_morning_by_the_clock_of_the_company(self):
        self.assertFalse(self.run_week(MORNING - HOUR - timedelta(seconds=1)))
        review = self.review_of(moment=MORNING - HOUR)
        self.assertEqual(review.week_start, MONDAY)
        self.assertEqual(review.week_end, MONDAY + 6 * DAY)
        self.assertEqual(review.team_id, self.team)
        self.assertEqual(review.line_ids.account_id, self.account)
        self.assertEqual(review.line_ids.tier_id, self.ref("tier_a"))

    def test_the_hour_is_data(self):
        self.company.key_account_weekly_hour = 8.5
        self.assertFalse(self.run_week(MORNING + HOUR))
        self.assertTrue(self.run_week(MORNING + HOUR * 1.5))

    def test_once_a_week(self):
        self.assertTrue(self.run_week())
        for moment in (MORNING, MORNING + HOUR, MORNING + 6 * DAY):
            self.assertFalse(self.run_week(moment))
        self.assertTrue(self.run_week(MORNING + WEEK))

    def test_a_monday_without_scheduler_is_caught_up(self):
        review = self.review_of(moment=MORNING + 2 * DAY)
        self.assertEqual(review.week_start, MONDAY)
        self.assertTrue(review.line_ids)

    def test_a_manager_without_accounts_gets_none(self):
        made = self.run_week()
        self.assertNotIn(self.deputy, made.user_id)
        self.assertNotIn(self.stranger, made.user_id)

    def test_one_who_has_left_gets_none(self):
        self.officer.active = False
        self.assertNotIn(self.officer, self.run_week().user_id)

    def test_switched_off_none_is_made(self):
        self.company.key_account_weekly = False
        self.assertFalse(self.run_week())

    def test_in_a_week_in_which_nobody_works_none_is_made(self):
        calendar = self.env["resource.calendar"].create({"name": "Closed"})
        calendar.attendance_ids.unlink()
        self.company.resource_calendar_id = calendar
        self.assertFalse(self.run_week())

    def test_accounts_of_another_company_are_not_on_it(self):
        other = self.env["res.company"].create(
            {"name": "Other", "key_account_weekly": False}
        )
        theirs = self.env["res.partner"].create(
            {
                "name": "Theirs",
                "key_account_kind": "group",
                "company_id": other.id,
                "key_account_manager_id": self.manager.id,
            }
        )
        self.account.key_account_manager_id = self.manager
        self.assertEqual(theirs.key_account_company_id, other)
        self.assertNotIn(theirs, self.review_of(self.manager).line_ids.account_id)

    def test_one_that_fails_stops_no_other_and_is_tried_again(self):
        bank = self.env["res.partner"].create(
            {
                "name": "Bank",
                "key_account_kind": "group",
                "key_account_manager_id": self.stranger.id,
            }
        )
        model = type(self.env["key.account.weekly.line"])
        original = model._list

        def fail(lines, review, accounts, since):
            if bank in accounts:
                raise ValueError("broken")
            return original(lines, review, accounts, since)

        with patch.object(model, "_list", fail), mute_logger("odoo.addons"):
            made = self.run_week()
        broken = made.filtered(lambda one: one.user_id == self.stranger)
        self.assertEqual(broken.error, "broken")
        self.assertFalse(broken.listed_at)
        self.assertTrue((made - broken).filtered("line_ids"))
        self.run_week(MORNING + timedelta(minutes=1))
        self.assertFalse(broken.listed_at, "not before a quarter of an hour is over")
        self.run_week(MORNING + HOUR)
        self.assertEqual(broken.line_ids.account_id, bank)
        self.assertFalse(broken.error)

    def test_the_scheduled_action_runs_in_full(self):
        with self.at(MORNING), self.enter_registry_test_mode():
            self.ref("ir_cron_weekly_review").method_direct_trigger()
        review = self.env["key.account.weekly.review"].search(
            [("user_id", "=", self.officer.id)]
        )
        self.assertEqual(review.line_ids.account_id, self.account)

    def test_the_manager_is_told_at_once_and_once(self):
        review = self.review_of()
        self.assertEqual(self.told(review), [("now:weekly/responsible", "kas-officer")])
        self.run_week(MORNING + HOUR)
        self.assertEqual(len(self.told(review)), 1)


class TestAnswered(WeeklyCase):
    def setUp(self):
        super().setUp()
        self.review = self.review_of().with_user(self.officer)
        self.line = self.line_of(self.review)

    def test_nothing_to_do(self):
        with self.at(MORNING + HOUR):
            self.line.action_nothing()
        self.assertEqual(self.line.state, "nothing")
        self.assertEqual(
            (self.line.answered_at, self.line.answered_by_id),
            (MORNING + HOUR, self.officer),
        )
        self.assertEqual(self.review.open_count, 0)
        self.line.action_reopen()
        self.assertEqual((self.line.state, self.line.answered_at), ("open", False))

    def test_an_action_is_an_answer(self):
        self.note(self.line)
        self.assertEqual(self.line.state, "acted")
        self.assertEqual(self.review.action_count, 1)
        with self.assertRaisesRegex(UserError, "There are actions"):
            self.line.action_nothing()
        with self.assertRaisesRegex(UserError, "thought over"):
            self.line.action_reopen()

    def test_it_is_handed_in_when_every_account_is_answered(self):
        with self.assertRaisesRegex(UserError, "1 accounts are not answered.*Jinniu"):
            self.review.action_submit()
        self.line.action_nothing()
        with self.at(MORNING + HOUR):
            self.review.action_submit()
        self.assertEqual(self.review.state, "submitted")
        self.assertEqual(self.review.submitted_by_id, self.officer)
        self.assertEqual(self.deadline(self.review, "weekly").state, "met")
        with self.assertRaisesRegex(UserError, "is over"):
            self.review.action_submit()

    def test_what_was_handed_in_stays_as_it_is(self):
        self.line.action_nothing()
        self.review.action_submit()
        for call in (
            self.line.action_nothing,
            self.line.action_reopen,
            self.line.action_note,
            lambda: self.line.write({"remark": "later"}),
            lambda: self.note(self.line),
        ):
            with self.assertRaisesRegex(UserError, "over"):
                call()

    def test_a_list_that_is_not_made_is_not_handed_in(self):
        self.review.sudo().write({"listed_at": False})
        self.line.action_nothing()
        with self.assertRaisesRegex(UserError, "still being made"):
            self.review.action_submit()

    def test_the_deputy_answers_for_accounts_of_the_own(self):
        line = self.line.with_user(self.deputy)
        line.action_nothing()
        self.assertEqual(line.answered_by_id, self.deputy)
        self.review.with_user(self.deputy).action_submit()
        self.assertEqual(self.review.submitted_by_id, self.deputy)

    def test_superiors_read_and_answer_nothing(self):
        for user in (self.supervisor, self.head, self.manager, self.auditor):
            line, review = self.line.with_user(user), self.review.with_user(user)
            self.assertEqual(review.user_id, self.officer)
            with self.assertRaises(AccessError):
                line.action_nothing()
            with self.assertRaises(AccessError):
                review.action_submit()
        self.assertEqual(self.line.state, "open")

    def test_strangers_do_not_know_of_it(self):
        for user in (self.stranger, self.clerk):
            with self.assertRaises(AccessError):
                self.review.with_user(user).read(["state"])
            with self.assertRaises(AccessError):
                self.line.with_user(user).read(["state"])

    def test_facts_are_nobodys_to_write(self):
        for record, vals in (
            (self.review, {"state": "submitted"}),
            (self.review, {"submitted_at": MORNING}),
            (self.review, {"open_count": 0}),
            (self.review, {"week_start": "2020-01-06"}),
            (self.line, {"state": "nothing"}),
            (self.line, {"facts": []}),
            (self.line, {"due_count": 0}),
            (self.line, {"account_id": self.contact.id}),
        ):
            for user in (self.officer, self.manager):
                with self.assertRaises(AccessError):
                    record.with_user(user).write(vals)


class TestOmitted(WeeklyCase):
    def test_it_is_due_on_friday_night(self):
        review = self.review_of()
        deadline = self.deadline(review, "weekly")
        self.assertEqual(deadline.due_at, LATE)
        self.assertEqual(deadline.partner_id, self.env["res.partner"])
        self.sweep(LATE)
        self.assertIn(("due+0/supervisor", "kas-supervisor"), self.told(review))
        self.assertEqual(review.deadline_state, "missed")

    def test_one_made_late_leaves_a_day(self):
        moment = LATE + HOUR
        review = self.review_of(moment=moment)
        self.assertEqual(self.deadline(review, "weekly").due_at, moment + DAY)

    def test_what_is_left_when_the_next_one_is_made_is_an_omission(self):
        review = self.review_of()
        self.sweep(LATE)
        self.assertEqual(self.omissions(LATE), self.line_of(review))
        following = self.review_of(moment=MORNING + WEEK)
        self.assertEqual(following.week_start, MONDAY + WEEK)
        self.assertEqual(review.state, "omitted")
        self.assertEqual(review.line_ids.state, "omitted")
        self.assertEqual(review.open_count, 1)
        deadline = self.deadline(review, "weekly")
        self.assertEqual(
            (deadline.state, bool(deadline.missed_at)), ("cancelled", True)
        )
        self.assertEqual(self.omissions(MORNING + WEEK), self.line_of(review))

    def test_one_that_was_handed_in_is_none(self):
        review = self.review_of()
        self.line_of(review).with_user(self.officer).action_nothing()
        review.with_user(self.officer).action_submit()
        self.run_week(MORNING + WEEK)
        self.assertEqual(review.state, "submitted")
        self.assertFalse(self.omissions(MORNING + WEEK))

    def omissions(self, moment):
        """What the list of omissions shows to the supervisor."""
        lines = self.env["key.account.weekly.line"].with_user(self.supervisor)
        domain = [
            ("user_id", "=", self.officer.id),
            "|",
            ("state", "=", "omitted"),
            "&",
            ("state", "=", "open"),
            ("review_id.deadline_state", "=", "missed"),
        ]
        with self.at(moment):
            return lines.search(domain).with_env(self.env)


class TestChangesHands(WeeklyCase):
    def setUp(self):
        super().setUp()
        self.bank = self.env["res.partner"].create(
            {
                "name": "Bank",
                "key_account_kind": "group",
                "key_account_manager_id": self.stranger.id,
            }
        )
        self.run_week()
        reviews = self.env["key.account.weekly.review"]
        self.mine = reviews.search([("user_id", "=", self.officer.id)])
        self.theirs = reviews.search([("user_id", "=", self.stranger.id)])

    def test_an_open_line_goes_to_the_review_of_the_new_manager(self):
        line = self.line_of(self.mine)
        self.account.key_account_manager_id = self.stranger
        self.assertEqual(line.review_id, self.theirs)
        self.assertEqual(line.user_id, self.stranger)
        self.assertEqual((self.mine.line_count, self.mine.open_count), (0, 0))
        self.assertEqual(self.theirs.open_count, 2)
        self.mine.with_user(self.officer).action_submit()

    def test_without_one_it_is_with_another_manager(self):
        line = self.line_of(self.mine)
        self.account.key_account_manager_id = self.supervisor
        self.assertEqual((line.state, line.review_id), ("gone", self.mine))
        self.mine.with_user(self.officer).action_submit()

    def test_what_was_answered_stays(self):
        line = self.line_of(self.mine)
        line.with_user(self.officer).action_nothing()
        self.account.key_account_manager_id = self.stranger
        self.assertEqual((line.review_id, line.state), (self.mine, "nothing"))

    def test_an_account_that_ends_holds_up_nobody(self):
        """Nobody could answer for it; what was promised about it alarms nobody."""
        for ended in ({"active": False}, {"key_account_kind": False}):
            with self.subTest(ended), self.env.cr.savepoint() as savepoint:
                review, line = self.mine, self.line_of(self.mine)
                with self.at(MORNING):
                    action = self.note(line)
                need = self.env["key.account.need"].create(
                    {"partner_id": self.account.id, "what": "More channels."}
                )
                line.state = "open"
                self.account.write(ended)
                self.assertEqual(line.state, "gone")
                review.with_user(self.officer).action_submit()
                for work, kind in ((action, "weekly_action"), (need, "need")):
                    deadline = self.deadline(work.sudo(), kind)
                    self.assertEqual(deadline.state, "cancelled")
                self.account.write({"active": True, "key_account_kind": "group"})
                self.assertEqual(self.deadline(need.sudo(), "need").state, "running")
                savepoint.rollback()
