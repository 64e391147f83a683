"""Reading the ledger: when did the clock run, and how much has it used up?"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from .clock import Clock

#: Facts after which the clock runs, and facts after which it stands still.
RUNNING = frozenset({"started", "resumed"})
STANDING = frozenset({"paused", "met", "cancelled"})


class Entry(NamedTuple):
    """One fact of the ledger; ``at`` is naive UTC.

    ``mark`` names the point of the escalation path that was passed, ``round`` counts
    how often the promise was given anew after such a point (see :mod:`.schedule`).
    ``silent`` facts are written down without telling anybody.
    """

    kind: str
    at: datetime
    mark: str = ""
    round: int = 1
    note: str = ""
    silent: bool = False


class Run(NamedTuple):
    """An interval in which the clock ran; ``end`` is empty while it still does."""

    start: datetime
    end: datetime | None


def runs(entries: Iterable[Entry]) -> list[Run]:
    """The intervals in which the clock ran, oldest first.

    Entries come in the order in which they were written. A fact can be dated back (an
    answer is as old as its message), so an interval is never allowed to end before it
    starts.
    """
    result: list[Run] = []
    start = None
    for entry in entries:
        if entry.kind in RUNNING and start is None:
            start = entry.at
        elif entry.kind in STANDING and start is not None:
            result.append(Run(start, max(entry.at, start)))
            start = None
    if start is not None:
        result.append(Run(start, None))
    return result


def elapsed(entries: Iterable[Entry], now: datetime, clock: Clock) -> timedelta:
    """What the clock has used up by ``now``: the sum of its runs, pauses left out."""
    spans = (clock.measure(run.start, run.end or now) for run in runs(entries))
    return sum(spans, timedelta(0))


def is_running(entries: Sequence[Entry]) -> bool:
    """Whether the clock still runs after the last entry."""
    spans = runs(entries)
    return bool(spans) and spans[-1].end is None


def is_acknowledged(entries: Iterable[Entry], round_: int) -> bool:
    """Whether a person has taken notice of the promise in a round."""
    return any(e.kind == "acknowledged" and e.round == round_ for e in entries)
