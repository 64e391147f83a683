"""CASE-7, SAT-1: the customer says on the portal whether it is solved."""

from portal_cases import AnsweringCase

from common import HOUR, NOON


class TestIsItSolved(AnsweringCase):
    def setUp(self):
        super().setUp()
        self.login(self.portal_contact)

    def asked(self, case=None):
        return "Is it solved?" in self.get(f"/my/ticket/{(case or self.case).id}").text

    def test_the_question_stands_on_the_page_only_when_it_is_time(self):
        self.assertTrue(self.asked())
        self.assertFalse(self.asked(self.make_case()))
        untold = self.make_case()
        untold.stage_id = self.stage("solved")
        self.assertFalse(self.asked(untold))
        self.case.stage_id = self.stage("cancelled")
        self.assertFalse(self.asked())

    def test_yes_confirms_once_and_keeps_when_the_customer_was_told(self):
        where = self.answer(solved="yes", rate="5", feedback="Quick!")
        self.assertIn("told=confirmed", where)
        self.assertEqual(self.case.confirmed_by, "portal")
        self.assertEqual(self.case.customer_informed_at, NOON)
        self.assertEqual(self.case.stage_id, self.stage("solved"))
        self.assertIn("Thank you", self.get(where).text)
        self.assertFalse(self.asked())
        self.assertIn("told=late", self.answer(solved="no", missing="Wrong click"))
        self.assertIn("told=late", self.answer(solved="yes", rate="1"))
        self.assertEqual(self.case.reopen_count, 0)
        self.assertEqual(len(self.ratings()), 1)

    def test_the_rating_is_one_of_the_case_like_that_of_the_mail(self):
        self.answer(solved="yes", rate="3", feedback="Took long")
        rating = self.ratings()
        self.assertEqual((rating.rating, rating.feedback), (3, "Took long"))
        self.assertEqual(rating.partner_id, self.contact)
        self.assertEqual(rating.rated_partner_id, self.officer.partner_id)
        self.assertTrue(rating.consumed)

    def test_a_low_rating_asks_for_a_call_all_the_same(self):
        self.answer(solved="yes", rate="1")
        self.assertEqual(self.case.confirmed_by, "portal")
        calls = self.case.call_back_ids.filtered(lambda c: c.kind == "low_rating")
        self.assertEqual(calls.state, "to_do")

    def test_the_rating_asked_for_by_mail_is_the_same_one(self):
        self.case._rating_get_access_token(self.contact)
        self.answer(solved="yes", rate="5")
        self.assertEqual(len(self.ratings()), 1)
        self.assertTrue(self.ratings().consumed)

    def test_whoever_has_rated_by_mail_is_not_asked_twice(self):
        case = self.case.sudo()
        with self.at(NOON + HOUR):
            token = case._rating_get_access_token(self.contact)
            rating = self.ratings().filtered(lambda r: r.access_token == token)
            case.rating_apply(1, rating=rating)
        self.assertNotIn("How content", self.get(f"/my/ticket/{case.id}").text)
        self.answer(solved="yes", rate="5")
        self.assertEqual(self.ratings().rating, 1)

    def test_no_reopens_with_the_same_clock(self):
        deadline = self.deadline(self.case)
        started = deadline.started_at
        where = self.answer(solved="no", missing="Room 12 is still dark")
        self.assertIn("told=reopened", where)
        self.assertEqual(self.case.reopen_count, 1)
        self.assertFalse(self.case.customer_informed_at or self.case.confirmed_at)
        self.assertEqual(self.deadline(self.case), deadline)
        self.assertEqual(deadline.started_at, started)
        self.assertEqual(deadline.state, "running")
        self.assertIn("told=late", self.answer(solved="no", missing="Again"))
        self.assertEqual(self.case.reopen_count, 1)

    def test_no_tells_who_serves_the_account_in_the_customers_words(self):
        self.answer(solved="no", missing="Room 12 is still dark")
        message = self.case.message_ids.filtered(lambda m: "Room 12" in (m.body or ""))
        self.assertEqual(len(message), 1)
        self.assertEqual(message.author_id, self.contact)
        self.assertIn(self.officer.partner_id, message.notified_partner_ids)
        self.assertFalse(message.is_internal)

    def test_no_needs_words(self):
        for missing in ("", "   "):
            where = self.answer(solved="no", missing=missing)
            self.assertIn("told=missing", where)
        self.assertEqual(self.case.reopen_count, 0)
        self.assertIn("what is still wrong", self.get(where).text)

    def test_solved_anew_it_is_asked_anew(self):
        self.answer(solved="no", missing="Room 12")
        self.solve(self.case, NOON + HOUR)
        self.assertTrue(self.asked())
        self.answer(solved="yes", rate="5")
        self.assertEqual(self.case.confirmed_by, "portal")

    def test_nothing_is_answered_before_its_time_or_after_the_end(self):
        for change in (
            {"stage_id": self.stage("in_progress").id},
            {"stage_id": self.stage("cancelled").id},
            {"active": False},
        ):
            case = self.solve(self.make_case())
            case.write(change)
            self.env.invalidate_all()
            before = case.stage_id, case.reopen_count, case.confirmed_at
            for words in ({"solved": "yes"}, {"solved": "no", "missing": "x"}):
                response = self.post(f"/my/ticket/{case.id}/answer", **words)
                response.raise_for_status()
            after = case.stage_id, case.reopen_count, case.confirmed_at
            self.assertEqual(after, before)
        closed = self.solve(self.make_case())
        self.confirm(closed)
        closed.stage_id = self.stage("done")
        self.assertIn("told=late", self.answer(closed, solved="no", missing="x"))
        self.assertTrue(closed.closed)

    def test_nonsense_is_no_server_error(self):
        for words in (
            {},
            {"solved": "perhaps"},
            {"solved": "yes", "rate": "-1", "feedback": "x" * 9000},
            {"solved": "yes", "rate": "NaN"},
        ):
            self.answer(**words)
        self.assertFalse(self.ratings().filtered("consumed"))

    def test_what_the_customer_writes_is_text(self):
        script = "<script>alert(1)</script><img src=x onerror=alert(2)>"
        self.answer(solved="no", missing=script)
        self.solve(self.case, NOON + HOUR)
        self.answer(solved="yes", rate="3", feedback=script)
        bodies = " ".join(self.case.message_ids.mapped("body"))
        self.assertNotIn("<script", bodies)
        self.assertNotIn("<img src=x", bodies.replace('"', ""))
        self.assertIn("&lt;script&gt;", bodies)
        page = self.get(f"/my/ticket/{self.case.id}?told={script}").text
        self.assertNotIn("alert(1)", page)

    def test_a_form_without_the_token_of_the_session_is_refused(self):
        response = self.url_open(
            f"/my/ticket/{self.case.id}/answer", data={"solved": "yes"}
        )
        self.env.invalidate_all()
        self.assertEqual(response.status_code, 400)
        self.assertFalse(self.case.confirmed_at)

    def test_a_mere_link_answers_nothing(self):
        response = self.url_open(f"/my/ticket/{self.case.id}/answer?solved=yes")
        self.env.invalidate_all()
        self.assertIn("Is it solved?", response.text)
        self.assertFalse(self.case.confirmed_at)

    def test_a_told_case_is_judged_not_closed(self):
        page = self.get(f"/my/ticket/{self.case.id}").text
        self.assertNotIn("/ticket/close", page)
        stage = self.stage("done")
        self.post("/ticket/close", ticket_id=self.case.id, stage_id=stage.id)
        self.assertEqual(self.case.stage_id, self.stage("solved"))

    def test_reading_a_case_is_no_right_to_answer(self):
        self.account.portal_sees_company_cases = True
        self.login(self.portal_colleague)
        self.assertFalse(self.asked())
        for words in ({"solved": "yes", "rate": "5"}, {"solved": "no", "missing": "x"}):
            self.assertEqual(self.answer(**words), "/my")
        self.assertFalse(self.case.confirmed_at or self.case.reopen_count)


class TestPage(AnsweringCase):
    def test_when_we_spoke_and_when_the_crew_comes_without_their_words(self):
        case = self.make_case()
        with self.at(NOON):
            case.with_user(self.officer)._record_contact(
                NOON, way="phone", we_said="He shouted", customer_said="Help"
            )
        self.login(self.portal_contact)
        text = self.get(f"/my/ticket/{case.id}").text
        self.assertIn("Mon, Mar 2, 2026, 20:00 (Asia/Shanghai)", text)
        self.assertIn("When we spoke with you", text)
        self.assertNotIn("He shouted", text)

    def test_a_colleague_sees_whose_case_it_is_and_no_address(self):
        self.contact.phone = "+86 28 5550 0000"
        self.account.portal_sees_company_cases = True
        self.login(self.portal_colleague)
        for page in (f"/my/ticket/{self.case.id}", "/my/tickets"):
            text = self.get(page).text
            self.assertIn("Wang Fang", text)
            self.assertNotIn("5550 0000", text)
            self.assertNotIn("Wang.Fang@", text)
        self.login(self.portal_contact)
        self.assertIn("5550 0000", self.get(f"/my/ticket/{self.case.id}").text)
