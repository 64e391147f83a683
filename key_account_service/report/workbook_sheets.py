# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The look of the account workbook: sheets, headings, what can be chosen (FILE-9)."""

from datetime import date

from xlsxwriter.utility import xl_col_to_name

from ..lib import cells
from ..models.account import workbook_columns

#: Rows for which a template offers choices.
ROWS = 50_000
WIDTHS = {"lines": 40, "text": 22, "list": 22}
#: Nothing becomes a formula, a link or a number, and nothing is put on the disk.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class Book:
    """A workbook that is being written; every text in it is guarded."""

    def __init__(self, workbook, env):
        self.workbook, self.env = workbook, env
        self.bold = workbook.add_format({"bold": True, "bg_color": "#DCE6F1"})
        self.needed = workbook.add_format({"bold": True, "bg_color": "#FCE4D6"})
        self.text = workbook.add_format({"num_format": "@"})
        self.date = workbook.add_format({"num_format": "yyyy-mm-dd"})
        self.wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        self.lists = None

    def add_sheet(self, kind, chinese):
        """An empty sheet of accounts or people with its headings."""
        title = workbook_columns.SHEETS[kind][1 if chinese else 0]
        sheet = self.workbook.add_worksheet(title)
        for place, column in enumerate(workbook_columns.columns_of(kind)):
            form = self.date if column.kind == "date" else self.text
            sheet.set_column(place, place, WIDTHS.get(column.kind, 16), form)
            style = self.needed if column.name in ("name", "kind") else self.bold
            sheet.write_string(0, place, column.heading(chinese), style)
        sheet.freeze_panes(1, 2)
        return sheet

    def offer(self, sheet, kind, chinese):
        """Let the cells of a sheet offer what can be chosen."""
        for place, column in enumerate(workbook_columns.columns_of(kind)):
            words = self.words(column, chinese)
            if words:
                rule = {"validate": "list", "source": self._list(words)}
                rule["error_type"] = "warning"
                sheet.data_validation(1, place, ROWS, place, rule)

    def words(self, column, chinese):
        """What can be chosen in a column, in words."""
        if column.kind == "tier":
            return self.env["key.account.tier"].search([]).mapped("code")
        if column.kind == "industry":
            lang = "zh_CN" if chinese else "en_US"
            industries = self.env["res.partner.industry"].with_context(lang=lang)
            return industries.search([]).mapped("name")
        if column.kind == "choice":
            return list(self.labels(column, chinese).values())
        return []

    def labels(self, column, chinese):
        """Words by code."""
        files = self.env["key.account.file"].with_context(lang="en_US")
        return {
            code: workbook_columns.chinese(code, label) if chinese else label
            for code, label in files._workbook_selection(column)
        }

    def _list(self, words):
        """Where the words stand; a cell can name a range, but only a few words."""
        if not self.lists:
            self.lists = self.workbook.add_worksheet("Lists")
            self.lists.hide()
            self.lists_taken = {}
        place = self.lists_taken.setdefault(tuple(words), len(self.lists_taken))
        for row, word in enumerate(words):
            self.lists.write_string(row, place, cells.guard(word))
        letter = xl_col_to_name(place, col_abs=True)
        return f"=Lists!{letter}$1:{letter}${len(words)}"

    def put(self, sheet, row, place, value):
        if isinstance(value, date):
            sheet.write_datetime(row, place, value, self.date)
        elif value:
            sheet.write_string(row, place, cells.guard(str(value)), self.text)
