"""TEAM-4: what stands on the list of an account, and what does not stand there."""

import json
from datetime import timedelta

from visits import VisitMixin
from weekly import MORNING, WEEK, WeeklyCase

from common import HOUR, NOON

DAY = timedelta(days=1)


class TestFacts(VisitMixin, WeeklyCase):
    def setUp(self):
        super().setUp()
        files = self.env["key.account.file"]
        self.file = files.search([("partner_id", "=", self.account.id)])

    def listed(self, review=None, user=None):
        """Kind and record of all that stands on the line, as a user sees it."""
        review = review or self.review_of()
        line = self.line_of(review).with_user(user or self.officer)
        return {
            section: [
                (fact["kind"], fact["model"], fact["id"])
                for fact in line[f"{section}_facts"] or []
            ]
            for section in ("changed", "due", "heard")
        }

    def test_a_quiet_account_has_a_line_without_news(self):
        line = self.line_of(self.review_of())
        self.assertFalse(line.due_count or line.heard_count)
        self.assertEqual(line.state, "open")

    def test_cases_and_visits_of_the_week_were_heard(self):
        case = self.make_case(MORNING - DAY)
        with self.at(MORNING - 2 * DAY):
            visit = self.make_visit()
            visit.action_done()
        self.make_case(MORNING - 8 * DAY)
        heard = self.listed()["heard"]
        self.assertIn(("case", "helpdesk.ticket", case.id), heard)
        self.assertIn(("contact", "key.account.visit", visit.id), heard)
        self.assertEqual(len(heard), 2)

    def test_what_is_promised_soon_is_due(self):
        case = self.make_case(MORNING - HOUR)
        due = self.listed()["due"]
        self.assertEqual(due.count(("promise", "helpdesk.ticket", case.id)), 1)

    def test_a_visit_is_due_as_far_as_the_company_looks_ahead(self):
        near = self.make_visit(planned_at=MORNING + 13 * DAY)
        far = self.make_visit(planned_at=MORNING + 15 * DAY)
        due = self.listed()["due"]
        self.assertIn(("visit", "key.account.visit", near.id), due)
        self.assertNotIn(("visit", "key.account.visit", far.id), due)

    def test_services_that_end_are_due(self):
        days = {
            "date_from": NOON.date() - 30 * DAY,
            "date_until": NOON.date() + 10 * DAY,
        }
        with self.at(MORNING - DAY):
            service = self.env["key.account.service"].create(
                {"file_id": self.file.id, "name": "4K", **days}
            )
        term = self.env["key.account.service.term"].search(
            [("service_id", "=", service.id)]
        )
        due = self.listed()["due"]
        self.assertIn(("service", "key.account.service.term", term.id), due)

    def test_a_changed_file_is_named_once(self):
        with self.at(MORNING - DAY):
            self.file.with_user(self.officer).write(
                {"department": "Catering", "preferences": "Tea"}
            )
            self.env.flush_all()
        changed = self.listed()["changed"]
        self.assertEqual(
            [fact for fact in changed if fact[0] == "file"],
            [("file", "key.account.file", self.file.id)],
        )

    def test_a_significant_change_is_named(self):
        with self.at(MORNING - DAY):
            change = self.env["key.account.significant.change"].create(
                {"file_id": self.file.id, "kind": "leadership", "what": "New boss"}
            )
        changed = self.listed()["changed"]
        self.assertIn(("change", change._name, change.id), changed)

    def test_a_rating_was_heard(self):
        case = self.make_case(MORNING - 20 * DAY)
        with self.at(MORNING - DAY):
            self.env["rating.rating"].create(
                {
                    "res_model_id": self.env["ir.model"]._get_id(case._name),
                    "res_id": case.id,
                    "rating": 1,
                    "consumed": True,
                }
            )
        # The database has a clock of its own.
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE rating_rating SET write_date = %s WHERE res_id = %s",
            (MORNING - DAY, case.id),
        )
        self.env.invalidate_all()
        heard = self.listed()["heard"]
        self.assertIn(("rating", "helpdesk.ticket", case.id), heard)

    def test_a_need_stays_on_the_list_until_the_customer_is_told(self):
        with self.at(MORNING - DAY):
            need = self.env["key.account.need"].with_user(self.officer)
            need = need.create({"partner_id": self.contact.id, "what": "Channels"})
        review = self.review_of()
        fact = ("need", "key.account.need", need.id)
        self.assertIn(fact, self.listed(review)["due"])
        need.solution = "Six channels"
        need.action_solved()
        need.told_way = "phone"
        need.action_told()
        following = self.review_of(moment=MORNING + WEEK)
        self.assertNotIn(fact, self.listed(following)["due"])

    def test_an_action_stays_on_the_list_until_it_is_done(self):
        review = self.review_of()
        with self.at(MORNING):
            action = self.note(self.line_of(review))
        following = self.review_of(moment=MORNING + WEEK)
        fact = ("action", "key.account.weekly.action", action.id)
        self.assertIn(fact, self.listed(following)["due"])

    def test_news_count_from_the_last_one_that_was_handed_in(self):
        review = self.review_of()
        case = self.make_case(MORNING + HOUR)
        # Not handed in: its news and those after it are on the next list as well.
        second = self.review_of(moment=MORNING + WEEK)
        self.assertEqual(review.state, "omitted")
        self.line_of(second).with_user(self.officer).action_nothing()
        second.with_user(self.officer).action_submit()
        third = self.review_of(moment=MORNING + 2 * WEEK)
        self.assertEqual(third.since, second.listed_at)
        fact = ("case", "helpdesk.ticket", case.id)
        self.assertIn(fact, self.listed(second)["heard"])
        self.assertNotIn(fact, self.listed(third)["heard"])

    def test_nothing_that_was_said_is_kept(self):
        with self.at(MORNING - DAY):
            visit = self.make_visit(content="Secret words", needs="Secret needs")
            visit.action_done()
            self.file.with_user(self.officer).department = "Secret place"
        self.make_case(MORNING - DAY, name="Secret title")
        stored = json.dumps(self.line_of(self.review_of()).facts)
        self.assertNotIn("Secret", stored)
        self.assertNotIn("Jinniu", stored)

    def test_what_the_reader_may_not_read_is_not_named(self):
        case = self.make_case(MORNING - DAY)
        review = self.review_of()
        self.assertTrue(self.listed(review, self.supervisor)["heard"])
        # Another company's: nobody of this one reads it.
        other = self.env["res.company"].create({"name": "Other"})
        case.sudo().company_id = other
        self.assertFalse(self.listed(review, self.officer)["heard"])
        self.assertEqual(self.line_of(review).heard_count, 1)

    def test_many_are_counted_and_the_first_are_listed(self):
        for _number in range(14):
            self.make_case(MORNING - DAY)
        line = self.line_of(self.review_of())
        self.assertEqual(line.heard_count, 14)
        self.assertEqual(len(line.with_user(self.officer).heard_facts), 12)

    def test_the_number_of_queries_does_not_grow_with_the_accounts(self):
        self.run_week(MORNING - WEEK)

        def cost(moment):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.run_week(moment)
            return self.env.cr.sql_log_count - before

        few = cost(MORNING)
        self.env["res.partner"].create(
            [
                {
                    "name": f"Account {number}",
                    "key_account_kind": "group",
                    "key_account_manager_id": self.officer.id,
                }
                for number in range(40)
            ]
        )
        self.assertLessEqual(cost(MORNING + WEEK), few + 25)
