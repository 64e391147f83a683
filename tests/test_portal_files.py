"""CASE-1, SEC-3: what a customer sends on the portal, and which files are shown."""

import io
from datetime import timedelta

from freezegun import freeze_time
from lxml import html
from portal_cases import AnsweringCase

from odoo import fields
from odoo.http import Request

MEGABYTE = 1024 * 1024


class TestSending(AnsweringCase):
    def setUp(self):
        super().setUp()
        self.login(self.portal_contact)

    def upload(self, name, content, case=None):
        """Attach a file to a message as the page of the case does."""
        response = self.url_open(
            "/mail/attachment/upload",
            data={
                "csrf_token": Request.csrf_token(self),
                "thread_id": (case or self.case).id,
                "thread_model": "helpdesk.ticket",
                "is_pending": "true",
            },
            files={"ufile": (name, io.BytesIO(content))},
        )
        self.env.invalidate_all()
        return response

    def open_case(self, name, content, **words):
        response = self.url_open(
            "/submitted/ticket",
            data={
                "csrf_token": Request.csrf_token(self),
                "subject": "Dark again",
                "description": "Since nine",
                "case_kind": "complaint",
                **words,
            },
            files={"attachment": (name, io.BytesIO(content))},
        )
        self.env.invalidate_all()
        found = self.env["helpdesk.ticket"].search([("name", "=", "Dark again")])
        return response, found

    def test_twenty_megabytes_are_taken_and_one_byte_more_is_not(self):
        film = bytes(20 * MEGABYTE)
        self.assertIn("data", self.upload("film.mp4", film).json())
        error = self.upload("film.mp4", film + b"x").json()["error"]["message"]
        self.assertIn("too large", error)
        self.assertIn("20 MB", error)

    def test_a_program_is_not_taken(self):
        for name, content in (("a.exe", b"x"), ("a.html", b"x"), ("a.jpg", b"MZx")):
            error = self.upload(name, content).json()["error"]["message"]
            self.assertIn("of a kind we do not take", error)
        self.assertIn("empty", self.upload("a.pdf", b"").json()["error"]["message"])

    def test_the_limit_is_that_of_the_company(self):
        self.company.key_account_portal_mb = 1
        self.assertIn("error", self.upload("a.pdf", bytes(MEGABYTE + 1)).json())

    def test_nobody_attaches_to_a_foreign_case(self):
        foreign = self.make_case(partner_id=self.other.id)
        self.assertEqual(self.upload("a.pdf", b"x", foreign).status_code, 404)

    def test_a_new_case_with_a_file_says_the_promise(self):
        response, case = self.open_case("a.pdf", b"x")
        self.assertIn("Thank you", response.text)
        self.assertIn("We solve it by", response.text)
        self.assertIn("a.pdf", response.text)
        self.assertEqual(case.key_account_id, self.account)
        self.assertEqual(case.attachment_ids.name, "a.pdf")

    def test_the_form_asks_for_all_that_a_case_needs(self):
        page = html.fromstring(self.get("/new/ticket").text)
        for name in ("case_kind", "subject", "attachment", "description"):
            self.assertTrue(page.xpath(f"//form//*[@name='{name}']"), name)
        self.assertEqual(
            page.xpath("//textarea[@name='description']")[0].text_content(), ""
        )

    def test_a_refused_file_opens_no_case_and_loses_no_word(self):
        response, case = self.open_case("<b>a.exe", b"x", description="<i>nine")
        self.assertFalse(case)
        self.assertIn("of a kind we do not take", response.text)
        self.assertIn("Dark again", response.text)
        self.assertIn("&lt;i&gt;nine", response.text)
        self.assertNotIn("<b>a.exe", response.text)

    def test_blanks_are_no_words_and_what_was_typed_stays(self):
        response, case = self.open_case("a.pdf", b"x", description="  ")
        self.assertFalse(case)
        self.assertIn("Please write a title", response.text)
        page = html.fromstring(response.text)
        self.assertEqual(page.xpath("//input[@name='subject']/@value"), ["Dark again"])
        box = page.xpath("//textarea[@name='description']")[0]
        self.assertEqual(box.text_content(), "  ")


class TestReading(AnsweringCase):
    """The page gives the customer keys to the own files, and to none of a note."""

    def setUp(self):
        super().setUp()
        self.note = self.file("assessment.txt", "mail.mt_note")
        self.sent = self.file("receipt.txt", "mail.mt_comment")

    def file(self, name, subtype):
        file = self.env["ir.attachment"].create(
            {
                "name": name,
                "raw": b"words of staff",
                "res_model": "helpdesk.ticket",
                "res_id": self.case.id,
            }
        )
        self.case.with_user(self.officer).message_post(
            body=name,
            message_type="comment",
            subtype_xmlid=subtype,
            attachment_ids=file.ids,
        )
        return file

    def keys(self):
        page = html.fromstring(self.get(f"/my/ticket/{self.case.id}").text)
        return page.xpath("//a[starts-with(@href, '/web/content/')]/@href")

    def test_the_customer_opens_what_was_sent_and_nothing_of_a_note(self):
        self.login(self.portal_contact)
        [key] = self.keys()
        self.assertIn(f"/{self.sent.id}?", key)
        self.assertEqual(self.get(key).content, b"words of staff")
        stolen = key.replace(str(self.sent.id), str(self.note.id))
        for url in (stolen, f"/web/content/{self.note.id}", stolen.split("&")[0]):
            self.assertNotIn(b"words of staff", self.get(url).content)
        self.assertFalse((self.note | self.sent).mapped("access_token")[0])
        for file in self.note | self.sent:
            self.assert_refused("ir.attachment", "read", file.ids, ["raw"])

    def test_the_key_to_a_file_ends(self):
        self.login(self.portal_contact)
        [key] = self.keys()
        self.authenticate(None, None)
        self.assertEqual(self.get(key).content, b"words of staff")
        with freeze_time(fields.Datetime.now() + timedelta(days=60)):
            self.assertNotIn(b"words of staff", self.get(key).content)

    def test_strangers_get_no_key(self):
        for user in (self.portal_other, self.portal_colleague):
            self.login(user)
            self.assertFalse(self.keys())
            for file in self.note | self.sent:
                content = self.get(f"/web/content/{file.id}").content
                self.assertNotIn(b"words of staff", content)
