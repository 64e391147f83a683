"""Facts that come too often: sliding windows over moments. Plain arithmetic.

A window of a span ends with a fact and holds what happened after its beginning: a fact
that is exactly one span older is out of it. Moments are naive UTC or all aware.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple


class Fact(NamedTuple):
    """Something that happened to the subject that is watched; ``key`` says what."""

    at: datetime
    key: int


def due(
    facts: Iterable[Fact],
    now: datetime,
    span: timedelta,
    limit: int,
    settled: Collection[int] = (),
) -> list[Fact]:
    """The facts of the latest window that somebody has to be warned of, or none.

    It ends within the last span, so what a scheduler missed while it stood still, and
    what is known late, is found. After a warning was settled there is a new one only

    * if the window has held fewer than ``limit`` facts since, and now holds that many
      of which none was settled, or
    * if it holds twice as many as were settled.

    :param settled: keys of the facts of the warning before, if it was settled
    """
    line = sorted(facts)
    last = max((i for i, fact in enumerate(line) if fact.key in settled), default=-1)
    quiet, left, fresh, found = last < 0, 0, 0, []
    for right, fact in enumerate(line):
        while line[left].at <= fact.at - span:
            fresh -= line[left].key not in settled
            left += 1
        quiet = quiet or (right > last and right - left < limit)
        fresh += fact.key not in settled
        count = right - left + 1
        doubled = bool(settled) and count >= max(2 * len(settled), limit)
        recent = now - span < fact.at <= now
        if recent and (doubled or (quiet and fresh >= limit)):
            found = line[left : right + 1]
    return found


def lasting(
    facts: Iterable[Fact], span: timedelta, known: Collection[int]
) -> list[Fact]:
    """The facts that go on with those that are known.

    One follows another if less than a span lies between them; whatever is linked in
    this way to a known fact belongs to it, also what happened before.
    """
    line = sorted(facts)
    chains = [line[:1]] if line else []
    for before, fact in pairwise(line):
        if fact.at - before.at < span:
            chains[-1].append(fact)
        else:
            chains.append([fact])
    return [
        fact
        for chain in chains
        if any(one.key in known for one in chain)
        for fact in chain
    ]


def rank(moments: Iterable[datetime], at: datetime, span: timedelta) -> int:
    """The how-manieth of a window of ``span`` that ends at ``at``, itself included."""
    line = sorted(moments)
    return bisect_right(line, at) - bisect_right(line, at - span)
