"""Reading the ledger: when did the clock run, what holds it, how much is used up?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from .clock import Clock
from .spans import Span, union

#: Facts after which the clock runs, unless something holds it; and those that end it.
RUNNING = frozenset({"started", "resumed"})
ENDING = frozenset({"met", "cancelled"})
#: Facts that tell of passing a mark, and facts that say how long the promise is.
PASSING = frozenset({"warned", "missed", "escalated"})
PROMISING = frozenset({"started", "relevelled", "moved"})
#: Who holds a clock: the work by what it says, or a person by hand.
WORK, HAND = False, True


class Entry(NamedTuple):
    """One fact of the ledger; ``at`` is naive UTC.

    ``mark`` names the point of the escalation path that was passed, ``round`` counts
    how often the promise was given anew after such a point (see :mod:`.schedule`).
    ``silent`` facts are written down without telling anybody.

    A pause has a ``reason`` (a number, 0 for none) and the ``cap`` of that reason: how
    long it may hold this promise altogether. ``by_hand`` tells a pause by a person, and
    its end, from that of the work. ``promise`` is the length that a fact gave it.
    """

    kind: str
    at: datetime
    mark: str = ""
    round: int = 1
    note: str = ""
    silent: bool = False
    by_hand: bool = WORK
    reason: int = 0
    cap: timedelta | None = None
    promise: timedelta | None = None


class Run(NamedTuple):
    """An interval in which the clock ran; ``end`` is empty while it still does."""

    start: datetime
    end: datetime | None


class Hold(NamedTuple):
    """What holds a clock now; ``until`` is when its reason is used up, if ever."""

    since: datetime
    reason: int
    cap: timedelta | None
    until: datetime | None


class Reading:
    """What a ledger says, taken in entry by entry in the order of writing.

    The clock runs while the promise is open and nothing holds it. The end of a promise
    ends what holds it. A fact can be dated back (an answer is as old as its message),
    so an interval is never allowed to end before it starts.

    :ivar runs: intervals in which the clock ran and stopped, oldest first
    :ivar since: since when the clock runs, empty while it stands
    :ivar holds: dict of :data:`WORK` or :data:`HAND` to the :class:`Hold`
    """

    def __init__(self, entries: Iterable[Entry] = ()):
        self.runs: list[Run] = []
        self.since: datetime | None = None
        self.holds: dict[bool, Hold] = {}
        self._ended: dict[int, list[Span]] = defaultdict(list)
        for entry in entries:
            self.take(entry)

    def take(self, entry: Entry) -> None:
        """Read one more entry."""
        if entry.kind in RUNNING:
            self._end_hold(entry.by_hand, entry.at)
            if self.since is None and not self.holds:
                self.since = entry.at
        elif entry.kind == "paused":
            self._stop(entry.at)
            self._end_hold(entry.by_hand, entry.at)
            self._begin_hold(entry)
        elif entry.kind in ENDING:
            self._stop(entry.at)
            for by_hand in list(self.holds):
                self._end_hold(by_hand, entry.at)

    def used(self, now: datetime, clock: Clock) -> timedelta:
        """What the clock has used up by ``now``: the sum of its runs, no pauses."""
        runs = [*self.runs, Run(self.since, None)] if self.since else self.runs
        spans = (clock.measure(start, min(end or now, now)) for start, end in runs)
        return sum(spans, timedelta(0))

    def held(self, reason: int, now: datetime) -> timedelta:
        """How long a reason has held the clock by ``now``, all its pauses together.

        Two holds for one reason at the same time count once.
        """
        holding = [
            Span(hold.since, now)
            for hold in self.holds.values()
            if hold.reason == reason
        ]
        spans = union([*self._ended[reason], *holding])
        return sum((span.length for span in spans), timedelta(0))

    def next_release(self) -> tuple[datetime, bool] | None:
        """When the next hold is used up and whose it is, if one ever will be."""
        ends = [(hold.until, by) for by, hold in self.holds.items() if hold.until]
        return min(ends, default=None)

    def _stop(self, at):
        if self.since is not None:
            self.runs.append(Run(self.since, max(at, self.since)))
            self.since = None

    def _begin_hold(self, entry):
        left = entry.cap and entry.cap - self.held(entry.reason, entry.at)
        until = entry.at + left if entry.cap else None
        self.holds[entry.by_hand] = Hold(entry.at, entry.reason, entry.cap, until)

    def _end_hold(self, by_hand, at):
        hold = self.holds.pop(by_hand, None)
        if hold:
            self._ended[hold.reason].append(Span(hold.since, at))


def runs(entries: Iterable[Entry]) -> list[Run]:
    """The intervals in which the clock ran, oldest first; the last may be open."""
    reading = Reading(entries)
    running = [Run(reading.since, None)] if reading.since else []
    return reading.runs + running


def elapsed(entries: Iterable[Entry], now: datetime, clock: Clock) -> timedelta:
    """What the clock has used up by ``now``: the sum of its runs, pauses left out."""
    return Reading(entries).used(now, clock)


def is_running(entries: Sequence[Entry]) -> bool:
    """Whether the clock still runs after the last entry."""
    return Reading(entries).since is not None


def is_acknowledged(entries: Iterable[Entry], round_: int) -> bool:
    """Whether a person has taken notice of the promise in a round."""
    return any(e.kind == "acknowledged" and e.round == round_ for e in entries)
