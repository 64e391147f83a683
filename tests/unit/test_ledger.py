"""CASE-4: used-up time is the sum of the runs; pauses are left out, never added."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kas_lib.clock import ContinuousClock
from kas_lib.ledger import Entry, elapsed, is_running, runs
from strategies import moments, spans

CLOCK = ContinuousClock()
START = datetime(2026, 2, 1, 8)


def history(start, gaps):
    """A ledger that runs and pauses in turn, and the time it ran."""
    entries = [Entry("started", start)]
    moment = start
    ran = timedelta(0)
    for index, gap in enumerate(gaps):
        moment += gap
        if index % 2:
            entries.append(Entry("resumed", moment))
        else:
            ran += gap
            entries.append(Entry("paused", moment))
    return entries, moment, ran


@given(start=moments, gaps=st.lists(spans, max_size=8), later=spans)
def test_elapsed_is_the_time_that_ran(start, gaps, later):
    entries, last, ran = history(start, gaps)
    now = last + later
    expected = ran + (later if is_running(entries) else timedelta(0))
    assert elapsed(entries, now, CLOCK) == expected


@given(start=moments, gaps=st.lists(spans, max_size=8))
def test_facts_that_are_no_change_of_state_count_nothing(start, gaps):
    entries, last, _ran = history(start, gaps)
    noisy = []
    for entry in entries:
        noisy += [entry, Entry("warned", entry.at), Entry("relevelled", entry.at)]
    assert runs(noisy) == runs(entries)


def test_paused_then_met_does_not_run_in_between():
    """frappe/helpdesk#3776: hold, then closed in one save, kept counting."""
    entries = [
        Entry("started", START),
        Entry("paused", START + timedelta(hours=1)),
        Entry("met", START + timedelta(days=30)),
    ]
    assert elapsed(entries, START + timedelta(days=60), CLOCK) == timedelta(hours=1)


def test_reopening_many_times_goes_on_with_the_same_clock():
    entries = [Entry("started", START)]
    for day in range(1, 4):
        moment = START + timedelta(days=day)
        entries.append(Entry("met", moment - timedelta(hours=23)))
        entries.append(Entry("resumed", moment))
    now = START + timedelta(days=3, hours=1)
    assert elapsed(entries, now, CLOCK) == timedelta(hours=4)


def test_a_fact_dated_back_never_makes_time_run_backwards():
    entries = [Entry("started", START), Entry("met", START - timedelta(hours=1))]
    assert elapsed(entries, START, CLOCK) == timedelta(0)
