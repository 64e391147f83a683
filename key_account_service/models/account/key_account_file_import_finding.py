# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountFileImportFinding(models.Model):
    """What is to be said of a cell of a workbook; never what stands in it (FILE-9)."""

    _name = "key.account.file.import.finding"
    _description = "Finding of an Import"
    _order = "import_id, severity, id"
    _rec_name = "text"

    import_id = fields.Many2one(
        "key.account.file.import", required=True, index=True, ondelete="cascade"
    )
    severity = fields.Selection(
        [("error", "Error"), ("notice", "Notice")], required=True, readonly=True
    )
    sheet = fields.Char(readonly=True)
    row = fields.Integer(readonly=True)
    letter = fields.Char(string="Column", readonly=True)
    heading = fields.Char(readonly=True)
    text = fields.Char(string="What Is Wrong", required=True, readonly=True)
