"""CASE-8: windows that slide, against a naive reading of the rule."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kas_lib import early_warning
from kas_lib.early_warning import Fact

NOW = datetime(2026, 3, 31, 12)
DAY = timedelta(days=1)
hours = st.lists(st.integers(-24 * 40, 0), max_size=14)
spans = st.integers(1, 20).map(lambda days: days * DAY)
limits = st.integers(2, 5)


def facts(offsets):
    line = [NOW + timedelta(hours=offset) for offset in offsets]
    return [Fact(at, key) for key, at in enumerate(line)]


def window(all_facts, fact, span):
    """What stands in the window that ends with a fact; of its moment, up to it."""
    return [one for one in all_facts if fact.at - span < one.at and one <= fact]


def naive(all_facts, now, span, limit, settled=frozenset()):
    """The rule as it is written, fact by fact."""
    found = []
    last = max((one for one in all_facts if one.key in settled), default=None)
    for fact in sorted(all_facts):
        held = window(all_facts, fact, span)
        fresh = [one for one in held if one.key not in settled]
        later = [one for one in all_facts if last and last < one <= fact]
        quiet = not last or any(
            len(window(all_facts, one, span)) - 1 < limit for one in later
        )
        twice = settled and len(held) >= max(2 * len(settled), limit)
        if not now - span < fact.at <= now:
            continue
        if twice or (quiet and len(fresh) >= limit):
            found = sorted(held)
    return found


@given(hours, spans, limits)
def test_the_first_warning(offsets, span, limit):
    given_facts = facts(offsets)
    found = early_warning.due(given_facts, NOW, span, limit)
    assert found == naive(given_facts, NOW, span, limit)
    assert not found or len(found) >= limit


@given(hours, spans, limits, st.sets(st.integers(0, 13)))
def test_a_further_warning(offsets, span, limit, settled):
    given_facts = facts(offsets)
    found = early_warning.due(given_facts, NOW, span, limit, settled)
    assert found == naive(given_facts, NOW, span, limit, settled)


@given(hours, spans, limits, st.randoms())
def test_the_order_of_the_facts_does_not_matter(offsets, span, limit, random):
    given_facts = facts(offsets)
    mixed = random.sample(given_facts, len(given_facts))
    assert early_warning.due(mixed, NOW, span, limit) == early_warning.due(
        given_facts, NOW, span, limit
    )


@given(hours, spans, limits)
def test_what_is_settled_is_not_said_again(offsets, span, limit):
    """Nothing new: no new warning."""
    given_facts = facts(offsets)
    found = early_warning.due(given_facts, NOW, span, limit)
    settled = {fact.key for fact in found}
    again = early_warning.due(found, NOW, span, limit, settled)
    assert not again


def test_exactly_one_span_older_is_out():
    line = [NOW - 30 * DAY, NOW - DAY, NOW]
    given_facts = [Fact(at, key) for key, at in enumerate(line)]
    assert not early_warning.due(given_facts, NOW, 30 * DAY, 3)
    assert early_warning.due(given_facts, NOW, 30 * DAY + timedelta(seconds=1), 3)


def test_a_scheduler_that_stood_still_catches_up():
    line = [NOW - 31 * DAY, NOW - 20 * DAY, NOW - 2 * DAY]
    given_facts = [Fact(at, key) for key, at in enumerate(line)]
    assert early_warning.due(given_facts, NOW, 30 * DAY, 3) == given_facts


def test_stragglers_of_a_storm_raise_nothing_until_it_was_quiet():
    storm = [Fact(NOW - 10 * DAY + key * timedelta(hours=1), key) for key in range(10)]
    settled = {fact.key for fact in storm}
    after = [Fact(NOW - (3 - n) * DAY, 20 + n) for n in range(3)]
    assert not early_warning.due(storm + after, NOW, 30 * DAY, 3, settled)
    # With a shorter window it was quiet in between.
    assert early_warning.due(storm + after, NOW, 5 * DAY, 3, settled) == after


def test_twice_as_many_are_a_new_warning():
    storm = [Fact(NOW - timedelta(hours=20 - key), key) for key in range(6)]
    assert not early_warning.due(storm[:5], NOW, DAY, 3, {0, 1, 2})
    assert early_warning.due(storm, NOW, DAY, 3, {0, 1, 2}) == storm


def chained(given_facts, span, known):
    """By growing until nothing more is near enough."""
    found = [fact for fact in given_facts if fact.key in known]
    while more := [
        fact
        for fact in given_facts
        if fact not in found and any(abs(fact.at - one.at) < span for one in found)
    ]:
        found += more
    return sorted(found)


@given(hours, spans, st.sets(st.integers(0, 13)))
def test_what_goes_on(offsets, span, known):
    given_facts = facts(offsets)
    found = early_warning.lasting(given_facts, span, known)
    assert found == chained(given_facts, span, known)


@given(hours, spans)
def test_the_how_manieth(offsets, span):
    moments = [fact.at for fact in facts(offsets)]
    for at in moments:
        number = sum(at - span < moment <= at for moment in moments)
        assert early_warning.rank(moments, at, span) == number
