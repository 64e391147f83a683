"""CASE-1: what customers really send becomes one case that can be read."""

import base64
from secrets import token_hex

from letters import (
    CUSTOMER,
    QUIET,
    PostMixin,
    file_part,
    letter,
    text_part,
    with_parts,
    word,
)

from odoo.tools import mute_logger

from common import HOUR, NOON, KeyAccountCase

MEGABYTE = 2**20
INVITATION = """Content-Type: text/calendar; method=REQUEST; charset=utf-8\r
\r
BEGIN:VCALENDAR\r
METHOD:REQUEST\r
BEGIN:VEVENT\r
SUMMARY:Inspection\r
END:VEVENT\r
END:VCALENDAR\r
"""


class TestMailIntake(PostMixin, KeyAccountCase):
    def test_a_plain_mail(self):
        case = self.post()
        self.assertEqual(case.key_account_id, self.account)
        self.assertEqual(case.received_at, NOON + HOUR)
        self.assertFalse(self.asides())

    def test_chinese_in_the_charsets_that_are_in_use(self):
        text = "四十间客房没有信号，请尽快处理。"
        for number, charset in enumerate(
            ("gb18030", "gbk", "gb2312", "big5", "utf-8", "utf-16", "hz")
        ):
            with self.subTest(charset=charset):
                said = "酒店沒有訊號" if charset == "big5" else text
                body = base64.encodebytes(said.encode(charset))
                subject = "訊號" if charset == "big5" else "没有信号"
                case = self.post(
                    number=f"cn{number}",
                    charset=charset,
                    body=body,
                    subject=word(subject, charset if charset != "utf-16" else "utf-8"),
                    extra="Content-Transfer-Encoding: base64",
                )
                self.assertIn(said, case.description)
                self.assertEqual(case.name, subject)

    def test_letters_that_the_claimed_charset_does_not_have(self):
        mail = letter(to=self.address(), body="朱镕基路".encode("gb18030"))
        mail = mail.replace(b'charset="utf-8"', b'charset="gb2312"')
        self.assertIn("朱镕基路", self.post(mail).description)

    def test_a_charset_nobody_knows_and_one_that_is_wrong(self):
        for number, claimed in enumerate((b"x-klingon", b"us-ascii", b"utf-8", b"")):
            mail = letter(
                to=self.address(), number=f"w{number}", body="没有信号".encode("gbk")
            )
            mail = mail.replace(b'charset="utf-8"', b'charset="%s"' % claimed)
            self.assertIn("没有信号", self.post(mail).description, claimed)

    def test_broken_letters(self):
        case = self.post(body=b"Room 12\x00 \xff\xfe\x81 no picture")
        self.assertIn("Room 12", case.description)
        self.assertIn("no picture", case.description)

    def test_headers_with_letters_as_they_are(self):
        subject = "没有信号".encode("gbk")
        mail = letter(to=self.address(), sender=f'"SIGN" <{CUSTOMER}>')
        mail = mail.replace(b"No picture in 40 rooms", subject)
        case = self.post(mail.replace(b"SIGN", "王芳".encode("gbk")))
        self.assertEqual(case.name, "没有信号")
        self.assertEqual(case.partner_id, self.contact)

    def test_html_only_and_nothing_that_runs(self):
        case = self.post(
            kind="text/html",
            body="<p onclick='x()'>No <b>picture</b></p><script>alert(1)</script>",
        )
        self.assertIn("picture", case.description)
        self.assertNotIn("script", case.description)
        self.assertNotIn("onclick", case.description)

    def test_text_and_html(self):
        parts = [
            text_part("No picture"),
            "Content-Type: text/html; charset=utf-8\r\n\r\n<p>No <i>picture</i></p>",
        ]
        case = self.post(with_parts(parts, kind="alternative", to=self.address()))
        self.assertIn("picture</i>", case.description)

    def test_no_subject(self):
        for number, subject in enumerate((None, "", "   ")):
            case = self.post(subject=subject, number=f"none{number}")
            self.assertEqual(case.name, "Please help, the guests complain.")

    def test_neither_subject_nor_text(self):
        case = self.post(subject=None, body="")
        self.assertEqual(case.name, "No Subject")
        self.assertIn("The mail has no text.", case.description)

    def test_a_very_long_subject_is_not_lost(self):
        case = self.post(subject="picture " * 300 + "end")
        self.assertLessEqual(len(case.name), 150)
        self.assertIn("end", case.description)

    def test_headers_that_somebody_smuggles_in(self):
        subject = word("Help\r\nBcc: all@bank.example\r\n\r\nForged text")
        case = self.post(subject=subject)
        self.assertEqual(case.name, "Help Bcc: all@bank.example Forged text")
        self.assertFalse(case.email_cc)

    def test_a_file_of_20_megabytes(self):
        parts = [text_part("See the film"), file_part("film.mp4", b"x" * 20 * MEGABYTE)]
        case = self.post(with_parts(parts, to=self.address()))
        self.assertEqual(case.attachment_ids.file_size, 20 * MEGABYTE)
        self.assertFalse(self.asides())

    def test_a_file_that_is_too_large(self):
        self.company.key_account_mail_megabytes = 1
        parts = [
            text_part("See the film"),
            file_part("film.mp4", b"x" * (MEGABYTE + 1)),
            file_part("photo.jpg", b"y", "image/jpeg"),
        ]
        case = self.post(with_parts(parts, to=self.address()))
        self.assertIn("See the film", case.description)
        self.assertEqual(case.attachment_ids.mapped("name"), ["photo.jpg"])
        aside = self.asides()
        self.assertEqual((aside.why, aside.ticket_id), ("file", case))
        self.assertEqual(aside.content_name, "film.mp4")
        self.assertIn("film.mp4", "".join(case.message_ids.mapped("body")))
        aside.with_user(self.officer).action_make_case()
        self.assertIn("film.mp4", case.attachment_ids.mapped("name"))
        self.assertEqual(aside.state, "case")

    def test_an_invitation(self):
        parts = [text_part("Please come for the inspection"), INVITATION]
        case = self.post(with_parts(parts, kind="alternative", to=self.address()))
        self.assertIn("inspection", case.description)

    def test_several_desks(self):
        other = self.desk.copy({"name": "Other desk", "alias_name": "other-desk"})
        other.alias_id.alias_domain_id = self.desk.alias_id.alias_domain_id
        both = f"{other.alias_id.display_name}, {self.address()}"
        case = self.post(to=both)
        self.assertEqual(case.team_id, other)
        self.assertFalse(self.cases())

    def test_the_same_mail_twice(self):
        case = self.post()
        self.assertFalse(self.post())
        self.assertEqual(self.cases(), case)
        self.assertFalse(self.asides())

    def test_the_same_mail_twice_without_a_number(self):
        case = self.post(number=None)
        self.assertFalse(self.post(number=None))
        self.assertEqual(self.cases(), case)

    def test_another_mail_with_the_same_number(self):
        self.post()
        self.post(sender="li.na@bank.example", body="Quite another matter")
        aside = self.asides()
        self.assertEqual((aside.why, aside.state), ("double", "waiting"))
        self.assertIn("Quite another matter", aside.text)

    def test_numbers_longer_than_an_index_takes(self):
        long, other = (f"<{token_hex(2000)}@hotel.example>" for _ in range(2))
        case = self.post(number=long)
        self.assertEqual(case.name, "No picture in 40 rooms")
        self.assertFalse(self.post(number=long))
        self.assertEqual(self.post(number="answer", answers=[other, long]), case)
        self.assertFalse(self.asides())

    def test_rows_by_which_workers_notice_each_other_go_after_a_day(self):
        self.post()
        references = self.env["key.account.mail.reference"]
        claims = references.search([("is_claim", "=", True)])
        self.assertEqual(claims.message_id, "<first@customer.example>")
        for moment, kept in ((NOON + 24 * HOUR, True), (NOON + 26 * HOUR, False)):
            with self.at(moment):
                references._gc_claims()
            self.assertEqual(bool(claims.exists()), kept)
        self.assertTrue(references.search([("is_own", "=", True)]))

    def test_thousands_of_recipients(self):
        readers = self.env["res.partner"].create(
            [{"name": f"R{n}", "email": f"r{n}@crowd.example"} for n in range(60)]
        )
        crowd = ",\r\n ".join(f"r{n}@crowd.example" for n in range(2000))
        case = self.post(extra=f"Cc: {crowd}")
        self.assertEqual(case.partner_id, self.contact)
        self.assertFalse(case.message_partner_ids & readers)

    def test_what_cannot_be_taken_in_is_kept_and_promised(self):
        def fail(*args, **kwargs):
            raise ValueError("Boom")

        Ticket = type(self.env["helpdesk.ticket"])
        self.patch(Ticket, "_prepare_mail", fail)
        case = self.post()
        aside = self.asides()
        self.assertEqual((aside.why, aside.ticket_id), ("failed", case))
        self.assertIn("Boom", aside.detail)
        self.assertEqual(case.received_at, NOON + HOUR)
        self.assertTrue(self.deadline(case, "respond").due_at)
        self.assertIn("guests complain", case.description)
        self.assertEqual(case.attachment_ids.mapped("name"), ["mail.eml"])

    def test_an_answer_that_cannot_be_taken_in_is_noted_on_its_case(self):
        case = self.post()
        self.patch(type(self.env["helpdesk.ticket"]), "_record_mail", lambda *a: 1 / 0)
        self.assertEqual(self.post(number="two", answers=["first"]), case)
        self.assertEqual(self.asides().state, "waiting")
        self.assertIn("could not be read", case.message_ids[0].body)

    def test_the_next_mail_goes_on_after_one_that_failed(self):
        gate = self.env["mail.thread"].with_user(self.env.ref("base.user_root"))
        with mute_logger(*QUIET):
            found = gate.message_process("helpdesk.ticket", b"\xff\xfe\x00 rubbish")
        self.assertTrue(found)
        self.assertTrue(self.post())
