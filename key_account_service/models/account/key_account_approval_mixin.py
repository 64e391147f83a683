# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

#: Reviews that somebody still has to decide about.
OPEN = ("waiting", "pending")


class KeyAccountApprovalMixin(models.AbstractModel):
    """Records that superiors approve, and that nobody approves for himself (TIER-7).

    ``base_tier_validation`` knows the steps and the reviewers. Every employee can write
    its reviews; for models that inherit from here they are written by the add-on only,
    see ``tier.review``.
    """

    _name = "key.account.approval.mixin"
    _inherit = [
        "key.account.fact.mixin",
        "key.account.notice.mixin",
        "tier.validation",
    ]
    _description = "Approved by Superiors"

    _state_from = ["draft", "submitted"]
    _state_to = ["approved"]
    _cancel_state = "cancelled"

    author_ids = fields.Many2many(
        "res.users",
        string="Written By",
        readonly=True,
        copy=False,
        help="Who wrote or submitted it. None of them can approve it.",
    )
    # Of the present round; what was decided before is in the other field.
    review_ids = fields.One2many(
        domain=lambda self: self._round_domain() & Domain("is_past", "=", False)
    )
    past_review_ids = fields.One2many(
        "tier.review",
        "res_id",
        string="Earlier Decisions",
        domain=lambda self: self._round_domain() & Domain("is_past", "=", True),
        bypass_search_access=True,
        readonly=True,
        copy=False,
        help="What superiors decided before it was changed and submitted again.",
    )

    @api.model
    def _round_domain(self):
        return Domain("model", "=", self._name)

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "author_ids",
            "past_review_ids",
            "review_ids",
            "state",
            "validation_status",
        }

    def _approved(self):
        """Hook: all steps are approved."""

    def _rejected(self):
        """Hook: somebody has rejected it."""

    def _step_decided(self):
        """Hook: a step was decided, or its reviewers are others; more are to come."""

    @api.model
    def _decisions(self):
        """Hook: what whoever is asked may decide, as the form of a reason names it."""
        return {"validate", "reject"}

    def _write_facts(self, vals):
        """Write what follows from what happened; also while superiors look at it."""
        self.sudo().with_context(skip_validation_check=True).write(vals)
        # What may exist only once goes by the state in the database.
        self.flush_recordset(vals)

    # ------------------------------------------------------------------
    # What the approvals of others offer, with our conditions
    # ------------------------------------------------------------------

    @api.private
    def evaluate_tier(self, tier):
        """Conditions are tried with the rights of whoever submits, never with all."""
        return super(KeyAccountApprovalMixin, self.sudo(False)).evaluate_tier(tier)

    @api.private
    def request_validation(self):
        """Only as a part of submitting."""
        return super().request_validation()

    @api.private
    def restart_validation(self):
        """Never: who has decided what stays on record."""
        return super().restart_validation()

    def validate_tier(self):
        """Approve the step that is the current user's.

        :raises UserError: for those who wrote it
        :raises AccessError: for those who are not asked
        """
        self._check_approver()
        return super(KeyAccountApprovalMixin, self.sudo()).validate_tier()

    def reject_tier(self):
        """Ask for the reason of a rejection.

        :raises UserError: for those who wrote it
        :raises AccessError: for those who are not asked
        """
        self._check_approver()
        view = self.env.ref("key_account_service.comment_wizard_view_form")
        return self._add_comment("reject", self._own_reviews()) | {
            "name": self.env._("Reject"),
            "views": [(view.id, "form")],
            "view_id": view.id,
        }

    def _notify_requested_review_body(self, tier_reviews=None):
        """Who is asked, in words of ours: those of the module know no Chinese."""
        if not tier_reviews:
            return super()._notify_requested_review_body(tier_reviews)
        return self.env._(
            "Waits for the approval of %(people)s, asked by %(requester)s.",
            people=", ".join(filter(None, tier_reviews.mapped("todo_by"))),
            requester=(tier_reviews[:1].requested_by or self.env.user).name,
        )

    def _own_reviews(self):
        """Reviews that the current user can decide about now."""
        waiting = self.filtered(lambda record: record.state in self._state_from)
        return waiting.review_ids.filtered(
            lambda review: (
                review.status in OPEN
                and review.can_review
                and self.env.user in review.reviewer_ids
            )
        )

    def _check_approver(self):
        self.ensure_one()
        self.check_access("read")
        # Others may decide at this very moment.
        self.sudo().lock_for_update()
        if self.env.user in self.sudo().author_ids:
            raise UserError(
                self.env._(
                    "Nobody approves or rejects what he has written or submitted "
                    "himself. Ask your superior."
                )
            )
        if not self._own_reviews():
            raise AccessError(
                self.env._(
                    "You are not asked to decide about this, or it has been decided "
                    "already. Reload the page to see how far it has come."
                )
            )

    def _validate_tier(self, tiers=False):
        self._check_approver()
        result = super()._validate_tier(tiers)
        if self.validation_status == "validated":
            self._approved()
        else:
            self.sudo().review_ids._update_review_status()
            self._step_decided()
        return result

    def _rejected_tier(self, tiers=False):
        self._check_approver()
        result = super()._rejected_tier(tiers)
        if self.validation_status == "rejected":
            self._rejected()
        return result

    def _drop_open_reviews(self):
        """Nobody has to decide any more; what was decided stays on record."""
        reviews = self.sudo().review_ids
        reviews.filtered(lambda review: review.status in OPEN).status = "cancel"

    def _begin_round(self):
        """What was decided so far stays on record; the next submission asks anew."""
        self._drop_open_reviews()
        self.sudo().review_ids.is_past = True
        self.flush_recordset()
        self.invalidate_recordset(["review_ids", "past_review_ids"])
        status = self._fields["validation_status"]
        self.env.add_to_compute(status, self)

    def _allow_to_remove_reviews(self, values):
        # Who has decided what stays on record, whatever becomes of the record.
        return False

    def _tier_validation_check_state_on_write(self, vals):
        """The state is a fact: the add-on writes it when everybody has decided."""
        if self.env.su:
            return None
        return super()._tier_validation_check_state_on_write(vals)

    def _check_allow_write_under_validation(self, vals):
        # Not even reviewers change what others have approved already.
        return False

    def _reviewed_domain(self):
        """Records that the current user is, or was, asked to approve."""
        reviews = self.env["tier.review"].sudo()
        # A step that names somebody else today was decided by whoever decided it.
        asked = Domain("reviewer_ids", "in", self.env.uid)
        decided = Domain("done_by", "=", self.env.uid)
        query = reviews._search(self._round_domain() & (asked | decided))
        return Domain("id", "in", query.subselect("res_id"))
