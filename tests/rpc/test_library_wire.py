"""CASE-6, CASE-8: hostile calls on the library and on early warnings."""

from common import NOON
from wire import Refused, WireCase

ARTICLE = "key.account.case.article"
WARNING = "key.account.warning"


class LibraryWire(WireCase):
    def setUp(self):
        super().setUp()
        self.article = self.env[ARTICLE].with_user(self.officer)
        self.article = self.article.create(
            {"name": "机顶盒无信号", "situation": "停电", "solution": "更换电源"}
        )
        self.env["key.account.case.article.source"].create(
            {"article_id": self.article.id, "ticket_id": self.case.id}
        )

    def publish(self):
        self.article.action_submit()
        self.article.with_user(self.supervisor).action_publish()

    def found(self, user, model, domain):
        try:
            return self.rpc(user, model, "search_read", domain, ["display_name"])
        except Refused:
            return []


class TestLibraryWire(LibraryWire):
    def test_who_finds_a_draft_and_a_published_article(self):
        domain = [("id", "=", self.article.id)]
        seen = {
            name
            for name, user in self.roles.items()
            if self.found(user, ARTICLE, domain)
        }
        self.assertEqual(seen, {"officer", "manager"})
        self.publish()
        seen = {
            name
            for name, user in self.roles.items()
            if self.found(user, ARTICLE, domain)
        }
        self.assertEqual(
            seen,
            {
                "officer",
                "deputy",
                "stranger",
                "supervisor",
                "head",
                "outsider",
                "manager",
                "auditor",
            },
        )

    def test_no_way_from_an_article_to_its_case(self):
        self.publish()
        source = "key.account.case.article.source"
        use = "key.account.case.article.use"
        self.article.with_context(key_account_case_id=self.case.id).action_helped()
        domain = [("article_id", "=", self.article.id)]
        for user in (self.stranger, self.outsider, self.clerk, self.portal_bank):
            self.assertFalse(self.found(user, source, domain))
            self.assertFalse(self.found(user, use, domain))
        read = self.rpc(
            self.stranger, ARTICLE, "read", [self.article.id], ["source_case_id"]
        )
        self.assertFalse(read[0]["source_case_id"])
        for model in (source, use):
            self.assert_refused_or_empty(model, [("ticket_id.name", "ilike", "hotel")])
            groups = self.rpc(
                self.stranger,
                model,
                "formatted_read_group",
                [],
                ["ticket_id"],
                ["__count"],
            )
            self.assertFalse(groups)

    def assert_refused_or_empty(self, model, domain):
        self.assertFalse(self.found(self.stranger, model, domain))

    def test_no_forged_state_source_or_count(self):
        for user in (self.officer, self.deputy, self.supervisor, self.manager):
            values = {"state": "published", "published_at": "2026-03-02 12:00:00"}
            self.assert_refused(user, ARTICLE, "write", [self.article.id], values)
            create = {"name": "x", "state": "published"}
            self.assert_refused(user, ARTICLE, "create", [create])
            for model in ("source", "use"):
                values = {"article_id": self.article.id, "ticket_id": self.case.id}
                self.assert_refused(user, f"{ARTICLE}.{model}", "create", [values])

    def test_the_writer_does_not_publish(self):
        self.rpc(self.officer, ARTICLE, "action_submit", [self.article.id])
        for user in (self.officer, self.deputy, self.auditor, self.clerk, self.portal):
            self.assert_refused(user, ARTICLE, "action_publish", [self.article.id])
        self.rpc(self.supervisor, ARTICLE, "action_publish", [self.article.id])

    def test_it_helped_only_with_a_case_of_the_own(self):
        self.publish()
        for case in (self.case.id, "1", [self.case.id], {"id": 1}, -1, None):
            self.assert_refused(
                self.stranger,
                ARTICLE,
                "action_helped",
                [self.article.id],
                context={"key_account_case_id": case},
            )
        self.assertEqual(self.article.helped_count, 0)

    def test_a_case_is_proposed_by_who_serves_it(self):
        for user in (self.stranger, self.auditor, self.clerk, self.portal):
            self.assert_refused(
                user, "helpdesk.ticket", "action_propose_article", [self.case.id]
            )

    def test_the_words_of_the_search_are_for_nobody(self):
        for user in (self.officer, self.auditor):
            self.assert_refused(
                user, ARTICLE, "read", [self.article.id], ["search_words"]
            )
        for text in ("'; SELECT 1", "\\' | 'x", "a:*B & !c"):
            self.rpc(self.officer, ARTICLE, "name_search", text)


class TestWarningWire(LibraryWire):
    def setUp(self):
        super().setUp()
        for _number in range(2):
            self.make_case(name="Secret of the hotel")
        with self.at(NOON):
            self.env["key.account.warning.rule"]._watch()
        self.warning = self.env[WARNING].search([("account_id", "=", self.account.id)])

    def test_who_finds_it(self):
        domain = [("id", "=", self.warning.id)]
        seen = {
            name
            for name, user in self.roles.items()
            if self.found(user, WARNING, domain)
        }
        self.assertEqual(
            seen, {"officer", "deputy", "supervisor", "head", "manager", "auditor"}
        )

    def test_nobody_forges_one(self):
        for user in (self.officer, self.supervisor, self.manager, self.auditor):
            values = {"state": "handled", "handled_by_id": user.id}
            self.assert_refused(user, WARNING, "write", [self.warning.id], values)
            self.assert_refused(user, WARNING, "unlink", [self.warning.id])
            self.assert_refused(user, WARNING, "create", [{"name": "x"}])

    def test_nobody_keeps_a_case_from_being_looked_at(self):
        values = {"repeats_checked": True}
        for user in (self.officer, self.manager):
            self.assert_refused(
                user, "helpdesk.ticket", "write", [self.case.id], values
            )
            self.assert_refused(
                user,
                "helpdesk.ticket",
                "write",
                [self.case.id],
                {"warning_ids": [(5,)]},
            )

    def test_rules_are_the_administrators(self):
        rule = self.ref("warning_rule_account")
        model = "key.account.warning.rule"
        for user in (self.officer, self.supervisor, self.auditor):
            self.assert_refused(user, model, "write", [rule.id], {"active": False})
        self.rpc(self.manager, model, "write", [rule.id], {"case_limit": 4})

    def test_the_evidence_shows_only_cases_of_the_own(self):
        self.warning.sudo().case_ids |= self.foreign
        read = self.rpc(self.officer, WARNING, "read", [self.warning.id], ["case_ids"])
        self.assertNotIn(self.foreign.id, read[0]["case_ids"])
        web = self.rpc(
            self.officer,
            WARNING,
            "web_read",
            [self.warning.id],
            {"case_ids": {"fields": {"name": {}}}},
        )
        self.assertNotIn("Secret of the bank", str(web))
