# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class TierValidationForwardWizard(models.TransientModel):
    """To whom a decision is passed on; for our records with our conditions (APP-1)."""

    _inherit = "tier.validation.forward.wizard"

    candidate_ids = fields.Many2many(
        "res.users",
        "tier_validation_forward_candidate_rel",
        compute="_compute_candidate_ids",
        help="Who could decide: colleagues of the company who did not write it.",
    )

    @api.depends("res_model", "res_id")
    def _compute_candidate_ids(self):
        for form in self:
            record = form._guarded()
            form.candidate_ids = record and record._forward_candidates()

    def _guarded(self):
        """The record, if it is one of ours and its user may read it; else nothing."""
        if self.res_model not in self.env["tier.review"]._guarded_models():
            return None
        record = self.env[self.res_model].browse(self.res_id)
        return record.with_user(self.env.user)._filtered_access("read")

    def add_forward(self):
        """Pass the decision on.

        :raises AccessError: for steps that are not the current user's to decide
        :raises UserError: if the other person cannot decide about it
        """
        self.ensure_one()
        if self.res_model not in self.env["tier.review"]._guarded_models():
            return super().add_forward()
        record = self.env[self.res_model].browse(self.res_id)
        record._forward(self.forward_reviewer_id, self.forward_description or "")
        return {"type": "ir.actions.act_window_close"}
