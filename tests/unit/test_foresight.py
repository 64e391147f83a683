"""CASE-5: what would happen is what then does happen."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kas_lib.clock import ContinuousClock
from kas_lib.foresight import foresee
from kas_lib.ledger import Entry, is_acknowledged
from kas_lib.schedule import Step, Terms
from kas_lib.watch import Watch

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
NOON = datetime(2026, 3, 2, 12)
ENTRIES = [Entry("started", NOON)]

minutes = st.integers(min_value=-90, max_value=300)
steps = st.lists(
    st.tuples(st.sampled_from(["warning", "due"]), minutes), max_size=5, unique=True
)


def watch_of(found):
    terms = Terms(
        promise=5 * HOUR,
        steps=tuple(
            Step(f"{anchor}{offset:+d}/x", anchor, offset * MINUTE)
            for anchor, offset in found
        ),
    )
    return Watch(terms, ContinuousClock(), ENTRIES)


@settings(deadline=None)  # Twelve hours of sweeps take what they take.
@given(steps)
def test_it_foresees_what_a_sweep_every_minute_does(found):
    foreseen = list(foresee(watch_of(found), NOON, NOON + 12 * HOUR))
    swept = watch_of(found)
    happened = []
    for minute in range(12 * 60 + 1):
        known = len(swept.told())
        moment = NOON + minute * MINUTE
        swept.tick(moment)
        happened += [(moment, entry.mark) for entry in swept.told()[known:]]
    assert [(f.at, f.entry.mark) for f in foreseen] == happened


def test_nothing_after_the_end():
    watch = watch_of([("due", 0), ("due", 60)])
    until = NOON + 5 * HOUR
    assert [f.entry.mark for f in foresee(watch, NOON, until)] == [
        "warning",
        "due",
        "due+0/x",
    ]


def test_a_standing_clock_alarms_nobody():
    terms = Terms(promise=5 * HOUR)
    entries = [*ENTRIES, Entry("paused", NOON + HOUR)]
    watch = Watch(terms, ContinuousClock(), entries, state="paused")
    assert list(foresee(watch, NOON + HOUR, NOON + 99 * HOUR)) == []


def test_acknowledged_in_the_round_that_counts():
    entries = [*ENTRIES, Entry("acknowledged", NOON, round=1)]
    assert is_acknowledged(entries, 1)
    assert not is_acknowledged(entries, 2)
