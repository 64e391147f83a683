"""FILE-8: the arithmetic of completeness, due days and periods."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kas_lib.completeness import score
from kas_lib.upkeep import months_later, period_start

WEIGHTS = st.dictionaries(st.integers(1, 20), st.integers(1, 50), max_size=12)
DAYS = st.dates(date(2020, 1, 1), date(2080, 1, 1))


def test_examples():
    assert score({1: 3, 2: 1}, {1}) == 75
    assert score({1: 1, 2: 1, 3: 1}, {1, 2}) == 66
    assert score({}, ()) == 100


@given(WEIGHTS, st.sets(st.integers(1, 20)))
def test_only_what_is_whole_is_a_hundred(weights, met):
    found = score(weights, met)
    assert 0 <= found <= 100
    assert (found == 100) == (set(weights) <= met)


@given(WEIGHTS, st.sets(st.integers(1, 20)), st.integers(1, 20))
def test_more_knowledge_never_lowers_the_score(weights, met, more):
    assert score(weights, met | {more}) >= score(weights, met)


@given(WEIGHTS, st.sets(st.integers(1, 20)), st.integers(1, 9))
def test_only_the_proportion_of_weights_counts(weights, met, factor):
    scaled = {key: weight * factor for key, weight in weights.items()}
    assert score(scaled, met) == score(weights, met)


def test_months_of_different_length():
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2024, 2, 29), 12) == date(2025, 2, 28)


@given(DAYS, st.integers(0, 120))
def test_later_days_are_due_later(day, months):
    assert months_later(day, months) >= day
    assert months_later(day + timedelta(1), months) >= months_later(day, months)


@given(DAYS, st.integers(1, 400))
def test_every_day_lies_in_one_period(day, length):
    start = period_start(day, length)
    assert start <= day < start + timedelta(length)
    assert period_start(start, length) == start
    assert period_start(start + timedelta(length), length) == start + timedelta(length)


@given(DAYS)
def test_weeks_begin_on_monday(day):
    assert period_start(day, 7).weekday() == 0
