# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import AccessError


class CommentWizard(models.TransientModel):
    """The reason of a decision; the steps of our approvals are not written by users."""

    _inherit = "comment.wizard"

    def add_comment(self):
        """Decide with a comment (TIER-7).

        :raises AccessError: for steps that are not the current user's to decide
        """
        self.ensure_one()
        if self.res_model not in self.env["tier.review"]._guarded_models():
            return super().add_comment()
        record = self.env[self.res_model].browse(self.res_id)
        record._check_approver()
        if self.validate_reject not in record._decisions():
            raise AccessError(self.env._("This decision is not offered here."))
        if not self.review_ids or self.review_ids - record._own_reviews():
            raise AccessError(
                self.env._("You can comment only on the step that is yours to decide.")
            )
        result = super(CommentWizard, self.sudo()).add_comment()
        if self.validate_reject == "return":
            record._return_for_change(self.review_ids)
        return result
