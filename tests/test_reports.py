"""CASE-9, VISIT-4, SEC-3: the forms as real PDF files, read back."""

import io
import re
import unicodedata

from lxml import html
from pypdf import PdfReader
from visits import VisitMixin

from odoo.exceptions import AccessError
from odoo.tests import new_test_user
from odoo.tools import config

from common import HOUR, NOON, KeyAccountCase

VISIT = "key_account_service.action_report_visit"
COMPLAINT = "key_account_service.action_report_complaint_form"
#: Radicals that wkhtmltopdf writes for characters and that NFKC leaves alone.
RADICALS = str.maketrans("⻣⻔⻚⻋⻅⻓⻢⻥⻦⻬", "骨门页车见长马鱼鸟齐")


def plain(text):
    """Text as a reader sees it: radicals made characters again, no line breaks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(RADICALS))


class FormCase(VisitMixin, KeyAccountCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        address = f"http://127.0.0.1:{config['http_port']}"
        cls.env["ir.config_parameter"].set_param("report.url", address)
        cls.officer.write({"name": "Li Qiang", "tz": "Asia/Shanghai"})

    def print(self, report, docs, user=None):
        """The pages of a run, as text."""
        Report = self.env["ir.actions.report"].with_user(user or self.officer)
        self.env.flush_all()
        with self.allow_pdf_render():
            pdf, _type = Report.with_context(
                force_report_rendering=True
            )._render_qweb_pdf(report, docs.ids)
        self.pdf = PdfReader(io.BytesIO(pdf))
        return [plain(page.extract_text()) for page in self.pdf.pages]

    def render(self, report, docs, user):
        Report = self.env["ir.actions.report"].with_user(user)
        return Report._render_qweb_html(report, docs.ids)[0].decode()

    def assert_text(self, text, *parts):
        for part in parts:
            self.assertIn(plain(part), text)

    def assert_no_text(self, text, *parts):
        for part in parts:
            self.assertNotIn(plain(part), text)


class TestVisitReport(FormCase):
    def test_what_stands_on_it(self):
        visit = self.make_visit(
            ticket_id=self.make_case().id,
            needs="A check every quarter.",
            handling="Crew comes on Monday.",
            competitor_info="Shu Net offered half the price.",
            place="Third floor",
            visited_at=NOON,
        )
        (before,) = self.print(VISIT, visit)
        self.assert_text(before, "Not yet filed")
        self.sign(visit)
        (page,) = self.print(VISIT, visit)
        self.assert_text(
            page,
            visit.name,
            self.account.name,
            self.contact.name,
            "Li Qiang",
            "On site",
            "Third floor",
            "We looked at the set-top boxes together.",
            "A check every quarter.",
            "Crew comes on Monday.",
            visit.ticket_id.number,
            visit.signed_hash,
            "2026-03-02 20:00",
            "Asia/Shanghai (UTC+08:00)",
        )
        self.assert_no_text(page, "Shu Net", self.ref("tier_a").name, "broken")
        # The logo of the company and the signature.
        self.assertEqual(len(self.pdf.pages[0].images), 2)

    def test_chinese_is_written_in_simplified_glyphs(self):
        text = "回访住院部三楼信号问题，骨干链路直播正常，门诊已恢复。"
        (page,) = self.print(VISIT, self.make_visit(content=text))
        self.assert_text(page, text)
        fonts = {
            str(font.get_object()["/BaseFont"])
            for font in self.pdf.pages[0]["/Resources"]["/Font"].values()
        }
        self.assertTrue(fonts)
        self.assertTrue(all("CJKsc" in name for name in fonts), fonts)

    def test_paper_and_page_numbers_of_several_visits(self):
        short = self.make_visit()
        long = self.make_visit(content="\n".join(f"Line {n} end" for n in range(120)))
        pages = self.print(VISIT, short | long)
        self.assertGreater(len(pages), 2)
        self.assert_text(pages[0], short.name, "1 / 1")
        for number, page in enumerate(pages[1:], 1):
            self.assert_text(page, long.name, f"{number} / {len(pages) - 1}")
            self.assert_no_text(page, short.name)
        for number in range(120):
            self.assertEqual("".join(pages).count(f"Line{number}end"), 1)
        for page in self.pdf.pages:
            width, height = page.mediabox.width, page.mediabox.height
            self.assertAlmostEqual(float(width), 595, delta=2)
            self.assertAlmostEqual(float(height), 842, delta=2)

    def test_no_page_is_empty(self):
        for page in self.print(VISIT, self.make_visit(content="x" * 9000)):
            self.assertGreater(len(page), 100)

    def test_in_the_language_of_the_customer(self):
        self.contact.lang = "zh_CN"
        selection = self.env["ir.model.fields.selection"].search(
            [
                ("field_id.model", "=", "key.account.visit"),
                ("field_id.name", "=", "way"),
                ("value", "=", "on_site"),
            ]
        )
        selection.with_context(lang="zh_CN").name = "现场走访"
        plain = self.make_visit(partner_id=self.account.id)
        pages = self.print(VISIT, self.make_visit() | plain)
        self.assert_text(pages[0], "现场走访", "页")
        self.assert_text(pages[1], "On site", "Page")

    def test_markup_in_a_record_is_only_text(self):
        visit = self.make_visit(content="<b>bold</b> <img src='http://x.example/y'/>")
        (page,) = self.print(VISIT, visit)
        self.assert_text(page, "<b>bold</b>")


class TestComplaintForm(FormCase):
    def tell(self, case, moment, summary, solved=False):
        with self.at(moment):
            self.env["helpdesk.ticket.contact"].with_user(self.officer).create(
                {"ticket_id": case.id, "summary": summary, "solved": solved}
            ).action_log()

    def test_what_stands_on_it(self):
        case = self.make_case(team_id=self.desk.id)
        self.tell(case, NOON + HOUR, "The crew comes at three.")
        case.message_post(body="He is a difficult one.", subtype_xmlid="mail.mt_note")
        self.tell(case, NOON + 6.5 * HOUR, "The amplifier is replaced.", solved=True)
        pages = self.print(COMPLAINT, case)
        self.assertEqual(len(pages), 2)
        text = "".join(pages)
        self.assert_text(
            text,
            case.number,
            "No picture since this morning.",
            self.account.name,
            self.contact.email,
            "Complaint, Level 1",
            # Received, due, kept: in the zone that is named.
            "2026-03-02 20:00",
            "2026-03-03 01:00",
            "2026-03-03 02:30",
            "1 h 30 min late",
            "In time",
            "The crew comes at three.",
            "The amplifier is replaced.",
            "Repair record",
            "Work receipt",
            "Name: Li Qiang",
            "kas-supervisor",
            "Asia/Shanghai",
        )
        self.assert_no_text(text, "difficult", "*")

    def test_a_promise_that_is_open_or_paused(self):
        case = self.make_case(team_id=self.desk.id)
        with self.at(NOON + 7 * HOUR):
            Form = self.env["report.key_account_service.report_complaint_form"]
            rows = {row["kind"]: row for row in Form._promises(case)}
        self.assertEqual(rows["Solution"]["result"], "Open, 2 h 0 min late")
        self.assertEqual(rows["First response"]["result"], "Open")
        with self.at(NOON + 7 * HOUR):
            case.stage_id = self.stage("awaiting")
        [paused] = [row for row in Form._promises(case) if row["kind"] == "Solution"]
        self.assertEqual((paused["result"], paused["due"]), ("On hold", ""))

    def test_a_case_without_customer_or_promise(self):
        case = self.make_case(
            partner_id=False, partner_name="Passer-by", case_kind="enquiry"
        )
        text = "".join(self.print(COMPLAINT, case, self.manager))
        self.assert_text(text, "Passer-by", case.number)

    def test_several_cases_each_with_numbers_of_its_own(self):
        cases = self.make_case() | self.make_case(name="Another")
        pages = self.print(COMPLAINT, cases)
        self.assertEqual(len(pages), 4)
        for case, (first, second) in zip(cases, (pages[:2], pages[2:]), strict=True):
            self.assert_text(first, case.number, case.name, "1 / 2")
            self.assert_text(second, case.number, "2 / 2")


class TestFrame(FormCase):
    def test_an_unknown_fact_leaves_its_cell_empty(self):
        nobody = self.make_case(partner_id=False, case_kind="enquiry")
        visit = self.make_visit(place=False)
        visit.partner_id.sudo().phone = False
        for report, doc in ((VISIT, visit), (COMPLAINT, nobody)):
            for table in self.tables(report, doc):
                rows = {
                    plain(row.text_content()): sum(
                        int(cell.get("colspan", 1)) for cell in row.xpath("th|td")
                    )
                    for row in table.xpath("thead/tr|tbody/tr")
                }
                self.assertEqual(len(set(rows.values())), 1, rows)

    def tables(self, report, doc):
        page = self.render(report, doc, self.manager)
        tables = html.fromstring(page).xpath("//table[@class='o_kas_table']")
        self.assertTrue(tables, report)
        return tables


class TestSecrecy(FormCase):
    def test_printed_only_for_those_who_may_read(self):
        self.env.flush_all()
        for report, doc in ((VISIT, self.make_visit()), (COMPLAINT, self.make_case())):
            for user in (self.officer, self.supervisor, self.manager, self.auditor):
                self.assertIn("Wang Fang", self.render(report, doc, user))
            for user in (self.stranger, self.clerk):
                with self.assertRaises(AccessError):
                    self.render(report, doc, user)

    def test_a_foreign_record_hides_behind_no_own_one(self):
        mine = self.make_case(key_account_manager_id=self.stranger.id)
        with self.assertRaises(AccessError):
            self.render(COMPLAINT, mine | self.make_case(), self.stranger)

    def test_the_customer_prints_nothing_alone(self):
        portal = new_test_user(
            self.env, "kas-portal", "base.group_portal", partner_id=self.contact.id
        )
        case = self.make_case()
        self.assertTrue(case.with_user(portal).has_access("read"))
        with self.assertRaises(AccessError):
            self.render(COMPLAINT, case, portal)

    def test_the_title_of_a_case_is_shown_to_its_readers_only(self):
        visit = self.make_visit(ticket_id=self.make_case(name="Secret").id)
        visit.user_id = self.stranger
        self.assertIn("Secret", self.render(VISIT, visit, self.officer))
        page = self.render(VISIT, visit, self.stranger)
        self.assertNotIn("Secret", page)
        self.assertIn(visit.sudo().ticket_id.number, page)


class TestAllForms(FormCase):
    """Forms are filed together: all of them look alike, those of tomorrow too."""

    def letters(self, report, docs):
        """Size of the letters in which the company stands above a form."""
        found = []

        def look(text, cm, tm, _font, size):
            if "Branch Ltd" in text:
                found.append(round(size * tm[0] * cm[0], 1))

        self.print(report, docs, self.env.user)
        self.pdf.pages[0].extract_text(visitor_text=look)
        return found[:1]

    def test_their_heads_are_alike(self):
        self.company.name = "Branch Ltd"
        reception = self.env["key.account.reception"].create(
            {"matter": "Invoice", "caller": "Mr Feng"}
        )
        letters = self.letters(COMPLAINT, self.make_case())
        self.assertTrue(letters)
        log = "key_account_service.action_report_reception"
        self.assertEqual(self.letters(log, reception), letters)

    def test_their_paper_is_the_same(self):
        reports = self.env["ir.actions.report"].search(
            [
                ("report_name", "=like", "key_account_service.%"),
                ("report_type", "=", "qweb-pdf"),
            ]
        )
        self.assertGreater(len(reports), 8)
        self.assertEqual(reports.paperformat_id, self.ref("paperformat_form"))
