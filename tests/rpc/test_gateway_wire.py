"""CASE-1, SEC-3: the addresses of gateways called by providers and by strangers."""

import json

import hidden

from odoo.tools import mute_logger

from wire import WireCase

MESSAGE = "key.account.gateway.message"
OUTSIDE = ("clerk", "portal", "portal_bank", "stranger", "abroad")


class TestGatewayWire(WireCase):
    def setUp(self):
        super().setUp()
        self.contact.phone = "+86 139 0808 1234"
        self.gateway = hidden.make(self, "key.account.gateway")
        self.page = self.gateway.copy({"kind": "page", "name": "Write to us"})
        self.env.flush_all()

    def call(self, data, token=None, headers=None, kind="message"):
        self.env.flush_all()
        url = f"/key_account_service/{kind}/{token or self.gateway.token}"
        return self.url_open(url, data=data, headers=headers)

    def messages(self):
        self.env.invalidate_all()
        return self.env[MESSAGE].search([], order="id")

    def test_a_form_and_json_are_taken(self):
        facts = {"from": "13908081234", "text": "No picture", "id": "1"}
        self.assertEqual(self.call(facts).status_code, 200)
        facts = json.dumps({**facts, "id": 2, "text": "Still none"})
        json_type = {"Content-Type": "application/json"}
        self.assertEqual(self.call(facts, headers=json_type).status_code, 200)
        first, second = self.messages()
        self.assertEqual((first.text, second.text), ("No picture", "Still none"))
        self.assertEqual(first.ticket_id.partner_id, self.contact)

    def test_other_names_of_the_facts(self):
        self.gateway.write({"sender_key": "From", "text_key": "Body"})
        self.assertEqual(self.call({"From": "1", "Body": "x"}).status_code, 200)
        self.assertEqual(self.messages().text, "x")

    def test_the_same_message_twice_is_one(self):
        facts = {"from": "13908081234", "text": "No picture", "id": "1"}
        for _time in range(3):
            self.assertEqual(self.call(facts).status_code, 200)
        self.assertEqual(len(self.messages()), 1)

    def test_calls_that_say_nothing(self):
        json_type = {"Content-Type": "application/json"}
        for data, headers in (
            ({"text": "x"}, None),
            ({"from": "1"}, None),
            ({"from": "", "text": "x"}, None),
            (json.dumps([1]), json_type),
            (json.dumps({"from": {"a": 1}, "text": ["x"]}), json_type),
            (json.dumps({"from": True, "text": "x"}), json_type),
        ):
            with self.subTest(data=data):
                self.assertEqual(self.call(data, headers=headers).status_code, 400)
        self.assertFalse(self.messages())

    def test_an_unknown_address_is_none(self):
        facts = {"from": "1", "text": "x"}
        for token in ("x", "False", "%", self.page.token):
            with self.subTest(token=token):
                self.assertEqual(self.call(facts, token=token).status_code, 404)
        with mute_logger("odoo.http"):
            for token in ("x", self.gateway.token):
                answer = self.call(None, token=token, kind="write")
                self.assertEqual(answer.status_code, 404)
        self.assertFalse(self.messages())

    def test_too_much_is_refused(self):
        with mute_logger("odoo.http"):
            answer = self.call({"from": "1", "text": "x" * 200_000})
        self.assertEqual(answer.status_code, 413)

    def test_nobody_reads_addresses_or_messages_of_others(self):
        hidden.make(self, MESSAGE)
        for role in OUTSIDE:
            user = self.roles[role]
            with self.subTest(role=role):
                self.assert_refused(user, MESSAGE, "read", self.messages().ids)
        for role in ("officer", "supervisor", "auditor", *OUTSIDE):
            with self.subTest(role=role):
                self.assert_refused(
                    self.roles[role],
                    "key.account.gateway",
                    "read",
                    self.gateway.ids,
                    ["token", "url"],
                )

    def test_nobody_finds_an_address_piece_by_piece(self):
        domain = [("token", "like", self.gateway.token[:3])]
        gateways = "key.account.gateway"
        for role in ("officer", "supervisor", "auditor", "clerk", "portal"):
            with self.subTest(role=role):
                self.assert_refused(self.roles[role], gateways, "search", domain)
        self.assertFalse(self.rpc(self.abroad, gateways, "search", domain))

    def test_nobody_forges_messages(self):
        message = hidden.make(self, MESSAGE)
        for role in ("officer", "manager", "auditor", "portal"):
            user = self.roles[role]
            with self.subTest(role=role):
                values = {"gateway_id": self.gateway.id, "sender": "x"}
                self.assert_refused(user, MESSAGE, "create", [values])
                self.assert_refused(user, MESSAGE, "write", message.ids, {"text": "x"})
                self.assert_refused(user, MESSAGE, "unlink", message.ids)


class TestPageWire(WireCase):
    def setUp(self):
        super().setUp()
        self.page = self.env["key.account.gateway"].create(
            {
                "name": "Write to us",
                "kind": "page",
                "company_id": self.company.id,
                "team_id": self.desk.id,
            }
        )
        self.url = f"/key_account_service/write/{self.page.token}"
        self.env.flush_all()

    def form(self):
        """The hidden fields of the page."""
        page = self.url_open(self.url).text
        for name in ("name", "sender", "text"):
            self.assertIn(f'name="{name}"', page)
        return {
            name: page.split(f'name="{name}" value="')[1].split('"')[0]
            for name in ("csrf_token", "number")
        }

    def write(self, **words):
        self.env.flush_all()
        return self.url_open(self.url, data={**self.form(), **words})

    def messages(self):
        self.env.invalidate_all()
        return self.env[MESSAGE].search([])

    def test_anybody_writes_and_is_thanked(self):
        page = self.write(name="Wu Lei", sender="wu@x.example", text="No picture")
        self.assertIn("Thank you", page.text)
        case = self.messages().ticket_id
        self.assertEqual(case.partner_name, "Wu Lei")
        self.assertNotIn(case.number, page.text)

    def test_the_same_form_twice_is_one_message(self):
        form = {**self.form(), "sender": "wu@x.example", "text": "No picture"}
        for _time in range(2):
            self.assertIn("Thank you", self.url_open(self.url, data=form).text)
        self.assertEqual(len(self.messages()), 1)

    def test_what_is_missing_is_said_and_nothing_is_lost(self):
        page = self.write(name="Wu Lei", sender="", text="No <picture>")
        self.assertIn("how to reach you", page.text)
        self.assertIn("No &lt;picture&gt;", page.text)
        self.assertFalse(self.messages())

    def test_a_machine_is_thanked_and_ignored(self):
        page = self.write(sender="x@x.example", text="Buy", homepage="http://x")
        self.assertIn("Thank you", page.text)
        self.assertFalse(self.messages())

    def test_a_form_of_another_site_is_refused(self):
        with mute_logger("odoo.http"):
            answer = self.url_open(self.url, data={"sender": "1", "text": "x"})
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self.messages())

    def test_a_customer_who_is_logged_in_is_known(self):
        self.authenticate(self.portal.login, self.portal.login)
        self.write(sender="me", text="No picture")
        self.assertEqual(self.messages().ticket_id, self.case, "joined the open case")

    def test_staff_who_try_the_page_are_no_customer(self):
        self.authenticate(self.officer.login, self.officer.login)
        self.write(sender="me", text="A trial")
        self.assertFalse(self.messages().ticket_id.partner_id)
