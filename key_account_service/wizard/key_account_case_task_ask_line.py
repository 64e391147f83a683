# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountCaseTaskAskLine(models.TransientModel):
    """One department, and what it is asked to do."""

    _name = "key.account.case.task.ask.line"
    _inherit = "key.account.dialog.mixin"
    _description = "Department to Ask"

    ask_id = fields.Many2one(
        "key.account.case.task.ask", required=True, ondelete="cascade"
    )
    department_id = fields.Many2one("key.account.department", required=True)
    description = fields.Char(
        related="department_id.description", string="What They Do"
    )
    what = fields.Text(string="What Is Asked", required=True)
