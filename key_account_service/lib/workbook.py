"""A workbook of plain text, whatever the text looks like."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

#: Excel allows no more letters, and not these, in the name of a sheet.
LONGEST_NAME = 31
FORBIDDEN = str.maketrans("[]:*?/\\", "       ")


def text_workbook(sections: Mapping[str, Sequence[Mapping[str, str]]]) -> bytes:
    """One sheet a section, one line a row; nothing in it is ever a formula.

    :param sections: rows by section, each row values by label
    """
    book = Workbook(write_only=True)
    for number, (name, rows) in enumerate(sections.items(), 1):
        title = f"{number} {_printable(name).translate(FORBIDDEN)}"[:LONGEST_NAME]
        sheet = book.create_sheet(title)
        labels = list(dict.fromkeys(label for row in rows for label in row))
        sheet.append([_cell(sheet, label, bold=True) for label in labels])
        for row in rows:
            sheet.append([_cell(sheet, row.get(label, "")) for label in labels])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(sheet, text, bold=False):
    cell = WriteOnlyCell(sheet, value=_printable(text))
    # A text that begins like a formula stays a text.
    cell.data_type = "s"
    cell.font = Font(bold=bold)
    return cell


def _printable(text):
    """Without the characters that XML does not know."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t")
