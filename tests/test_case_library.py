"""CASE-6: typical cases, cleaned of personal data, reviewed by a second person."""

from library import LibraryCase

from odoo.exceptions import AccessError, UserError

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
