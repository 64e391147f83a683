# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain

from ...lib import id_number
from .key_account_file_id_number import ID_KINDS

#: Models of the columns that offer a choice but are no field of the file itself.
CHOICES = {
    "kind": ("res.partner", "key_account_kind"),
    "role": ("res.partner", "key_person_role"),
    "birthday_calendar": ("key.account.anniversary", "calendar"),
}


class KeyAccountFile(models.Model):
    """What a workbook says of files, and by what it finds them (FILE-9)."""

    _inherit = "key.account.file"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _workbook_selection(self, column):
        """Pairs of code and label that a column offers."""
        model, field = CHOICES.get(column.name, (self._name, column.field))
        return self.env[model]._fields[field]._description_selection(self.env)

    @api.model
    def _import_by_id_number(self, numbers, company):
        """Files of a company by ID number, for those of ``numbers`` that are kept.

        :return: dict of number to file, of files that the user may read
        """
        if not numbers:
            return {}
        ring = self._keyring()
        marks = {
            mark: number
            for number in numbers
            for kind, _label in ID_KINDS
            for mark in ring.marks(f"{kind}:{id_number.normalised(number)}")
        }
        # Nobody searches the hash; only what the user reads is given away.
        files = self.sudo().with_context(active_test=False)
        found = files.search(
            Domain("company_id", "=", company.id)
            & Domain("id_number_hash", "in", list(marks))
        )
        readable = found.with_env(self.env)._filtered_access("read")
        return {marks[file.sudo().id_number_hash]: file for file in readable}

    def _import_id_numbers(self, numbers):
        """Keep the ID numbers, one a file, in these files; logged as entered.

        :raises UserError: if one is none, or that of another file
        """
        kinds = map(_kind_of, numbers)
        self._set_id_numbers(list(zip(numbers, kinds, strict=True)))

    def _export_id_numbers(self):
        """Masked ID numbers by id of the file."""
        return {file.id: file.id_number_mask for file in self}


def _kind_of(number):
    """What looks like a resident ID number has to be a right one."""
    normal = id_number.normalised(number)
    return "resident" if id_number.RESIDENT.fullmatch(normal) else "other"
