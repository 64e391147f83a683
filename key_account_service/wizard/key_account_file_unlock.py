# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountFileUnlock(models.TransientModel):
    """Why a superior changes a file that another serves (SEC-1)."""

    _name = "key.account.file.unlock"
    _inherit = "key.account.file.form.mixin"
    _description = "Change an Account File by Exception"

    reason = fields.Char(
        required=True,
        help="Stands in a log that everybody reads who reads the file.",
    )

    def action_unlock(self):
        """Let the user change the file for a time; the account manager is told.

        :raises AccessError: for whoever is no superior of those who serve the account
        """
        self.ensure_one()
        self.file_id._open_by_exception(self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
