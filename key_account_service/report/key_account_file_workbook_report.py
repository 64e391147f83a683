# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError

from ..models.account import workbook_columns
from ..models.account.key_account_file_current import Current
from .workbook_sheets import OPTIONS, Book

#: How long after it is logged an export can be downloaded.
DOWNLOAD = timedelta(minutes=15)


class ReportAccountWorkbook(models.AbstractModel):
    """Account files as a workbook, as far as the user may read them (FILE-9).

    Printed from the entry of the log, so that nothing leaves without one.
    """

    _name = "report.key_account_service.report_account_workbook"
    _inherit = "report.report_xlsx.abstract"
    _description = "Account Workbook"

    def get_workbook_options(self):
        return OPTIONS

    def generate_xlsx_report(self, workbook, data, objs):
        """:raises AccessError: unless the user has just logged this very export"""
        files = self._files(objs)
        book = Book(workbook, self.env)
        chinese = (self.env.lang or "").startswith("zh")
        accounts = files.filtered(lambda file: file.account_id == file.partner_id)
        partners = files.partner_id | files.account_id
        current = Current(files, partners, {})
        numbers = files._export_id_numbers()
        of_kind = {"account": accounts, "person": files - accounts}
        for kind in workbook_columns.BOTH:
            sheet = book.add_sheet(kind, chinese)
            cell = _Cells(book, kind, chinese, current, numbers)
            for row, file in enumerate(of_kind[kind], 1):
                for place, column in enumerate(cell.columns):
                    book.put(sheet, row, place, cell.value(file, column))

    def _files(self, entry):
        entry = self.env["key.account.file.transfer"].browse(entry.ids)
        entry.ensure_one().check_access("read")
        fresh = fields.Datetime.now() - entry.at < DOWNLOAD
        if entry.user_id != self.env.user or entry.direction != "export" or not fresh:
            raise AccessError(
                self.env._(
                    "Export the files anew: each workbook is downloaded by the person "
                    "who gave the reason, and at once."
                )
            )
        return entry.file_ids


class _Cells:
    """What stands in the cells of a sheet."""

    def __init__(self, book, kind, chinese, current, numbers):
        self.columns = workbook_columns.columns_of(kind)
        self.current, self.numbers = current, numbers
        self.labels = {
            column.name: book.labels(column, chinese)
            for column in self.columns
            if column.kind == "choice"
        }

    def value(self, file, column):
        if column.holder == "key":
            return self._key(file, column.name)
        if column.holder == "secret":
            return self.numbers.get(file.id)
        if column.holder == "part":
            return self._part(file, column.name)
        record = file if column.holder == "file" else file.partner_id
        return self._field(record[column.field], column)

    def _key(self, file, name):
        account = file.account_id
        values = {
            "ref": file.partner_id.ref,
            "account_ref": account.ref,
            "account_name": account.name,
        }
        return values.get(name)

    def _field(self, value, column):
        if column.kind == "choice":
            return self.labels[column.name].get(value)
        if column.kind == "tier":
            return value.code
        if column.kind == "login":
            return value.login
        return value.name if column.kind == "industry" else value

    def _part(self, file, name):
        if name == "birthday":
            return self.current.birthdays.get(file.id, (0, None))[1]
        kind = "competitor" if name == "competitors" else name
        return "; ".join(self.current.texts[file.id, kind])
