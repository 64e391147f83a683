"""CASE-3: which mail answers a customer, by real messages through the gateway."""

from odoo.tools import mute_logger

from common import HOUR, NOON, KeyAccountCase

ANSWER = """Return-Path: <{sender}>
Authentication-Results: mx.kas.test; dmarc=pass header.from=kas.test
From: {sender}
To: {to}
Cc: {cc}
Subject: Re: No picture in 40 rooms
Message-Id: <{name}@staff.example>
In-Reply-To: {parent}
References: {parent}
Date: Mon, 02 Mar 2026 13:00:00 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"
{headers}
We are on it.
"""
RECEIPT = """Return-Path: <kas-officer@kas.test>
From: kas-officer@kas.test
To: {to}
Cc: wang.fang@hotel.example
Subject: Read: No picture in 40 rooms
Message-Id: <receipt@staff.example>
In-Reply-To: {parent}
References: {parent}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary="b"

--b
Content-Type: text/plain

Your message was displayed.
--b
Content-Type: message/disposition-notification

Disposition: automatic-action/MDN-sent-automatically; displayed
--b--
"""
CUSTOMER = "wang.fang@hotel.example"


class TestMailAnswer(KeyAccountCase):
    def setUp(self):
        super().setUp()
        # The company's mail server vouches for the senders of these mails.
        self.company.key_account_mail_server = "mx.kas.test"
        self.case = self.mail()
        self.respond = self.deadline(self.case, "respond")

    def answer(self, sender="kas-officer@kas.test", source=ANSWER, **values):
        """An answer to the customer's mail, as the staff's mail server sends it."""
        values = {
            "to": self.desk.alias_id.display_name,
            "cc": CUSTOMER,
            "name": "answer",
            "parent": self.case.message_ids.sorted("id")[0].message_id,
            "headers": "",
            **values,
        }
        source = source.format(sender=sender, **values)
        thread = self.env["mail.thread"].with_user(self.env.ref("base.user_root"))
        with self.at(NOON + HOUR), mute_logger("odoo.addons.mail.models.mail_thread"):
            found = thread.message_process(None, source)
        self.env.invalidate_all()
        return found

    def test_an_answer_of_the_manager(self):
        self.assertEqual(self.answer(), self.case.id)
        self.assertEqual(self.respond.state, "met")
        self.assertEqual(self.case.first_response_at, NOON + HOUR)

    def test_an_answer_of_a_colleague_who_was_in_copy(self):
        self.answer("Clerk <kas-clerk@kas.test>")
        self.assertEqual(self.respond.state, "met")

    def test_an_answer_to_a_customer_who_does_not_follow(self):
        self.case.message_unsubscribe(self.case.message_partner_ids.ids)
        self.answer(to=CUSTOMER, cc=self.desk.alias_id.display_name)
        self.assertEqual(self.respond.state, "met")

    def test_a_mail_among_colleagues(self):
        self.case.message_unsubscribe(self.case.message_partner_ids.ids)
        question = self.case.with_user(self.supervisor).message_post(
            body="Who has time?",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.officer.partner_id.ids,
        )
        answered = self.answer(cc=self.supervisor.email, parent=question.message_id)
        self.assertEqual(answered, self.case.id)
        self.assertEqual(self.respond.state, "running")

    def test_what_the_customer_adds(self):
        self.assertEqual(self.answer(CUSTOMER, cc="x@hotel.example"), self.case.id)
        self.assertEqual(self.respond.state, "running")

    def test_what_machines_send(self):
        for number, header in enumerate(
            (
                "Auto-Submitted: auto-replied",
                "Auto-Submitted: auto-generated; owner-email=x@kas.test",
                "Precedence: bulk",
                "Precedence: auto_reply",
                "X-Auto-Response-Suppress: DR, OOF, AutoReply",
                "X-Autoreply: yes",
                "X-AUTORESPOND: out of office",
            )
        ):
            with self.subTest(header=header):
                answered = self.answer(name=f"auto{number}", headers=header + "\n")
                self.assertEqual(answered, self.case.id)
                self.assertEqual(self.respond.state, "running")
                self.assertFalse(self.case.first_response_at)

    def test_a_mail_without_a_way_back(self):
        source = ANSWER.replace("Return-Path: <{sender}>", "Return-Path: <>")
        self.answer(source=source)
        self.assertEqual(self.respond.state, "running")

    def test_a_receipt(self):
        self.answer(source=RECEIPT)
        self.assertEqual(self.respond.state, "running")

    def test_a_person_says_so_after_the_machine(self):
        self.answer(headers="Auto-Submitted: auto-replied\n")
        self.answer(name="person", headers="Auto-Submitted: no\n")
        self.assertEqual(self.respond.state, "met")

    def test_an_automatic_mail_does_not_tell_of_a_solution(self):
        with self.at(NOON + HOUR):
            self.case.stage_id = self.stage("solved")
        self.answer(headers="Auto-Submitted: auto-replied\n")
        self.assertFalse(self.case.customer_informed_at)
