"""CASE-9: the handling form is signed once, locked, and shows what changes after."""

import base64
import io
import json
from unittest.mock import patch

from psycopg2.errors import RaiseException
from pypdf import PdfReader
from test_reports import COMPLAINT, FormCase, plain
from visits import drawing

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from common import HOUR, NOON

REPORT = "odoo.addons.base.models.ir_actions_report.IrActionsReport"
FORM = "key.account.case.form"


class SignedCase(FormCase):
    def setUp(self):
        super().setUp()
        self.case = self.explain(self.make_case(team_id=self.desk.id))

    def measure(self, **values):
        return self.env["key.account.case.measure"].create(
            {
                "ticket_id": self.case.id,
                "name": "Replace the amplifier",
                "date_due": NOON.date(),
                "user_id": self.officer.id,
                **values,
            }
        )

    def sign(self, case=None, user=None, pdf=False, moment=NOON + HOUR, **values):
        """The customer signs on the screen; with ``pdf`` a real file is made."""
        case = (case or self.case).with_user(user or self.officer)
        case = case.with_context(force_report_rendering=pdf)
        self.env.flush_all()
        with self.at(moment), self.allow_pdf_render():
            action = case.action_sign_form()
            self.env[action["res_model"]].with_env(case.env).with_context(
                **action["context"]
            ).create({"signature": drawing(), **values}).action_sign()
        self.env.invalidate_all()
        return self.case.with_env(self.env)._signed_form()

    def tamper(self, form, **values):
        """What somebody does who is master of the database."""
        names = ", ".join(f"{name} = %s" for name in values)
        table = "key_account_case_form"
        self.env.cr.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        self.env.cr.execute(
            f"UPDATE {table} SET {names} WHERE id = %s", (*values.values(), form.id)
        )
        self.env.cr.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        self.env.invalidate_all()


class TestSigning(SignedCase):
    def test_locked_with_everything_that_was_printed(self):
        self.measure()
        form = self.sign(manager_signature=drawing())
        self.assertEqual(form.number, f"{self.case.number}/1")
        self.assertEqual((form.user_id, form.at), (self.officer, NOON + HOUR))
        self.assertEqual(form.signed_by, "Wang Fang")
        content = json.loads(form.content)
        facts = content["form"]
        self.assertEqual(facts["number"], self.case.number)
        self.assertEqual(facts["cause"], "Network / Node or amplifier failed")
        self.assertEqual(facts["analysis"], ["The amplifier of building 3 had failed."])
        self.assertEqual(facts["measures"][0]["text"], ["Replace the amplifier"])
        self.assertEqual(facts["measures"][0]["by"], "Li Qiang")
        self.assertEqual(set(content["signatures"]), {"customer", "manager"})
        self.assertEqual(content["signatures"]["manager"]["name"], "Li Qiang")
        self.assertEqual(form.standing, "agrees")
        self.assertEqual(self.case.form_standing, "agrees")
        self.assertEqual(len(form.content_hash), 64)

    def test_signed_once_and_again_only_after_a_change(self):
        first = self.sign()
        with self.assertRaisesRegex(UserError, "signed already"):
            self.sign()
        self.case.cause_analysis = "It was the power supply after all."
        self.env.invalidate_all()
        second = self.sign(moment=NOON + 2 * HOUR)
        self.assertEqual(second.number, f"{self.case.number}/2")
        self.assertEqual((first.standing, second.standing), ("changed", "agrees"))
        self.assertEqual(first.changes, "Analysis of the Cause")

    def test_two_who_sign_at_once(self):
        user = self.case.with_user(self.officer)
        image = {"customer": {"name": "Wang Fang", "image": drawing().decode()}}
        user._sign_form(image)
        with self.assertRaises(UserError):
            user._sign_form(image)
        self.assertEqual(len(self.case.form_ids), 1)

    def test_a_signature_is_a_drawing(self):
        for data in (b"<svg onload='x'/>", b"%PDF-1.4", b""):
            image = {"name": "x", "image": base64.b64encode(data).decode()}
            with self.assertRaisesRegex(UserError, "is drawn on the screen"):
                self.case.with_user(self.officer)._sign_form({"customer": image})
        self.assertFalse(self.case.form_ids)

    def test_a_form_that_cannot_be_printed_is_signed_all_the_same(self):
        with (
            patch(f"{REPORT}._render_qweb_pdf", side_effect=UserError("no paper")),
            mute_logger("odoo.addons.key_account_service.models.case"),
            self.assertLogs(
                "odoo.addons.key_account_service.models.case.helpdesk_ticket_form"
            ),
        ):
            form = self.sign()
        self.assertFalse(form.pdf or form.pdf_hash)
        self.assertEqual(form.standing, "agrees")

    def test_what_was_drawn_is_kept_nowhere_else(self):
        before = self.case.message_ids
        self.sign()
        self.assertFalse(self.env["helpdesk.ticket.sign"].search([]))
        self.assertEqual(self.case.message_ids, before)
        self.assertFalse(
            self.env["ir.attachment"].search(
                [("res_model", "in", ("helpdesk.ticket", "helpdesk.ticket.sign"))]
                + [("res_id", "in", self.case.ids)]
            )
        )

    def test_what_the_customer_reads_before(self):
        self.measure()
        context = self.case.with_user(self.officer).action_sign_form()["context"]
        Sign = self.env["helpdesk.ticket.sign"].with_user(self.officer)
        wizard = Sign.with_context(context).new()
        self.assertIn("No picture since this morning.", wizard.summary)
        self.assertIn("Replace the amplifier", wizard.summary)
        self.assertEqual(wizard.signed_by, "Wang Fang")


class TestAfterSigning(SignedCase):
    def test_going_on_is_no_change(self):
        form = self.sign()
        with self.at(NOON + 2 * HOUR):
            self.case.stage_id = self.stage("solved")
            self.case._note_contact(NOON + 2 * HOUR)
            self.confirm(self.case)
            self.case.stage_id = self.stage("done")
            self.env.invalidate_all()
            self.assertEqual((form.standing, form.changes), ("agrees", ""))

    def test_each_change_of_substance_is_named(self):
        form = self.sign()
        for name, value, label in (
            ("name", "Another", "Subject"),
            ("description", "<p>Forged</p>", "Content"),
            ("cause_id", self.ref("cause_network_line").id, "Cause"),
            ("cause_analysis", "Forged", "Analysis of the Cause"),
            ("partner_id", self.account.id, "Contact"),
        ):
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                self.case.write({name: value})
                self.env.invalidate_all()
                self.assertEqual(form.standing, "changed")
                self.assertIn(label, form.changes)
                savepoint.rollback()
                self.env.invalidate_all()
        self.measure()
        self.env.invalidate_all()
        self.assertEqual((form.standing, form.changes), ("changed", "Measures"))
        self.assertEqual(self.case.form_changes, "Measures")

    def test_the_same_for_every_reader_in_every_zone_and_language(self):
        form = self.sign()
        self.env["res.lang"]._activate_lang("zh_CN")
        self.auditor.write({"tz": "America/New_York", "lang": "zh_CN"})
        for user in (self.officer, self.supervisor, self.auditor):
            self.env.invalidate_all()
            self.assertEqual(form.with_user(user).standing, "agrees")

    def test_tampering_is_seen(self):
        form = self.sign()
        spoilt = form.content.replace("amplifier", "antenna")
        for content in (spoilt, "no content", "{}"):
            with self.env.cr.savepoint() as savepoint:
                self.tamper(form, content=content)
                self.assertEqual(form.standing, "tampered")
                self.assertIn("seal is broken", self.page())
                savepoint.rollback()
                self.env.invalidate_all()
        self.tamper(form, content_hash="0" * 64)
        self.assertEqual(form.standing, "tampered")
        self.assertEqual(self.case.form_standing, "tampered")

    def page(self):
        return self.render(COMPLAINT, self.case, self.officer)

    def test_no_row_is_altered_or_deleted_in_the_database(self):
        form = self.sign()
        for statement in (
            "UPDATE key_account_case_form SET number = 'x' WHERE id = %s",
            "UPDATE key_account_case_form SET content = 'x' WHERE id = %s",
            "DELETE FROM key_account_case_form WHERE id = %s",
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(RaiseException, "append-only"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement, (form.id,))

    def test_nobody_changes_it_and_only_readers_of_the_case_see_it(self):
        form = self.sign()
        for user in (self.officer, self.deputy, self.supervisor, self.auditor):
            self.assertTrue(form.with_user(user).signature)
        for user in (self.officer, self.supervisor, self.manager):
            with self.assertRaises(AccessError):
                form.with_user(user).write({"content": "x"})
            with self.assertRaises(AccessError):
                form.with_user(user).unlink()
            with self.assertRaises(AccessError):
                form.with_user(user).create({"ticket_id": self.case.id, "number": "x"})
        for user in (self.stranger, self.clerk):
            self.assertFalse(form.with_user(user).search([]))
            for name in ("signature", "content", "pdf", "signed_by"):
                with self.assertRaises(AccessError):
                    form.with_user(user).read([name])
        for user in (self.stranger, self.clerk, self.auditor):
            with self.assertRaises(AccessError):
                self.case.with_user(user).action_sign_form()

    def test_a_signed_case_is_not_deleted(self):
        self.sign()
        with self.assertRaisesRegex(UserError, "signed handling form"):
            self.case.with_user(self.manager).unlink()

    def test_erased_with_the_person_but_not_that_it_was_signed(self):
        form = self.sign()
        seal = form.content_hash
        self.case.sudo()._erase_words()
        self.env.invalidate_all()
        self.assertFalse(form.content or form.pdf or form.signed_by)
        self.assertEqual((form.standing, form.content_hash), ("erased", seal))
        self.assertNotIn("Wang Fang had", self.page())


class TestSignedPaper(SignedCase):
    def test_the_kept_pdf_is_what_was_signed(self):
        self.measure(result="Done at noon.")
        form = self.sign(pdf=True, manager_signature=drawing())
        self.assertTrue(form.pdf_hash)
        raw = form._pdf_file()
        self.assertEqual(raw[:4], b"%PDF")
        pages = PdfReader(io.BytesIO(raw)).pages
        text = plain("".join(page.extract_text() for page in pages))
        self.assert_text(
            text,
            "Network / Node or amplifier failed",
            "The amplifier of building 3 had failed.",
            "Replace the amplifier",
            "Done at noon.",
            f"Signed form: {self.case.number}/1",
            form.content_hash,
            "Date: 2026-03-02 21:00",
        )
        self.assertEqual(form.standing, "agrees")
        attachment = self.env["ir.attachment"].search(
            [("res_model", "=", FORM), ("res_field", "=", "pdf")]
            + [("res_id", "=", form.id)]
        )
        for user in (self.stranger, self.clerk):
            with self.assertRaises(AccessError):
                attachment.with_user(user).read(["raw"])
        for user in (self.officer, self.manager):
            with self.assertRaises(AccessError):
                attachment.with_user(user).raw = b"%PDF forged"
        attachment.raw = b"%PDF forged"
        self.env.invalidate_all()
        self.assertEqual(form.standing, "tampered")

    def test_printing_again_prints_what_was_signed(self):
        form = self.sign()
        self.case.write({"name": "Forged", "cause_analysis": "Forged"})
        self.env.invalidate_all()
        text = "".join(self.print(COMPLAINT, self.case))
        self.assert_no_text(text, "Forged")
        self.assert_text(
            text,
            "No picture",
            "The amplifier of building 3 had failed.",
            "Changed in the case after that: Analysis of the Cause, Subject",
            form.content_hash,
        )
        # The logo on two pages, and the signature of the customer.
        images = [image for page in self.pdf.pages for image in page.images]
        self.assertGreaterEqual(len(images), 2)

    def test_signed_and_unsigned_in_one_run(self):
        self.sign()
        other = self.make_case(name="Not signed")
        text = "".join(self.print(COMPLAINT, self.case | other))
        self.assert_text(text, f"Signed form: {self.case.number}/1", "Not signed")
        self.assert_no_text(text, f"Signed form: {other.number}")

    def test_no_context_makes_a_form_look_signed(self):
        draft = [self.case.id, json.dumps({"form": {}}), "x", "2026-03-02 12:00:00"]
        Report = self.env["ir.actions.report"].with_user(self.officer)
        page = Report.with_context(key_account_form_draft=draft)._render_qweb_html(
            COMPLAINT, self.case.ids
        )[0]
        self.assertNotIn("SHA-256", page.decode())

    def test_long_texts_break_no_page(self):
        long = "\n".join(f"Word {n} of it." for n in range(90))
        self.case.cause_analysis = long
        self.measure(name="Measure " * 60, result="Result " * 200)
        with self.at(NOON + HOUR):
            self.case._record_contact(NOON + HOUR, we_said="Told " * 400)
        text = "".join(self.print(COMPLAINT, self.case))
        for n in range(90):
            self.assertEqual(text.count(f"Word{n}ofit."), 1)
        self.assertEqual(text.count("Result"), 200 + 2)
        self.assertEqual(text.count("Told"), 400)

    def test_repairs_are_printed_as_they_are_given(self):
        repairs = [
            {
                "number": "ORD1",
                "crew": "Crew North",
                "appointment_start": NOON,
                "appointment_end": NOON + 2 * HOUR,
                "arrived_at": NOON + HOUR,
                "cause": "Amplifier dead",
                "work_done": "Replaced it",
                "measured": "72 dB",
                "parts": "1 amplifier",
                "rating": 4,
                "rating_text": "Friendly",
                "signature": drawing(),
                "signed_by": "Wang Fang",
                "signed_on": NOON + 2 * HOUR,
            },
            {"number": "ORD2", "fail_reason": "Nobody there"},
        ]
        Ticket = type(self.env["helpdesk.ticket"])
        with patch.object(Ticket, "_complaint_form_repairs", return_value=repairs):
            text = "".join(self.print(COMPLAINT, self.case))
            form = self.sign()
            self.assertEqual(form.standing, "agrees")
        self.assert_text(
            text,
            "ORD1",
            "Crew North",
            "2026-03-02 22:00",
            "Amplifier dead",
            "72 dB",
            "4/5",
            "Friendly",
            "ORD2",
            "Nobody there",
        )
        self.assert_no_text(text, "Device taken out")
        self.env.invalidate_all()
        self.assertEqual((form.standing, form.changes), ("changed", "Repair Record"))
