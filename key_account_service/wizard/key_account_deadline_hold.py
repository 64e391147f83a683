# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountDeadlineHold(models.TransientModel):
    """The reason for which a person stops the clock of a deadline (CASE-4)."""

    _name = "key.account.deadline.hold"
    _inherit = "key.account.dialog.mixin"
    _description = "Put a Deadline on Hold"

    deadline_id = fields.Many2one("key.account.deadline", required=True)
    reason_id = fields.Many2one("key.account.pause.reason", required=True)
    note = fields.Char(help="What others have to know, for the ledger.")
    until = fields.Datetime(
        string="Ends at the Latest",
        compute="_compute_until",
        help="When the longest hold for this reason is used up and the clock goes on "
        "by itself.",
    )

    @api.depends("deadline_id", "reason_id")
    def _compute_until(self):
        for wizard in self:
            # Nobody learns of a deadline by asking how long it could be held.
            readable = wizard.deadline_id._filtered_access("read")
            wizard.until = readable._hold_until(wizard.reason_id)

    def action_hold(self):
        """Stop the clock until somebody lets it run again.

        :raises AccessError: for whoever does not answer for the work
        :raises UserError: if it cannot be held, or not for this reason
        """
        self.ensure_one()
        self.deadline_id._check_hold_right()
        # The right was checked; the engine writes what nobody may.
        self.deadline_id.sudo()._pause(self.reason_id, self.note)
        return {"type": "ir.actions.act_window_close"}
