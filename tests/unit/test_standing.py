"""TIER-3: what a customer is told of standing offers is what will hold."""

import doctest

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from kas_lib import standing
from kas_lib.standing import Offer, is_remainder, limit_in_words, worth_telling

VALUES = "abc"
limits = st.one_of(
    st.none(), st.frozensets(st.sampled_from(VALUES), min_size=1, max_size=3)
)


@st.composite
def offers(draw, comparable=True):
    count = draw(st.integers(min_value=0, max_value=6))
    measures = st.just("hours") if comparable else st.sampled_from(["hours", "days"])
    return [
        Offer(
            key,
            draw(st.sampled_from([5, 10, 90])),
            (draw(limits), draw(limits)),
            "",
            draw(measures),
            draw(st.sampled_from([5.0, 24.0, 48.0])),
        )
        for key in range(count)
    ]


def holding(offers, work):
    """What the engine would grant to a piece of work: lowest order, then shortest."""
    fitting = [
        offer
        for offer in offers
        if all(
            limit is None or value in limit
            for limit, value in zip(offer.limits, work, strict=True)
        )
    ]
    if not fitting:
        return None
    order = min(offer.order for offer in fitting)
    return min(offer.amount for offer in fitting if offer.order == order)


def works():
    return [(one, two) for one in VALUES for two in VALUES]


def test_examples_in_docstrings():
    result = doctest.testmod(standing)
    assert result.attempted and not result.failed


@given(offers())
def test_nothing_that_holds_is_left_out(offers):
    told = worth_telling(offers)
    assert all(holding(offers, work) == holding(told, work) for work in works())


@given(offers(comparable=False))
def test_nothing_told_is_beaten_by_something_else_told(offers):
    told = worth_telling(offers)
    assert not [
        (one, two) for one in told for two in told if one != two and one.beats(two)
    ]


@given(offers())
def test_telling_twice_tells_the_same(offers):
    told = worth_telling(offers)
    assert worth_telling(told) == told


@given(offers())
def test_order_of_asking_changes_no_promise(offers):
    one, two = worth_telling(offers), worth_telling(reversed(offers))
    assert all(holding(one, work) == holding(two, work) for work in works())


def test_further_conditions_cover_nothing_but_themselves():
    bound = Offer("bound", 5, (None,), "channel", "hours", 1)
    free = Offer("free", 10, (None,), "", "hours", 24)
    assert worth_telling([bound, free]) == [bound, free]
    assert is_remainder(free, [bound, free]) and not is_remainder(bound, [bound, free])


def test_hours_and_days_are_not_compared():
    hours = Offer("hours", 10, (None,), "", "hours", 24)
    days = Offer("days", 10, (None,), "", "days", 1)
    assert worth_telling([hours, days]) == [hours, days]


@pytest.mark.parametrize(
    ("amount", "unit", "language", "words"),
    [
        (1, "hours", "en", "1 hour"),
        (72, "hours", "zh", "72小时"),
        (30, "minutes", "en", "30 minutes"),
        (3, "days", "zh", "3天"),
    ],
)
def test_limits_in_words(amount, unit, language, words):
    assert limit_in_words(amount, unit, Locale(language)) == words
