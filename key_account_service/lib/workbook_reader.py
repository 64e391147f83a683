"""Reading a workbook that somebody sent: what stands in it, or in one word why not.

Nothing in the file is trusted: its kind is told from its first bytes, its unpacked size
before it is unpacked, and no formula is worked out (FILE-9).
"""

import io
import re
import warnings
import zipfile
from bisect import bisect_left
from collections import defaultdict
from itertools import islice
from typing import Any, NamedTuple

import openpyxl
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter, range_boundaries

#: The last row that a sheet can have.
LAST_ROW = 1_048_576
#: Cells to which the values of merged cells are carried over, at most.
MAX_CARRIED = 500_000
ERRORS = frozenset(
    "#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #SPILL! #CALC!".split()
)
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN_PART = "xl/workbook.xml"
DOCTYPES = tuple(
    "<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")
)
MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]{1,3}\d+:[A-Z]{1,3}\d+)"')
UNVALUED = re.compile(
    rb'<c r="([A-Z]{1,3}\d+)"[^>]*><f(?:\s[^>]*)?(?:/>|>[^<]*</f>)'
    rb"(?:<v\s*/>|<v></v>)?</c>"
)


class WorkbookError(Exception):
    """A file that is not read; ``code`` says why, ``details`` where and how much.

    ``empty``, ``too_big``, ``unpacked``, ``csv``, ``web_page``, ``old_excel``,
    ``password``, ``open_document``, ``binary_excel``, ``no_workbook``, ``damaged``,
    ``too_many_rows``, ``too_many_columns``, ``too_much_merged``.
    """

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class Limits(NamedTuple):
    """What a workbook may have at most; sizes in bytes, rows and columns of a sheet."""

    packed: int = 20 * 2**20
    unpacked: int = 150 * 2**20
    parts: int = 2000
    rows: int = 50_000
    columns: int = 100


class Row(NamedTuple):
    """A row that is not blank.

    :ivar number: as Excel counts, from 1
    :ivar values: of the cells from column A on
    :ivar flags: by place of the column, from 0, what is the matter with a cell:
        ``formula`` (without a value), ``error`` (of Excel), ``carried`` (over from the
        first of merged cells), ``merged`` (over several columns)
    """

    number: int
    values: list
    flags: dict[int, str]


class Sheet(NamedTuple):
    """A visible sheet; ``since_1904`` says from when Excel counts its days."""

    title: str
    rows: list[Row]
    since_1904: bool


def column_name(place: int) -> str:
    """The letters of a column counted from 0."""
    return get_column_letter(place + 1)


def is_blank(value: Any) -> bool:
    """Whether nothing stands in a cell, or only blanks."""
    return value is None or (
        isinstance(value, str) and not value.strip("\u200b\ufeff \t\r\n\xa0\u3000")
    )


def read(data: bytes, limits: Limits | None = None) -> list[Sheet]:
    """The visible sheets of a workbook.

    :raises WorkbookError: if it is none, or more than the limits allow
    """
    limits = limits or Limits()
    _check_kind(data, limits)
    try:
        marks = _check_archive(data, limits)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
            since_1904 = book.epoch.year == 1904
            return [
                Sheet(sheet.title, _rows(sheet, marks, limits), since_1904)
                for sheet in book.worksheets
                if sheet.sheet_state == "visible"
            ]
    except WorkbookError:
        raise
    # A broken or forged file can fail in any way at any place of two libraries.
    except Exception as error:
        raise WorkbookError("damaged") from error


def _check_kind(data: bytes, limits: Limits) -> None:
    if not data:
        raise WorkbookError("empty")
    if len(data) > limits.packed:
        raise WorkbookError("too_big", limit=limits.packed // 2**20)
    if data.startswith(OLE):
        secret = "EncryptedPackage".encode("utf-16-le") in data
        raise WorkbookError("password" if secret else "old_excel")
    if not data.startswith(ZIP):
        raise WorkbookError(_kind_of_text(data))


def _kind_of_text(data: bytes) -> str:
    """What goes by the name of a workbook and is none."""
    head = data[:4096]
    if re.match(
        rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml|meta)", head, re.I
    ):
        return "web_page"
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "no_workbook"
    return "csv"


class _Marks(NamedTuple):
    """What the reader of cells does not tell of a sheet."""

    merged: list[str]
    unvalued: list[str]


def _check_archive(data: bytes, limits: Limits) -> dict[str, _Marks]:
    """Look through the parts before anything else unpacks them.

    A part never gives more than the size that the archive declares for it.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        size = sum(part.file_size for part in parts)
        if len(parts) > limits.parts or size > limits.unpacked:
            raise WorkbookError("unpacked", limit=limits.unpacked // 2**20)
        names = archive.namelist()
        if MAIN_PART not in names:
            raise WorkbookError(_kind_of_archive(names))
        if len(names) != len(set(names)):
            raise WorkbookError("damaged")
        found = (_look_through(archive, name) for name in names)
        return dict(filter(None, found))


def _kind_of_archive(names: list[str]) -> str:
    if "xl/workbook.bin" in names:
        return "binary_excel"
    return "open_document" if "content.xml" in names else "no_workbook"


def _look_through(archive: zipfile.ZipFile, name: str) -> tuple[str, _Marks] | None:
    if not name.endswith((".xml", ".rels")):
        return None
    part = archive.read(name)
    if any(mark in part for mark in DOCTYPES):
        raise WorkbookError("damaged")
    if "/worksheets/" not in name:
        return None
    merged = [match.decode() for match in MERGED.findall(part)]
    return name, _Marks(merged, [match.decode() for match in UNVALUED.findall(part)])


def _rows(sheet: Any, marks: dict[str, _Marks], limits: Limits) -> list[Row]:
    """The rows with something in them, flagged."""
    # The size that a sheet gives itself may be a lie.
    sheet.reset_dimensions()
    of_sheet = marks.get(sheet._worksheet_path.lstrip("/"), _Marks([], []))
    unvalued = _by_row(of_sheet.unvalued)
    rows = []
    lines = sheet.iter_rows(max_col=limits.columns + 1, values_only=True)
    for number, values in enumerate(islice(lines, LAST_ROW), 1):
        flags = dict.fromkeys(unvalued.get(number, ()), "formula")
        if not flags and all(map(is_blank, values)):
            continue
        if not is_blank(values[limits.columns]):
            raise WorkbookError(
                "too_many_columns", sheet=sheet.title, limit=limits.columns
            )
        if len(rows) > limits.rows:
            raise WorkbookError("too_many_rows", sheet=sheet.title, limit=limits.rows)
        flags.update((place, "error") for place, v in enumerate(values) if _is_error(v))
        rows.append(Row(number, list(values), flags))
    _carry_over(rows, of_sheet.merged, sheet.title)
    return rows


def _is_error(value: Any) -> bool:
    return isinstance(value, str) and value in ERRORS


def _by_row(coordinates: list[str]) -> dict[int, list[int]]:
    """Places of columns, from 0, by number of the row."""
    places = defaultdict(list)
    for coordinate in coordinates:
        row, column = coordinate_to_tuple(coordinate)
        places[row].append(column - 1)
    return places


def _carry_over(rows: list[Row], merged: list[str], title: str) -> None:
    """What stands in cells that are merged downwards holds for each of their rows."""
    numbers = [row.number for row in rows]
    left = MAX_CARRIED
    for area in merged:
        first_column, first, last_column, last = range_boundaries(area)
        begin, end = bisect_left(numbers, first), bisect_left(numbers, last + 1)
        left -= 1 + end - begin
        if left < 0:
            raise WorkbookError("too_much_merged", sheet=title)
        place, several = first_column - 1, last_column > first_column
        if begin == end or place >= len(rows[begin].values):
            continue
        if several:
            rows[begin].flags[place] = "merged"
        elif numbers[begin] == first:
            for row in rows[begin + 1 : end]:
                row.values[place] = rows[begin].values[place]
                row.flags[place] = rows[begin].flags.get(place, "carried")
