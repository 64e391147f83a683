"""VISIT-6: a cost shared among accounts, to the last cent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kas_lib.sharing import shares

WEIGHTS = st.lists(st.integers(0, 200), min_size=1, max_size=40).filter(any)
TOTAL = st.integers(0, 10**9)


@given(TOTAL, WEIGHTS)
def test_nothing_is_lost_or_made_up(total, weights):
    found = shares(total, weights)
    assert len(found) == len(weights)
    assert sum(found) == total


@given(TOTAL, WEIGHTS)
def test_each_share_is_the_exact_one_but_for_a_coin(total, weights):
    for share, weight in zip(shares(total, weights), weights, strict=True):
        exact = total * weight / sum(weights)
        assert abs(share - exact) <= 1


@given(TOTAL, WEIGHTS)
def test_who_weighs_nothing_pays_nothing_and_who_weighs_more_not_less(total, weights):
    found = shares(total, weights)
    for share, weight in zip(found, weights, strict=True):
        assert weight or not share
    ordered = sorted(zip(weights, found, strict=True))
    for (light, less), (heavy, more) in zip(ordered, ordered[1:], strict=False):
        assert light == heavy or less <= more


def test_the_first_gets_the_coin_that_is_left():
    assert shares(1000, [1, 1, 1]) == [334, 333, 333]
    assert shares(100, [2, 1]) == [67, 33]
    assert shares(0, [1, 5]) == [0, 0]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [3, -1]])
def test_nobody_to_share_with(weights):
    with pytest.raises(ValueError, match="weights"):
        shares(10, weights)
