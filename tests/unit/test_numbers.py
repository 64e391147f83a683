"""FILE-2, FILE-3: telephone numbers, and numbers of cards, as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kas_lib import serial, telephone


@pytest.mark.parametrize(
    "text",
    [
        "13908081234",
        "+86 139 0808 1234",
        "(028) 5550-1100",
        "028-5550 1100 转 8012",
        "028-55501100分机12",
        "+49 30/123456 ext. 7",
        "１３９０８０８１２３４",
        "110",
    ],
)
def test_telephone_numbers(text):
    assert telephone.is_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "none",
        "ask the secretary",
        "13908081234 or 13908084321",
        "13908081234,13908084321",
        "wang@hotel.example",
        "1390808123413908081234",
        "5550 1100 ext",
        "12 ext. 345",
        "<b>13908081234</b>",
    ],
)
def test_what_is_no_telephone_number(text):
    assert not telephone.is_number(text)


@given(text=st.text(max_size=40))
def test_any_text_is_answered(text):
    assert telephone.is_number(text) in (True, False)
    assert serial.plain(serial.plain(text)) == serial.plain(text)


@pytest.mark.parametrize("text", ["8100-0001 a", "８１０００００１Ａ", " 81000001A "])
def test_ways_to_write_one_number(text):
    assert serial.plain(text) == "81000001A"


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        (stored, typed)
        for stored in ("+86 139 0808 1234", "13908081234", "0139-0808-1234")
        for typed in (
            "13908081234",
            "139 0808 1234",
            "+86 139 0808 1234",
            "0086-13908081234",
            "8613908081234",
            "１３９０８０８１２３４",
            "＋８６ １３９０８０８１２３４",
            "08081234",
        )
    ],
)
def test_a_number_is_found_however_it_is_spelt(stored, typed):
    digits = "".join(sign for sign in stored if sign.isdecimal())
    assert any(number in digits for number in telephone.dialled(typed, 86))


@pytest.mark.parametrize("text", ["", "Wang", "139x", "0", "000", "a1390808", "８６号"])
def test_a_text_that_is_no_number_is_not_dialled(text):
    assert telephone.dialled(text, 86) == set()


def test_a_piece_of_a_number_keeps_what_looks_like_the_country():
    assert telephone.dialled("8655", 86) == {"8655"}
    assert telephone.dialled("+86 28 5550 1100") == {"862855501100"}


@given(st.text(), st.one_of(st.none(), st.integers(1, 999)))
def test_dialled_are_digits_only(text, code):
    for number in telephone.dialled(text, code):
        assert number and not number.startswith("0")
        assert all(sign.isdecimal() for sign in number)
