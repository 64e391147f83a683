"""Why a promise is due when it is: its ledger as facts, each with the time used.

Data only; putting it into words is the business of whoever knows the reader.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from .clock import Clock
from .ledger import PROMISING, Entry, Run, elapsed, is_running, runs


class Fact(NamedTuple):
    """An entry of the ledger, and where the promise stood right after it.

    ``promise`` is its length, ``used`` what the clock had used up, ``due_at`` when it
    was due (empty while the clock stood). ``stood`` is what was not counted: of a fact
    that stops the clock until it went on, of one that lets it go on since it stood.
    """

    entry: Entry
    promise: timedelta
    used: timedelta
    due_at: datetime | None
    stood: timedelta | None

    @property
    def left(self) -> timedelta:
        """What was left of the promise; negative once it was late."""
        return self.promise - self.used


class Story(NamedTuple):
    """All facts of a promise, and what they come to now.

    ``run`` is the current run of the clock, else the last one; ``used_before`` was used
    up before it and ``used`` until now. ``due_at`` is empty while the clock stands.
    """

    facts: tuple[Fact, ...]
    run: Run | None
    promise: timedelta
    used_before: timedelta
    used: timedelta
    due_at: datetime | None

    @property
    def left(self) -> timedelta:
        """What is left of the promise now; negative if it is late."""
        return self.promise - self.used

    @property
    def left_before(self) -> timedelta:
        """What was left when the current run began: due is so much later."""
        return self.promise - self.used_before

    @property
    def was_due_at(self) -> datetime | None:
        """When it was due before the clock stood last, if it ran."""
        times = [fact.due_at for fact in self.facts if fact.due_at]
        return self.due_at or (times[-1] if times else None)


def tell(
    promise: timedelta,
    entries: Sequence[Entry],
    now: datetime,
    clock: Clock,
) -> Story:
    """Tell the story of a promise from its ledger.

    :param promise: its length now, as in :class:`.schedule.Terms`
    :param entries: the ledger, in the order in which it was written
    :param now: naive UTC moment of telling
    """
    lengths = _lengths(promise, entries)
    facts = tuple(
        Fact(
            entry=entry,
            promise=length,
            used=elapsed(entries[: index + 1], entry.at, clock),
            due_at=_due(length, entries[: index + 1], clock),
            stood=_stood(entries, index, clock),
        )
        for index, (entry, length) in enumerate(zip(entries, lengths, strict=True))
    )
    spans = runs(entries)
    return Story(
        facts=facts,
        run=spans[-1] if spans else None,
        promise=promise,
        used_before=_used_before(entries, clock),
        used=elapsed(entries, now, clock),
        due_at=_due(promise, entries, clock),
    )


def _lengths(promise, entries):
    """The length of the promise after each entry; the last one is that of today."""
    lengths = [e.promise if e.kind in PROMISING else None for e in entries]
    given = [n for n, length in enumerate(lengths) if length is not None]
    last = max(given, default=0)
    known = lengths[given[0]] if given else promise
    for index, length in enumerate(lengths):
        if index >= last:
            known = promise
        elif length is not None:
            known = length
        lengths[index] = known
    return lengths


def _due(promise, entries, clock):
    """When a promise of this length is due after these entries, if the clock runs."""
    if not is_running(entries):
        return None
    start = runs(entries)[-1].start
    return clock.add(start, promise - elapsed(entries, start, clock))


def _used_before(entries, clock):
    """What all runs but the last used up."""
    spans = (clock.measure(run.start, run.end) for run in runs(entries)[:-1])
    return sum(spans, timedelta(0))


def _stood(entries, index, clock):
    """What was not counted while the clock stood, before or after an entry."""
    ran, runs_on = is_running(entries[:index]), is_running(entries[: index + 1])
    if ran == runs_on or not index:
        return None
    spans = runs(entries)
    # The run that begins here, or the next one after a stop, if there is one.
    following = len(runs(entries[: index + 1])) - runs_on
    if following >= len(spans):
        return None
    return clock.measure(spans[following - 1].end, spans[following].start)
