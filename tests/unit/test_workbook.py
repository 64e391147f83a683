"""A workbook holds text, whatever the text looks like."""

from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kas_lib.workbook import text_workbook


def cells(content):
    book = load_workbook(BytesIO(content))
    return [[[c.value for c in row] for row in sheet] for sheet in book.worksheets]


def test_sections_become_sheets():
    content = text_workbook({"A/B": [{"x": "1", "y": "2"}, {"x": "3"}], "C": []})
    assert cells(content)[0] == [["x", "y"], ["1", "2"], ["3", None]]


def test_nothing_becomes_a_formula():
    content = text_workbook({"S": [{"=x": "=1+1", "y": "+cmd|' /C calc'!A0"}]})
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    assert {cell.data_type for row in sheet for cell in row} == {"s"}


@settings(max_examples=30)
@given(st.text(max_size=40), st.text(max_size=40))
def test_every_name_and_text_can_be_written(name, text):
    text_workbook({name: [{"x": text}]})
