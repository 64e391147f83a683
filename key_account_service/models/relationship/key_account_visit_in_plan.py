# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from .key_account_visit_plan import EDITABLE

#: What a person changes in a proposal, and the planner then leaves alone.
MOVED = {"planned_at", "partner_id", "user_id", "way", "place", "participant_ids"}


class KeyAccountVisit(models.Model):
    """Visits that are proposed by a plan, and planned when it is approved (VISIT-1)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit"

    plan_id = fields.Many2one(
        "key.account.visit.plan",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"plan_id"}

    def write(self, vals):
        moved = self.browse()
        if MOVED & vals.keys():
            moved = self.filtered(lambda visit: visit.state == "proposed")
            moved._check_plan_open()
        result = super().write(vals)
        if moved:
            moved.sudo().write({"is_changed": True})
        return result

    def _check_plan_open(self):
        """:raises UserError: for proposals that a superior looks at

        With all rights, as in a handover, they go with their account.
        """
        if self.env.su:
            return
        for plan in self.sudo().plan_id:
            if plan.state not in EDITABLE:
                raise UserError(
                    self.env._(
                        "The plan %(plan)s was submitted: what superiors look at stays "
                        "as it is. Withdraw the plan to change its visits.",
                        plan=plan.name,
                    )
                )

    def action_cancel(self):
        """Call off a visit that has not taken place, or is not even planned yet."""
        proposed = self.filtered(lambda visit: visit.state == "proposed")
        proposed.check_access("write")
        proposed._check_plan_open()
        proposed.sudo().write({"state": "cancelled", "is_changed": True})
        return super(KeyAccountVisit, self - proposed).action_cancel()

    def action_plan_again(self):
        """Take up a cancelled visit again; what nobody has approved is a proposal."""
        self.check_access("write")
        proposals = self.filtered(lambda visit: visit._is_of_open_plan())
        for visit in proposals:
            visit._check_state("cancelled")
        proposals._check_plan_open()
        # Never planned in between: nothing is promised, and it is in no calendar.
        proposals.sudo().state = "proposed"
        return super(KeyAccountVisit, self - proposals).action_plan_again()

    def _is_of_open_plan(self):
        """Whether it was called off before anybody has decided about its plan."""
        undecided = (*EDITABLE, "submitted")
        return self.sudo().plan_id.state in undecided and not self.planned_since

    def _planned_for(self):
        """For which purpose and whom a visit stands: as a rule asks for it."""
        self.ensure_one()
        account, person = self.key_account_id, self.partner_id
        walk = person == account and account.key_account_kind == "group"
        purpose = self.rule_id.purpose or ("walk" if walk else "person")
        return purpose, person.id if purpose == "person" else account.id
