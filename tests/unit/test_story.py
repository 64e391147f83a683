"""CASE-5: what is told about a promise is what the clock does, to the second."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kas_lib.clock import ContinuousClock
from kas_lib.ledger import Entry, elapsed, is_running, runs
from kas_lib.schedule import Terms, plan
from kas_lib.story import tell
from kas_lib.transition import MET, PAUSE, RUN, VOID, Status
from kas_lib.watch import Watch
from strategies import moments, spans

CLOCK = ContinuousClock()
START = datetime(2026, 2, 1, 8)
HOUR = timedelta(hours=1)
changes = st.lists(
    st.tuples(spans, st.sampled_from([RUN, PAUSE, MET, VOID, "change"]), spans),
    max_size=8,
)


class WorkingHours:
    """Eight to four, every day: a clock that does not run at night."""

    def _spans(self, start, end):
        day = start.replace(hour=8, minute=0, second=0, microsecond=0)
        while day < end:
            opened, closed = max(day, start), min(day + 8 * HOUR, end)
            if opened < closed:
                yield opened, closed
            day += timedelta(days=1)

    def measure(self, start, end):
        return sum((b - a for a, b in self._spans(start, end)), timedelta(0))

    def add(self, moment, duration):
        if duration <= timedelta(0):
            return moment + duration
        for opened, closed in self._spans(moment, moment + timedelta(days=400)):
            if duration <= closed - opened:
                return opened + duration
            duration -= closed - opened


clocks = st.sampled_from([CLOCK, WorkingHours()])


def lived(start, promise, steps, clock):
    """A promise to which all sorts of things happened, and the moment after."""
    watch = Watch(Terms(promise), clock)
    watch.start(start, start)
    now = start
    for gap, what, length in steps:
        now += gap
        if what == "change":
            watch.change(Terms(length), now)
        else:
            watch.follow(Status(what), now)
    return watch, now


@given(start=moments, promise=spans, steps=changes, later=spans, clock=clocks)
def test_the_story_is_due_when_the_schedule_is(start, promise, steps, later, clock):
    watch, now = lived(start, promise, steps, clock)
    now += later
    story = tell(watch.terms.promise, watch.entries, now, clock)
    assert story.due_at == watch.plan(now).due_at
    if story.due_at:
        assert clock.add(story.run.start, story.left_before) == story.due_at


@given(start=moments, promise=spans, steps=changes, later=spans, clock=clocks)
def test_the_runs_of_the_story_add_up(start, promise, steps, later, clock):
    watch, now = lived(start, promise, steps, clock)
    now += later
    story = tell(watch.terms.promise, watch.entries, now, clock)
    spans_ = [clock.measure(run.start, run.end or now) for run in runs(watch.entries)]
    assert story.used == sum(spans_, timedelta(0)) == watch.used(now)
    assert story.used_before + spans_[-1] == story.used
    assert story.used + story.left == story.promise
    assert story.run == runs(watch.entries)[-1]


@given(start=moments, promise=spans, steps=changes, clock=clocks)
def test_each_fact_says_what_was_known_then(start, promise, steps, clock):
    """What a fact says does not depend on what came after it."""
    watch, now = lived(start, promise, steps, clock)
    story = tell(watch.terms.promise, watch.entries, now, clock)
    for index, fact in enumerate(story.facts):
        then = watch.entries[: index + 1]
        assert fact.entry == then[-1]
        assert fact.used == elapsed(then, fact.entry.at, clock)
        found = plan(Terms(fact.promise), then, fact.entry.at, clock, 1)
        assert fact.due_at == found.due_at
        assert fact.used + fact.left == fact.promise
        assert bool(fact.due_at) == is_running(then)


@given(start=moments, promise=spans, steps=changes, later=spans, clock=clocks)
def test_what_ran_and_what_stood_is_all_the_time_there_was(
    start, promise, steps, later, clock
):
    watch, now = lived(start, promise, steps, clock)
    now += later
    story = tell(watch.terms.promise, watch.entries, now, clock)
    stood = [f.stood for f in story.facts if f.entry.kind == "resumed" and f.stood]
    last = story.run.end
    waiting = clock.measure(last, now) if last else timedelta(0)
    whole = clock.measure(start, now)
    assert sum(stood, timedelta(0)) + waiting + story.used == whole


@given(start=moments, promise=spans, steps=changes, clock=clocks)
def test_the_last_fact_has_the_promise_of_today(start, promise, steps, clock):
    watch, now = lived(start, promise, steps, clock)
    silent = [entry._replace(promise=None) for entry in watch.entries]
    for entries in (watch.entries, silent):
        story = tell(watch.terms.promise, entries, now, clock)
        assert story.facts[-1].promise == watch.terms.promise


def test_a_pause_and_a_changed_promise():
    entries = [
        Entry("started", START, promise=5 * HOUR),
        Entry("paused", START + 2 * HOUR),
        Entry("resumed", START + 5 * HOUR),
        Entry("relevelled", START + 6 * HOUR, promise=8 * HOUR),
    ]
    now = START + 7 * HOUR
    story = tell(8 * HOUR, entries, now, CLOCK)
    started, paused, resumed, changed = story.facts
    assert (started.due_at, started.left) == (START + 5 * HOUR, 5 * HOUR)
    assert (paused.due_at, paused.used, paused.stood) == (None, 2 * HOUR, 3 * HOUR)
    assert (resumed.due_at, resumed.stood) == (START + 8 * HOUR, 3 * HOUR)
    assert (changed.used, changed.due_at) == (3 * HOUR, START + 11 * HOUR)
    assert (story.used_before, story.left_before) == (2 * HOUR, 6 * HOUR)
    assert (story.used, story.left) == (4 * HOUR, 4 * HOUR)


def test_kept_late():
    entries = [
        Entry("started", START),
        Entry("missed", START + 5 * HOUR, mark="due"),
        Entry("met", START + 6 * HOUR),
    ]
    story = tell(5 * HOUR, entries, START + 9 * HOUR, CLOCK)
    assert story.due_at is None
    assert story.was_due_at == START + 5 * HOUR
    assert story.left == -HOUR
    assert story.facts[-1].stood is None


def test_kept_on_hold_with_time_left():
    entries = [
        Entry("started", START),
        Entry("paused", START + HOUR),
        Entry("met", START + 9 * HOUR),
    ]
    story = tell(5 * HOUR, entries, START + 9 * HOUR, CLOCK)
    assert story.left == 4 * HOUR
    assert story.facts[1].stood is None


def test_without_a_ledger_there_is_no_story():
    story = tell(5 * HOUR, [], START, CLOCK)
    assert (story.facts, story.run, story.due_at) == ((), None, None)
    assert story.was_due_at is None
