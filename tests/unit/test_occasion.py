"""FILE-4, CARE-1: when a solar or lunar day comes next, over all years there are."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunardate import LunarDate

from kas_lib import occasion
from kas_lib.occasion import AFTER, BEFORE, LEAP_ONLY, LUNAR, RULES, SOLAR, Day

solar_days = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(
    lambda found: Day(SOLAR, found.month, found.day)
)
lunar_days = st.builds(
    Day,
    st.just(LUNAR),
    st.integers(1, 12),
    st.integers(1, 30),
    st.booleans(),
)
days = solar_days | lunar_days
rules = st.sampled_from(RULES)
#: As long as the table surely knows the next lunar year.
todays = st.dates(date(1901, 3, 1), date(2098, 12, 31))


@given(day=days, today=todays, rule=rules)
def test_it_comes_today_or_later_and_not_after_the_longest_wait(day, today, rule):
    found = occasion.coming(day, today, rule).date
    longest = 8 * 366 if (day, rule) == (Day(SOLAR, 2, 29), LEAP_ONLY) else 385 + 30
    assert today <= found <= today + timedelta(days=longest)


@given(day=days, today=todays, rule=rules)
def test_no_time_is_left_out_between_today_and_the_next(day, today, rule):
    found = occasion.coming(day, today, rule)
    between = [
        kept
        for year in range(today.year - 1, today.year + 2)
        if (kept := occasion.kept(day, year, rule)) and today <= kept < found.date
    ]
    assert not between


@given(day=days, today=todays, rule=rules)
def test_on_the_day_it_is_today_and_the_next_day_it_is_over(day, today, rule):
    found = occasion.coming(day, today, rule)
    assert occasion.coming(day, found.date, rule) == found
    if found.date < date(2098, 1, 1):
        later = occasion.coming(day, found.date + timedelta(days=1), rule)
        assert later.date > found.date
        assert later.year > found.year


@given(day=solar_days, today=todays, rule=rules)
def test_a_solar_day_falls_on_itself(day, today, rule):
    found = occasion.coming(day, today, rule).date
    if (day.month, day.day) != (2, 29):
        assert (found.month, found.day) == (day.month, day.day)


@given(day=lunar_days, today=todays)
def test_a_lunar_day_falls_on_itself_or_on_what_stands_for_it(day, today):
    found = occasion.coming(day, today).date
    lunar = LunarDate.from_solar_date(found.year, found.month, found.day)
    assert lunar.month == day.month
    assert lunar.day == day.day or (lunar.day == 29 and day.day == 30)
    assert not lunar.is_leap_month or day.leap
    if not day.leap or LunarDate.leap_month_for_year(lunar.year) == day.month:
        assert lunar.is_leap_month == day.leap


@given(born=st.dates(date(1900, 1, 31), date(2099, 12, 31)))
def test_every_birthday_can_be_typed_in_both_calendars(born):
    lunar = LunarDate.from_solar_date(born.year, born.month, born.day)
    as_lunar = Day(LUNAR, lunar.month, lunar.day, lunar.is_leap_month)
    as_solar = Day(SOLAR, born.month, born.day)
    for day, year in ((as_lunar, lunar.year), (as_solar, born.year)):
        assert occasion.fault(day, year) is None
        assert occasion.fault(day) is None
        assert occasion.exact(day, year) == born


@given(day=days, today=todays, rule=rules)
def test_the_almanac_says_the_same(day, today, rule):
    found = occasion.almanac(today)[occasion.key(day, rule)]
    assert found == occasion.coming(day, today, rule)


@given(
    day=st.builds(
        Day,
        st.sampled_from((SOLAR, LUNAR)),
        st.integers(-1, 14),
        st.integers(-1, 33),
        st.booleans(),
    ),
    year=st.integers(0, 3000),
)
def test_what_is_not_faulty_there_was_and_comes_again(day, year):
    if occasion.fault(day, year) is None:
        assert not year or occasion.exact(day, year)
        assert occasion.coming(day, date(2026, 3, 2))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (BEFORE, date(2026, 2, 28)),
        (AFTER, date(2026, 3, 1)),
        (LEAP_ONLY, date(2028, 2, 29)),
    ],
)
def test_29_february(rule, expected):
    day = Day(SOLAR, 2, 29)
    assert occasion.coming(day, date(2026, 1, 1), rule).date == expected
    assert occasion.coming(day, date(2028, 1, 1), rule).date == date(2028, 2, 29)


def test_29_february_around_a_century_without_leap_year():
    found = occasion.coming(Day(SOLAR, 2, 29), date(2096, 3, 1), LEAP_ONLY)
    assert found.date == date(2104, 2, 29)


@pytest.mark.parametrize(
    ("day", "today", "expected"),
    [
        # Mid-Autumn and New Year's Eve.
        (Day(LUNAR, 8, 15), date(2026, 3, 2), date(2026, 9, 25)),
        (Day(LUNAR, 12, 30), date(2026, 3, 2), date(2027, 2, 5)),
        # A 12th month that belongs to the lunar year before.
        (Day(LUNAR, 12, 8), date(2026, 1, 1), date(2026, 1, 26)),
        # 2025 has a leap sixth month, 2026 has none.
        (Day(LUNAR, 6, 1, True), date(2025, 1, 1), date(2025, 7, 25)),
        (Day(LUNAR, 6, 1), date(2025, 1, 1), date(2025, 6, 25)),
        (Day(LUNAR, 6, 1, True), date(2026, 1, 1), date(2026, 7, 14)),
        # The leap 11th month of 2033, which many tables have wrong.
        (Day(LUNAR, 11, 1, True), date(2033, 1, 1), date(2033, 12, 22)),
    ],
)
def test_days_from_the_calendar_on_the_wall(day, today, expected):
    assert occasion.coming(day, today).date == expected


def test_the_30th_of_a_month_that_has_29_days():
    # The 12th month of the lunar year 2025 ends on 16 February 2026 with the 29th.
    found = occasion.coming(Day(LUNAR, 12, 30), date(2026, 2, 1))
    assert found == (date(2026, 2, 16), 2025)


def test_where_the_table_ends_a_lunar_day_is_not_guessed():
    assert occasion.coming(Day(LUNAR, 12, 30), date(2100, 2, 8)).year == 2099
    assert occasion.coming(Day(LUNAR, 12, 30), date(2100, 2, 9)) is None
    assert occasion.coming(Day(LUNAR, 1, 1), date(2200, 1, 1)) is None
    assert occasion.coming(Day(SOLAR, 1, 1), date(2200, 1, 1))


@pytest.mark.parametrize(
    ("day", "year", "expected"),
    [
        (Day(SOLAR, 13, 1), 0, "month"),
        (Day(LUNAR, 0, 1), 0, "month"),
        (Day(SOLAR, 4, 31), 0, "day"),
        (Day(LUNAR, 4, 31), 0, "day"),
        (Day(SOLAR, 2, 29), 0, None),
        (Day(SOLAR, 2, 29), 1977, "no_such_day"),
        (Day(SOLAR, 4, 1, True), 0, "leap"),
        (Day(SOLAR, 4, 1), 78, "year"),
        (Day(LUNAR, 4, 1), 1899, "lunar_year"),
        (Day(LUNAR, 4, 1), 2100, "lunar_year"),
        (Day(LUNAR, 6, 1, True), 2026, "leap_month"),
        (Day(LUNAR, 6, 1, True), 2025, None),
        (Day(LUNAR, 12, 1, True), 0, "leap_month"),
        (Day(LUNAR, 12, 30), 2025, "no_such_day"),
    ],
)
def test_what_is_wrong_is_named(day, year, expected):
    assert occasion.fault(day, year) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (Day(LUNAR, 8, 15), "八月十五"),
        (Day(LUNAR, 1, 1), "正月初一"),
        (Day(LUNAR, 6, 10, True), "闰六月初十"),
        (Day(LUNAR, 11, 20), "冬月二十"),
        (Day(LUNAR, 12, 23), "腊月廿三"),
        (Day(LUNAR, 12, 30), "腊月三十"),
        (Day(LUNAR, 10, 11), "十月十一"),
    ],
)
def test_lunar_days_are_written_as_people_write_them(day, expected):
    assert occasion.lunar_name(day) == expected


def test_age():
    assert occasion.age(date(1980, 5, 1), date(2026, 4, 30)) == 45
    assert occasion.age(date(1980, 5, 1), date(2026, 5, 1)) == 46
    assert occasion.age(date(1980, 2, 29), date(2026, 2, 28)) == 45
    assert occasion.age(date(1980, 2, 29), date(2026, 3, 1)) == 46
