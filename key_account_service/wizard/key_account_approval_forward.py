# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountApprovalForward(models.TransientModel):
    """To whom a decision is passed on (APP-1)."""

    _name = "key.account.approval.forward"
    _inherit = "key.account.dialog.mixin"
    _description = "Pass On a Decision"

    record = fields.Reference(
        selection="_selection_record",
        required=True,
        readonly=True,
        help="What is to be decided about.",
    )
    reviewer_id = fields.Many2one(
        "res.users", string="Who Decides", required=True, ondelete="cascade"
    )
    words = fields.Char(
        string="What to Know",
        required=True,
        help="What whoever decides has to know; it stays on record.",
    )
    candidate_ids = fields.Many2many(
        "res.users",
        compute="_compute_candidate_ids",
        help="Who could decide: colleagues of the company who did not write it.",
    )

    @api.model
    def _selection_record(self):
        names = self.env["tier.review"]._guarded_models()
        return [(name, self.env[name]._description) for name in names]

    @api.depends("record")
    def _compute_candidate_ids(self):
        for form in self:
            record = form.record and form.record._filtered_access("read")
            form.candidate_ids = record and record._forward_candidates()

    def action_forward(self):
        """Pass the decision on.

        :raises AccessError: for steps that are not the current user's to decide
        :raises UserError: if the other person cannot decide about it
        """
        self._once()
        self.record._forward(self.reviewer_id, self.words)
        return {"type": "ir.actions.act_window_close"}
