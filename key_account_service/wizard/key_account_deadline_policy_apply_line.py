# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountDeadlinePolicyApplyLine(models.TransientModel):
    """What new terms would mean for one deadline; times are UTC."""

    _name = "key.account.deadline.policy.apply.line"
    _description = "Effect of New Terms on a Deadline"

    wizard_id = fields.Many2one(
        "key.account.deadline.policy.apply",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    deadline_id = fields.Many2one("key.account.deadline", required=True, readonly=True)
    old_due_at = fields.Datetime(string="Due Now", readonly=True)
    new_due_at = fields.Datetime(string="Due Then", readonly=True)
    effect = fields.Selection(
        [
            ("missed", "Missed at once"),
            ("earlier", "Earlier"),
            ("later", "Later"),
            ("same", "As before"),
            ("paused", "On hold"),
        ],
        readonly=True,
    )
