"""A random sample that anybody can draw again from its seed, and who calls whom.

No state and no random generator: what is drawn follows from a hash of the seed and the
number of the case, so it depends neither on the order of the cases nor on a version of
Python.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from math import ceil
from typing import NamedTuple


class Candidate(NamedTuple):
    """A case that may be drawn: its number, its stratum and whose it is."""

    number: int
    stratum: str
    customer: int


def rank(seed: str, *parts: int) -> str:
    """Where something stands in the order that ``seed`` gives; texts to compare.

    >>> rank("a", 1) == rank("a", 1) != rank("b", 1)
    True
    """
    text = ":".join((seed, *map(str, parts)))
    return sha256(text.encode()).hexdigest()


def draw(candidates: Iterable[Candidate], share: float, seed: str) -> list[int]:
    """Numbers of the cases that are drawn, in the order in which they are.

    Of each stratum ``share`` percent, rounded up, so that none is left out; of each
    customer one case at most, so a stratum may yield fewer. A share of 0 draws nothing.

    >>> draw([Candidate(1, "1", 7), Candidate(2, "1", 7)], 100, "seed") in ([1], [2])
    True
    """
    strata = defaultdict(list)
    for candidate in candidates:
        strata[candidate.stratum].append(candidate)
    drawn, asked = [], set()
    for stratum in sorted(strata):
        ordered = sorted(strata[stratum], key=lambda c: rank(seed, c.number))
        wanted = quota(len(ordered), share)
        for candidate in ordered:
            if wanted and candidate.customer not in asked:
                asked.add(candidate.customer)
                drawn.append(candidate.number)
                wanted -= 1
    return drawn


def quota(size: int, share: float) -> int:
    """How many of ``size`` are ``share`` percent, rounded up.

    >>> quota(11, 10), quota(10, 10), quota(3, 0)
    (2, 1, 0)
    """
    # A share such as 0.1 has no exact binary form and must not round up by that.
    return min(size, ceil(round(size * share / 100, 9)))


def callers(
    drawn: Iterable[int], people: Iterable[int], barred: Mapping[int, set], seed: str
) -> dict[int, int]:
    """Who calls back on which case: independent of it, and the load shared evenly.

    :param people: ids of those who may call
    :param barred: for each case, the ids of those who had to do with it
    :return: dict of case to person; a case on which nobody is independent is left out

    >>> callers([1, 2], [7, 8], {1: {7}, 2: {7, 8}}, "seed")
    {1: 8}
    """
    load = dict.fromkeys(people, 0)
    chosen = {}
    for number in drawn:
        free = [person for person in load if person not in barred.get(number, ())]
        if free:
            person = min(free, key=lambda p: (load[p], rank(seed, number, p)))
            load[person] += 1
            chosen[number] = person
    return chosen
