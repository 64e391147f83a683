# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class KeyAccountFileExcel(models.TransientModel):
    """Why somebody takes account files out in a workbook (FILE-9, SEC-3)."""

    _name = "key.account.file.excel"
    _inherit = "key.account.dialog.mixin"
    _description = "Export Account Files"

    file_ids = fields.Many2many(
        "key.account.file",
        string="Account Files",
        default=lambda self: self._default_files(),
        help="Empty: all files that you may read.",
    )
    file_count = fields.Integer(string="Files", compute="_compute_file_count")
    reason = fields.Char(
        required=True, help="Stands in the log, with your name and the files."
    )

    @api.model
    def _default_files(self):
        if self.env.context.get("active_model") != "key.account.file":
            return self.env["key.account.file"]
        chosen = self.env.context.get("active_ids") or []
        return self.env["key.account.file"].search([("id", "in", chosen)])

    @api.depends("file_ids")
    def _compute_file_count(self):
        for export in self:
            export.file_count = len(export._files())

    def _files(self):
        """Those among the chosen that the user may read."""
        chosen = Domain("id", "in", self.file_ids.ids) if self.file_ids else Domain.TRUE
        return self.env["key.account.file"].search(chosen)

    def action_export(self):
        """Write the export into the log, and download it.

        :raises UserError: without a reason, or if there is nothing to export
        """
        self.ensure_one()
        reason, files = (self.reason or "").strip(), self._files()
        if not reason:
            raise UserError(self.env._("Say what you need the workbook for."))
        if not files:
            raise UserError(self.env._("There is no account file that you may read."))
        entry = self.env["key.account.file.transfer"]._log("export", files, reason)
        report = self.env.ref("key_account_service.action_report_account_workbook")
        return report.report_action(entry.ids, config=False)
