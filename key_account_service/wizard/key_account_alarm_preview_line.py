# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountAlarmPreviewLine(models.TransientModel):
    """One whom the preview names; never stored."""

    _name = "key.account.alarm.preview.line"
    _description = "Who Would Be Alarmed: One Person"

    preview_id = fields.Many2one("key.account.alarm.preview", ondelete="cascade")
    at = fields.Datetime(string="When")
    res_name = fields.Char(string="Work")
    kind = fields.Char(string="Promise")
    step = fields.Char()
    user_id = fields.Many2one("res.users", string="Recipient")
    instead_of_id = fields.Many2one("res.users", string="Instead of")
    on_duty = fields.Boolean()
    ways = fields.Char(string="How")
    held_until = fields.Datetime(help="Quiet hours hold the message back until then.")
    note = fields.Char()
