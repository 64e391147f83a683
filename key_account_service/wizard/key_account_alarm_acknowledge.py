# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountAlarmAcknowledge(models.TransientModel):
    """The note with which a person acknowledges alarms (CASE-5)."""

    _name = "key.account.alarm.acknowledge"
    _inherit = "key.account.dialog.mixin"
    _description = "Acknowledge Alarms"

    alarm_ids = fields.Many2many("key.account.alarm", required=True)
    note = fields.Char(
        string="What happens now",
        required=True,
        help="Others read here that the alarm is being dealt with, and how.",
    )

    def action_acknowledge(self):
        """Record the acknowledgement in the ledger of each deadline."""
        self.ensure_one()
        self.alarm_ids._acknowledge(self.note)
        return {"type": "ir.actions.act_window_close"}
