"""CASE-6: what an article helped with, and when it is looked through again."""

from datetime import timedelta

from library import LibraryCase

from odoo.exceptions import AccessError, UserError

from common import NOON


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
            self.Articles._ask_again()
        self.assertEqual(messages.search_count(asked), before)
        for _twice in range(2):
            with self.at(later):
                self.Articles._ask_again()
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
