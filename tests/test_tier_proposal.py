"""TIER-7: a tier is proposed, approved by others, and changed in no other way."""

from psycopg2 import IntegrityError
from tiers import TODAY, TierMixin

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import mute_logger

from common import NOON, KeyAccountCase


class TestProposal(TierMixin, KeyAccountCase):
    def test_those_who_serve_or_lead_the_account_propose(self):
        for user in (self.officer, self.deputy, self.supervisor, self.manager):
            with self.subTest(user=user.login):
                proposal = self.propose(user)
                self.assertEqual(proposal.author_ids, user)
                self.assertEqual(proposal.current_tier_id, self.ref("tier_a"))
                self.assertEqual(proposal.company_id, self.company)
                proposal.unlink()

    def test_nobody_else_proposes_or_reads(self):
        proposal = self.propose()
        for user in (self.stranger, self.clerk):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    proposal.with_user(user).read(["reason"])
        proposal.unlink()
        for user in (self.stranger, self.clerk, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.propose(user)

    def test_an_auditor_reads_and_changes_nothing(self):
        proposal = self.propose().with_user(self.auditor)
        self.assertEqual(proposal.reason, "Turnover doubled.")
        for call in (
            lambda: proposal.write({"reason": "x"}),
            proposal.action_submit,
            proposal.action_cancel,
            proposal.unlink,
        ):
            with self.assertRaises(AccessError):
                call()

    def test_an_account_has_one_open_proposal(self):
        first = self.propose()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            with self.env.cr.savepoint():
                self.propose(self.deputy)
        first.with_user(self.officer).action_cancel()
        self.assertTrue(self.propose(self.deputy))

    def test_only_for_key_accounts(self):
        with self.assertRaisesRegex(UserError, "no key account"):
            self.propose(self.manager, account_id=self.contact.id)

    def test_an_end_before_the_beginning_is_refused(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.propose(valid_until="2026-03-01")

    def test_documents_are_read_by_the_readers_of_the_proposal(self):
        files = self.env["ir.attachment"].with_user(self.officer)
        paper = files.create({"name": "Figures", "raw": b"Secret"})
        proposal = self.propose(attachment_ids=[Command.link(paper.id)])
        self.assertEqual(paper.res_id, proposal.id)
        self.assertEqual(paper.with_user(self.supervisor).raw, b"Secret")
        with self.assertRaises(AccessError):
            paper.with_user(self.stranger).read(["raw"])

    def test_a_draft_goes_and_what_was_submitted_stays(self):
        draft = self.propose()
        draft.with_user(self.officer).unlink()
        self.assertFalse(draft.exists())
        proposal = self.submit(self.propose())
        with self.assertRaises(UserError):
            proposal.with_user(self.officer).unlink()


class TestApproval(TierMixin, KeyAccountCase):
    def test_the_supervisor_then_the_head_for_tier_a(self):
        proposal = self.submit(self.propose())
        self.assertEqual(proposal.state, "submitted")
        self.assertEqual(proposal.review_ids.mapped("status"), ["pending", "waiting"])
        self.assertEqual(proposal.review_ids[0].reviewer_ids, self.supervisor)
        self.assertEqual(proposal.review_ids[1].reviewer_ids, self.head)
        self.approve(proposal, self.supervisor)
        self.assertEqual(proposal.state, "submitted")
        self.approve(proposal, self.head)
        self.assertEqual(proposal.state, "approved")
        self.assertEqual(proposal.decided_by_id, self.head)
        self.assertEqual(proposal.decided_at, NOON)

    def test_the_supervisor_alone_below_tier_a(self):
        self.account.key_account_tier_id = self.ref("tier_c")
        proposal = self.approve(self.submit(self.propose()), self.supervisor)
        self.assertEqual(proposal.state, "approved")

    def test_the_head_does_not_go_first(self):
        proposal = self.submit(self.propose())
        with self.assertRaises(AccessError):
            self.approve(proposal, self.head)

    def test_the_next_in_line_approves_what_the_supervisor_proposes(self):
        proposal = self.submit(self.propose(self.supervisor), self.supervisor)
        self.assertEqual(proposal.review_ids[0].reviewer_ids, self.head)
        self.assertEqual(proposal.review_ids[1].reviewer_ids, self.manager)
        self.approve(proposal, self.head, self.manager)
        self.assertEqual(proposal.state, "approved")

    def test_an_administrator_decides_about_what_the_head_of_the_company_proposes(self):
        self.account.key_account_team_id = False
        proposal = self.submit(self.propose(self.manager), self.manager)
        reviewers = proposal.review_ids[0].reviewer_ids
        self.assertTrue(reviewers)
        self.assertNotIn(self.manager, reviewers)

    def test_nobody_approves_the_own_proposal(self):
        step = self.ref("tier_definition_supervisor")
        step.write({"review_type": "individual", "exclude_requester": False})
        self.ref("tier_definition_department_head").active = False
        step.reviewer_id = self.supervisor
        proposal = self.propose(self.officer)
        proposal.with_user(self.supervisor).reason = "Turnover trebled."
        self.assertEqual(proposal.author_ids, self.officer | self.supervisor)
        with self.assertRaisesRegex(UserError, "Nobody could approve"):
            self.submit(proposal)

    def test_a_reviewer_who_wrote_it_is_refused(self):
        step = self.ref("tier_definition_supervisor")
        step.exclude_requester = False
        group = self.ref("group_key_account_supervisor")
        step.write({"review_type": "group", "reviewer_group_id": group.id})
        self.ref("tier_definition_department_head").active = False
        proposal = self.submit(self.propose(self.supervisor), self.supervisor)
        self.assertIn(self.supervisor, proposal.review_ids.reviewer_ids)
        for method in ("validate_tier", "reject_tier"):
            with self.assertRaisesRegex(UserError, "Nobody approves or rejects"):
                getattr(proposal.with_user(self.supervisor), method)()
        self.approve(proposal, self.head)
        self.assertEqual(proposal.state, "approved")

    def test_without_a_step_of_approval_nothing_is_submitted(self):
        self.env["tier.definition"].search(
            [("model", "=", "key.account.tier.proposal")]
        ).active = False
        proposal = self.propose()
        with self.assertRaisesRegex(UserError, "No step of approval"):
            self.submit(proposal)

    def test_what_was_submitted_is_locked(self):
        proposal = self.submit(self.propose())
        for user in (self.officer, self.supervisor, self.manager):
            for name, value in (
                ("tier_id", self.ref("tier_d").id),
                ("reason", "x"),
                ("valid_from", "2026-01-01"),
            ):
                with self.subTest(user=user.login, field=name):
                    with self.assertRaises(UserError):
                        proposal.with_user(user).write({name: value})
        self.assertEqual(proposal.tier_id, self.ref("tier_b"))

    def test_rejecting_asks_for_a_reason_and_keeps_it(self):
        proposal = self.submit(self.propose())
        action = proposal.with_user(self.supervisor).reject_tier()
        wizard = (
            self.env["comment.wizard"]
            .with_user(self.supervisor)
            .with_context(**action["context"])
            .create({"comment": "Too early."})
        )
        wizard.add_comment()
        self.env.invalidate_all()
        self.assertEqual(proposal.state, "rejected")
        self.assertEqual(proposal.decided_by_id, self.supervisor)
        self.assertEqual(proposal.review_ids[0].comment, "Too early.")
        self.assertEqual(proposal.review_ids.mapped("status"), ["rejected", "cancel"])
        self.assertEqual(self.account.key_account_tier_id, self.ref("tier_a"))
        with self.assertRaises(AccessError):
            self.approve(proposal, self.head)

    def test_a_second_click_approves_nothing_twice(self):
        proposal = self.submit(self.propose())
        self.approve(proposal, self.supervisor)
        with self.assertRaisesRegex(AccessError, "decided already"):
            self.approve(proposal, self.supervisor)

    def test_a_second_submission_is_refused(self):
        proposal = self.submit(self.propose())
        with self.assertRaises(UserError):
            self.submit(proposal)
        self.assertEqual(len(proposal.review_ids), 2)

    def test_a_cancelled_proposal_is_approved_by_nobody(self):
        proposal = self.submit(self.propose())
        proposal.with_user(self.officer).action_cancel()
        self.assertEqual(proposal.state, "cancelled")
        self.assertEqual(set(proposal.review_ids.mapped("status")), {"cancel"})
        with self.assertRaises(AccessError):
            self.approve(proposal, self.supervisor)

    def test_an_approved_one_is_cancelled_by_those_in_charge(self):
        proposal = self.approved(valid_from="2026-04-01")
        with self.assertRaises(AccessError):
            proposal.with_user(self.officer).action_cancel()
        proposal.with_user(self.supervisor).action_cancel()
        self.assertEqual(proposal.state, "cancelled")
        self.assertFalse(proposal.next_event_at)

    def test_a_period_that_is_over_is_not_submitted(self):
        proposal = self.propose(valid_from="2026-01-01", valid_until="2026-03-01")
        with self.assertRaisesRegex(UserError, "over already"):
            self.submit(proposal)
        proposal.with_user(self.officer).valid_until = TODAY
        self.submit(proposal)

    def test_a_reviewer_of_another_team_reads_what_he_approves(self):
        step = self.ref("tier_definition_supervisor")
        step.write({"review_type": "individual", "reviewer_id": self.stranger.id})
        proposal = self.submit(self.propose())
        self.assertTrue(proposal.with_user(self.stranger).reason)
        found = proposal.with_user(self.stranger).search(
            [
                ("account_id", "=", self.account.id),
                ("state", "=", "submitted"),
                ("reviewer_ids", "in", [self.stranger.id]),
            ]
        )
        self.assertEqual(found, proposal)

    def test_whoever_comes_to_lead_the_team_is_asked(self):
        proposal = self.submit(self.propose())
        self.team.with_user(self.manager).leader_id = self.stranger
        self.department.leader_id = self.supervisor
        self.env.invalidate_all()
        self.assertEqual(proposal.review_ids[0].reviewer_ids, self.stranger)
        self.assertEqual(proposal.review_ids[1].reviewer_ids, self.supervisor)
        self.approve(proposal, self.stranger, self.supervisor)
        self.assertEqual(proposal.state, "approved")

    def test_who_is_asked_and_does_nothing_is_reminded(self):
        proposal = self.submit(self.propose())
        with self.at("2036-01-01"):
            self.env["tier.definition"]._cron_send_review_reminder()
        self.assertEqual(proposal.activity_ids.user_id, self.supervisor | self.head)
        self.approve(proposal)
        self.assertFalse(proposal.activity_ids)

    def test_the_counter_of_reviewers_counts_ours(self):
        self.submit(self.propose())
        rows = self.env["res.users"].with_user(self.supervisor).review_user_count()
        self.assertEqual([row["pending_count"] for row in rows], [1])
        rows = self.env["res.users"].with_user(self.stranger).review_user_count()
        self.assertFalse(rows)

    def test_an_administrator_of_the_service_edits_the_steps(self):
        steps = self.env["tier.definition"].with_user(self.manager)
        model = self.env["ir.model"]._get("key.account.tier.proposal")
        step = steps.with_context(default_model_id=model.id).create(
            {"name": "Head", "key_account_approver": "company_head", "sequence": 5}
        )
        self.assertEqual(step.review_type, "field")
        self.assertEqual(step.sudo().reviewer_field_id.name, "company_head_ids")
        step.key_account_approver = "individual"
        self.assertEqual(step.review_type, "individual")
        other = self.env["ir.model"]._get("res.partner")
        with self.assertRaises(AccessError):
            steps.create({"name": "Foreign", "model_id": other.id})
        with self.assertRaises(AccessError):
            steps.with_user(self.supervisor).create({"name": "x"})


class TestOnlyByProposal(TierMixin, KeyAccountCase):
    def give(self, user, account, tier):
        account.with_user(user).key_account_tier_id = self.ref(tier)

    def test_the_first_tier_is_given_by_those_in_charge(self):
        account = self.env["res.partner"].create(
            {
                "name": "Clinic",
                "key_account_kind": "group",
                "key_account_manager_id": self.officer.id,
            }
        )
        self.assertFalse(self.history(account))
        with self.assertRaises(AccessError):
            self.give(self.officer, account, "tier_b")
        self.give(self.supervisor, account, "tier_b")
        (row,) = self.history(account)
        self.assertEqual((row.kind, row.user_id), ("first", self.supervisor))

    def test_a_later_one_is_refused_with_what_to_do(self):
        for user in (self.supervisor, self.manager):
            with self.assertRaisesRegex(UserError, "Propose tier"):
                self.give(user, self.account, "tier_b")
        with self.assertRaisesRegex(UserError, "Propose tier"):
            self.account.with_user(self.manager).key_account_tier_id = False
        self.give(self.manager, self.account, "tier_a")
        self.assertEqual(self.steps(), [("", "A")])

    def test_the_tier_of_a_contact_follows_its_company(self):
        with self.assertRaisesRegex(UserError, "proposal"):
            self.give(self.manager, self.contact, "tier_b")

    def test_ceasing_and_becoming_a_key_account_is_no_way_around(self):
        account = self.account.with_user(self.manager)
        account.key_account_kind = False
        with self.assertRaisesRegex(UserError, "Propose tier"):
            account.write(
                {
                    "key_account_kind": "group",
                    "key_account_tier_id": self.ref("tier_d").id,
                }
            )
        account.key_account_kind = "group"
        self.assertEqual(account.key_account_tier_id, self.ref("tier_a"))
        self.assertEqual(self.steps(), [("", "A"), ("A", ""), ("", "A")])

    def test_a_tier_inherited_meanwhile_is_not_kept(self):
        contact = self.contact.with_user(self.manager)
        contact.write(
            {
                "key_account_kind": "leadership",
                "key_account_tier_id": self.ref("tier_d").id,
            }
        )
        contact.key_account_kind = False
        self.assertEqual(contact.key_account_tier_id, self.ref("tier_a"))
        contact.key_account_kind = "leadership"
        self.assertEqual(contact.key_account_tier_id, self.ref("tier_d"))

    def test_the_form_locks_the_tier_once_it_is_given(self):
        self.assertTrue(self.account.key_account_tier_settled)
        self.assertFalse(self.contact.key_account_tier_settled)
        self.account.key_account_kind = False
        self.assertTrue(self.account.key_account_tier_settled)

    def test_propose_tier_opens_the_proposal_there_is(self):
        action = self.account.with_user(self.officer).action_propose_tier()
        self.assertFalse(action["res_id"])
        self.assertEqual(action["context"], {"default_account_id": self.account.id})
        proposal = self.propose()
        action = self.account.with_user(self.officer).action_propose_tier()
        self.assertEqual(action["res_id"], proposal.id)
