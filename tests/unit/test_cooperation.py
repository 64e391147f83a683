"""TIER-9: new, old and loyal follow from the day alone."""

import doctest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kas_lib import cooperation
from kas_lib.cooperation import LOYAL, NEW, OLD, last_days, stage

days = st.dates(min_value=date(1950, 1, 1), max_value=date(2060, 12, 31))
years = st.tuples(
    st.integers(min_value=0, max_value=10), st.integers(min_value=11, max_value=50)
)
RANKS = (NEW, OLD, LOYAL)


def test_examples_in_docstrings():
    result = doctest.testmod(cooperation)
    assert result.attempted and not result.failed


@given(since=days, today=days, years=years)
def test_nobody_becomes_newer(since, today, years):
    now, later = (
        RANKS.index(stage(since, day, *years))
        for day in (today, today + timedelta(days=1))
    )
    assert now <= later


@given(since=days, today=days, years=years)
def test_the_ranges_of_a_search_are_the_stages(since, today, years):
    limits = last_days(today, *years)
    after = date.min
    for name, until in limits.items():
        assert (after < since <= until) == (stage(since, today, *years) == name)
        after = until


def test_on_the_anniversary():
    since = date(2024, 2, 29)
    assert stage(since, date(2025, 2, 28), 1, 5) == NEW
    assert stage(since, date(2025, 3, 1), 1, 5) == OLD
    assert stage(since, date(2029, 3, 1), 1, 5) == LOYAL
    assert stage(None, date(2029, 3, 1), 1, 5) == ""
