# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class KeyAccountApprovalMixin(models.AbstractModel):
    """Whoever is asked passes the decision on to somebody who knows better (APP-1).

    Only the step that is one's own goes on, where the step allows it, and only to
    somebody who did not write the record, and who works with such records: an auditor
    decides nothing. Whoever gets it reads the record as one of those who are asked.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.approval.mixin"  # pylint: disable=consider-merging-classes-inherited

    can_forward = fields.Boolean(compute="_compute_can_forward")

    @api.depends_context("uid")
    @api.depends("state", "review_ids.status", "review_ids.reviewer_ids")
    def _compute_can_forward(self):
        for record in self:
            record.can_forward = bool(record._reviews_to_forward())

    def _validated_states(self):
        return [*super()._validated_states(), "forwarded"]

    def _reviews_to_forward(self):
        """Steps of the current user that may be decided by somebody else."""
        # How a step is configured is no business of whoever decides.
        return self._own_reviews().filtered(
            lambda review: (
                review.sudo().definition_id.has_forward and not review.forwarded_to_id
            )
        )

    def action_forward(self):
        """Open the form that asks to whom the decision is passed on.

        :raises UserError: for those who wrote it, and if the step stays where it is
        :raises AccessError: for those who are not asked
        """
        self._check_approver()
        self._check_forwardable()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Pass On the Decision"),
            "res_model": "key.account.approval.forward",
            "view_mode": "form",
            "target": "new",
            "context": {"default_record": f"{self._name},{self.id}"},
        }

    def _check_forwardable(self):
        if not self._reviews_to_forward():
            raise UserError(
                self.env._(
                    "This step is decided by those it names. Approve it, or reject or "
                    "return it with your reason."
                )
            )

    def _forward(self, user, words):
        """Let somebody else decide the step that is the current user's.

        :param words: what the next person has to know
        :raises UserError: if that person cannot decide about it
        """
        self._check_approver()
        self._check_forwardable()
        self._check_forward_to(user)
        # Nobody writes reviews but the add-on.
        reviews = self._reviews_to_forward().sudo()
        reviews.write(
            {
                "status": "forwarded",
                "done_by": self.env.uid,
                "reviewed_date": fields.Datetime.now(),
                "comment": f"→ {user.name}: {words}",
            }
        )
        reviews._add_forwarded(user)
        self.invalidate_recordset()
        self.sudo().review_ids._update_review_status()
        self._step_decided()
        self._notify(user, "_text_to_decide")

    def _check_forward_to(self, user):
        """:raises UserError: for who wrote it, or could not open or change it"""
        company = self.sudo().company_id
        able = (
            user.active
            and not user.share
            and company in user.sudo().company_ids
            and self.env[self._name].with_user(user).has_access("write")
        )
        if user == self.env.user or user in self.sudo().author_ids or not able:
            raise UserError(
                self.env._(
                    "%(person)s cannot decide about this: choose a colleague of this "
                    "company who works with key accounts and did not write it.",
                    person=user.sudo().name,
                )
            )

    def _forward_candidates(self):
        """Colleagues to whom the current user could pass the decision on."""
        # Who belongs to which group is for administrators to read.
        groups = (
            self.env["ir.model.access"]
            .sudo()
            .search([("model_id.model", "=", self._name), ("perm_write", "=", True)])
            .group_id
        )
        return (
            self.env["res.users"]
            .sudo()
            .search(
                [
                    ("share", "=", False),
                    ("all_group_ids", "in", groups.ids),
                    ("company_ids", "in", self.sudo().company_id.ids),
                    ("id", "not in", [*self.sudo().author_ids.ids, self.env.uid]),
                ]
            )
            .sudo(False)
        )

    def _text_to_decide(self):
        return self.env._("A decision was passed on to you.")
