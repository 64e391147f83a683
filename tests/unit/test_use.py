"""FILE-12: by how much less a customer uses, and in which months."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from kas_lib.use import fall, last_months

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
lengths = st.integers(min_value=1, max_value=12)
amounts = st.integers(min_value=-(10**9), max_value=10**9).map(lambda one: one / 100)


def test_three_months_before_march():
    assert last_months(date(2026, 3, 31), 3) == (
        date(2025, 9, 1),
        date(2025, 12, 1),
        date(2026, 3, 1),
    )


@given(today=days, months=lengths)
def test_both_sides_are_whole_months_as_many_and_over(today, months):
    earlier, since, until = last_months(today, months)
    assert earlier.day == since.day == until.day == 1
    assert until <= today < until + relativedelta(months=1)
    assert earlier + relativedelta(months=months) == since
    assert since + relativedelta(months=months) == until


@given(today=days, months=lengths)
def test_within_a_month_the_same_months_are_compared(today, months):
    assert last_months(today, months) == last_months(today.replace(day=1), months)
    month_end = today.replace(day=1) + relativedelta(months=1) - timedelta(days=1)
    assert last_months(today, months) == last_months(month_end, months)


@given(before=amounts, now=amounts)
def test_a_fall_is_a_per_cent_of_something(before, now):
    less = fall(before, now)
    assert 0 <= less <= 100
    assert not less or (before > 0 and now < before)
    if before > 0 and now <= 0:
        assert less == 100


@given(before=amounts, now=amounts, more=amounts.map(abs))
def test_who_uses_more_has_fallen_no_further(before, now, more):
    assert fall(before, now + more) <= fall(before, now)


def test_figures_that_people_know():
    assert fall(100, 70) == 30
    assert fall(100, 70.01) == 29
    assert fall(100, 0) == fall(100, -5) == 100
    assert fall(0, 0) == fall(0, 50) == fall(-10, -20) == 0
