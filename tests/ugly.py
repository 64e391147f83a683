"""Workbooks as people send them, made in memory."""

import io
import zipfile

import openpyxl

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def book(**sheets):
    """A workbook with sheets of rows of values; ``_`` in a name becomes a space."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title.replace("_", " "))
        for row in rows:
            sheet.append(row)
    return made


def packed(made):
    """The bytes of a workbook."""
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def workbook(**sheets):
    return packed(book(**sheets))


def big(rows, width=3):
    """A workbook with one sheet of ``rows`` rows, written as a stream."""
    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet("Accounts")
    for number in range(rows):
        sheet.append([f"r{number}", *range(width - 1)])
    return packed(made)


def with_part(data, name, change):
    """The same workbook, one of its parts changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            content = change(content) if part.filename == name else content
            new.writestr(part.filename, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def bomb(megabytes):
    """A small file that unpacks to a big one."""
    data = workbook(Accounts=[["Name"]])
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", b"\0" * megabytes * 2**20)
    return buffer.getvalue()


def ole(stream):
    """The beginning of a file of the old kind, with the name of a stream in it."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    return head + stream.encode("utf-16-le") + b"\0" * 512
