"""CASE-5: when to warn, when a promise is missed, when to go up the line."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kas_lib.clock import ContinuousClock
from kas_lib.ledger import Entry
from kas_lib.schedule import DUE, WARNING, Step, Terms, plan
from strategies import moments, spans

CLOCK = ContinuousClock()
START = datetime(2026, 2, 1, 8)
STEPS = (
    Step("due+0", DUE, timedelta(0)),
    Step("due+2", DUE, timedelta(hours=2)),
    Step("due+4", DUE, timedelta(hours=4)),
)
LEVEL_1 = Terms(timedelta(hours=5), steps=STEPS)


def running(start=START):
    return [Entry("started", start)]


@pytest.mark.parametrize(
    ("hours", "warned_after"),
    [(5, 4.0), (8, 6.4), (12, 9.6), (1, 0.75), (0.25, 0), (0.1, 0)],
)
def test_warning_at_80_percent_but_15_minutes_ahead(hours, warned_after):
    terms = Terms(timedelta(hours=hours))
    assert terms.warn_after() == timedelta(hours=warned_after)


@given(promise=spans, share=st.floats(min_value=0.01, max_value=1))
def test_the_warning_never_comes_after_the_due_time(promise, share):
    terms = Terms(promise, warn_share=share)
    assert timedelta(0) <= terms.warn_after() <= promise


@given(start=moments, after=st.integers(min_value=0, max_value=12 * 3600))
def test_the_due_time_does_not_depend_on_when_one_asks(start, after):
    now = start + timedelta(seconds=after)
    found = plan(LEVEL_1, running(start), now, CLOCK, 1)
    assert found.due_at == start + timedelta(hours=5)
    assert found.warn_at == start + timedelta(hours=4)


@given(start=moments, used=spans, pause=spans)
def test_a_pause_moves_every_mark_by_its_length_while_time_is_left(start, used, pause):
    entries = running(start) + [
        Entry("paused", start + used),
        Entry("resumed", start + used + pause),
    ]
    now = start + used + pause
    found = plan(LEVEL_1, entries, now, CLOCK, 1)
    assert found.due_at == start + pause + timedelta(hours=5)
    # No mark is passed while the clock stands still.
    assert all(passed.at >= now for passed in found.passed)


@given(start=moments, after=st.integers(min_value=0, max_value=20 * 3600))
def test_every_mark_is_either_passed_or_ahead(start, after):
    now = start + timedelta(seconds=after)
    found = plan(LEVEL_1, running(start), now, CLOCK, 1)
    marks = LEVEL_1.marks()
    behind = [mark for used, mark in marks if start + used <= now]
    assert [passed.mark for passed in found.passed] == behind
    ahead = [start + used for used, _mark in marks if start + used > now]
    assert found.next_at == (min(ahead) if ahead else None)


def test_marks_known_to_the_ledger_are_not_passed_again():
    entries = running() + [Entry("warned", START, mark=WARNING)]
    found = plan(LEVEL_1, entries, START + timedelta(hours=4.5), CLOCK, 1)
    assert found.passed == ()
    assert found.next_at == START + timedelta(hours=5)


def test_a_new_round_passes_them_once_more():
    entries = running() + [Entry("warned", START, mark=WARNING)]
    found = plan(LEVEL_1, entries, START + timedelta(hours=4.5), CLOCK, 2)
    assert [passed.mark for passed in found.passed] == [WARNING]


def test_a_clock_that_stands_has_no_times():
    entries = running() + [Entry("paused", START + timedelta(hours=1))]
    assert plan(LEVEL_1, entries, START, CLOCK, 1).due_at is None
