"""Sets of moments as sorted, disjoint spans of time; all in naive UTC."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple


class Span(NamedTuple):
    """From ``start`` until just before ``end``."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """Never negative."""
        return max(self.end - self.start, timedelta(0))


def union(spans: Iterable[Span]) -> list[Span]:
    """The moments in any of the spans; what touches becomes one."""
    result: list[Span] = []
    for span in sorted(spans):
        if span.start >= span.end:
            continue
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def difference(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """The moments of ``spans`` that are in none of ``holes``; both are unions."""
    holes = list(holes)
    result = []
    for start, end in spans:
        for hole in holes:
            if hole.end <= start or hole.start >= end:
                continue
            if hole.start > start:
                result.append(Span(start, hole.start))
            start = hole.end
        if start < end:
            result.append(Span(start, end))
    return result


def within(spans: Sequence[Span], bounds: Span) -> list[Span]:
    """The part of a union of spans that lies within ``bounds``."""
    first = bisect_right(spans, bounds.start, key=lambda span: span.end)
    result = []
    for span in spans[first:]:
        if span.start >= bounds.end:
            break
        result.append(Span(max(span.start, bounds.start), min(span.end, bounds.end)))
    return result
