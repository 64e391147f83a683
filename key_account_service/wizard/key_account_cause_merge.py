# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class KeyAccountCauseMerge(models.TransientModel):
    """Causes that mean the same become one (CASE-6).

    Their cases, those of all companies included, are given the cause that stays; the
    others are archived and say what they became.
    """

    _name = "key.account.cause.merge"
    _description = "Merge Causes"

    cause_ids = fields.Many2many(
        "key.account.cause",
        string="Causes to Give Up",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    target_id = fields.Many2one(
        "key.account.cause",
        string="Cause That Stays",
        required=True,
        domain="[('child_ids', '=', False), ('id', 'not in', cause_ids)]",
    )
    case_count = fields.Integer(string="Cases to Move", compute="_compute_case_count")

    @api.depends("cause_ids")
    def _compute_case_count(self):
        for wizard in self:
            found = wizard.cause_ids._origin._cases_by_cause()
            wizard.case_count = sum(count for _cause, count in found)

    def action_merge(self):
        """Move the cases and archive what is given up."""
        self.ensure_one()
        given_up = self.cause_ids - self.target_id
        if not given_up:
            raise UserError(
                self.env._("Choose a cause to give up, and one that stays.")
            )
        if (given_up | self.target_id).child_ids:
            raise UserError(
                self.env._(
                    "A group of causes cannot be merged. Merge what belongs to it."
                )
            )
        given_up.write({"merged_into_id": self.target_id.id, "active": False})
        # Also the cases that the user may not see, and the archived ones.
        cases = self.env["helpdesk.ticket"].sudo().with_context(active_test=False)
        cases.search([("cause_id", "in", given_up.ids)]).cause_id = self.target_id
        return {"type": "ir.actions.client", "tag": "soft_reload"}
