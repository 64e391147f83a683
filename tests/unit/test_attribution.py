"""Shares of an account never add up to more than everything, on any day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kas_lib.attribution import overfull

START = date(2026, 1, 1)
DAYS = st.integers(0, 40)


@st.composite
def spans(draw):
    start = draw(DAYS)
    end = draw(st.none() | st.integers(start, 50))
    last = end is not None and START + timedelta(end)
    return START + timedelta(start), last, draw(st.integers(1, 100))


@given(st.lists(spans(), max_size=8))
def test_it_agrees_with_asking_every_day(shares):
    def total(day):
        return sum(
            share
            for first, last, share in shares
            if first <= day and (not last or day <= last)
        )

    days = [START + timedelta(day) for day in range(60)]
    over = [day for day in days if total(day) > 100]
    assert overfull(shares) == (over[0] if over else None)


def test_the_last_day_belongs_to_the_share():
    first = (START, START + timedelta(9), 100)
    assert overfull([first, (START + timedelta(9), None, 1)]) == START + timedelta(9)
    assert overfull([first, (START + timedelta(10), None, 100)]) is None


def test_thirds_are_not_too_much():
    thirds = [(START, None, 33.33)] * 2 + [(START, None, 33.34)]
    assert overfull(thirds) is None
