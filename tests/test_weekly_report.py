"""TEAM-4: the printed weekly review, read back in both languages."""

from test_reports import FormCase
from weekly import MORNING, WeeklyMixin

from odoo.exceptions import AccessError

from common import HOUR

REPORT = "key_account_service.action_report_weekly_review"


class TestWeeklyReport(WeeklyMixin, FormCase):
    def setUp(self):
        super().setUp()
        self.begin_weeks()
        self.case = self.make_case(MORNING - HOUR)
        self.review = self.review_of()
        self.line = self.line_of(self.review)

    def test_what_stands_on_it(self):
        with self.at(MORNING + HOUR):
            self.note(self.line, what="Offer the English channels.")
            self.line.with_user(self.officer).remark = "The guests ask for them."
            self.review.with_user(self.officer).action_submit()
        pages = self.print(REPORT, self.review)
        self.assert_text(
            "".join(pages),
            "Weekly Review",
            "2026-W10",
            "Li Qiang",
            "2026-03-08",
            f"{self.case.number} - No picture, 2026-03-02 06:00",
            "Handed in",
            "Jinniu Hotel",
            self.case.number,
            "The guests ask for them.",
            "Offer the English channels.",
            "2026-03-06",
        )

    def test_an_account_without_news_says_so(self):
        quiet = self.env["res.partner"].create(
            {
                "name": "Quiet",
                "key_account_kind": "group",
                "key_account_manager_id": self.deputy.id,
            }
        )
        review = self.review_of(self.deputy)
        line = self.line_of(review, quiet)
        line.sudo().write({"facts": [], "changed_count": 0})
        self.assert_text("".join(self.print(REPORT, review, self.deputy)), "No news")

    def test_in_the_language_of_whoever_prints_it(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.officer.lang = "zh_CN"
        chinese = self.env["ir.actions.report"].with_user(self.officer)
        chinese = chinese.with_context(lang="zh_CN")
        html = chinese._render_qweb_html(REPORT, self.review.ids)[0].decode()
        self.assertIn('lang="zh-CN"', html)
        self.assertIn(self.case.number, html)

    def test_only_for_who_may_read_it(self):
        for user in (self.stranger, self.clerk):
            with self.assertRaises(AccessError):
                self.render(REPORT, self.review, user)

    def test_what_the_reader_may_not_read_is_not_printed(self):
        self.case.sudo().company_id = self.env["res.company"].create({"name": "Other"})
        html = self.render(REPORT, self.review, self.officer)
        self.assertNotIn(self.case.number, html)
