# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class KeyAccountFileTransfer(models.Model):
    """Who took account files out in a workbook, or brought some in (FILE-9, SEC-3).

    One row a workbook, never altered. It names files by their numbers, so that it says
    nothing of a customer by itself and outlives a file that is erased.
    """

    _name = "key.account.file.transfer"
    _inherit = "key.account.log.mixin"
    _description = "Workbook of Account Files"
    _order = "id DESC"
    _rec_name = "at"
    _log_access = False

    direction = fields.Selection(
        [("export", "Exported"), ("import", "Imported")], required=True, readonly=True
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        ondelete="restrict",
        default=lambda self: self.env.company,
    )
    reason = fields.Char(required=True, readonly=True)
    file_count = fields.Integer(string="Files", required=True, readonly=True)
    file_numbers = fields.Json(
        readonly=True, help="Database ids of the account files in the workbook."
    )
    file_ids = fields.Many2many(
        "key.account.file",
        string="Account Files",
        compute="_compute_file_ids",
        help="Those among them that you may read.",
    )

    @api.depends("file_numbers")
    @api.depends_context("uid")
    def _compute_file_ids(self):
        numbers = {number for row in self for number in row.file_numbers or ()}
        files = self.env["key.account.file"].with_context(active_test=False)
        readable = files.search(Domain("id", "in", list(numbers)))
        for row in self:
            row.file_ids = readable.filtered(
                lambda file, row=row: file.id in (row.file_numbers or ())
            )

    @api.model
    def _log(self, direction, files, reason):
        """Write down that the current user took or brought these files.

        Nobody has the right to write into the log, neither directly nor over RPC.
        """
        return (
            self.sudo()
            .create(
                {
                    "direction": direction,
                    "reason": reason,
                    "file_count": len(files),
                    "file_numbers": sorted(files.ids),
                }
            )
            .sudo(False)
        )
