# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Who should take which piece of work, so that loads are even."""

from typing import NamedTuple


class Item(NamedTuple):
    """What one of ``candidates`` is to get; it adds ``weight`` to the load."""

    id: int
    weight: float
    candidates: frozenset


class Choice(NamedTuple):
    """Who gets an item, with the load before and after."""

    candidate: int
    before: float
    after: float


def distribute(items, loads):
    """Give each item to whoever of its candidates has the least to do.

    Heavy items go first, because light ones even out what is left; among equals the
    lower id decides. So the answer does not depend on the order of the arguments.

    :param items: iterable of :class:`Item`
    :param loads: dict of candidate to the load there is already; 0 where missing
    :return: dict of item id to :class:`Choice`, or to None if it has no candidate
    """
    loads = dict(loads)
    chosen = {}
    for item in sorted(items, key=lambda item: (-item.weight, item.id)):
        if not item.candidates:
            chosen[item.id] = None
            continue
        best = min(item.candidates, key=lambda one: (loads.get(one, 0.0), one))
        before = loads.get(best, 0.0)
        loads[best] = before + item.weight
        chosen[item.id] = Choice(best, before, loads[best])
    return chosen
