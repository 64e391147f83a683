# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from . import workbook_columns


class KeyAccountFileImportColumn(models.Model):
    """Which column of a workbook is what; remembered for the next one (FILE-9)."""

    _name = "key.account.file.import.column"
    _description = "Column of an Import"
    _order = "import_id, sheet_place, place"

    import_id = fields.Many2one(
        "key.account.file.import", required=True, index=True, ondelete="cascade"
    )
    sheet = fields.Char(readonly=True)
    sheet_place = fields.Integer(readonly=True)
    sheet_kind = fields.Selection(
        [("account", "Accounts"), ("person", "People")], readonly=True, required=True
    )
    heading_row = fields.Integer(readonly=True)
    place = fields.Integer(readonly=True)
    letter = fields.Char(string="Column", readonly=True)
    heading = fields.Char(readonly=True)
    known_as = fields.Char(
        readonly=True, index=True, help="The heading, made comparable."
    )
    target = fields.Selection(
        "_selection_target",
        string="Means",
        help="Empty: the column is not imported.",
    )

    @api.model
    def _selection_target(self):
        """All columns of the template, in the user's language."""
        chinese = (self.env.lang or "").startswith("zh")
        names = {}
        for column in workbook_columns.COLUMNS:
            names.setdefault(column.name, column.heading(chinese))
        return list(names.items())

    @api.model
    def _remembered(self, company):
        """What the user last made of headings, by kind of sheet and heading.

        A heading that was left out on purpose is left out again.
        """
        seen = self.search_fetch(
            [
                ("create_uid", "=", self.env.uid),
                ("import_id.company_id", "=", company.id),
            ],
            ["sheet_kind", "known_as", "target"],
            order="id DESC",
            limit=1000,
        )
        meant = {}
        for line in seen:
            known = workbook_columns.by_heading(line.sheet_kind)
            if line.target or line.known_as in known:
                meant.setdefault((line.sheet_kind, line.known_as), line.target)
        return meant
