"""CASE-9: the customer signs the handling form on the portal, once."""

import base64
from unittest.mock import patch

from departments import DepartmentMixin
from portal_cases import AnsweringCase, blank, drawing

from odoo.tests import JsonRpcException

from odoo.addons.key_account_service.models.case.helpdesk_ticket_form import (
    HelpdeskTicket as Form,
)

from common import MODULE


class TestSign(AnsweringCase):
    def setUp(self):
        super().setUp()
        self.company.key_account_portal_sign = True
        printed = patch.object(Form, "_print_signed", return_value=b"")
        printed.start()
        self.addCleanup(printed.stop)
        self.login(self.portal_contact)

    def asked(self, case=None):
        text = self.get(f"/my/ticket/{(case or self.case).id}").text
        return "Please sign the handling form" in text

    def test_the_customer_reads_and_signs_once(self):
        self.assertTrue(self.asked())
        result = self.sign(name="  Wang Fang ")
        self.assertIn("told=signed", result["redirect_url"])
        form = self.case.form_ids
        self.assertEqual(form.signed_by, "Wang Fang")
        self.assertEqual(form.user_id, self.portal_contact)
        self.assertEqual(form.standing, "agrees")
        self.assertFalse(self.asked())
        self.assertIn("nothing to sign", self.sign()["error"])
        self.assertEqual(self.case.form_ids, form)

    def test_only_where_the_company_asks_for_it(self):
        self.company.key_account_portal_sign = False
        self.assertFalse(self.asked())
        self.assertIn("error", self.sign())
        self.assertFalse(self.case.form_ids)

    def test_only_a_solution_that_the_customer_knows(self):
        case = self.make_case()
        self.assertFalse(self.asked(case))
        self.assertIn("error", self.sign(case))
        self.case.stage_id = self.stage("cancelled")
        self.assertIn("error", self.sign())
        self.assertFalse((case | self.case).form_ids)

    def test_a_case_that_changed_since_is_signed_again(self):
        self.sign()
        self.explain(self.case)
        self.assertTrue(self.asked())
        self.sign()
        self.assertEqual(len(self.case.form_ids), 2)

    def test_what_is_no_drawing_is_no_signature(self):
        script = base64.b64encode(b"<svg onload='alert(1)'/>").decode()
        for signature in (script, "", "%%%", "x" * (2**20 + 1), drawing()[:-5] + "==="):
            with self.subTest(signature=signature[:9]):
                result = self.sign(signature=signature)
                self.assertTrue(result.get("error") or self.case.form_ids)
        for signature in (1, ["x"], {"a": 1}):
            self.assertIn("error", self.sign(signature=signature))

    def test_an_empty_page_is_no_signature(self):
        self.assertIn("Nothing is drawn", self.sign(signature=blank())["error"])
        self.assertIn("drawn on the screen", self.sign(signature="签名")["error"])
        self.assertFalse(self.case.form_ids)

    def test_a_signature_has_a_name(self):
        self.assertIn("name", self.sign(name="  ")["error"])
        self.assertFalse(self.case.form_ids)

    def test_nobody_signs_for_another(self):
        self.account.portal_sees_company_cases = True
        for user in (self.portal_colleague, self.portal_other):
            self.login(user)
            self.assertFalse(self.asked())
            self.assertIn("error", self.sign())
        self.authenticate(None, None)
        with self.assertRaises(JsonRpcException):
            self.sign()
        self.assertFalse(self.case.form_ids)

    def test_the_customer_reads_no_signed_form_over_the_wire(self):
        self.sign()
        form = self.case.form_ids
        self.assert_refused(form._name, "read", form.ids, ["content"])
        url = f"/web/content/{form._name}/{form.id}/pdf"
        self.assertEqual(self.get(url).status_code, 404)
        self.assertTrue(self.ref(f"{MODULE}.action_report_complaint_form"))


class TestCopy(AnsweringCase):
    """CASE-9: whoever signed keeps a copy."""

    def setUp(self):
        super().setUp()
        self.company.key_account_portal_sign = True
        self.pdf = b"%PDF-1.4 what was signed"
        printed = patch.object(Form, "_print_signed", side_effect=lambda *a: self.pdf)
        printed.start()
        self.addCleanup(printed.stop)
        self.login(self.portal_contact)
        self.url = f"/my/ticket/{self.case.id}/form"

    def offered(self):
        return self.url in self.get(f"/my/ticket/{self.case.id}").text

    def fetched(self):
        self.env.flush_all()
        return self.url_open(self.url, allow_redirects=False)

    def test_the_customer_gets_the_file_that_was_kept(self):
        self.assertFalse(self.offered())
        self.assertEqual(self.fetched().status_code, 303)
        self.sign()
        self.assertTrue(self.offered())
        answer = self.fetched()
        self.assertEqual(answer.content, self.pdf)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        name = f"{self.case.form_ids.pdf_name}"
        self.assertIn(name, answer.headers["Content-Disposition"])

    def test_nobody_else_gets_it(self):
        self.sign()
        self.account.portal_sees_company_cases = True
        for user in (self.portal_colleague, self.portal_other, self.officer, None):
            self.env.flush_all()
            self.authenticate(user and user.login, user and user.login.ljust(8, "x"))
            self.assertFalse(self.offered())
            answer = self.fetched()
            self.assertEqual(answer.status_code, 303)
            self.assertNotIn(b"PDF", answer.content)

    def test_without_a_file_none_is_offered(self):
        self.pdf = b""
        self.sign()
        self.assertTrue(self.case.form_ids)
        self.assertFalse(self.offered())
        self.assertEqual(self.fetched().status_code, 303)

    def test_what_was_altered_or_erased_is_not_handed_out(self):
        self.sign()
        form = self.case.form_ids
        file = self.env["ir.attachment"].search(
            [("res_model", "=", form._name), ("res_field", "=", "pdf")]
        )
        file.raw = b"%PDF-1.4 forged"
        self.assertEqual(self.fetched().status_code, 303)
        form._empty()
        self.assertEqual(self.fetched().status_code, 303)

    def test_a_case_that_changed_keeps_the_copy(self):
        self.sign()
        self.explain(self.case)
        self.assertEqual(self.fetched().content, self.pdf)


class TestSignOnPaper(AnsweringCase):
    def test_the_pdf_is_printed_with_the_signature(self):
        self.company.key_account_portal_sign = True
        self.login(self.portal_contact)
        self.assertNotIn("error", self.sign())
        self.assertEqual(self.case.form_ids.signed_by, "Wang Fang")


class TestRead(DepartmentMixin, AnsweringCase):
    """SEC-4: what is read before signing is what was said to the customer."""

    def talk(self, case, summary, **values):
        Form = self.env["helpdesk.ticket.contact"].with_user(self.officer)
        Form.create({"ticket_id": case.id, "summary": summary, **values}).action_log()

    def test_only_talks_with_the_customer_stand_there(self):
        case = self.make_case()
        self.talk(case, "We come at eight.", customer_said="Come early.")
        self.answer_task(self.ask(case), "done", accepted=True)
        self.ask_again_and_withdraw(case)
        for values in ({}, {"partner_ids": self.deputy.partner_id.ids}):
            case.with_user(self.officer).message_post(
                body="Canary note", subtype_xmlid="mail.mt_note", **values
            )
        self.solve(case)
        case._reopen("Canary call-back", "Canary of the call")
        self.solve(case)
        text = case.with_user(self.portal_contact)._customer_reads_form()
        self.assertIn("We come at eight.", text)
        self.assertIn("Come early.", text)
        for inside in ("Canary", "Measure the line", "Because"):
            self.assertNotIn(inside, text)

    def ask_again_and_withdraw(self, case):
        task = self.ask(case)
        self.answer_task(task, "refuse")
        task._withdraw("Because of the Canary")

    def answer_task(self, task, answer, accepted=False):
        if accepted:
            self.accept(task)
        DepartmentMixin.answer(self, task, answer, words="Because of the Canary")
