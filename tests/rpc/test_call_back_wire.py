"""CASE-7, SEC-1, SEC-3: call-backs, ratings and samples under hostile calls."""

from call_backs import CallBackMixin

from odoo.http import Request

from common import HOUR, NOON
from wire import REFUSALS, WireCase

CALL = "key.account.call.back"
RECORD = "key.account.call.back.record"
RATING = "rating.rating"


class TestCallBackWire(CallBackMixin, WireCase):
    def setUp(self):
        super().setUp()
        self.tell(self.case)
        self.call = self.call_back(self.case)
        self.rating = self.env[RATING].search(
            [("res_model", "=", "helpdesk.ticket"), ("res_id", "=", self.case.id)]
        )
        self.env.flush_all()

    # ------------------------------------------------------------------
    # Call-backs
    # ------------------------------------------------------------------

    def test_facts_of_a_confirmation_cannot_be_written(self):
        for values in (
            {"confirmed_at": "2026-03-02 12:30:00"},
            {"confirmed_by": "portal"},
            {"customer_informed_at": "2026-03-02 12:30:00"},
        ):
            for role in self.roles:
                self.assert_kept(
                    self.case,
                    ["confirmed_at", "confirmed_by", "customer_informed_at"],
                    lambda role=role, values=values: self.rpc(
                        self.roles[role],
                        "helpdesk.ticket",
                        "write",
                        [self.case.id],
                        values,
                    ),
                )

    def test_facts_do_not_come_by_the_context(self):
        values = {
            "name": "New",
            "description": "x",
            "partner_id": self.contact.id,
            "case_kind": "complaint",
        }
        context = {
            "default_confirmed_at": "2026-03-02 12:30:00",
            "default_confirmed_by": "portal",
            "key_account_on_record": True,
        }
        stage = self.stage("done").id
        self.assert_refused(
            self.officer,
            "helpdesk.ticket",
            "create",
            [{**values, "stage_id": stage}],
            context=context,
            why=(*REFUSALS, "RedirectWarning"),
        )
        made = self.rpc(
            self.officer, "helpdesk.ticket", "create", [values], context=context
        )
        self.assertFalse(self.env["helpdesk.ticket"].browse(made).confirmed_at)

    def test_a_complaint_is_not_closed_by_anybody_before_it_is_confirmed(self):
        stage = {"stage_id": self.stage("done").id}
        for role in ("officer", "deputy", "supervisor", "head", "manager"):
            for context in ({}, {"key_account_on_record": 1}, {"su": True}):
                self.assert_refused(
                    self.roles[role],
                    "helpdesk.ticket",
                    "write",
                    [self.case.id],
                    stage,
                    context=context,
                    why=("RedirectWarning",),
                )
        self.assertFalse(self.case.closed)

    def test_call_backs_are_made_changed_and_deleted_by_nobody(self):
        values = {
            "ticket_id": self.case.id,
            "kind": "solution",
            "company_id": self.company.id,
        }
        forged = {
            "state": "done",
            "result": "satisfied",
            "customer_said": "All is well",
        }
        names = ["state", "result", "customer_said", "user_id"]
        for role in self.roles:
            user = self.roles[role]
            with self.subTest(role=role):
                self.assert_refused(user, CALL, "create", [values])
                self.assert_refused(user, CALL, "copy", [self.call.id])
                self.assert_refused(user, CALL, "unlink", [self.call.id])
                for name, value in forged.items():
                    self.assert_refused(
                        user, CALL, "write", [self.call.id], {name: value}
                    )
        self.assertEqual(len(self.case.call_back_ids), 1)
        self.assertEqual(self.call.read(names)[0]["state"], "to_do")

    def test_attempts_are_a_log(self):
        self.record(self.call, "not_reached")
        attempt = self.call.attempt_ids
        model = attempt._name
        for user in self.roles.values():
            values = {"call_back_id": self.call.id, "outcome": "satisfied"}
            self.assert_refused(user, model, "create", [values])
            self.assert_refused(user, model, "write", [attempt.id], {"note": "x"})
            self.assert_refused(user, model, "unlink", [attempt.id])

    def test_only_who_serves_the_account_or_a_superior_records(self):
        allowed = ("officer", "deputy", "supervisor", "head", "manager")
        for role in set(self.roles) - {*allowed}:
            for target in ({"call_back_id": self.call.id}, {"ticket_id": self.case.id}):
                with self.subTest(role=role, target=target):
                    self.try_record(role, **target)
                    self.assertEqual(self.call.state, "to_do")
                    self.assertFalse(self.call.attempt_ids)

    def try_record(self, role, **target):
        """Fill in the form and send it off, as far as the server lets one."""
        user = self.roles[role]
        values = {"outcome": "satisfied", "way": "phone", **target}
        before = self.env[RECORD].search([]).ids
        self.outcome(user, RECORD, "create", [values])
        made = self.env[RECORD].search([("id", "not in", before)])
        self.outcome(user, RECORD, "action_record", made.ids)
        self.env.invalidate_all()

    def test_who_serves_the_account_records_over_the_wire(self):
        self.try_record("deputy", ticket_id=self.case.id)
        self.assertEqual(self.call.result, "satisfied")
        self.assertEqual(self.call.called_by_id, self.deputy)
        self.try_record("officer", call_back_id=self.call.id)
        self.assertEqual(len(self.call.attempt_ids), 1)

    def test_the_form_of_another_is_nobodys_to_send(self):
        form = (
            self.env[RECORD]
            .with_user(self.officer)
            .create({"call_back_id": self.call.id, "outcome": "satisfied"})
        )
        for role in ("stranger", "clerk", "supervisor"):
            self.assert_refused(self.roles[role], RECORD, "action_record", form.ids)
            self.assert_refused(self.roles[role], RECORD, "read", form.ids)
        self.assertEqual(self.call.state, "to_do")

    def test_the_caller_of_a_sample_reads_the_call_and_nothing_of_the_case(self):
        self.call.user_id = self.outsider
        found = self.rpc(self.outsider, CALL, "read", [self.call.id], ["phone", "name"])
        self.assertEqual(found[0]["name"], self.call.name)
        self.assert_refused(
            self.outsider, "helpdesk.ticket", "read", [self.case.id], ["name"]
        )
        self.assert_refused(
            self.outsider, "key.account.file", "create", [{"partner_id": 1}]
        )

    def test_customers_find_no_call_back_sample_or_investigation(self):
        for model in (
            CALL,
            "key.account.call.back.attempt",
            "key.account.call.back.sample",
            "key.account.call.back.sample.line",
            "key.account.investigation",
        ):
            for role in ("portal", "portal_colleague", "portal_bank"):
                self.assert_refused(self.roles[role], model, "search", [])
        names = ["confirmed_at", "is_special", "special_reason", "call_back_ids"]
        for name in names:
            self.assert_refused(
                self.portal, "helpdesk.ticket", "read", [self.case.id], [name]
            )

    # ------------------------------------------------------------------
    # Ratings
    # ------------------------------------------------------------------

    def test_ratings_are_read_by_those_who_read_the_case(self):
        readers = {"officer", "deputy", "supervisor", "head", "manager", "auditor"}
        for role in set(self.roles) - {"portal", "portal_colleague", "portal_bank"}:
            found = self.rpc(
                self.roles[role], RATING, "search", [("id", "=", self.rating.id)]
            )
            self.assertEqual(bool(found), role in readers, role)
        for role in ("portal", "portal_bank"):
            self.assert_refused(self.roles[role], RATING, "search", [])

    def test_nobody_reads_the_key_of_a_rating(self):
        for role in self.roles:
            user = self.roles[role]
            self.assert_refused(
                user, RATING, "read", [self.rating.id], ["access_token"]
            )
            domain = [("access_token", "=like", self.rating.access_token[:3] + "%")]
            self.assert_refused(user, RATING, "search", domain)

    def test_staff_make_no_ratings(self):
        model = self.env["ir.model"]._get_id("helpdesk.ticket")
        own = {"res_model_id": model, "res_id": self.case.id, "rating": 5}
        for role in ("officer", "supervisor", "manager", "stranger", "clerk"):
            user = self.roles[role]
            with self.subTest(role=role):
                self.assert_refused(user, RATING, "create", [own])
                self.assert_refused(
                    user, RATING, "write", [self.rating.id], {"rating": 5}
                )
                self.assert_refused(user, RATING, "reset", [self.rating.id])
        self.assertFalse(self.case.confirmed_at)

    def test_a_rating_of_something_else_is_not_moved_to_a_case(self):
        partner = self.env["ir.model"]._get_id("res.partner")
        other = {"res_model_id": partner, "res_id": self.bank.id, "rating": 5}
        made = self.rpc(self.officer, RATING, "create", [other])
        model = self.env["ir.model"]._get_id("helpdesk.ticket")
        moved = {"res_model_id": model, "res_id": self.case.id}
        self.assert_refused(self.officer, RATING, "write", made, moved)

    def submit(self, user, rate, token=None):
        """Send the form of the page behind the link."""
        self.env.flush_all()
        self.login(user)
        token = token or self.rating.access_token
        values = {"rate": rate, "csrf_token": Request.csrf_token(self)}
        answer = self.url_open(f"/rate/{token}/submit_feedback", data=values)
        self.env.invalidate_all()
        return answer

    def test_the_link_shows_and_the_form_rates(self):
        self.login(None)
        page = self.url_open(f"/rate/{self.rating.access_token}/5")
        self.assertEqual(page.status_code, 200)
        self.assertFalse(self.rating.consumed, "a look at the link is no rating")
        self.assertEqual(self.submit(None, 5).status_code, 200)
        self.assertEqual(self.case.confirmed_by, "rating")
        self.submit(None, 1)
        self.assertEqual(self.rating.rating, 5, "the first one counts")

    def test_the_page_asks_before_it_thanks(self):
        self.login(None)
        page = self.url_open(f"/rate/{self.rating.access_token}/5").text
        self.assertIn("your rating counts only then", page)
        self.assertIn(self.case.name, page)
        self.assertNotIn("Thank you for rating", page)
        self.assertIn("Thank you", self.submit(None, 5).text)

    def test_a_link_that_leads_nowhere_says_so(self):
        key = self.rating.access_token
        self.login(None)
        answers = [
            *(self.url_open(f"/rate/{path}") for path in ("x/5", f"{key}/4")),
            self.submit(None, 5, token="x"),
            *(self.submit(None, rate) for rate in ("many", "", 4)),
        ]
        for answer in answers:
            self.assertEqual(answer.status_code, 404)
            self.assertIn("This link opens nothing any more", answer.text)
        self.assertFalse(self.rating.consumed)

    def test_the_customer_who_is_logged_in_rates(self):
        self.submit(self.portal, 1)
        self.assertEqual(self.rating.rating, 1)
        self.assertTrue(self.call_back(self.case, "low_rating"))

    def test_staff_and_other_customers_are_turned_away(self):
        for role in ("officer", "manager", "portal_bank"):
            self.submit(self.roles[role], 5)
            self.assertFalse(self.rating.consumed, role)
            self.assertFalse(self.case.confirmed_at, role)

    def test_a_made_up_key_is_no_server_error(self):
        answer = self.submit(None, 5, token="0" * 32)
        self.assertEqual(answer.status_code, 404)

    # ------------------------------------------------------------------
    # Investigations
    # ------------------------------------------------------------------

    def test_investigations_follow_the_case(self):
        model = "key.account.investigation"
        investigation = self.env[model].create({"ticket_id": self.case.id})
        for role in ("stranger", "outsider", "clerk", "abroad", "portal"):
            user = self.roles[role]
            self.assert_refused(user, model, "read", investigation.ids)
            self.assert_refused(user, model, "create", [{"ticket_id": self.case.id}])
        self.assert_refused(
            self.officer,
            model,
            "write",
            investigation.ids,
            {"ticket_id": self.foreign.id},
        )
        for values in ({"state": "done"}, {"done_by_id": self.manager.id}):
            self.assert_refused(self.officer, model, "write", investigation.ids, values)

    def test_a_later_moment_than_now_is_refused(self):
        with self.at(NOON + 2 * HOUR):
            values = {"call_back_id": self.call.id, "outcome": "satisfied"}
            self.assert_refused(
                self.officer,
                RECORD,
                "create",
                [{**values, "called_at": "2036-01-01 00:00:00"}],
            )
