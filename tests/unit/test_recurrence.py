"""APP-7, APP-9: series of days, at the borders of months and leap years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kas_lib.recurrence import MONTHS, WEEKS, days_between, next_day

firsts = st.dates(min_value=date(2016, 1, 1), max_value=date(2030, 12, 31))
steps = st.integers(min_value=1, max_value=24)
units = st.sampled_from([WEEKS, MONTHS])
spans = st.integers(min_value=0, max_value=1500).map(timedelta)


@given(firsts, steps, units, spans)
def test_days_rise_and_stay_inside(first, every, unit, span):
    found = days_between(first, every, unit, None, first + span)
    assert found[0] == first
    assert found == sorted(set(found))
    assert found[-1] <= first + span < next_day(first, every, unit, found[-1])


@given(firsts, steps, units, spans, spans)
def test_made_in_two_runs_or_in_one_is_the_same(first, every, unit, one, other):
    middle, end = sorted((first + one, first + other))
    early = days_between(first, every, unit, None, middle)
    late = days_between(first, every, unit, early[-1], end)
    assert early + late == days_between(first, every, unit, None, end)


@given(firsts, steps, units)
def test_a_day_of_the_month_comes_back_after_a_short_month(first, every, unit):
    for day in days_between(first, every, unit, None, first + timedelta(1000)):
        if unit == WEEKS:
            assert day.weekday() == first.weekday()
        else:
            last = (day + timedelta(1)).month != day.month
            assert day.day == first.day or (last and day.day < first.day)


@pytest.mark.parametrize(
    ("first", "every", "days"),
    [
        (date(2026, 1, 31), 1, ["2026-01-31", "2026-02-28", "2026-03-31"]),
        (date(2027, 11, 30), 3, ["2027-11-30", "2028-02-29", "2028-05-30"]),
        (date(2028, 2, 29), 12, ["2028-02-29", "2029-02-28", "2030-02-28"]),
    ],
)
def test_borders_of_months_and_leap_years(first, every, days):
    found = days_between(first, every, MONTHS, None, date.fromisoformat(days[-1]))
    assert [day.isoformat() for day in found] == days
