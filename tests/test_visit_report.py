"""VISIT-3, VISIT-4: promises, addenda and the kept file, read back from real PDFs."""

import base64
import io

from pypdf import PdfReader
from test_reports import VISIT, FormCase, plain
from visit_records import RecordMixin

from common import NOON

RESULT = "Sent on paper."


class TestRecordReport(RecordMixin, FormCase):
    def setUp(self):
        super().setUp()
        with self.at(NOON):
            self.visit = self.make_visit(needs="Six channels")
            self.made = self.promise(self.visit)
            photos = [self.make_photo(self.visit) for _number in range(3)]
            self.visit.photo_ids = photos[0] + photos[1] + photos[2]

    def signed(self):
        """Sign with a printer that works; :return: the text of the file that is kept"""
        with self.at(NOON), self.allow_pdf_render():
            Visit = self.visit.with_context(force_report_rendering=True)
            self.env.flush_all()
            self.sign(Visit)
        self.env.invalidate_all()
        pdf = PdfReader(io.BytesIO(base64.b64decode(self.visit.signed_pdf)))
        self.pictures = [image for page in pdf.pages for image in page.images]
        return "".join(plain(page.extract_text()) for page in pdf.pages)

    def test_the_kept_file_says_what_was_signed(self):
        page = self.signed()
        self.assert_text(
            page,
            self.visit.name,
            "What we promised",
            self.made.name,
            "2026-03-05",
            "Open",
            "Photos on record: 3",
            "In progress",
        )
        # The three photos and the customer's signature.
        self.assertGreaterEqual(len(self.pictures), 4)
        self.assertTrue(self.visit.is_pdf_intact)
        self.assertTrue(self.visit.is_intact)

    def test_printed_again_it_shows_what_became_of_it(self):
        kept = self.signed()
        with self.at(NOON):
            self.made.action_done()
            self.visit.action_add()
            self.env["key.account.visit.addendum"].with_user(self.deputy).create(
                {"visit_id": self.visit.id, "words": "It was channel five."}
            )
        page = "".join(self.print(VISIT, self.visit))
        # What was signed about the state of handling stays; the promise shows its own.
        self.assert_text(page, "In progress", "Kept", "2026-03-02 20:00")
        self.assert_text(page, "Added after signing", "It was channel five.")
        self.assert_text(page, f"{self.deputy.name} 2026-03-02 20:00")
        self.assert_no_text(page, "broken")
        self.assert_no_text(kept, "Added after signing")

    def test_in_the_language_of_the_customer(self):
        self.contact.lang = "zh_CN"
        promise_state = self.env["ir.model.fields.selection"].search(
            [
                ("field_id.model", "=", "key.account.visit.promise"),
                ("field_id.name", "=", "state"),
                ("value", "=", "open"),
            ]
        )
        promise_state.with_context(lang="zh_CN").name = "未兑现"
        handling = self.env["ir.model.fields.selection"].search(
            [
                ("field_id.model", "=", "key.account.visit"),
                ("field_id.name", "=", "handling_state"),
                ("value", "=", "in_progress"),
            ]
        )
        handling.with_context(lang="zh_CN").name = "办理中"
        view = self.ref("report_visit_promises").with_context(lang="zh_CN")
        view.arch_db = view.arch_db.replace("What we promised", "我方承诺")
        self.made.name = "六个频道的报价"
        page = self.signed()
        self.assert_text(page, "我方承诺", "六个频道的报价", "未兑现", "办理中")

    def test_a_long_list_of_promises_breaks_between_them(self):
        with self.at(NOON):
            for number in range(40):
                self.promise(self.visit, name=f"Promise {number} end " + "x" * 120)
        pages = self.print(VISIT, self.visit)
        self.assertGreater(len(pages), 1)
        for number in range(40):
            self.assertEqual("".join(pages).count(f"Promise{number}end"), 1)

    def test_competitors_stand_on_no_file(self):
        self.visit.competitor_info = "Shu Net offered half the price."
        self.assert_no_text(self.signed(), "Shu Net")
