"""The points of a promise at which something has to happen, and when.

A promise passes *marks*: the warning, the due time, the steps of the escalation. Each
lies at an amount of used-up time, so a pause, whatever its length, moves all of them
alike. A mark is passed at most once a *round*; a new round begins when a promise that
had already passed a mark is given a later due time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from .clock import Clock
from .ledger import PASSING, Entry, Reading

WARNING = "warning"
DUE = "due"


class Step(NamedTuple):
    """A step of the escalation: ``offset`` from the warning or from the due time."""

    mark: str
    anchor: str
    offset: timedelta


@dataclass(frozen=True)
class Terms:
    """What was promised and who learns of it.

    The warning comes when ``warn_share`` (0–1) of the promise is used up, but at least
    ``warn_before`` ahead of the due time.
    """

    promise: timedelta
    warn_share: float = 0.8
    warn_before: timedelta = timedelta(minutes=15)
    steps: tuple[Step, ...] = ()

    def warn_after(self) -> timedelta:
        """Used-up time, to the second, at which the warning comes; never negative."""
        by_share = timedelta(
            seconds=round(self.promise.total_seconds() * self.warn_share)
        )
        return max(min(by_share, self.promise - self.warn_before), timedelta(0))

    def marks(self) -> list[tuple[timedelta, str]]:
        """All marks with their used-up time, in the order in which they come."""
        return self._marks

    @cached_property
    def _marks(self):
        anchors = {WARNING: self.warn_after(), DUE: self.promise}
        points = {mark: after for mark, after in anchors.items()}
        for step in self.steps:
            points[step.mark] = max(anchors[step.anchor] + step.offset, timedelta(0))
        return sorted(((after, mark) for mark, after in points.items()), key=_by_time)

    def warnings(self) -> set[str]:
        """The marks that warn of the due time: those that lie ahead of it.

        A step that follows the warning later than the promise lasts is none.
        """
        return {
            mark
            for after, mark in self.marks()
            if mark.startswith(WARNING) and after <= self.promise
        }


def _by_time(point: tuple[timedelta, str]) -> timedelta:
    return point[0]


class Passed(NamedTuple):
    """A mark that lies behind, and the moment at which it was passed."""

    mark: str
    at: datetime


@dataclass(frozen=True)
class Plan:
    """Where a promise stands: times are naive UTC, empty while the clock stands.

    Only ``next_at`` is not, if what holds the clock is used up some time.
    """

    due_at: datetime | None = None
    warn_at: datetime | None = None
    passed: tuple[Passed, ...] = ()
    next_at: datetime | None = None


def plan(
    terms: Terms, entries: Sequence[Entry], now: datetime, clock: Clock, round_: int
) -> Plan:
    """Work out the times of a promise and the marks passed by ``now``.

    ``passed`` holds only marks that the ledger does not hold for this round yet. No
    mark is passed while the clock stands, or before the promise was what it is now: one
    that lies behind already is passed at the moment of resuming or changing.
    """
    reading = Reading(entries)
    start = reading.since
    if start is None:
        release = reading.next_release()
        return Plan(next_at=release and release[0])
    # Counting from the start of the current run, not from now, keeps the due time
    # exactly the same however often it is asked for.
    used = reading.used(start, clock)
    times = {mark: clock.add(start, after - used) for after, mark in terms.marks()}
    known = passed_marks(entries, round_)
    ahead = [(at, mark) for mark, at in times.items() if mark not in known]
    since = _valid_since(entries, start)
    return Plan(
        due_at=times[DUE],
        warn_at=times[WARNING],
        passed=tuple(Passed(mark, max(at, since)) for at, mark in ahead if at <= now),
        next_at=min((at for at, _mark in ahead if at > now), default=None),
    )


def _valid_since(entries: Sequence[Entry], start: datetime) -> datetime:
    """Since when the promise runs as it does: resumed or changed last."""
    changes = (entry.at for entry in entries if entry.kind in ("relevelled", "moved"))
    return max((start, *changes))


def passed_marks(entries: Iterable[Entry], round_: int) -> set[str]:
    """The marks that the ledger already holds for a round."""
    return {e.mark for e in entries if e.kind in PASSING and e.round == round_}
