# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountFileReveal(models.TransientModel):
    """Why somebody has to see an ID number: asked before, and logged (SEC-2)."""

    _name = "key.account.file.reveal"
    _inherit = "key.account.file.form.mixin"
    _description = "Show an ID Number"

    reason = fields.Char(
        required=True, help="Stands in a log that supervisors and auditors read."
    )

    def action_show(self):
        """Answer with the ID number, once: it is stored nowhere in plain.

        :raises AccessError: for whoever may not read the file
        """
        self.ensure_one()
        number = self.file_id._show_id_number(self.reason)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "title": self.file_id.partner_id.display_name,
                "message": number,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
