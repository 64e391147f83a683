# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import json

from odoo import api, fields, models

from ..lib.workbook import text_workbook
from ..models.account.key_account_data_export import FORMATS

REPORT = "key_account_service.action_report_personal_data"


class KeyAccountFileExport(models.TransientModel):
    """The data of a person in a file, for that person; who took it is logged."""

    _name = "key.account.file.export"
    _inherit = "key.account.dialog.mixin"
    _description = "Export Personal Data"

    file_id = fields.Many2one("key.account.file", required=True, readonly=True)
    reason = fields.Char(required=True, help="Why, such as: the customer asked for it.")
    file_format = fields.Selection(
        FORMATS,
        string="Format",
        required=True,
        default="json",
    )
    # In the table, where the rule of the own form holds, not in an attachment.
    data = fields.Binary(string="Personal Data", readonly=True, attachment=False)
    data_name = fields.Char(readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        # What is handed over is what the program wrote.
        for vals in vals_list:
            vals.update(data=False, data_name=False)
        return super().create(vals_list)

    def action_export(self):
        """Write the file, log it, and show it for download.

        :raises AccessError: for whoever neither serves the account nor administers
        """
        self.ensure_one()
        if self.file_format != "pdf":
            # The report has itself logged, from wherever it is printed.
            self._log_export(self.file_format)
        self.write(
            {
                "data": base64.b64encode(self._content()),
                "data_name": f"personal-data-{self.file_id.id}.{self.file_format}",
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Export Personal Data"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _log_export(self, file_format):
        """Put on record that the current user takes these data out of the program.

        :raises AccessError: for whoever may not export them
        """
        self.check_access("read")
        for export in self:
            export.file_id._check_export_right()
            # Nobody writes the log; whoever exports has it written.
            self.env["key.account.data.export"].sudo().create(
                {
                    "file_id": export.file_id.id,
                    "reason": export.reason,
                    "file_format": file_format,
                }
            )

    def _content(self):
        if self.file_format == "pdf":
            reports = self.env["ir.actions.report"]
            return reports._render_qweb_pdf(REPORT, self.ids)[0]
        sections = self.file_id._personal_data()
        if self.file_format == "xlsx":
            return text_workbook(sections)
        return json.dumps(sections, ensure_ascii=False, indent=2).encode()
