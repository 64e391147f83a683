"""OPS-2: sets of spans of time."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kas_lib.spans import Span, difference, union, within

QUARTER = timedelta(minutes=15)


numbers = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8)


def as_spans(pairs):
    zero = datetime(2026, 1, 1)
    return [Span(zero + QUARTER * a, zero + QUARTER * b) for a, b in pairs]


def slots(found):
    zero = datetime(2026, 1, 1)
    return {
        n
        for s in found
        for n in range((s.start - zero) // QUARTER, (s.end - zero) // QUARTER)
    }


@given(some=numbers, others=numbers)
def test_sets_of_spans_are_sets(some, others):
    a, b = as_spans(some), as_spans(others)
    assert slots(union(a)) == slots(a)
    assert all(x.end < y.start for x, y in zip(union(a), union(a)[1:], strict=False))
    assert slots(difference(union(a), union(b))) == slots(a) - slots(b)
    (bounds,) = as_spans([(10, 30)])
    assert slots(within(union(a), bounds)) == slots(a) & set(range(10, 30))
