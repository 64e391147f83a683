# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountDeadlineMove(models.TransientModel):
    """A due time that was agreed with the customer, and why (CASE-4)."""

    _name = "key.account.deadline.move"
    _inherit = "key.account.dialog.mixin"
    _description = "Move a Due Time"

    deadline_id = fields.Many2one("key.account.deadline", required=True)
    old_due_at = fields.Datetime(
        related="deadline_id.due_at", string="Due Now", related_sudo=False
    )
    first_due_at = fields.Datetime(
        related="deadline_id.first_due_at", related_sudo=False
    )
    due_at = fields.Datetime(string="New Due Time", required=True)
    reason = fields.Char(
        required=True, help="Stands in the ledger: who agreed to it, and why."
    )

    def action_move(self):
        """Give the deadline the new due time; what it passes by that is told at once.

        :raises AccessError: for everybody but supervisors of the work
        :raises UserError: if it does not run, or the time does not fit
        """
        self.ensure_one()
        self.deadline_id._check_move_right()
        # The right was checked; the engine writes what nobody may.
        self.deadline_id.sudo()._move(self.due_at, self.reason)
        return {"type": "ir.actions.act_window_close"}
