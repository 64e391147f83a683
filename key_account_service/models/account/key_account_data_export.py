# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.fields import Domain

FORMATS = [
    ("json", "JSON (machine-readable)"),
    ("xlsx", "Workbook"),
    ("pdf", "PDF (to print)"),
]


class KeyAccountDataExport(models.Model):
    """Log: who took the data of a person out of the program, when and why.

    Never altered. ``at`` is UTC.
    """

    _name = "key.account.data.export"
    _inherit = [
        "key.account.derived.access.mixin",
        "key.account.log.mixin",
        "key.account.secret.name.mixin",
    ]
    _description = "Export of Personal Data"
    _order = "id desc"
    _rec_name = "file_id"
    _log_access = False

    file_id = fields.Many2one(
        "key.account.file",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(string="By")
    reason = fields.Char(required=True, readonly=True)
    file_format = fields.Selection(
        FORMATS,
        string="Format",
        required=True,
        readonly=True,
    )

    def _derived_access_domain(self):
        files = self.env["key.account.file"].with_context(active_test=False)
        return Domain("file_id", "in", files._search([]))
