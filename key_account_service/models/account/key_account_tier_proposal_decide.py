# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .key_account_approval_mixin import OPEN
from .tier_definition import APPROVERS


class KeyAccountTierProposal(models.Model):
    """Submitting, approving, rejecting and cancelling a proposal (TIER-7)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.tier.proposal"  # pylint: disable=consider-merging-classes-inherited

    submitted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    submitted_at = fields.Datetime(string="Submitted On", readonly=True, copy=False)
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    decided_at = fields.Datetime(string="Decided On", readonly=True, copy=False)
    supervisor_ids = fields.Many2many("res.users", compute="_compute_line")
    department_head_ids = fields.Many2many("res.users", compute="_compute_line")
    company_head_ids = fields.Many2many("res.users", compute="_compute_line")
    can_cancel = fields.Boolean(compute="_compute_can_cancel")

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "decided_at",
            "decided_by_id",
            "submitted_at",
            "submitted_by_id",
        }

    @api.depends("account_id", "author_ids")
    def _compute_line(self):
        for proposal in self:
            line = proposal._line()
            heads = proposal._company_heads()
            proposal.supervisor_ids = line[:1] or heads
            proposal.department_head_ids = line[1:2] or line[:1] or heads
            proposal.company_head_ids = heads

    def _line(self):
        """Superiors of the account from the team upwards, but those who wrote it."""
        # Who leads whom is no secret; reading the account may be.
        line = self.sudo().account_id.key_account_team_id._leaders()
        line |= self.sudo().company_id.key_account_head_id
        return (line - self.sudo().author_ids).filtered("active")

    def _company_heads(self):
        """The head of the company, or whoever administers the service beside him."""
        authors = self.sudo().author_ids
        head = self.sudo().company_id.key_account_head_id - authors
        if head.active:
            return head
        managers = self.env.ref("key_account_service.group_key_account_manager").sudo()
        return managers.all_user_ids.filtered(
            lambda user: (
                user.active
                and user not in authors
                and self.sudo().company_id in user.company_ids
            )
        )

    @api.depends_context("uid")
    @api.depends("state", "account_id", "author_ids")
    def _compute_can_cancel(self):
        for proposal in self:
            proposal.can_cancel = proposal._may_cancel()

    def _may_cancel(self):
        """Those who wrote it and those in charge, until it is in force."""
        if self.state not in ("draft", "submitted", "approved"):
            return False
        author = self.env.user in self.sudo().author_ids and self.state != "approved"
        return author or self.account_id._is_in_charge()

    def action_submit(self):
        """Put the proposal before the superiors that the steps of approval name.

        :raises UserError: if nobody would have to approve it, or the period is over
        """
        for proposal in self:
            proposal.check_access("write")
            proposal.sudo().lock_for_update()
            proposal._check_submittable()
            tier = proposal.account_id.sudo().key_account_tier_id
            proposal._write_facts(
                {
                    "state": "submitted",
                    "submitted_by_id": self.env.uid,
                    "submitted_at": fields.Datetime.now(),
                    "author_ids": [fields.Command.link(self.env.uid)],
                    "current_tier_id": tier.id,
                }
            )
            reviews = proposal.sudo().request_validation()
            proposal._check_reviewers(reviews)

    def _check_submittable(self):
        self._check_draft()
        self._check_account()
        if self.valid_until and self.valid_until < self._today():
            raise UserError(
                self.env._(
                    "The validity of this tier is over already. Choose later days."
                )
            )

    def _check_reviewers(self, reviews):
        """:raises UserError: rather than letting a proposal wait for nobody"""
        if not reviews:
            raise UserError(
                self.env._(
                    "No step of approval fits this proposal, and without approval no "
                    "tier changes. Ask an administrator to add one under "
                    "Configuration → Tier Approvals."
                )
            )
        for review in reviews:
            if not review.reviewer_ids - self.sudo().author_ids:
                raise UserError(
                    self.env._(
                        "Nobody could approve “%(step)s” but those who propose it. Let "
                        "the account manager propose it, or ask an administrator to "
                        "complete the line of command.",
                        step=review.name,
                    )
                )

    def action_cancel(self):
        """Call off a proposal that is not in force yet.

        :raises AccessError: for whoever neither wrote it nor is in charge
        """
        for proposal in self:
            proposal.check_access("read")
            proposal.sudo().lock_for_update()
            if not proposal._may_cancel():
                raise AccessError(
                    self.env._(
                        "A proposal is cancelled by those who wrote it, an approved "
                        "one by those in charge of the account, and only until it is "
                        "published."
                    )
                )
            proposal._close("cancelled")

    def _approved(self):
        self._write_facts(
            {
                "state": "approved",
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
            }
        )
        reminder = self.env["tier.review"]._get_reminder_activity_type()
        self.sudo().activity_unlink([reminder])
        self._await_day()

    def _rejected(self):
        self._close("rejected")

    def _close(self, state):
        """End without coming into force; the steps of approval stay on record."""
        self._write_facts(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
                "next_event_at": False,
            }
        )
        self._drop_open_reviews()
        self.sudo().activity_ids.unlink()

    def _ask_anew(self):
        """Somebody else has come to lead: whoever leads now is asked to approve.

        Steps that name a group or a person stay as they are.
        """
        reviews = self.sudo().review_ids.filtered(
            lambda review: review.status in OPEN and review.review_type == "field"
        )
        before = {review: review.reviewer_ids for review in reviews}
        self.invalidate_recordset(APPROVERS.values())
        self.env.add_to_compute(reviews._fields["reviewer_ids"], reviews)
        for review in reviews.filtered(lambda review: review.status == "pending"):
            if review.reviewer_ids != before[review]:
                proposal = self.browse(review.res_id).sudo()
                proposal._notify_review_available(review)
