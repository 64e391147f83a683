"""VISIT-1 to VISIT-4, TEAM-4: a quarter of visits, in two languages.

It is planned, approved and paid on a telephone, signed, and followed until what was
promised is kept. Each step is done in a browser by whose work it is, pressed twice.
"""

import base64
import io
from datetime import timedelta

from pypdf import PdfReader
from test_reports import plain
from tours import DAY, PHONE, TourCase

from odoo import fields

WORDS = {
    "en_US": ("Visit Report", "What we promised", "Kept", "Photos on record: 1"),
    "zh_CN": ("走访报告", "我方承诺", "已履行", "留存照片：1"),
}
OPEN = {"en_US": "Open", "zh_CN": "未完成"}


class TestVisitTour(TourCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        partners = cls.env["res.partner"]
        cls.chief = partners.create(
            {
                "name": "刘总",
                "parent_id": cls.account.id,
                "key_person_role": "decision_maker",
            }
        )
        cls.bank = partners.create(
            {
                "name": "锦城银行",
                "is_company": True,
                "key_account_kind": "group",
                "key_account_tier_id": cls.ref("tier_d").id,
                "key_account_manager_id": cls.deputy.id,
            }
        )
        cls.ref("visit_rule_a_liaison").sign = True
        companies = cls.env["res.company"].search([])
        (companies - cls.company).key_account_weekly = False

    def test_a_quarter_of_visits_in_english(self):
        self.speak("en_US")
        self.whole_way()

    def test_a_quarter_of_visits_in_chinese(self):
        self.speak("zh_CN")
        self.whole_way()

    def whole_way(self):
        self.plan_and_approve()
        self.visit_and_sign()
        self.keep_promises()
        self.review_the_week()

    def plan_and_approve(self):
        self.tour("visit_rules", self.manager)
        self.assertEqual(self.ref("visit_rule_a_decision_maker").interval_months, 2)
        self.tour("plan_visits", self.officer)
        plan = self.env["key.account.visit.plan"].search(
            [("user_id", "=", self.officer.id)]
        )
        self.assertEqual(len(plan), 1, "pressed twice, made once")
        self.assertEqual(plan.state, "submitted")
        self.assertEqual(plan.visit_ids.partner_id, self.people())
        moved = plan.visit_ids.filtered("is_changed")
        self.assertEqual(len(moved), 1)
        self.tour("approve_visits", self.supervisor)
        self.assertEqual(plan.state, "approved")
        self.assertEqual(set(plan.visit_ids.mapped("state")), {"planned"})
        self.plan = plan

    def people(self):
        return self.account | self.contact | self.chief

    def visit_and_sign(self):
        """The day of the first visit to the contact has come."""
        visits = self.plan.visit_ids.filtered(
            lambda visit: visit.partner_id == self.contact
        )
        self.visit = visits.sorted("planned_at")[0]
        self.visit.planned_at = fields.Datetime.now() + timedelta(minutes=1)
        self.tour("pay_visit", self.officer, PHONE)
        self.assertEqual(self.visit.state, "signed")
        self.assertTrue(self.visit.is_intact and self.visit.signature)
        self.assertEqual(self.visit.photo_ids.mapped("mimetype"), ["image/png"])
        self.assertEqual(self.visit.participant_ids, self.chief)
        self.assertEqual(self.visit.competitor_info, "对方报价低一成")
        self.assertEqual(self.visit.handling_state, "in_progress")
        # Servers under test print only when told to.
        visit = self.visit.with_user(self.officer)
        with self.allow_pdf_render():
            visit.with_context(force_report_rendering=True).action_keep_pdf()

    def keep_promises(self):
        """One promise is kept at once, the other one is a case that is closed."""
        quote, channels = self.visit.promise_ids.sorted("id")
        self.assertEqual((quote.state, channels.state), ("done", "open"))
        self.assertEqual(set(quote.deadline_ids.mapped("state")), {"met"})
        case = channels.ticket_id
        self.assertEqual(case.partner_id, self.contact)
        case.customer_informed_at = fields.Datetime.now()
        self.confirm(case)
        case.stage_id = self.stage("done")
        self.env.invalidate_all()
        self.assertEqual(channels.state, "done")
        self.tour("follow_visit", self.officer)
        self.assertEqual(self.visit.handling_state, "done")
        self.assertTrue(self.visit.is_intact and self.visit.is_pdf_intact)
        self.read_reports()

    def read_reports(self):
        """What was signed stays; printed again it says what became of it."""
        report = self.env["ir.actions.report"].with_user(self.officer)
        self.env.flush_all()
        with self.allow_pdf_render():
            again, _kind = report.with_context(
                force_report_rendering=True
            )._render_qweb_pdf(
                "key_account_service.action_report_visit", self.visit.ids
            )
        title, promised, kept, photos = WORDS[self.lang]
        signed = self.text(base64.b64decode(self.visit.signed_pdf))
        for words in (title, promised, photos, self.visit.name, "王芳", "需要六个频道"):
            self.assertIn(plain(words), signed)
        self.assertIn(OPEN[self.lang], signed)
        again = self.text(again)
        self.assertEqual((signed.count(kept), again.count(kept)), (1, 2))
        self.assertNotIn("对方报价低一成", signed + again)

    def text(self, pdf):
        pages = PdfReader(io.BytesIO(pdf)).pages
        return "".join(plain(page.extract_text()) for page in pages)

    def review_the_week(self):
        """The officer hands in the review; the deputy forgets to."""
        reviews = self.env["key.account.weekly.review"]
        today = self.company._today_at(fields.Datetime.now())
        monday = fields.Datetime.to_datetime(today - today.weekday() * DAY)
        for week in range(2):
            with self.at(monday + week * 7 * DAY):
                reviews._open_week()
                reviews._list_due()
            self.env.invalidate_all()
            if not week:
                self.tour("review_week", self.officer)
        mine = reviews.search([("user_id", "=", self.officer.id)], order="id")
        self.assertEqual(mine[0].state, "submitted")
        self.assertEqual(mine[0].line_ids.mapped("state"), ["acted"])
        theirs = reviews.search([("user_id", "=", self.deputy.id)], order="id")
        self.assertEqual(theirs[0].state, "omitted")
        self.tour("see_omission", self.supervisor)
