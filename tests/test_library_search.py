"""CASE-6: who reads the library, and how it is searched."""

from library import LibraryCase

from odoo.tests import Form


class TestReading(LibraryCase):
    def test_published_for_all_who_serve_and_for_auditors(self):
        article = self.published()
        for user in (self.stranger, self.deputy, self.head, self.auditor):
            self.assertTrue(article.with_user(user).has_access("read"))
        self.assertFalse(article.with_user(self.clerk).has_access("read"))

    def test_drafts_for_their_writers(self):
        article = self.article()
        for user in (self.deputy, self.supervisor, self.auditor):
            self.assertFalse(article.with_user(user).has_access("read"), user.login)
        article.action_submit()
        self.assertTrue(article.with_user(self.supervisor).has_access("read"))
        self.assertFalse(article.with_user(self.deputy).has_access("read"))

    def test_not_of_another_company(self):
        article = self.published()
        other = self.env["res.company"].create({"name": "Branch Abroad"})
        self.stranger.write({"company_ids": [(4, other.id)]})
        seen = self.Articles.with_user(self.stranger)
        self.assertFalse(seen.with_context(allowed_company_ids=other.ids).search([]))
        self.assertEqual(seen.search([]), article)


class TestSearch(LibraryCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maker = cls(methodName="runTest")

    def setUp(self):
        super().setUp()
        self.box = self.published()
        self.bill = self.published(
            name="账单金额错误",
            situation="客户反映账单多收费用，机顶盒租金重复。",
            cause_analysis="套餐变更没有同步。",
            solution="退还多收费用。",
            cause_id=False,
        )
        self.node3 = self.published(
            name="Node 3 fails",
            situation="The amplifier in NODE３ fails when it rains.",
            cause_analysis="Water.",
            solution="Sealed.",
        )
        self.seen = self.Articles.with_user(self.stranger)

    def found(self, text):
        return self.seen.search([("search_text", "ilike", text)])

    def test_chinese(self):
        self.assertEqual(self.found("机顶盒无信号"), self.box)
        self.assertEqual(self.found("账单"), self.bill)
        self.assertEqual(self.found("烧"), self.box)
        self.assertEqual(self.found("退还 账单"), self.bill)
        self.assertFalse(self.found("宽带"))

    def test_other_scripts(self):
        self.assertEqual(self.found("ampl"), self.node3)
        self.assertEqual(self.found("ＮＯＤＥ３"), self.node3)

    def test_best_first(self):
        found = self.found("机顶盒")
        self.assertEqual(found, self.box | self.bill)
        self.assertEqual(found[0], self.box)

    def test_by_name(self):
        names = self.seen.name_search("机顶盒")
        self.assertEqual([one for one, _name in names], [self.box.id, self.bill.id])
        self.assertEqual(self.seen.search_count([("search_text", "ilike", "账单")]), 1)

    def test_signs_that_mean_something_to_the_database(self):
        for text in ("'", "账单'", "a & | ! :* \\", "'); DROP TABLE x; --", "%", ""):
            self.found(text)
            self.seen._suggestions(text)

    def test_suggested_by_like_words(self):
        found = self.seen._suggestions("客户说停电后机顶盒没有信号")
        self.assertEqual(found[0], self.box)

    def test_suggested_by_cause(self):
        found = self.seen._suggestions("", self.node)
        self.assertEqual(found, self.node3 | self.box)
        found = self.seen._suggestions("账单", self.node, limit=1)
        self.assertEqual(len(found), 1)

    def test_of_another_kind_is_not_suggested(self):
        self.bill.sudo().case_kind = "enquiry"
        found = self.seen._suggestions("账单多收", None, "complaint")
        self.assertNotIn(self.bill, found)

    def test_drafts_are_not_suggested(self):
        self.box.sudo().state = "draft"
        self.assertNotIn(self.box, self.seen._suggestions("机顶盒没有信号"))

    def test_on_the_case_while_it_is_typed(self):
        case = self.make_case(name="x", description="x")
        with Form(case) as form:
            form.name = "停电后机顶盒没有信号"
            self.assertIn(self.box.id, form.like_article_ids.ids)

    def test_queries_do_not_grow_with_the_library(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.seen._suggestions("机顶盒没有信号", self.node, "complaint")
            self.found("机顶盒")
            return self.env.cr.sql_log_count - before

        queries()
        few = queries()
        copies = [self.box.copy_data()[0] for _number in range(40)]
        self.Articles.create(copies).write({"state": "published"})
        self.assertLessEqual(queries(), few)
