"""A roster: who answers when, and when nobody does."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate, pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Span(NamedTuple):
    """From ``start`` until just before ``end``, naive UTC."""

    start: datetime
    end: datetime


class Shift(NamedTuple):
    """The span in which one of several people, in turn, is on duty."""

    person: int
    start: datetime
    end: datetime


def gaps(spans: Iterable[Span], window: Span) -> list[Span]:
    """The parts of ``window`` that no span covers, earliest first.

    Spans may overlap, and come in any order.

    >>> day = [datetime(2026, 3, 2, hour) for hour in range(24)]
    >>> roster = [Span(day[8], day[12]), Span(day[10], day[16])]
    >>> found = gaps(roster, Span(day[6], day[18]))
    >>> [(gap.start.hour, gap.end.hour) for gap in found]
    [(6, 8), (16, 18)]
    """
    result = []
    covered = window.start
    for start, end in sorted(spans):
        if covered < min(start, window.end):
            result.append(Span(covered, min(start, window.end)))
        covered = max(covered, end)
    if covered < window.end:
        result.append(Span(covered, window.end))
    return result


def same_gaps(known: Sequence[Span], found: Sequence[Span]) -> list[int | None]:
    """For each gap of ``found`` the index of the known gap that it is, if it is one.

    A gap that shrank or grew is the same gap: each is told once. Of several known gaps
    that became one, and of several that one fell apart into, the first is it.
    """
    free = list(range(len(known)))
    result: list[int | None] = []
    for gap in found:
        same = next((index for index in free if _overlap(known[index], gap)), None)
        if same is not None:
            free.remove(same)
        result.append(same)
    return result


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def rota(
    start: datetime, end: datetime, hours: int, people: int, zone: ZoneInfo
) -> list[Shift]:
    """Shifts of ``hours`` each from ``start`` to ``end``, people taking turns.

    ``start`` and ``end`` are what the clock on the wall of ``zone`` shows (naive), and
    people hand over by that clock: with a change of summer time a shift is an hour
    shorter or longer, and there is neither a gap nor an overlap. The shifts are naive
    UTC.

    >>> morning = datetime(2026, 3, 2, 8)
    >>> shifts = rota(morning, morning + timedelta(days=1), 12, 2, ZoneInfo("UTC"))
    >>> [(shift.person, shift.start.hour, shift.end.hour) for shift in shifts]
    [(0, 8, 20), (1, 20, 8)]
    """
    handovers = []
    moment = start
    while moment < end:
        handovers.append(moment)
        moment += timedelta(hours=hours)
    handovers.append(end)
    times = [_utc(moment, zone) for moment in handovers]
    return [
        Shift(turn % people, begin, finish)
        for turn, (begin, finish) in enumerate(_rising(times))
        if begin < finish
    ]


def _rising(times: Sequence[datetime]) -> list[tuple[datetime, datetime]]:
    """Neighbours of a sequence in which nothing comes before what precedes it.

    Times of the clock that a zone skipped would come after those that follow them.
    """
    latest = list(accumulate(times, max))
    return list(pairwise(latest))


def _utc(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)
