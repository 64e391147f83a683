"""CASE-6: what helped before stands beside what the clerk types."""

from odoo.tests import Form

from common import KeyAccountCase


class TestIntakeArticles(KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.article = self.published(
            name="机顶盒无信号", situation="停电以后机顶盒一直没有信号。"
        )
        self.published(name="发票抬头", situation="客户要改发票的抬头。")

    def published(self, **values):
        articles = self.env["key.account.case.article"].with_user(self.officer)
        article = articles.create({"solution": "更换放大器电源。", **values})
        article.action_submit()
        article.with_user(self.supervisor).action_publish()
        return article

    def form(self, **values):
        form = Form(self.env["helpdesk.ticket.intake"].with_user(self.officer))
        for name, value in values.items():
            form[name] = value
        return form

    def test_nothing_typed_nothing_suggested(self):
        self.assertFalse(self.form(partner_id=self.contact).like_article_ids[:])

    def test_the_summary_finds_a_like_case(self):
        form = self.form(case_kind="complaint", name="三楼机顶盒没有信号")
        self.assertEqual(form.like_article_ids[:], self.article)

    def test_the_words_of_the_customer_do_so_too(self):
        form = self.form(name="急", description="停电以后机顶盒一直没有信号")
        self.assertEqual(form.like_article_ids[:1], self.article)

    def test_drafts_are_suggested_to_nobody(self):
        self.article.with_user(self.supervisor).action_withdraw()
        form = self.form(name="三楼机顶盒没有信号")
        self.assertNotIn(self.article, form.like_article_ids[:])

    def test_three_are_enough(self):
        for number in range(4):
            self.published(name=f"机顶盒无信号 {number}", situation="没有信号")
        self.assertEqual(len(self.form(name="机顶盒没有信号").like_article_ids[:]), 3)
