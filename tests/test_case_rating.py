"""SAT-1: a rating once a solution, seldom enough, and what follows from it."""

from datetime import timedelta
from unittest.mock import patch

from call_backs import CallBackMixin

from odoo.exceptions import AccessError, RedirectWarning, UserError

from common import HOUR, NOON, KeyAccountCase

DAY = 24 * HOUR


class RatingMixin(CallBackMixin):
    def ratings(self, case):
        return self.env["rating.rating"].search(
            [("res_model", "=", "helpdesk.ticket"), ("res_id", "=", case.id)],
            order="id",
        )

    def mails(self, case):
        """Queued requests for a rating of a case."""
        key = self.ratings(case)[-1:].access_token or "none"
        return self.env["mail.mail"].search([("body_html", "like", key)])

    def rate(self, case, rate, moment=NOON + 2 * HOUR):
        """The customer rates by the link of the last mail."""
        with self.at(moment):
            rating = self.ratings(case)[-1:]
            case.sudo().rating_apply(rate, rating=rating, feedback="Well.")
        self.env.invalidate_all()
        return rating


class TestAsked(RatingMixin, KeyAccountCase):
    def created(self, moment):
        """Odoo notes by the clock of the database when something was created."""
        return patch.object(self.env.cr, "_now", moment)

    def tell(self, case, moment=NOON + HOUR, user=None):
        with self.created(moment):
            super().tell(case, moment, user)
            self.env.flush_all()
        return case

    def test_when_solved_and_told_and_not_before(self):
        case = self.make_case()
        with self.at(NOON + HOUR):
            case.stage_id = self.stage("solved")
        self.assertFalse(self.ratings(case))
        self.tell(case)
        self.assertEqual(len(self.ratings(case)), 1)
        mail = self.mails(case)
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.recipient_ids, self.contact)
        self.assertIn(f"/rate/{self.ratings(case).access_token}/5", mail.body_html)

    def test_once_a_solution(self):
        case = self.told_case()
        with self.at(NOON + 2 * HOUR):
            self.confirm(case)
            case.stage_id = self.stage("done")
        self.assertEqual(len(self.mails(case)), 1)
        self.assertEqual(len(self.ratings(case)), 1)

    def test_not_too_often_of_one_person(self):
        first = self.told_case()
        second = self.told_case()
        self.assertEqual(len(self.ratings(first)), 1)
        self.assertFalse(self.ratings(second))
        third = self.make_case(NOON + 31 * DAY)
        self.tell(third, NOON + 32 * DAY)
        self.assertEqual(len(self.ratings(third)), 1)

    def test_how_often_is_configuration(self):
        self.company.key_account_rating_days = 0
        cases = [self.told_case()]
        for hours in (3, 5):
            case = self.make_case(NOON + hours * HOUR)
            cases.append(self.tell(case, NOON + (hours + 1) * HOUR))
        self.assertEqual([len(self.ratings(case)) for case in cases], [1, 1, 1])

    def test_not_who_has_no_address_or_does_not_want_it(self):
        plain = self.env["res.partner"].create({"name": "Plain"})
        case = self.make_case(user=self.officer, partner_id=plain.id)
        self.assertFalse(self.ratings(self.tell(case)))
        self.assertFalse(self.ratings(self.unrated_case()))

    def unrated_case(self):
        case = self.make_case()
        case.with_user(self.supervisor).rating_status = "no_rate"
        return self.tell(case)

    def test_a_copy_is_rated_though_the_case_was_not(self):
        copied = self.unrated_case().with_user(self.officer).copy()
        self.assertEqual(copied.rating_status, "stage_change")

    def test_a_case_that_is_given_up_is_not_rated(self):
        case = self.make_case()
        case.stage_id = self.stage("cancelled")
        self.assertFalse(self.ratings(case))

    def test_the_links_stand_in_no_message_of_the_case(self):
        case = self.told_case()
        key = self.ratings(case).access_token
        messages = self.env["mail.message"].search([("body", "like", key)])
        self.assertFalse(messages.filtered("model"))
        self.assertNotIn(self.officer.partner_id, messages.author_id)
        for message in messages:
            self.assertFalse(message.with_user(self.officer).has_access("read"))
        template = self.ref("mail_template_rating_request").with_user(self.officer)
        body = template._render_field("body_html", case.ids)[case.id]
        self.assertNotIn(key, body)

    def test_an_answer_to_the_mail_finds_the_case(self):
        case = self.make_case()
        first = case.message_post(body="It was this cable.")
        self.tell(case)
        self.assertEqual(self.mails(case).references, first.message_id)

    def test_who_is_rated(self):
        case = self.told_case()
        self.assertEqual(self.ratings(case).rated_partner_id, self.officer.partner_id)


class TestRated(RatingMixin, KeyAccountCase):
    def test_a_good_rating_confirms(self):
        case = self.told_case()
        self.rate(case, 5)
        self.assertEqual(case.confirmed_by, "rating")
        self.assertEqual(case.confirmed_at, NOON + 2 * HOUR)
        self.record(case.call_back_ids, moment=NOON + 3 * HOUR)
        self.assertEqual(case.confirmed_by, "rating")
        case.stage_id = self.stage("done")
        self.assertTrue(case.closed)

    def test_a_low_rating_is_followed_up_and_confirms_nothing(self):
        case = self.told_case()
        self.rate(case, 3)
        self.assertFalse(case.confirmed_at)
        call = self.call_back(case, "low_rating")
        self.assertEqual((call.state, call.user_id), ("to_do", self.officer))
        self.assertEqual(call.deadline_due_at, NOON + 10 * HOUR)
        self.assertEqual(self.call_back(case).state, "cancelled")
        with self.assertRaises(RedirectWarning):
            case.stage_id = self.stage("done")
        self.record(call, moment=NOON + 3 * HOUR)
        self.assertEqual(case.confirmed_by, "call_back")
        case.stage_id = self.stage("done")

    def test_what_is_low_is_configuration(self):
        self.company.key_account_low_rating = "1"
        case = self.told_case()
        self.rate(case, 3)
        self.assertFalse(case.confirmed_at)
        self.assertEqual(self.call_back(case).state, "to_do")
        self.assertFalse(self.call_back(case, "low_rating"))

    def test_a_low_rating_holds_up_a_confirmed_case(self):
        case = self.told_case()
        self.record(self.call_back(case), moment=NOON + 90 * timedelta(minutes=1))
        self.rate(case, 1)
        with self.assertRaises(RedirectWarning):
            case.stage_id = self.stage("done")

    def test_a_low_rating_after_closing_opens_the_case_if_the_call_says_so(self):
        case = self.told_case()
        with self.at(NOON + 2 * HOUR):
            self.confirm(case)
            case.stage_id = self.stage("done")
        self.rate(case, 1)
        self.assertTrue(case.closed)
        call = self.call_back(case, "low_rating")
        self.record(call, "not_satisfied", NOON + 3 * HOUR)
        self.assertFalse(case.closed)
        self.assertEqual(case.reopen_count, 1)

    def test_the_first_rating_counts(self):
        case = self.told_case()
        rating = self.rate(case, 1)
        self.rate(case, 5, NOON + 3 * HOUR)
        self.assertEqual(rating.rating, 1)
        self.assertFalse(case.confirmed_at)

    def test_a_rating_of_an_earlier_solution_confirms_nothing(self):
        case = self.told_case()
        with self.at(NOON + 2 * HOUR):
            case.stage_id = self.stage("in_progress")
        self.rate(case, 5)
        self.assertFalse(case.confirmed_at)
        self.assertFalse(self.call_back(case, "low_rating"))

    def test_of_another_case(self):
        case = self.told_case()
        other = self.make_case()
        with self.assertRaises(AccessError):
            other.sudo().rating_apply(5, rating=self.ratings(case))

    def test_staff_rate_nothing(self):
        case = self.told_case()
        rating = self.ratings(case)
        mine = case.with_user(self.officer)
        with self.assertRaises(AccessError):
            mine.rating_apply(5, token=rating.access_token)
        message = mine.message_post(body="Great!", rating_value=5)
        self.assertFalse(message.rating_ids)
        with self.assertRaises(UserError):
            mine._message_update_content(message, body="Great!", rating_value=5)
        with self.assertRaises(AccessError):
            rating.with_user(self.officer).write({"rating": 5, "consumed": True})
        with self.assertRaises(AccessError):
            rating.with_user(self.officer).reset()
        with self.assertRaises(AccessError):
            self.env["rating.rating"].with_user(self.officer).create(
                {
                    "res_model_id": self.env["ir.model"]._get_id("helpdesk.ticket"),
                    "res_id": case.id,
                    "rating": 5,
                    "consumed": True,
                }
            )
        self.assertFalse(case.confirmed_at)

    def test_share_of_good_ratings(self):
        case = self.told_case()
        self.assertEqual(case.positive_rate_percentage, -1)
        self.rate(case, 5)
        self.assertEqual(case.positive_rate_percentage, 100)

    def test_creating_asks_for_the_share_in_one_query(self):
        values = {"name": "x", "description": "x"}
        counts = []
        for size in (5, 25):
            with patch.object(
                type(self.env["rating.rating"]),
                "_read_group",
                autospec=True,
                side_effect=type(self.env["rating.rating"])._read_group,
            ) as read:
                self.env["helpdesk.ticket"].create([values] * size)
                self.env.flush_all()
                counts.append(read.call_count)
        self.assertEqual(counts[0], counts[1])
