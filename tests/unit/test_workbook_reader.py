"""FILE-9: workbooks as people send them, and as an attacker would."""

import time
import tracemalloc

import pytest
import ugly
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kas_lib import workbook_reader as workbook
from kas_lib.workbook_reader import Limits, WorkbookError

values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), max_size=20),
)
tables = st.lists(st.lists(values, min_size=1, max_size=6), max_size=10)
SHEET = "xl/worksheets/sheet1.xml"


def refusal(data, **limits):
    with pytest.raises(WorkbookError) as error:
        workbook.read(data, Limits(**limits))
    return error.value.code


#: Made once: the time stands in a workbook, and its length differs by that.
WHOLE = ugly.workbook(Accounts=[["Name"], ["Hotel"]])


@given(tables)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_was_written_is_read(rows):
    (sheet,) = workbook.read(ugly.workbook(Accounts=rows))
    expected = [
        (number, [value for value in row if not workbook.is_blank(value)])
        for number, row in enumerate(rows, 1)
        if not all(map(workbook.is_blank, row))
    ]
    assert expected == [
        (row.number, [value for value in row.values if not workbook.is_blank(value)])
        for row in sheet.rows
        if not row.flags
    ] or any(row.flags for row in sheet.rows)


@given(st.binary(max_size=300))
def test_no_bytes_do_more_than_be_refused(data):
    assert refusal(data)


@given(st.data())
@settings(deadline=None, max_examples=50)
def test_a_damaged_workbook_is_read_or_refused(data):
    whole = bytearray(WHOLE)
    for _count in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(
            st.integers(0, 255)
        )
    try:
        workbook.read(bytes(whole))
    except WorkbookError:
        pass


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        ("姓名,电话\n王芳,028\n".encode("gb18030"), "csv"),
        ("姓名\t电话\n".encode("utf-16"), "csv"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "web_page"),
        (ugly.ole("Workbook"), "old_excel"),
        (ugly.ole("EncryptedPackage"), "password"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "no_workbook"),
        (b"PK\x03\x04 and nothing more", "damaged"),
        (ugly.bomb(200), "unpacked"),
    ],
)
def test_why_a_file_is_not_read(data, code):
    assert refusal(data) == code


def test_a_bomb_is_refused_before_it_unpacks():
    data = ugly.bomb(400)
    assert len(data) < 2**20
    tracemalloc.start()
    refusal(data)
    assert tracemalloc.get_traced_memory()[1] < 2**20
    tracemalloc.stop()


def test_too_many_bytes_parts_rows_and_columns():
    data = ugly.workbook(Accounts=[["Name"] * 30] * 30)
    assert refusal(data, packed=100) == "too_big"
    assert refusal(data, parts=3) == "unpacked"
    assert refusal(data, rows=20) == "too_many_rows"
    assert refusal(data, columns=20) == "too_many_columns"
    assert workbook.read(data)


def test_entities_are_refused():
    data = ugly.with_part(
        ugly.workbook(Accounts=[["Name"]]),
        SHEET,
        lambda part: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + part,
    )
    assert refusal(data) == "damaged"


def test_a_row_far_below_ends_the_reading():
    data = ugly.with_part(
        ugly.workbook(Accounts=[["Name"], ["Hotel"]]),
        SHEET,
        lambda part: part.replace(b'<row r="2"', b'<row r="99999999999"'),
    )
    begun = time.process_time()
    (sheet,) = workbook.read(data)
    assert [row.values[0] for row in sheet.rows] == ["Name"]
    assert time.process_time() - begun < 20


def test_a_lie_about_the_size_of_a_sheet_is_not_believed():
    data = ugly.with_part(
        ugly.workbook(Accounts=[["Name"], ["Hotel"]]),
        SHEET,
        lambda part: part.replace(b'ref="A1:A2"', b'ref="A1:A1"'),
    )
    assert len(workbook.read(data)[0].rows) == 2


def test_a_formula_is_never_worked_out():
    made = ugly.book(Accounts=[["Name"], ["=1+1"], ['=HYPERLINK("http://x","y")']])
    (sheet,) = workbook.read(ugly.packed(made))
    assert [row.flags for row in sheet.rows] == [{}, {0: "formula"}, {0: "formula"}]


def test_the_value_that_excel_kept_of_a_formula_is_taken():
    data = ugly.with_part(
        ugly.workbook(Accounts=[["Name"], ["=1+1"]]),
        SHEET,
        lambda part: (
            part.replace(b"<v></v>", b"<v>2</v>")
            .replace(b"<v/>", b"<v>2</v>")
            .replace(b"<v />", b"<v>2</v>")
        ),
    )
    (sheet,) = workbook.read(data)
    assert (sheet.rows[1].values[0], sheet.rows[1].flags) == (2, {})


def test_an_error_of_excel_is_told():
    (sheet,) = workbook.read(ugly.workbook(Accounts=[["Name"], ["#N/A"]]))
    assert sheet.rows[1].flags == {0: "error"}


def test_merged_cells():
    made = ugly.book(
        Accounts=[
            ["Title", None],
            ["Hotel", "a"],
            [None, "b"],
            [None, "c"],
            [None, None],
        ]
    )
    made["Accounts"].merge_cells("A1:B1")
    made["Accounts"].merge_cells("A2:A5")
    (sheet,) = workbook.read(ugly.packed(made))
    assert [row.values[0] for row in sheet.rows] == ["Title", "Hotel", "Hotel", "Hotel"]
    assert [row.flags for row in sheet.rows] == [
        {0: "merged"},
        {},
        {0: "carried"},
        {0: "carried"},
    ]


def test_merging_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_CARRIED", 10)
    made = ugly.book(Accounts=[["x", number] for number in range(20)])
    made["Accounts"].merge_cells("A1:A20")
    assert refusal(ugly.packed(made)) == "too_much_merged"


def test_hidden_sheets_are_not_read():
    made = ugly.book(Accounts=[["Name"]], Lists=[["x"]])
    made["Lists"].sheet_state = "hidden"
    assert [sheet.title for sheet in workbook.read(ugly.packed(made))] == ["Accounts"]


def test_rows_keep_the_number_that_excel_shows():
    (sheet,) = workbook.read(ugly.workbook(Accounts=[[None], ["Name"], [" "], ["x"]]))
    assert [row.number for row in sheet.rows] == [2, 4]


def test_fifty_thousand_rows():
    data = ugly.big(50_000, 10)
    begun = time.process_time()
    (sheet,) = workbook.read(data)
    assert len(sheet.rows) == 50_000
    assert time.process_time() - begun < 60
    assert refusal(ugly.big(50_002)) == "too_many_rows"
