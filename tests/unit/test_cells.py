"""FILE-9: what people type into cells, and what they mean by it."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kas_lib import cells
from kas_lib.cells import Birthday, CellError

DAY = date(2026, 3, 2)
days = st.dates(date(1927, 6, 1), date(2100, 1, 1))
WIDE = str.maketrans(
    {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)} | {" ": "\u3000"}
)


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        datetime(2026, 3, 2, 14, 30),
        46083,
        46083.6,
        "46083",
        20260302,
        "20260302",
        "2026-03-02",
        "2026-3-2",
        "2026/3/2",
        "2026.3.2",
        "2026年3月2日",
        "2026 年 3 月 2 号",
        "２０２６年３月２日",
        "２０２６－０３－０２",
        "二〇二六年三月二日",
        "2026-03-02 00:00:00",
        "2026-03-02T08:15:00Z",
        "  2026-03-02 ",
        "2 March 2026",
        "Mar 2, 2026",
    ],
)
def test_one_day_in_many_forms(value):
    assert cells.read_date(value) == DAY


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("soon", "date"),
        ("2026-13", "date"),
        (2026, "only_year"),
        ("2026年", "only_year"),
        ("3/2/2026", "which_first"),
        ("2026-02-30", "no_such_day"),
        ("31/11/2026", "no_such_day"),
        (99, "date"),
        (1e300, "date"),
        (True, "date"),
        ("", "date"),
    ],
)
def test_what_is_no_day_is_told(value, code):
    with pytest.raises(CellError) as error:
        cells.read_date(value)
    assert error.value.code == code


def test_the_day_above_twelve_says_which_comes_first():
    assert cells.read_date("25/3/2026") == date(2026, 3, 25)
    assert cells.read_date("3/25/2026") == date(2026, 3, 25)


@given(days)
def test_days_counted_by_excel(day):
    assert cells.read_date((day - cells.EPOCH_1900).days) == day
    assert cells.read_date((day - cells.EPOCH_1904).days, since_1904=True) == day


@given(days, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d"]))
def test_a_day_as_text_half_or_full_width(day, form):
    text = f"{day:{form}}"
    assert cells.read_date(text) == cells.read_date(text.translate(WIDE)) == day


@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none()))
def test_whatever_stands_there_is_read_or_refused(value):
    for read in (cells.read_date, cells.read_birthday):
        try:
            read(value)
        except CellError:
            pass
    try:
        assert isinstance(cells.read_identifier(value), str)
    except CellError as error:
        assert error.code == "rounded"
    assert isinstance(cells.clean_text(value), str)
    assert all(cells.read_list(value))


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("1962-08-15", Birthday("solar", 1962, 8, 15)),
        (date(1962, 8, 15), Birthday("solar", 1962, 8, 15)),
        ("8月15日", Birthday("solar", 0, 8, 15)),
        ("02-29", Birthday("solar", 0, 2, 29)),
        ("农历1962-08-15", Birthday("lunar", 1962, 8, 15)),
        ("阴历八月十五", Birthday("lunar", 0, 8, 15)),
        ("农历正月初一", Birthday("lunar", 0, 1, 1)),
        ("农历腊月廿三", Birthday("lunar", 0, 12, 23)),
        ("农历冬月三十", Birthday("lunar", 0, 11, 30)),
        ("农历闰四月初八", Birthday("lunar", 0, 4, 8, True)),
        ("农历2020年闰四月初八", Birthday("lunar", 2020, 4, 8, True)),
        ("lunar 1962-08-15", Birthday("lunar", 1962, 8, 15)),
        ("公历1962年8月15日", Birthday("solar", 1962, 8, 15)),
    ],
)
def test_birthdays(value, day):
    assert cells.read_birthday(value) == day


@pytest.mark.parametrize(
    "value",
    [
        "02-30",
        "13-01",
        "农历2019年闰四月初八",
        "农历13-01",
        "农历1962-08-31",
        "1962-02-29",
    ],
)
def test_a_birthday_that_no_year_has(value):
    with pytest.raises(CellError):
        cells.read_birthday(value)


def test_another_cell_says_lunar_and_the_word_before_the_day_goes_first():
    assert cells.read_birthday(date(1962, 8, 15), lunar=True).calendar == "lunar"
    assert cells.read_birthday("公历8月15日", lunar=True).calendar == "solar"


@given(
    st.integers(1, 31).map(lambda day: Birthday("solar", 0, 5, day))
    | st.builds(
        Birthday,
        st.just("lunar"),
        st.just(0),
        st.integers(1, 12),
        st.integers(1, 30),
        st.booleans(),
    )
    | days.map(lambda day: Birthday("solar", day.year, day.month, day.day))
)
def test_a_birthday_written_is_read_again(day):
    assert cells.read_birthday(str(day)) == day


def test_full_width_signs():
    assert cells.clean_code("１３８－００１３　８０００") == "138-0013 8000"
    assert cells.clean_text("成都（金牛）８号\u200b ") == "成都（金牛）8号"
    assert cells.key(" E-Mail ") == cells.key("Ｅｍａｉｌ") == "email"


def test_numbers_that_excel_took_for_numbers():
    assert cells.read_identifier(13800138000.0) == "13800138000"
    with pytest.raises(CellError) as error:
        cells.read_identifier(5.10105199001011e17)
    assert error.value.code == "rounded"


def test_several_numbers_in_one_cell():
    assert cells.read_identifiers("8100 0001；８１０００００２、8100 0001\n3") == [
        "8100 0001",
        "81000002",
        "3",
    ]
    assert cells.read_identifiers(81000001.0) == ["81000001"]


@given(st.text())
def test_no_text_stays_a_formula_and_it_comes_back(text):
    guarded = cells.guard(text)
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cells.unguard(guarded) == text or text.startswith("'")
