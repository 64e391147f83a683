"""TIER-7, TIER-10, SEC-3: nobody helps a tier over the wire."""

from tiers import TODAY, TierMixin

from common import NOON
from wire import DENIED, Refused, WireCase

PROPOSAL = "key.account.tier.proposal"
HISTORY = "key.account.tier.history"
NOTICE = "key.account.tier.notice"
REVIEW = "tier.review"
PAST = "2026-03-02 12:30:00"
OUTSIDERS = ("stranger", "outsider", "clerk", "abroad", "portal", "portal_bank")
#: What only the add-on writes, with a value that would suit whoever proposes.
FACTS = {
    "state": "approved",
    "validation_status": "validated",
    "author_ids": [[6, 0, []]],
    "decided_by_id": 1,
    "decided_at": PAST,
    "submitted_by_id": 1,
    "submitted_at": PAST,
    "published_by_id": 1,
    "published_at": PAST,
    "next_event_at": PAST,
    "reminded_at": PAST,
    "company_id": False,
    "current_tier_id": False,
    "review_ids": [[0, 0, {"status": "approved"}]],
}


class TierWire(TierMixin, WireCase):
    def setUp(self):
        super().setUp()
        self.proposal = self.propose(self.officer, reason="Secret reason")

    def submitted(self):
        return self.submit(self.proposal)

    def code(self):
        self.env.invalidate_all()
        return self.account.key_account_tier_id.code


class TestForgedProposal(TierWire):
    def test_no_fact_is_written(self):
        for user in (self.officer, self.supervisor, self.manager):
            for name, value in FACTS.items():
                for method in ("write", "web_save"):
                    kwargs = {"specification": {}} if method == "web_save" else {}
                    with self.subTest(user=user.login, field=name, method=method):
                        self.assert_refused(
                            user,
                            PROPOSAL,
                            method,
                            self.proposal.ids,
                            {name: value},
                            why=(DENIED,),
                            **kwargs,
                        )
        self.assertEqual(self.proposal.state, "draft")

    def test_no_proposal_is_born_approved(self):
        self.proposal.unlink()
        plain = {
            "account_id": self.account.id,
            "tier_id": self.ref("tier_d").id,
            "reason": "x",
        }
        for name, value in FACTS.items():
            self.assert_refused(
                self.officer, PROPOSAL, "create", [{**plain, name: value}]
            )
        context = {f"default_{name}": value for name, value in FACTS.items()}
        [made] = self.rpc(self.officer, PROPOSAL, "create", [plain], context=context)
        self.assert_honest(self.env[PROPOSAL].browse(made))

    def test_defaults_of_a_user_forge_nothing(self):
        self.proposal.unlink()
        for name, value in FACTS.items():
            self.outcome(
                self.officer, "ir.default", "set", PROPOSAL, name, value, user_id=True
            )
        plain = {
            "account_id": self.account.id,
            "tier_id": self.ref("tier_d").id,
            "reason": "x",
        }
        [made] = self.rpc(self.officer, PROPOSAL, "create", [plain])
        self.assert_honest(self.env[PROPOSAL].browse(made))

    def assert_honest(self, proposal):
        self.assertEqual(proposal.state, "draft")
        self.assertEqual(proposal.author_ids, self.officer)
        self.assertEqual(proposal.company_id, self.company)
        self.assertEqual(proposal.current_tier_id.code, "A")
        self.assertEqual(proposal.validation_status, "no")
        facts = ("decided_by_id", "published_at", "next_event_at", "review_ids")
        self.assertFalse(any(proposal[name] for name in facts))

    def test_a_copy_is_a_draft_of_whoever_copies(self):
        self.submitted()
        self.approve(self.proposal)
        self.follow_days(NOON)
        [made] = self.rpc(self.deputy, PROPOSAL, "copy", self.proposal.ids)
        copy = self.env[PROPOSAL].browse(made)
        self.assertEqual((copy.state, copy.author_ids), ("draft", self.deputy))
        self.assertFalse(copy.review_ids)

    def test_the_way_of_the_approvals_is_not_called_past_us(self):
        self.submitted()
        for user in (self.officer, self.supervisor, self.manager):
            for method in ("request_validation", "restart_validation", "evaluate_tier"):
                self.assert_refused(
                    user, PROPOSAL, method, self.proposal.ids, why=(DENIED,)
                )
            for method in ("_publish", "_approved", "_validate_tier", "_follow_days"):
                self.assert_refused(
                    user, PROPOSAL, method, self.proposal.ids, why=(DENIED,)
                )
        self.assertEqual(self.proposal.state, "submitted")
        self.assertEqual(len(self.proposal.review_ids), 2)

    def test_nobody_publishes_what_is_not_approved(self):
        for user in (self.officer, self.supervisor, self.manager):
            self.assert_refused(user, PROPOSAL, "action_publish", self.proposal.ids)
        self.submitted()
        for user in (self.officer, self.supervisor, self.manager):
            self.assert_refused(user, PROPOSAL, "action_publish", self.proposal.ids)
        self.assertEqual(self.code(), "A")

    def test_skipping_checks_by_the_context_skips_none(self):
        self.submitted()
        context = {
            "skip_validation_check": True,
            "skip_check_state_condition": True,
            "tier_validation_defer_compute_can_review": True,
            "key_account_tier_change": {"kind": "proposal"},
        }
        for user in (self.officer, self.supervisor, self.manager):
            for values in ({"reason": "x"}, {"state": "approved"}):
                self.assert_refused(
                    user,
                    PROPOSAL,
                    "write",
                    self.proposal.ids,
                    values,
                    context=context,
                )
            tier = {"key_account_tier_id": self.ref("tier_d").id}
            self.assert_refused(
                user, "res.partner", "write", self.account.ids, tier, context=context
            )
        self.assertEqual((self.code(), self.proposal.state), ("A", "submitted"))


class TestForgedApproval(TierWire):
    def setUp(self):
        super().setUp()
        self.submitted()
        self.reviews = self.proposal.review_ids

    def test_nobody_approves_but_who_is_asked(self):
        for role in ("officer", "deputy", "head", "manager", "auditor", *OUTSIDERS):
            for method in ("validate_tier", "reject_tier"):
                with self.subTest(role=role, method=method):
                    self.assert_refused(
                        self.roles[role], PROPOSAL, method, self.proposal.ids
                    )
        self.assertEqual(self.proposal.state, "submitted")

    def test_nobody_approves_the_own_proposal(self):
        self.rpc(self.officer, PROPOSAL, "action_cancel", self.proposal.ids)
        own = self.submit(self.propose(self.supervisor), self.supervisor)
        self.assert_refused(self.supervisor, PROPOSAL, "validate_tier", own.ids)
        self.assertEqual(own.state, "submitted")

    def test_reviews_are_nobodys_to_write(self):
        values = {"status": "approved", "done_by": self.head.id}
        for role in ("officer", "supervisor", "head", "manager", "auditor", "clerk"):
            user = self.roles[role]
            for review in self.reviews:
                for name, args in (("write", [values]), ("unlink", []), ("copy", [])):
                    with self.subTest(role=role, method=name):
                        self.assert_refused(user, REVIEW, name, review.ids, *args)
            forged = {"model": PROPOSAL, "res_id": self.proposal.id, **values}
            self.assert_refused(user, REVIEW, "create", [forged])
        self.assertEqual(self.proposal.review_ids, self.reviews)
        self.assertEqual(self.reviews.mapped("status"), ["pending", "waiting"])

    def test_a_review_of_something_else_does_not_become_one_of_ours(self):
        for values in ({"model": PROPOSAL, "res_id": self.proposal.id},):
            try:
                [made] = self.rpc(
                    self.officer, REVIEW, "create", [{"model": "res.partner"}]
                )
            except Refused:
                continue
            self.assert_refused(self.officer, REVIEW, "write", [made], values)
        self.assertEqual(self.proposal.review_ids, self.reviews)

    def test_the_comment_wizard_is_no_way_around(self):
        for role in ("officer", "head", "manager", "stranger", "clerk"):
            for decision in ("validate", "reject"):
                values = {
                    "res_model": PROPOSAL,
                    "res_id": self.proposal.id,
                    "review_ids": [[6, 0, self.reviews.ids]],
                    "validate_reject": decision,
                    "comment": "x",
                }
                user = self.roles[role]
                try:
                    [made] = self.rpc(user, "comment.wizard", "create", [values])
                except Refused:
                    continue
                with self.subTest(role=role, decision=decision):
                    self.assert_refused(user, "comment.wizard", "add_comment", [made])
        self.assertEqual(self.reviews.mapped("comment"), [False, False])
        self.assertEqual(self.proposal.state, "submitted")

    def test_a_reviewer_comments_only_on_the_own_step(self):
        values = {
            "res_model": PROPOSAL,
            "res_id": self.proposal.id,
            "review_ids": [[6, 0, self.reviews.ids]],
            "validate_reject": "validate",
            "comment": "x",
        }
        [made] = self.rpc(self.supervisor, "comment.wizard", "create", [values])
        self.assert_refused(self.supervisor, "comment.wizard", "add_comment", [made])
        self.assertEqual(self.reviews.mapped("status"), ["pending", "waiting"])

    def test_reviews_are_read_by_the_readers_of_the_proposal(self):
        for role in OUTSIDERS:
            found = self.rpc(
                self.roles[role], REVIEW, "search", [("model", "=", PROPOSAL)]
            )
            self.assertFalse(found, role)
            self.assert_refused(
                self.roles[role], REVIEW, "read", self.reviews.ids, ["todo_by"]
            )
        found = self.rpc(self.officer, REVIEW, "search", [("model", "=", PROPOSAL)])
        self.assertEqual(set(found), set(self.reviews.ids))


class TestHidden(TierWire):
    def records(self):
        history = self.history()
        notice = self.env[NOTICE].search([("account_id", "=", self.account.id)])
        return (self.proposal, history, notice)

    def test_outsiders_learn_nothing(self):
        for records in self.records():
            for role in OUTSIDERS:
                user = self.roles[role]
                domain = [("id", "in", records.ids)]
                with self.subTest(model=records._name, role=role):
                    self.assert_refused(user, records._name, "read", records.ids, [])
                    for method, args in (
                        ("search", [domain]),
                        ("search_count", [domain]),
                        ("formatted_read_group", [domain, ["tier_id"], ["__count"]]),
                        ("name_search", ["", domain]),
                    ):
                        if "tier_id" not in records._fields and "group" in method:
                            continue
                        try:
                            found = self.rpc(user, records._name, method, *args)
                        except Refused:
                            continue
                        self.assertFalse(found, method)

    def test_the_history_is_nobodys_to_write(self):
        row = self.history()
        values = {"account_id": self.account.id, "reason": "x", "kind": "proposal"}
        for role in ("officer", "supervisor", "head", "manager", "auditor"):
            user = self.roles[role]
            for method, args in (
                ("write", [{"reason": "x"}]),
                ("unlink", []),
                ("copy", []),
            ):
                self.assert_refused(user, HISTORY, method, row.ids, *args)
            self.assert_refused(user, HISTORY, "create", [values])
            self.outcome(
                user,
                "res.partner",
                "write",
                self.account.ids,
                {"key_account_tier_history_ids": [[2, row.id], [0, 0, values]]},
            )
        self.assertEqual(self.history(), row)
        self.assertFalse(row.reason)

    def test_the_facts_of_a_notice_are_nobodys_to_write(self):
        notice = self.records()[2]
        for role in ("officer", "supervisor", "manager"):
            for name, value in (
                ("state", "told"),
                ("told_at", PAST),
                ("told_by_id", 1),
                ("tier_id", self.ref("tier_d").id),
                ("account_id", self.bank.id),
                ("error", False),
            ):
                with self.subTest(role=role, field=name):
                    self.assert_refused(
                        self.roles[role],
                        NOTICE,
                        "write",
                        notice.ids,
                        {name: value},
                        why=(DENIED,),
                    )
            self.assert_refused(self.roles[role], NOTICE, "unlink", notice.ids)
        self.assertEqual(notice.state, "to_tell")

    def test_a_notice_goes_to_nobody_outside_the_account(self):
        notice = self.records()[2]
        self.assert_refused(
            self.officer, NOTICE, "write", notice.ids, {"partner_id": self.bank.id}
        )

    def test_a_foreign_account_is_not_proposed_for(self):
        values = {
            "account_id": self.bank.id,
            "tier_id": self.ref("tier_d").id,
            "reason": "x",
            "valid_from": str(TODAY),
        }
        for role in ("officer", "supervisor", "abroad", "clerk", "portal", "auditor"):
            self.assert_refused(
                self.roles[role], PROPOSAL, "create", [values], why=(DENIED,)
            )
        self.assert_refused(
            self.officer,
            PROPOSAL,
            "write",
            self.proposal.ids,
            {"account_id": self.bank.id},
        )
        self.assertEqual(self.proposal.account_id, self.account)

    def test_the_bulk_wizard_is_no_way_around(self):
        wizard = {
            "account_ids": [[6, 0, [self.bank.id]]],
            "tier_id": self.ref("tier_d").id,
            "reason": "x",
        }
        name = "key.account.tier.propose"
        for role in ("officer", "supervisor", "abroad"):
            user = self.roles[role]
            [made] = self.rpc(user, name, "create", [wizard])
            self.assert_refused(user, name, "action_propose", [made])
            self.assert_refused(self.deputy, name, "read", [made], ["reason"])
        self.assertFalse(self.env[PROPOSAL].search([("account_id", "=", self.bank.id)]))
