# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import models

from ...lib import cells
from . import workbook_columns


class KeyAccountFile(models.Model):
    """What is kept of files, as the columns of a workbook have it."""

    _inherit = "key.account.file"  # pylint: disable=consider-merging-classes-inherited

    def _workbook_current(self, partners, numbers, company):
        """Read contacts, files and their lines; a handful of queries for all of them.

        :param numbers: ID numbers to compare with, by id of the file
        """
        known = self._import_by_id_number(list(numbers.values()), company)
        return Current(self, partners, known)


class Current:
    """What is kept, to compare rows with and to write workbooks from.

    :ivar partners, files: records by id
    :ivar birthdays: id of the line and the birthday, by id of the file
    :ivar lines: marks of numbers and names by id of the file and kind of line
    :ivar texts: the same as they are written
    """

    def __init__(self, files, partners, files_by_number):
        env = files.env
        contact = {"ref"} | {
            column.field
            for column in workbook_columns.COLUMNS
            if column.holder in ("contact", "terms")
        }
        secret = {c.field for c in workbook_columns.COLUMNS if c.holder == "file"}
        partners.fetch(contact)
        files.fetch(secret)
        self.partners = {partner.id: partner for partner in partners}
        self.files = {file.id: file for file in files}
        self.files_by_number = files_by_number
        self.birthdays = {}
        self.lines, self.texts = defaultdict(set), defaultdict(list)
        self._read_birthdays(env["key.account.anniversary"], files)
        of_files = [("file_id", "in", files.ids)]
        devices = env["key.account.device"].search_fetch(of_files, ["kind", "number"])
        for line in devices:
            self._add(line.file_id.id, line.kind, line.number)
        presences = env["key.account.competitor.presence"]
        for line in presences.search_fetch(of_files, ["competitor"]):
            self._add(line.file_id.id, "competitor", line.competitor)

    def _read_birthdays(self, anniversaries, files):
        found = anniversaries.search_fetch(
            [
                ("file_id", "in", files.ids),
                ("kind", "=", "birthday"),
                ("relative_id", "=", False),
            ],
            ["calendar", "year", "month", "day", "is_leap_month"],
            order="id DESC",
        )
        for line in found:
            day = (line.year or 0, line.month, line.day, bool(line.is_leap_month))
            kept = cells.Birthday(line.calendar, *day)
            self.birthdays[line.file_id.id] = (line.id, kept)

    def _add(self, file, kind, text):
        self.lines[file, kind].add(self.mark(text))
        self.texts[file, kind].append(text)

    @staticmethod
    def mark(text):
        """Two numbers that only blanks tell apart are the same."""
        return cells.key(text)

    def has_number(self, entry, number):
        """Whether the file of a row holds this ID number already."""
        file = self.files_by_number.get(number)
        return bool(file) and file.id == entry.file

    @staticmethod
    def differs(record, name, value):
        """Whether a field holds something else."""
        kept = record[name]
        if isinstance(kept, models.BaseModel):
            kept = kept.id
        return (kept or False) != value
