"""APP-4, APP-5: the days of a service, whatever the calendar does."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kas_lib.service_term import (
    last_day,
    months_of,
    next_first,
    reached,
    renewed_from,
)

DAY = timedelta(days=1)
DAYS = st.dates(date(1999, 1, 1), date(2120, 12, 31))
MONTHS = st.integers(1, 120)


def test_whole_months():
    assert last_day(date(2026, 3, 15), 12) == date(2027, 3, 14)
    assert last_day(date(2026, 3, 1), 1) == date(2026, 3, 31)


def test_short_months_and_leap_years():
    assert last_day(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert last_day(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert last_day(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert last_day(date(2024, 2, 29), 48) == date(2028, 2, 28)
    assert next_first(date(2026, 8, 31), 1) == date(2026, 10, 1)


@given(DAYS, MONTHS)
def test_the_next_term_begins_when_the_last_one_ended(first, months):
    assert last_day(first, months) + DAY == next_first(first, months)
    assert renewed_from(last_day(first, months), first) == next_first(first, months)


@given(DAYS, MONTHS)
def test_nobody_pays_for_more_days_than_the_months_have(first, months):
    """On the same day of the month, or on the first of the next one."""
    begins = next_first(first, months)
    assert begins.day in (first.day, 1)
    passed = (begins.year - first.year) * 12 + begins.month - first.month
    assert passed == months + (begins.day != first.day)


@given(DAYS, MONTHS)
def test_months_are_found_again(first, months):
    assert months_of(first, last_day(first, months)) == months


@given(DAYS, st.integers(1, 4000))
def test_found_months_are_right(first, days):
    last = first + timedelta(days=days)
    months = months_of(first, last)
    assert not months or last_day(first, months) == last


@given(DAYS, st.integers(-400, 400))
def test_a_renewal_overlaps_nothing_and_begins_in_no_past(last, days):
    today = last + timedelta(days=days)
    first = renewed_from(last, today)
    assert first > last
    assert first >= today
    assert first == last + DAY or today > last + DAY


@given(st.lists(st.integers(0, 400)), st.integers(0, 400))
def test_the_last_step_that_has_come(steps, left):
    step = reached(steps, left)
    if step is None:
        assert all(other < left for other in steps)
    else:
        assert step >= left
        assert not [other for other in steps if left <= other < step]
