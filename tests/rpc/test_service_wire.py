"""FILE-5, APP-5, SEC-4: services over the wire, and what customers see of their own."""

import re
from datetime import timedelta

from services import ServiceMixin

from odoo import fields

from wire import DENIED, WireCase

SERVICE = "key.account.service"
SECRET = "Nightingale channels"
#: Who reads the file of the hotel, and who changes it.
READERS = ("officer", "deputy", "supervisor", "head", "manager", "auditor")
WRITERS = ("officer", "deputy")


class ServiceWire(ServiceMixin, WireCase):
    def setUp(self):
        super().setUp()
        self.today = fields.Date.today()
        self.service = self.add(self.file, name=SECRET)
        self.env.flush_all()

    def add(self, file, days=20, **values):
        return self.env[SERVICE].create(
            {
                "file_id": file.id,
                "name": SECRET,
                "product_id": self.product.id,
                "date_from": self.today - timedelta(days=100),
                "date_until": self.today + timedelta(days=days),
                **values,
            }
        )

    def file_of(self, partner):
        files = self.env["key.account.file"]
        found = files.search([("partner_id", "=", partner.id)])
        return found or files.create({"partner_id": partner.id})


class TestRights(ServiceWire):
    def records(self):
        term = self.service.term_ids
        notice = self.env["key.account.service.notice"].create(
            {"term_id": term.id, "days_before": 30, "note": SECRET, "state": "to_call"}
        )
        return self.service, term, notice

    def test_who_reads_the_file_reads_them(self):
        for record in self.records():
            for role, user in self.roles.items():
                with self.subTest(model=record._name, role=role):
                    args = record._name, "read", record.ids, ["display_name"]
                    outcome = self.outcome(user, *args)
                    self.assertEqual(outcome, "" if role in READERS else DENIED)
                    found = self.outcome(user, record._name, "search_count", []) or (
                        self.rpc(
                            user,
                            record._name,
                            "search_count",
                            [("id", "=", record.id)],
                        )
                    )
                    self.assertEqual(found == 1, role in READERS)

    def test_who_serves_the_account_changes_services(self):
        for role, user in self.roles.items():
            with self.subTest(role=role):
                values = {"note": role}
                outcome = self.outcome(user, SERVICE, "write", self.service.ids, values)
                self.assertEqual(outcome, "" if role in WRITERS else DENIED)

    def test_nobody_writes_terms_and_notices(self):
        for record, values in zip(
            self.records()[1:],
            ({"decision": "renewed"}, {"state": "told"}),
            strict=True,
        ):
            for role, user in self.roles.items():
                with self.subTest(model=record._name, role=role):
                    for method, args in (
                        ("write", [record.ids, values]),
                        ("unlink", [record.ids]),
                        ("copy", [record.ids]),
                    ):
                        self.assert_refused(user, record._name, method, *args)

    def test_facts_come_over_no_wire(self):
        for values in (
            {"suspended_on": "2026-03-02"},
            {"number": "KS000000"},
            {"end_reason": "x"},
            {"is_trial": True},
        ):
            with self.subTest(values=values):
                self.assert_refused(
                    self.officer, SERVICE, "write", self.service.ids, values
                )

    def test_an_application_is_no_way_to_a_foreign_service(self):
        """Else the bank's manager would renew or stop what the hotel has."""
        for kind in ("renewal", "stop"):
            application = {"kind": kind, "partner_id": self.bank.id}
            line = {"product_id": self.product.id, "service_id": self.service.id}
            application["line_ids"] = [(0, 0, line)]
            self.assert_refused(
                self.stranger, "key.account.application", "create", application
            )

    def test_steps_are_configured_by_administrators(self):
        step = self.ref("reminder_week")
        for role, user in self.roles.items():
            with self.subTest(role=role):
                outcome = self.outcome(
                    user, step._name, "write", step.ids, {"channel": "call"}
                )
                # Of no company: whoever administers one edits it, as with tiers.
                may = role in ("manager", "abroad")
                self.assertEqual(outcome, "" if may else DENIED)


class TestPortal(ServiceWire):
    def page(self, user):
        self.env.flush_all()
        self.login(user)
        response = self.url_open("/my/services")
        self.assertEqual(response.status_code, 200)
        return response.text

    def ask(self, user, service):
        """Press the button, or pretend to."""
        token = re.search('csrf_token: "([^"]+)"', self.page(user)).group(1)
        url = f"/my/services/{service.id}/renew"
        response = self.url_open(url, data={"csrf_token": token})
        self.env.invalidate_all()
        return response

    def test_the_liaison_sees_the_services_of_the_hotel(self):
        self.contact.key_person_role = "liaison"
        page = self.page(self.portal)
        self.assertIn(SECRET, page)
        self.assertIn(self.service.number, page)

    def test_a_mere_employee_of_the_hotel_does_not(self):
        self.assertNotIn(SECRET, self.page(self.portal_colleague))
        self.contact.key_person_role = "department_head"
        self.assertNotIn(SECRET, self.page(self.portal))

    def test_everybody_sees_the_own_ones(self):
        own = self.add(self.file_of(self.colleague), name="Owl at home")
        page = self.page(self.portal_colleague)
        self.assertIn("Owl at home", page)
        self.assertIn(own.number, page)
        self.contact.key_person_role = "decision_maker"
        self.assertNotIn("Owl at home", self.page(self.portal))

    def test_another_customer_and_staff_see_nothing(self):
        for user in (self.portal_bank, self.clerk, self.stranger, self.officer):
            self.assertNotIn(SECRET, self.page(user))

    def test_nothing_else_of_the_file_is_on_the_page(self):
        self.contact.key_person_role = "liaison"
        self.service.write({"note": "Pays late", "price": 4711})
        page = self.page(self.portal)
        for hidden in ("Pays late", "4711", "4,711"):
            self.assertNotIn(hidden, page)

    def test_who_left_the_hotel_sees_nothing(self):
        self.contact.write({"key_person_role": "liaison", "parent_id": False})
        self.assertNotIn(SECRET, self.page(self.portal))

    def test_nobody_without_a_login(self):
        self.login(None)
        response = self.url_open("/my/services", allow_redirects=False)
        self.assertIn(response.status_code, (302, 303))

    def test_the_counter_is_on_the_first_page(self):
        self.contact.key_person_role = "liaison"
        self.env.flush_all()
        self.login(self.portal)
        answer = self.make_jsonrpc_request(
            "/my/counters", {"counters": ["key_account_service_count"]}
        )
        self.assertEqual(answer["key_account_service_count"], 1)

    def test_please_renew_once(self):
        self.contact.key_person_role = "liaison"
        page = self.page(self.portal)
        self.assertIn(f"/my/services/{self.service.id}/renew", page)
        domain = [("notified_partner_ids", "in", self.officer.partner_id.ids)]
        before = self.env["mail.message"].search(domain)
        for notice in ("told=asked", "told=late"):
            self.assertIn(notice, self.ask(self.portal, self.service).url)
        term = self.service.term_ids
        self.assertEqual(term.asked_by, "customer")
        self.assertTrue(term.requested_at)
        application = self.renewals(self.service)
        self.assertEqual((len(application), application.state), (1, "draft"))
        self.assertFalse(application.submit_at, "the manager looks at it first")
        self.assertEqual(term.deadline_ids.state, "running")
        message = self.env["mail.message"].search(domain) - before
        self.assertEqual(len(message), 1)
        self.assertIn(self.service.number, message.subject)
        self.assertNotIn(SECRET, message.subject + message.body)
        page = self.page(self.portal)
        self.assertNotIn(f"/my/services/{self.service.id}/renew", page)
        self.assertIn("You asked us to renew it", page)

    def test_after_the_screening_the_wish_is_noted(self):
        self.contact.key_person_role = "liaison"
        self.service.date_until = self.today + timedelta(days=3)
        self.env["key.account.service.term"]._screen()
        self.ask(self.portal, self.service)
        self.assertTrue(self.service.term_ids.requested_at)
        self.assertEqual(len(self.renewals(self.service)), 1)

    def test_not_for_others_and_not_too_early(self):
        self.contact.key_person_role = "liaison"
        early = self.add(self.file, days=200)
        over = self.add(self.file, days=-2)
        for user, service in (
            (self.portal_bank, self.service),
            (self.portal_colleague, self.service),
            (self.officer, self.service),
            (self.portal, early),
            (self.portal, over),
        ):
            with self.subTest(user=user.login, service=service.number):
                self.ask(user, service)
                self.assertFalse(service.term_ids.requested_at)
                self.assertFalse(self.renewals(service))

    def test_a_mere_link_renews_nothing(self):
        self.contact.key_person_role = "liaison"
        self.page(self.portal)
        url = f"/my/services/{self.service.id}/renew"
        self.assertIn(self.url_open(url).status_code, (404, 405))
        self.assertEqual(self.url_open(url, data={"x": "1"}).status_code, 400)
        self.env.invalidate_all()
        self.assertFalse(self.service.term_ids.requested_at)
