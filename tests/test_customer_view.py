"""SEC-4: what a customer sees of the own cases, and what never."""

from customer import PortalCase
from lxml import html

from common import HOUR, NOON


class TestCustomerView(PortalCase):
    def page(self, case):
        response = self.get(f"/my/ticket/{case.id}")
        response.raise_for_status()
        return response.text

    def test_number_state_and_promises_in_the_customers_zone(self):
        case = self.make_case()
        self.login(self.portal_contact)
        with self.at(NOON):
            pages = self.page(case), self.get("/my/tickets").text
        for text in pages:
            self.assertIn(case.number, text)
            self.assertIn("Received", text)
            self.assertIn("We solve it by: Tue, Mar 3, 2026, 01:00", text)
            self.assertIn("(Asia/Shanghai)", text)

    def test_an_answer_is_promised_unless_the_solution_comes_before_it(self):
        enquiry, complaint = self.make_case(case_kind="enquiry"), self.make_case()
        with self.at(NOON):
            answer = [promise["text"] for promise in enquiry._customer_promises()]
            solution = [promise["text"] for promise in complaint._customer_promises()]
        self.assertEqual(
            answer, ["We answer by: Tue, Mar 3, 2026, 20:00 (Asia/Shanghai)"]
        )
        self.assertEqual(len(solution), 1)
        self.assertIn("We solve it by", solution[0])
        with self.at(NOON + 25 * HOUR):
            late = complaint._customer_promises()
        self.assertEqual([promise["late"] for promise in late], [True, True])

    def test_nothing_internal_is_shown(self):
        self.case_note = "Difficult customer"
        case = self.make_case(complaint_level_id=self.ref("complaint_level_3").id)
        file = {"name": "assessment.txt", "raw": b"x", "res_model": case._name}
        note = self.env["ir.attachment"].create({**file, "res_id": case.id})
        case.with_user(self.officer).message_post(
            body=self.case_note,
            subtype_xmlid="mail.mt_note",
            attachment_ids=note.ids,
        )
        self.sweep(NOON + 6 * HOUR)
        self.login(self.portal_contact)
        for text in (self.page(case), self.get("/my/tickets").text):
            for internal in (
                "Core",
                "Level 3",
                self.case_note,
                "assessment.txt",
                "Deadline",
                "Escalat",
                self.supervisor.name,
            ):
                self.assertNotIn(internal, text)

    def test_what_is_sent_to_the_customer_is_shown(self):
        case = self.make_case()
        file = {"name": "receipt.txt", "raw": b"x", "res_model": case._name}
        sent = self.env["ir.attachment"].create({**file, "res_id": case.id})
        case.with_user(self.officer).message_post(
            body="Here you are",
            partner_ids=self.contact.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachment_ids=sent.ids,
        )
        self.login(self.portal_contact)
        text = self.page(case)
        self.assertIn("receipt.txt", text)
        self.assertIn("We answered:", text)
        self.assertIn("In progress", text)

    def test_the_state_in_words_for_the_customer(self):
        case = self.make_case()
        for stage, state in (
            ("new", "received"),
            ("in_progress", "in_progress"),
            ("awaiting", "on_hold"),
            ("solved", "solved"),
            ("cancelled", "cancelled"),
            ("rejected", "cancelled"),
        ):
            case.stage_id = self.stage(stage)
            self.assertEqual(case.customer_state, state)
        case.stage_id = self.stage("solved")
        case._note_contact(NOON)
        self.confirm(case)
        self.explain(case).stage_id = self.stage("done")
        self.assertEqual(case.customer_state, "closed")

    def test_a_late_promise_is_admitted(self):
        case = self.make_case()
        self.login(self.portal_contact)
        text = self.page(case)
        self.assertIn("We owe you a solution since: Tue, Mar 3, 2026, 01:00", text)

    def test_what_is_cancelled_promises_nothing(self):
        case = self.make_case()
        case.stage_id = self.stage("cancelled")
        self.assertEqual(case._customer_promises(), [])

    def test_every_route_with_foreign_ids(self):
        case = self.make_case(name="Secret of the hotel")
        values = {"name": "x", "raw": b"x", "res_model": case._name, "res_id": case.id}
        file = self.env["ir.attachment"].create(values)
        self.login(self.portal_other)
        for url in (
            f"/my/ticket/{case.id}",
            f"/my/ticket/{case.id}/wrong-token",
            f"/my/ticket/{case.id}?access_token=wrong",
            "/my/ticket/99999999",
            f"/my/tickets?search={case.number}&search_in=number",
            "/my/tickets?sortby=x&groupby=x&filterby=x&search_in=x",
            f"/my/tickets?filterby={case.stage_id.id}&groupby=stage&sortby=stage",
            f"/ticket/close?ticket_id={case.id}",
            f"/web/content/{file.id}",
        ):
            response = self.get(url)
            self.assertNotIn("Secret of the hotel", response.text, url)
            self.assertNotEqual(response.status_code, 500, url)
            if response.status_code != 404:
                self.assertNotIn(f"/my/ticket/{case.id}", response.url, url)

    def test_every_order_and_group_of_the_list_opens(self):
        self.make_case()
        self.login(self.portal_contact)
        for sort in ("date", "name", "stage", "update"):
            for group in ("none", "category", "stage"):
                url = f"/my/tickets?sortby={sort}&groupby={group}"
                self.get(url).raise_for_status()

    def test_closing_is_said_once_more(self):
        case = self.make_case()
        self.login(self.portal_contact)
        page = html.fromstring(self.page(case))
        forms = page.xpath("//details/form[@action='/ticket/close']")
        self.assertEqual(len(forms), 2)
        # No form to close stands open on the page, and none is sent by a link.
        self.assertEqual(page.xpath("//form[@action='/ticket/close']"), forms)
        self.assertFalse(page.xpath("//details[@open]"))
        for form in forms:
            self.assertEqual(form.method, "POST")
            self.assertTrue(form.fields["csrf_token"])
            self.assertIn("stop working on it", form.text_content())

    def test_the_portal_speaks_of_cases(self):
        pages = ["/my/home", "/my/tickets", "/new/ticket", "/my/tickets?search=nothing"]
        case = self.make_case()
        self.login(self.portal_contact)
        for url in (*pages, f"/my/ticket/{case.id}", "/my/tickets?groupby=category"):
            page = html.fromstring(self.get(url).text)
            for script in page.xpath("//script | //style"):
                script.drop_tree()
            words = page.text_content().lower()
            self.assertNotIn("ticket", words, url)
            self.assertIn("case", words, url)

    def test_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        case = self.make_case()
        words = case.with_context(lang="zh_CN")._in_words(NOON)
        self.assertEqual(words, "2026年3月2日周一 20:00 (Asia/Shanghai)")

    def test_a_link_with_token_shows_the_case_and_closes_nothing(self):
        case = self.make_case()
        token = case._portal_ensure_token()
        self.env.flush_all()
        self.authenticate(None, None)
        text = self.get(f"/my/ticket/{case.id}/{token}").text
        self.assertIn("We owe you an answer since", text)
        self.assertNotIn("/ticket/close", text)
