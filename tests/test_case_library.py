"""CASE-6: typical cases, cleaned of personal data, reviewed by a second person."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from common import HOUR, NOON, KeyAccountCase

SECRETS = (
    "王芳",
    "13800138000",
    "510104198001010014",
    "028-61237654",
    "fang@hotel.example",
    "一环路北三段1号",
    "SC8100-0001",
    "Jinniu",
    "李娜",
)


class LibraryCase(KeyAccountCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Articles = cls.env["key.account.case.article"]
        cls.node = cls.ref("cause_network_node")
        cls.contact.write(
            {"name": "王芳", "phone": "13800138000", "street": "一环路北三段1号"}
        )
        cls.env["res.partner"].create({"name": "李娜", "parent_id": cls.account.id})

    def article(self, user=None, **values):
        """A draft by ``user``."""
        return self.Articles.with_user(user or self.officer).create(
            {
                "name": "机顶盒无信号",
                "situation": "停电以后机顶盒一直没有信号。",
                "cause_analysis": "放大器电源烧坏。",
                "solution": "更换放大器电源，重启机顶盒。",
                "cause_id": self.node.id,
                **values,
            }
        )

    def published(self, **values):
        article = self.article(**values)
        article.action_submit()
        article.with_user(self.supervisor).action_publish()
        return article

    def closed_case(self, **values):
        """A closed complaint full of what names its customer."""
        case = self.make_case(
            name="王女士家机顶盒无信号",
            description="<p>王芳（身份证510104198001010014，电话13800138000，"
            "座机028-61237654，邮箱fang@hotel.example）住一环路北三段1号，"
            "机顶盒 SC8100-0001 没有信号。</p>",
            device_number="SC8100-0001",
            **values,
        )
        case.cause_id = self.node
        case.cause_analysis = "Jinniu Hotel 的放大器电源烧坏，李娜可以证明。"
        measures = self.env["key.account.case.measure"].with_user(self.officer)
        measure = measures.create(
            {
                "ticket_id": case.id,
                "name": "更换放大器电源",
                "date_due": NOON.date(),
                "result": "王总确认恢复，回访 13800138000",
            }
        )
        measure.action_done()
        with self.at(NOON + HOUR):
            self.env["helpdesk.ticket.contact"].with_user(self.officer).create(
                {"ticket_id": case.id, "summary": "Done.", "solved": True}
            ).action_log()
            case._confirm("call_back", case.customer_informed_at)
            case.stage_id = self.stage("done")
        return case.with_user(self.officer)


class TestProposing(LibraryCase):
    def propose(self, case):
        return self.Articles.browse(case.action_propose_article()["res_id"])

    def test_nothing_of_the_customer_is_left(self):
        article = self.propose(self.closed_case())
        text = " ".join(
            article[name]
            for name in ("name", "situation", "cause_analysis", "solution")
        )
        for secret in (*SECRETS, "王女士", "王总"):
            self.assertNotIn(secret, text)
        for kept in (
            "机顶盒",
            "没有信号",
            "放大器电源烧坏",
            "更换放大器电源",
            "确认恢复",
        ):
            self.assertIn(kept, text)
        self.assertEqual(article.cause_id, self.node)
        self.assertEqual((article.kind, article.state), ("case", "draft"))
        self.assertEqual(article.author_ids, self.officer)

    def test_an_open_case_is_not_published(self):
        case = self.make_case().with_user(self.officer)
        with self.assertRaisesRegex(UserError, "still open"):
            case.action_propose_article()

    def test_only_who_may_change_the_case(self):
        case = self.closed_case()
        for user in (self.auditor, self.stranger, self.clerk):
            with self.assertRaises(AccessError):
                case.with_user(user).action_propose_article()

    def test_a_second_click_opens_the_same_article(self):
        case = self.closed_case()
        self.assertEqual(self.propose(case), self.propose(case))

    def test_the_case_is_shown_to_its_readers_only(self):
        case = self.closed_case()
        article = self.propose(case).with_user(self.officer)
        article.action_submit()
        article.with_user(self.supervisor).action_publish()
        self.assertEqual(article.source_case_id, case)
        for user in (self.supervisor, self.auditor):
            self.assertEqual(article.with_user(user).source_case_id, case)
        self.assertFalse(article.with_user(self.stranger).source_case_id)


class TestReview(LibraryCase):
    def test_from_draft_to_withdrawn(self):
        article = self.article()
        article.action_submit()
        self.assertEqual(article.state, "review")
        article.with_user(self.supervisor).action_publish()
        self.assertEqual(article.state, "published")
        self.assertEqual(article.reviewed_by_id, self.supervisor)
        article.with_user(self.supervisor).action_withdraw()
        self.assertEqual(article.state, "withdrawn")
        self.assertFalse(self.Articles.with_user(self.stranger).search([]))

    def test_who_wrote_does_not_publish(self):
        article = self.article(self.supervisor)
        article.action_submit()
        with self.assertRaisesRegex(AccessError, "second person"):
            article.action_publish()
        article.with_user(self.head).action_publish()

    def test_nor_whoever_wrote_in_it_later(self):
        article = self.article()
        article.with_user(self.manager).solution = "重启。"
        article.action_submit()
        with self.assertRaisesRegex(AccessError, "second person"):
            article.with_user(self.manager).action_publish()

    def test_officers_and_auditors_do_not_publish(self):
        article = self.article()
        article.action_submit()
        for user in (self.deputy, self.auditor, self.clerk):
            with self.assertRaises(AccessError):
                article.with_user(user).action_publish()

    def test_an_empty_text_is_not_submitted(self):
        article = self.article(solution=" ")
        with self.assertRaisesRegex(UserError, "says nothing yet"):
            article.action_submit()

    def test_in_review_nobody_writes(self):
        article = self.article()
        article.action_submit()
        with self.assertRaisesRegex(UserError, "is no draft"):
            article.solution = "重启。"
        article.action_take_back()
        article.solution = "重启。"

    def test_a_reviewer_gives_it_back(self):
        article = self.article()
        article.action_submit()
        with self.assertRaises(AccessError):
            article.with_user(self.deputy).action_take_back()
        article.with_user(self.supervisor).action_take_back()
        self.assertEqual(article.state, "draft")

    def test_each_step_in_its_state_only(self):
        article = self.article()
        reviewer = article.with_user(self.manager)
        for step in ("publish", "withdraw", "still_right", "take_back", "new_version"):
            with self.assertRaises(UserError, msg=step):
                getattr(reviewer, f"action_{step}")()

    def test_the_state_is_nobodys_to_write(self):
        article = self.article()
        forged = {
            "state": "published",
            "author_ids": [(5,)],
            "reviewed_by_id": self.head.id,
            "version": 9,
            "replaces_id": article.id,
        }
        for name, value in forged.items():
            for user in (self.officer, self.manager):
                with self.assertRaises(AccessError):
                    article.with_user(user).write({name: value})
            with self.assertRaises(AccessError):
                self.article(**{name: value})

    def test_a_default_publishes_nothing(self):
        articles = self.Articles.with_user(self.officer)
        article = articles.with_context(default_state="published").create(
            {"name": "x", "kind": "faq"}
        )
        self.assertEqual(article.state, "draft")

    def test_only_drafts_are_deleted(self):
        article = self.article()
        article.copy().unlink()
        article.action_submit()
        with self.assertRaisesRegex(UserError, "Withdraw it"):
            article.unlink()


class TestVersions(LibraryCase):
    def version(self, article, user=None):
        action = article.with_user(user or self.officer).action_new_version()
        return self.Articles.browse(action["res_id"]).with_user(user or self.officer)

    def test_the_published_text_stays_until_the_new_one_is_published(self):
        article = self.published()
        new = self.version(article)
        new.solution = "更换整台放大器。"
        seen = self.Articles.with_user(self.stranger)
        self.assertEqual(seen.search([]), article)
        self.assertIn("电源", seen.search([]).solution)
        new.action_submit()
        new.with_user(self.supervisor).action_publish()
        self.assertEqual(seen.search([]), new)
        self.assertEqual((new.version, new.replaces_id), (2, article))
        self.assertEqual(article.state, "withdrawn")

    def test_one_version_at_a_time(self):
        article = self.published()
        new = self.version(article)
        self.assertEqual(self.version(article), new)
        with self.assertRaisesRegex(UserError, "already"):
            self.version(article, self.deputy)

    def test_a_new_version_names_the_same_case_and_keeps_the_count(self):
        case = self.closed_case()
        article = self.Articles.browse(case.action_propose_article()["res_id"])
        article = article.with_user(self.officer)
        article.action_submit()
        article.with_user(self.supervisor).action_publish()
        article.with_context(key_account_case_id=case.id).action_helped()
        new = self.version(article)
        self.assertEqual(new.source_case_id, case)
        self.assertEqual(new.helped_count, 1)


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


class TestHelped(LibraryCase):
    def setUp(self):
        super().setUp()
        self.shelf = self.published()
        self.case = self.make_case().with_user(self.officer)

    def helped(self, user, case=None):
        case_id = (case or self.case).id
        article = self.shelf.with_user(user)
        article.with_context(key_account_case_id=case_id).action_helped()

    def test_counted_once_a_case(self):
        self.helped(self.officer)
        self.helped(self.deputy)
        self.assertEqual(self.shelf.helped_count, 1)
        self.assertEqual(self.case.helping_article_ids, self.shelf)

    def test_only_with_a_case_of_the_own(self):
        for user in (self.stranger, self.auditor):
            with self.assertRaises(AccessError):
                self.helped(user)
        with self.assertRaisesRegex(UserError, "Save the case"):
            self.shelf.with_user(self.officer).action_helped()

    def test_others_see_the_number_and_not_the_case(self):
        self.helped(self.officer)
        self.assertEqual(self.shelf.with_user(self.stranger).helped_count, 1)
        uses = self.env["key.account.case.article.use"]
        self.assertFalse(uses.with_user(self.stranger).search([]))
        self.assertTrue(uses.with_user(self.officer).search([]))


class TestStale(LibraryCase):
    def test_asked_once_when_its_day_has_come(self):
        with self.at(NOON):
            article = self.published()
        self.assertEqual(article.review_on, NOON.date().replace(year=NOON.year + 1))
        later = NOON + timedelta(days=366)
        messages = self.env["mail.message"]
        asked = [("partner_ids", "in", self.supervisor.partner_id.ids)]
        before = messages.search_count(asked)
        with self.at(NOON):
            self.Articles._cron_ask_again()
        self.assertEqual(messages.search_count(asked), before)
        for _twice in range(2):
            with self.at(later):
                self.Articles._cron_ask_again()
        self.assertEqual(messages.search_count(asked), before + 1)
        with self.at(later):
            self.env.invalidate_all()
            self.assertTrue(article.is_stale)
            self.assertEqual(self.Articles.search([("is_stale", "=", True)]), article)
            article.with_user(self.supervisor).action_still_right()
            self.assertFalse(article.is_stale)
            self.assertFalse(article.asked_on)

    def test_the_period_is_configured(self):
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("key_account_service.article_review_months", "3")
        with self.at(NOON):
            self.assertEqual(self.published().review_on.month, 6)
