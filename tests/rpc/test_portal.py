"""SEC-3, SEC-4: what customers and strangers reach through the portal."""

from odoo.http import Request

from wire import Refused, WireCase

#: What is said of a case among staff only.
INTERNAL_FIELDS = (
    "complaint_level_id",
    "deadline_ids",
    "deadline_due_at",
    "deadline_state",
    "deadline_warn_at",
    "first_contact_user_id",
    "key_account_id",
    "key_account_kind",
    "key_account_tier_id",
    "reopen_count",
)


class TestCloseFromPortal(WireCase):
    def setUp(self):
        super().setUp()
        # Otherwise a complaint is called back first; see test_own_answer.
        self.company.key_account_own_answer = True

    def close(self, user, case, stage="cancelled", method="GET"):
        self.env.flush_all()
        self.login(user)
        values = {"ticket_id": case.id, "stage_id": self.stage(stage).id}
        arguments = {"params": values} if method == "GET" else {"data": values}
        response = self.url_open(
            "/ticket/close", method=method, allow_redirects=False, **arguments
        )
        self.env.invalidate_all()
        return response

    def test_nobody_closes_a_case_that_is_not_the_own(self):
        for role in ("portal_bank", "portal_colleague", "stranger", "clerk", "auditor"):
            for method in ("GET", "POST"):
                with self.subTest(role=role, method=method):
                    stage = self.case.stage_id
                    self.close(self.roles[role], self.case, method=method)
                    self.assertEqual(self.case.stage_id, stage)
                    self.case.stage_id = self.stage("new")

    def test_nobody_closes_a_case_without_a_session(self):
        response = self.close(None, self.case)
        self.assertFalse(self.case.closed)
        self.assertIn("/web/login", response.headers.get("Location", ""))

    def test_a_link_in_a_mail_closes_no_case(self):
        self.close(self.portal, self.case)
        self.assertFalse(self.case.closed, "closing needs a form with a token")

    def test_the_customer_closes_the_own_case_by_the_button(self):
        self.login(self.portal)
        self.env.flush_all()
        values = {
            "ticket_id": self.case.id,
            "stage_id": self.stage("done").id,
            "csrf_token": Request.csrf_token(self),
        }
        self.url_open("/ticket/close", data=values, allow_redirects=False)
        self.env.invalidate_all()
        self.assertEqual(self.case.stage_id, self.stage("done"))

    def test_the_customer_closes_only_into_stages_offered(self):
        self.login(self.portal)
        values = {
            "ticket_id": self.case.id,
            "stage_id": self.stage("solved").id,
            "csrf_token": Request.csrf_token(self),
        }
        self.url_open("/ticket/close", data=values, allow_redirects=False)
        self.env.invalidate_all()
        self.assertEqual(self.case.stage_id, self.stage("new"))

    def test_an_officer_does_not_get_round_telling_the_customer(self):
        self.close(self.officer, self.case, stage="done")
        self.assertFalse(self.case.closed)

    def test_a_case_that_does_not_exist_is_no_server_error(self):
        self.login(self.portal)
        for query in ("ticket_id=99999999&stage_id=1", "", "ticket_id=x&stage_id=y"):
            response = self.url_open(f"/ticket/close?{query}", allow_redirects=False)
            with self.subTest(query=query):
                self.assertLess(response.status_code, 500)


class TestPortalPages(WireCase):
    def page(self, user, url):
        self.env.flush_all()
        self.login(user)
        return self.url_open(url)

    def test_the_customer_sees_the_own_case(self):
        page = self.page(self.portal, f"/my/ticket/{self.case.id}")
        self.assertIn("Secret of the hotel", page.text)

    def test_nobody_else_sees_the_page_of_a_case(self):
        for role in ("portal_bank", "portal_colleague", "clerk", "stranger"):
            with self.subTest(role=role):
                page = self.page(self.roles[role], f"/my/ticket/{self.case.id}")
                self.assertNotIn("Secret of the hotel", page.text)
        self.assertNotIn(
            "Secret of the hotel", self.page(None, f"/my/ticket/{self.case.id}").text
        )

    def test_a_wrong_token_opens_no_page(self):
        self.case._portal_ensure_token()
        url = f"/my/ticket/{self.case.id}"
        for token in ("false", "None", "0" * 36, self.foreign.access_token or "x"):
            page = self.page(self.portal_bank, f"{url}?access_token={token}")
            self.assertNotIn("Secret of the hotel", page.text)

    def test_the_list_of_cases_has_only_the_own(self):
        for role in ("portal_bank", "portal_colleague"):
            with self.subTest(role=role):
                text = self.page(self.roles[role], "/my/tickets").text
                self.assertNotIn("Secret of the hotel", text)
                text = self.page(
                    self.roles[role], "/my/tickets?search=Secret&search_in=all"
                ).text
                self.assertNotIn("Secret of the hotel", text)

    def test_the_page_of_a_case_tells_nothing_internal(self):
        self.account.key_account_tier_id.name = "Tier-name-for-staff"
        text = self.page(self.portal, f"/my/ticket/{self.case.id}").text
        self.assertNotIn("Tier-name-for-staff", text)


class TestPortalCalls(WireCase):
    def test_the_customer_reads_nothing_internal_of_the_own_case(self):
        for name in INTERNAL_FIELDS:
            with self.subTest(field=name):
                self.assert_refused(
                    self.portal, "helpdesk.ticket", "read", [self.case.id], [name]
                )

    def test_the_customer_guesses_nothing_internal_of_the_own_case(self):
        for name in set(INTERNAL_FIELDS) - {"deadline_ids"}:
            with self.subTest(field=name):
                self.assert_refused(
                    self.portal,
                    "helpdesk.ticket",
                    "search_count",
                    [(name, "!=", False)],
                )
        for name in ("key_account_tier_id", "complaint_level_id", "deadline_state"):
            with self.subTest(group=name):
                self.assert_refused(
                    self.portal,
                    "helpdesk.ticket",
                    "formatted_read_group",
                    [],
                    [name],
                    ["__count"],
                )

    def test_the_customer_does_not_change_the_own_case(self):
        for values in (
            {"stage_id": self.stage("done").id},
            {"key_account_manager_id": self.stranger.id},
            {"description": "x"},
            {"active": False},
        ):
            self.assert_refused(
                self.portal, "helpdesk.ticket", "write", [self.case.id], values
            )

    def test_the_customer_opens_no_case_over_rpc(self):
        values = {"name": "x", "description": "x", "partner_id": self.bank.id}
        for method, args in (("create", [values]), ("copy", [self.case.id])):
            self.assert_refused(self.portal, "helpdesk.ticket", method, args)

    def test_nobody_writes_to_a_case_that_is_not_the_own(self):
        for role in ("portal_bank", "portal_colleague", "clerk", "stranger"):
            with self.subTest(role=role):
                self.assert_refused(
                    self.roles[role],
                    "helpdesk.ticket",
                    "message_post",
                    [self.case.id],
                    body="Hello",
                )

    def test_an_auditor_writes_to_no_customer(self):
        before = self.case.message_ids
        self.outcome(
            self.auditor,
            "helpdesk.ticket",
            "message_post",
            [self.case.id],
            body="We are on it.",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.contact.ids,
        )
        self.assertFalse(self.case.first_response_at)
        self.assertEqual(self.case.message_ids, before)

    def test_an_auditor_opens_no_activity(self):
        activity = {
            "res_model_id": self.env["ir.model"]._get_id("helpdesk.ticket"),
            "res_id": self.case.id,
            "user_id": self.officer.id,
            "summary": "Look",
        }
        self.outcome(self.auditor, "mail.activity", "create", [activity])
        self.assertFalse(self.case.activity_ids)

    def test_the_customer_does_not_reach_configuration(self):
        for model in (
            "key.account.tier",
            "key.account.deadline.policy",
            "key.account.complaint.level",
            "key.account.alarm.acknowledge",
            "helpdesk.ticket.contact",
        ):
            with self.assertRaises(Refused):
                self.rpc(self.portal, model, "search_read", [])

    def test_the_customer_does_not_reach_who_serves_others(self):
        for record in (self.bank, self.colleague):
            self.assert_refused(
                self.portal_bank if record == self.colleague else self.portal,
                "res.partner",
                "read",
                [record.id],
                ["key_account_tier_id"],
            )
