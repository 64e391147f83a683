# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from .key_account_approval_mixin import OPEN
from .tier_definition import APPROVERS


class KeyAccountApprovalLineMixin(models.AbstractModel):
    """Records that the line of command of an account approves (TIER-7, APP-1).

    The line leads from the team upwards to the head of the company; whoever wrote the
    record is passed over. Moments are UTC.
    """

    _name = "key.account.approval.line.mixin"
    _inherit = "key.account.approval.mixin"
    _description = "Approved by the Line of Command"

    submitted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    submitted_at = fields.Datetime(string="Submitted On", readonly=True, copy=False)
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    decided_at = fields.Datetime(string="Decided On", readonly=True, copy=False)
    supervisor_ids = fields.Many2many("res.users", compute="_compute_line")
    department_head_ids = fields.Many2many("res.users", compute="_compute_line")
    company_head_ids = fields.Many2many("res.users", compute="_compute_line")

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "decided_at",
            "decided_by_id",
            "submitted_at",
            "submitted_by_id",
        }

    # ------------------------------------------------------------------
    # Who is above
    # ------------------------------------------------------------------

    def _approval_team(self):
        """Hook: the team from which the line goes up; called with all rights."""
        return self.env["key.account.team"]

    @api.model
    def _line_fields(self):
        """Hook: fields on which it depends who is above."""
        return ["author_ids"]

    @api.depends(lambda self: self._line_fields())
    def _compute_line(self):
        for record in self:
            line = record._line()
            heads = record._company_heads()
            record.supervisor_ids = line[:1] or heads
            record.department_head_ids = line[1:2] or line[:1] or heads
            record.company_head_ids = heads

    def _line(self):
        """Superiors from the team upwards, but those who wrote it."""
        # Who leads whom is no secret; reading the account may be.
        line = self.sudo()._approval_team()._leaders()
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

    # ------------------------------------------------------------------
    # Asking them
    # ------------------------------------------------------------------

    def _request_approval(self, **facts):
        """Put the record before those whom the steps of approval name.

        :raises UserError: if nobody would have to approve it, or nobody could
        """
        self._write_facts(
            {
                "state": "submitted",
                "submitted_by_id": self.env.uid,
                "submitted_at": fields.Datetime.now(),
                "decided_by_id": False,
                "decided_at": False,
                "author_ids": [fields.Command.link(self.env.uid)],
                **facts,
            }
        )
        self._check_reviewers(self.sudo().request_validation())
        self._step_decided()

    def _text_no_step(self):
        """Hook: what to do if no step of approval fits."""
        return self.env._(
            "No step of approval fits this. Ask an administrator to add one under "
            "Configuration."
        )

    def _check_reviewers(self, reviews):
        """:raises UserError: rather than letting it wait for nobody"""
        if not reviews:
            raise UserError(self._text_no_step())
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

    def _note_decision(self, state, **facts):
        """Put on record who has decided, and what follows."""
        self._write_facts(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
                **facts,
            }
        )

    def _close(self, state, **facts):
        """End without coming into force; the steps of approval stay on record."""
        self._note_decision(state, **facts)
        self._drop_open_reviews()
        self.sudo().activity_ids.unlink()

    def _drop_reminders(self):
        """Nobody has to be reminded of deciding any more."""
        reminder = self.env["tier.review"]._get_reminder_activity_type()
        self.sudo().activity_unlink([reminder])

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
                record = self.browse(review.res_id).sudo()
                record._notify_review_available(review)
                record._step_decided()
