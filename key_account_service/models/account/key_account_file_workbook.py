# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

#: Models of the columns that offer a choice but are no field of the file itself.
CHOICES = {
    "kind": ("res.partner", "key_account_kind"),
    "role": ("res.partner", "key_person_role"),
    "birthday_calendar": ("key.account.anniversary", "calendar"),
}


class KeyAccountFile(models.Model):
    """What a workbook says of files, and by what it finds them (FILE-9)."""

    _inherit = "key.account.file"

    @api.model
    def _workbook_selection(self, column):
        """Pairs of code and label that a column offers."""
        model, field = CHOICES.get(column.name, (self._name, column.field))
        return self.env[model]._fields[field]._description_selection(self.env)

    @api.model
    def _import_by_id_number(self, numbers, company):
        """Hook: files of a company by ID number, for those of ``numbers`` it knows.

        :return: dict of number to file, of files that the user may read
        """
        return {}

    def _import_id_numbers(self, numbers):
        """Hook: keep the ID numbers, one a file, in these files.

        :raises UserError: if one is none, or that of another file
        """

    def _export_id_numbers(self):
        """Hook: masked ID numbers by id of the file."""
        return {}
