"""SEC-4: every route by which a case could be reached, with ids of foreign cases."""

import threading
from unittest.mock import patch

from portal_cases import drawing

from odoo.http import Request

from wire import WireCase

SECRET = "Secret of the hotel"
#: Whose routes are tried. Those of Odoo ask for a right to the case: ``test_leaks``.
MODULES = ("key_account_service", "helpdesk_mgmt", "helpdesk_mgmt_rating", "rating")
MODULES += ("fieldservice", "helpdesk_mgmt_fieldservice")


class TestRoutes(WireCase):
    """Each route there is, or it is missing here and a test fails."""

    def setUp(self):
        super().setUp()
        self.company.key_account_portal_sign = True
        self.case.stage_id = self.stage("solved")
        self.case._note_contact(self.case.received_at)
        self.token = self.case.sudo()._portal_ensure_token()
        self.other_token = self.foreign.sudo()._portal_ensure_token()
        self.key = self.case.sudo()._rating_get_access_token(self.bank)
        self.env.flush_all()

    def requests(self):
        """What a stranger could send to each route: (url, form or None)."""
        case, token = self.case.id, self.other_token
        page = f"/my/ticket/{case}"
        stage = self.stage("cancelled").id
        return {
            "/my/tickets": [
                ("/my/tickets?search=Secret&search_in=all", None),
                ("/my/tickets?search=%25&search_in=name&sortby=stage", None),
                ("/my/tickets?groupby=category&filterby=all", None),
            ],
            "/my/tickets/page/<int:page>": [("/my/tickets/page/1", None)],
            "/my/ticket/<int:ticket_id>": [
                (page, None),
                (f"{page}?access_token={token}", None),
                (f"{page}?access_token=False", None),
                (f"{page}?access_token=", None),
                (f"{page}?pid={self.contact.id}&hash={token}", None),
            ],
            "/my/ticket/<int:ticket_id>/<access_token>": [
                (f"{page}/{token}", None),
                (f"{page}/None", None),
            ],
            "/my/ticket/<int:ticket_id>/answer": [
                (f"{page}/answer", {"solved": "yes", "rate": "1"}),
                (f"{page}/answer", {"solved": "no", "missing": "x"}),
                (f"{page}/answer?access_token={token}", {"solved": "yes"}),
            ],
            "/my/ticket/<int:ticket_id>/sign": [],
            "/my/ticket/<int:ticket_id>/form": [
                (f"{page}/form", None),
                (f"{page}/form?access_token={token}", None),
            ],
            # Tried in test_gateway_wire: they hold no case, and take none.
            "/key_account_service/message/<string:token>": [],
            "/key_account_service/write/<string:token>": [],
            # What they show and do is in test_service_wire.
            "/my/services": [("/my/services?told=asked", None)],
            "/my/services/<int:service_id>/renew": [
                ("/my/services/1/renew", {"x": "1"})
            ],
            "/ticket/close": [
                (f"/ticket/close?ticket_id={case}&stage_id={stage}", None),
                ("/ticket/close", {"ticket_id": case, "stage_id": stage}),
            ],
            "/new/ticket": [
                ("/new/ticket", None),
                (f"/new/ticket?ticket_id={case}", None),
            ],
            "/submitted/ticket": [
                (f"/submitted/ticket?ticket_id={case}", None),
                ("/submitted/ticket", {"ticket_id": case, "id": case, "subject": "x"}),
            ],
            "/rate/<string:token>/<int:rate>": [
                (f"/rate/{token}/5", None),
                ("/rate/False/5", None),
            ],
            "/rate/<string:token>/submit_feedback": [
                (f"/rate/{token}/submit_feedback", {"rate": 1}),
                ("/rate/False/submit_feedback", {"rate": 1}),
            ],
            # A link of its own kind, with no case behind it: see test_offers_wire.
            "/key-account/no-offers/<int:number>/<string:token>": [
                (f"/key-account/no-offers/{case}/{token}", None),
                (f"/key-account/no-offers/{case}/{token}", {"ticket_id": case}),
            ],
        }

    def routes(self):
        """The addresses of all routes of these modules."""
        found = set()
        for rule in self.rules():
            names = {
                klass.__module__.split(".")[2]
                for klass in type(rule.endpoint.func.__self__).__mro__
                if klass.__module__.startswith("odoo.addons.")
            }
            defined = rule.endpoint.original_endpoint.__module__.split(".")
            if names & set(MODULES) and self.is_ours(rule, defined):
                found.add(rule.rule)
        return found

    def rules(self):
        # Odoo asks the thread for the database, which a test sets for requests only.
        thread = threading.current_thread()
        with patch.object(thread, "dbname", self.env.cr.dbname, create=True):
            return [*self.env["ir.http"].routing_map().iter_rules()]

    def is_ours(self, rule, defined):
        method = rule.endpoint.func.__name__
        for klass in type(rule.endpoint.func.__self__).__mro__:
            owner = klass.__module__.split(".")[2:3]
            if method in vars(klass) and owner and owner[0] in MODULES:
                return True
        return defined[2:3] and defined[2] in MODULES

    def strangers(self):
        return {
            "another company": self.portal_bank,
            "a colleague without permission": self.portal_colleague,
            "an employee": self.clerk,
            "nobody": None,
        }

    def test_there_is_no_route_that_is_not_tried(self):
        known = {*self.requests(), "/mail/attachment/upload"}
        self.assertEqual(self.routes() - known, set())

    def test_no_route_shows_or_changes_a_foreign_case(self):
        self.try_all()

    def test_nor_one_that_is_archived(self):
        self.case.active = False
        self.try_all()

    def try_all(self):
        before = self.facts()
        for who, user in self.strangers().items():
            for route, requests in self.requests().items():
                for url, form in requests:
                    with self.subTest(who=who, route=route, url=url):
                        response = self.send(user, url, form)
                        self.assertLess(response.status_code, 500)
                        self.assertNotIn(SECRET, response.text)
                        self.assertEqual(self.facts(), before)
            self.refuse_signature(user)
            self.assertEqual(self.facts(), before)

    def facts(self):
        self.env.invalidate_all()
        case = self.case
        ratings = self.env["rating.rating"].search([("res_id", "=", case.id)])
        return (
            case.stage_id,
            case.reopen_count,
            case.confirmed_at,
            case.form_ids.ids,
            sorted(case.message_ids.ids),
            ratings.filtered("consumed").ids,
        )

    def send(self, user, url, form):
        self.env.flush_all()
        self.login(user)
        if form is None:
            return self.url_open(url)
        token = Request.csrf_token(self)
        return self.url_open(url, data={**form, "csrf_token": token})

    def refuse_signature(self, user):
        self.env.flush_all()
        self.login(user)
        body = {"params": {"name": "Eve", "signature": drawing()}}
        response = self.url_open(f"/my/ticket/{self.case.id}/sign", json=body)
        self.assertNotIn(SECRET, response.text)
        self.assertIn("error", response.text)

    def test_without_the_token_of_the_session_no_form_is_taken(self):
        self.login(self.portal)
        before = self.facts()
        for route, requests in self.requests().items():
            for url, form in requests:
                if form is None or route.startswith("/rate"):
                    continue
                with self.subTest(url=url):
                    response = self.url_open(url, data=form)
                    self.assertEqual(response.status_code, 400)
        self.assertEqual(self.facts(), before)

    def test_the_count_on_the_home_page_is_of_the_own_cases(self):
        for user, count in ((self.portal_bank, 1), (self.portal_colleague, 0)):
            self.login(user)
            found = self.make_jsonrpc_request(
                "/my/counters", {"counters": ["ticket_count"]}
            )
            self.assertEqual(found["ticket_count"], count)

    def test_a_permitted_colleague_reads_and_decides_nothing(self):
        self.account.portal_sees_company_cases = True
        user = self.portal_colleague
        page = f"/my/ticket/{self.case.id}"
        self.assertIn(SECRET, self.send(user, page, None).text)
        self.assertIn(SECRET, self.send(user, "/my/tickets", None).text)
        before = self.facts()
        for route in ("/my/ticket/<int:ticket_id>/answer", "/ticket/close"):
            for url, form in self.requests()[route]:
                self.send(user, url, form)
        self.refuse_signature(user)
        self.assertEqual(self.facts(), before)
