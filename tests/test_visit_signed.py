"""VISIT-4: a signed report as a file, sent to the customer, and put right beside it."""

import base64
from unittest.mock import patch

from psycopg2 import DatabaseError
from visit_records import RecordMixin

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_actions_report import IrActionsReport

from common import NOON, KeyAccountCase

PDF = b"%PDF-1.4 the report"


class SignedCase(RecordMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.printer = self.enterContext(
            patch.object(IrActionsReport, "_render_qweb_pdf", return_value=(PDF, "pdf"))
        )
        with self.at(NOON):
            self.visit = self.sign(self.make_visit())


class TestFile(SignedCase):
    def test_the_report_is_kept_with_its_seal_when_it_is_signed(self):
        self.assertEqual(base64.b64decode(self.visit.signed_pdf), PDF)
        self.assertTrue(self.visit.is_pdf_intact)
        self.assertEqual(self.visit.signed_pdf_name, f"{self.visit.name}.pdf")
        url = self.visit.action_download_pdf()["url"]
        self.assertIn(f"/{self.visit.id}/signed_pdf", url)

    def test_it_is_intact_also_for_the_web_client(self):
        self.env.invalidate_all()
        self.assertTrue(self.visit.with_context(bin_size=True).is_pdf_intact)

    def test_a_file_that_was_altered_is_seen(self):
        self.visit._pdf_attachment().raw = b"%PDF-1.4 forged"
        self.env.invalidate_all()
        self.assertFalse(self.visit.is_pdf_intact)
        with self.assertRaisesRegex(UserError, "not the one"):
            self.visit.action_send_report()

    @mute_logger(
        "odoo.addons.key_account_service.models.relationship.key_account_visit_pdf"
    )
    def test_a_printer_that_fails_loses_no_signature(self):
        self.printer.side_effect = UserError("wkhtmltopdf is gone")
        visit = self.sign(self.make_visit())
        self.assertEqual(visit.state, "signed")
        self.assertTrue(visit.is_intact)
        self.assertFalse(visit.signed_pdf_hash)
        with self.assertRaisesRegex(UserError, "could not be made"):
            visit.action_keep_pdf()
        self.printer.side_effect = None
        visit.action_keep_pdf()
        self.assertTrue(visit.is_pdf_intact)
        with self.assertRaisesRegex(UserError, "kept already"):
            visit.action_keep_pdf()

    def test_no_employee_finds_it_beside_the_visit(self):
        file = self.visit._pdf_attachment()
        for name, seen in (("officer", True), ("stranger", False), ("clerk", False)):
            file.invalidate_recordset()
            with self.subTest(name):
                self.assertEqual(
                    file.with_user(getattr(self, name)).has_access("read"), seen
                )


class TestSending(SignedCase):
    def mails(self):
        return self.env["mail.mail"].search(
            [("mail_message_id", "=", self.visit.report_message_id.id)]
        )

    def test_the_customer_gets_the_signed_file(self):
        self.visit.action_send_report()
        self.assertEqual(self.visit.report_mail_state, "sent")
        self.assertEqual(self.visit.report_sent_to, self.contact.email)
        [mail] = self.mails()
        self.assertEqual(mail.recipient_ids, self.contact)
        self.assertEqual(mail.attachment_ids.mapped("raw"), [PDF])
        self.assertNotIn("set-top", mail.body_html)

    def test_followers_get_neither_mail_nor_file(self):
        self.visit.message_subscribe(self.clerk.partner_id.ids)
        self.visit.action_send_report()
        [mail] = self.mails()
        self.assertNotIn(self.clerk.partner_id, mail.recipient_ids)
        message = self.visit.report_message_id
        self.assertNotIn(self.clerk.partner_id, message.notified_partner_ids)

    def test_a_mail_that_fails_is_seen_and_found(self):
        self.visit.action_send_report()
        self.mails()._postprocess_sent_message([], [], "Mailbox full", "mail_smtp")
        self.assertEqual(self.visit.report_mail_state, "failed")
        self.assertEqual(self.visit.report_mail_error, "Mailbox full")
        self.visit.action_send_report()
        self.assertEqual(self.visit.report_mail_state, "sent")
        self.assertFalse(self.visit.report_mail_error)

    def test_a_failed_mail_that_arrives_after_all_is_sent(self):
        self.visit.action_send_report()
        mail = self.mails()
        mail._postprocess_sent_message([], [], "Busy", "mail_smtp")
        mail._postprocess_sent_message(self.contact.ids, [])
        self.assertEqual(self.visit.report_mail_state, "sent")

    def test_only_what_was_signed_goes_and_only_to_an_address(self):
        with self.assertRaises(UserError):
            self.make_visit().action_send_report()
        self.contact.email = False
        with self.assertRaisesRegex(UserError, "no e-mail address"):
            self.visit.action_send_report()

    def test_an_auditor_sends_nothing(self):
        with self.assertRaises(AccessError):
            self.visit.with_user(self.auditor).action_send_report()


class TestAddendum(SignedCase):
    def add(self, user=None, visit=None, words="It was channel five."):
        visit = (visit or self.visit).with_user(user or self.officer)
        action = visit.action_add()
        dialog = self.env[action["res_model"]].with_user(user or self.officer)
        dialog = dialog.with_context(action["context"]).create({"words": words})
        dialog.action_add()
        return visit.addendum_ids[-1:]

    def test_it_stands_beside_the_record_with_author_and_time(self):
        with self.at(NOON):
            addendum = self.add(self.deputy)
        self.assertEqual(addendum.user_id, self.deputy)
        self.assertEqual(addendum.at, NOON)
        self.assertEqual(addendum.words, "It was channel five.")
        self.assertTrue(self.visit.is_intact)

    def test_nobody_alters_or_deletes_it(self):
        addendum = self.add()
        for user in (self.officer, self.manager):
            for refused in (
                lambda user=user: addendum.with_user(user).write({"words": "x"}),
                addendum.with_user(user).unlink,
            ):
                with self.assertRaises(AccessError):
                    refused()
        self.env.flush_all()
        for statement in (
            "UPDATE key_account_visit_addendum SET words = 'x'",
            "DELETE FROM key_account_visit_addendum",
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(DatabaseError),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement)

    def test_nobody_chooses_author_or_moment(self):
        Addendum = self.env["key.account.visit.addendum"].with_user(self.officer)
        for forged in ({"user_id": self.deputy.id}, {"at": NOON}):
            with self.assertRaises(AccessError):
                Addendum.create({"visit_id": self.visit.id, "words": "x", **forged})
        context = {"default_user_id": self.deputy.id, "default_at": NOON}
        made = Addendum.with_context(**context).create(
            {"visit_id": self.visit.id, "words": "x"}
        )
        self.assertEqual(made.user_id, self.officer)
        self.assertNotEqual(made.at, NOON)

    def test_only_a_signed_record_needs_one(self):
        visit = self.make_visit()
        with self.assertRaises(UserError):
            visit.action_add()
        Addendum = self.env["key.account.visit.addendum"].with_user(self.officer)
        with self.assertRaisesRegex(UserError, "not signed"):
            Addendum.create({"visit_id": visit.id, "words": "x"})
        with self.assertRaisesRegex(UserError, "Write down"):
            Addendum.create({"visit_id": self.visit.id, "words": "  "})

    def test_who_reads_the_visit_reads_it(self):
        addendum = self.add()
        for name, seen in (
            ("deputy", True),
            ("supervisor", True),
            ("auditor", True),
            ("stranger", False),
            ("clerk", False),
        ):
            with self.subTest(name):
                mine = addendum.with_user(getattr(self, name))
                self.assertEqual(mine.has_access("read"), seen)
        with self.assertRaises(AccessError):
            self.add(self.stranger)

    def test_it_is_added_once(self):
        dialog = self.env["key.account.visit.add"].with_user(self.officer)
        dialog = dialog.create({"visit_id": self.visit.id, "words": "Once"})
        dialog.action_add()
        with self.assertRaises(UserError):
            dialog.action_add()
