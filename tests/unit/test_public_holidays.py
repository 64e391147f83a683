"""OPS-2: what the library of holidays knows, and what it does not."""

import doctest
from datetime import date

import pytest

from kas_lib import public_holidays
from kas_lib.public_holidays import MadeUp, Unknown, countries, schedule


def test_examples_in_docstrings():
    result = doctest.testmod(public_holidays)
    assert result.attempted and not result.failed


def test_china_2026_with_make_up_days():
    found = schedule("CN", 2026, language="zh_CN")
    assert found.settled
    assert [(up.day.isoformat()[5:], up.weekday) for up in found.made_up] == [
        ("01-04", 4),
        ("02-14", 4),
        ("02-28", 0),
        ("05-09", 1),
        ("09-20", 1),
        ("10-10", 2),
    ]
    names = dict(found.holidays)
    assert names[date(2026, 2, 17)] == "春节"
    assert date(2026, 10, 7) in names
    assert {day.year for day in names} == {2026}


def test_a_make_up_day_in_the_year_before_is_not_taken_for_one_of_this():
    """31 December 2011 was worked for 3 January 2012."""
    assert MadeUp(date(2011, 12, 31), date(2012, 1, 3)) in schedule("CN", 2011).made_up
    days = [up.day for up in schedule("CN", 2012).made_up]
    assert all(day.year == 2012 for day in days)


def test_a_year_that_china_has_not_settled():
    found = schedule("CN", 2050)
    assert not found.settled and not found.made_up
    assert (date(2050, 10, 1)) in dict(found.holidays)


@pytest.mark.parametrize(
    ("country", "year"), [("DE", 2030), ("US", 2027), ("CN", 2026), ("CN", 1985)]
)
def test_years_that_are_settled(country, year):
    assert schedule(country, year).settled


def test_holidays_of_a_region():
    bavaria, germany = schedule("DE", 2026, "BY"), schedule("DE", 2026)
    assert len(bavaria.holidays) > len(germany.holidays)


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("XX", 2026), "country"),
        (("", 2026), "country"),
        (("CN", 1200), "year"),
        (("CN", 9999), "year"),
        (("CN", -4), "year"),
        (("DE", 2026, "SICHUAN"), "region"),
    ],
)
def test_what_is_unknown_is_named(arguments, part):
    with pytest.raises(Unknown) as error:
        schedule(*arguments)
    assert error.value.part == part


def test_an_unknown_language_is_the_countrys_own():
    assert schedule("DE", 2026, language="zh_CN") == schedule("DE", 2026)
    names = dict(schedule("DE", 2026, language="de_AT").holidays)
    assert names[date(2026, 1, 1)] == "Neujahr"


@pytest.mark.parametrize("country", ["CN", "HU", "RU", "TW", "VN", "KZ", "UA", "JP"])
def test_each_country_that_moves_days_is_read_for_many_years(country):
    for year in range(2005, 2035):
        found = schedule(country, year)
        assert all(0 <= up.weekday <= 6 for up in found.made_up)


def test_many_countries_are_known():
    assert {"CN", "HK", "DE", "US"} <= countries()
