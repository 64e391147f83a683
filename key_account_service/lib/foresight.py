"""What a promise would do if nobody did anything."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from .watch import Watch


class Foreseen(NamedTuple):
    """The steps of ``mark`` would be taken at ``at`` (naive UTC)."""

    at: datetime
    mark: str


def foresee(watch: Watch, now: datetime, until: datetime) -> Iterator[Foreseen]:
    """The alarms that a promise would raise from ``now`` to ``until``.

    ``watch`` lives through that time, tick by tick as in the sweep; nothing of it must
    be written down afterwards.
    """
    moment = now
    while moment and moment <= until:
        known = len(watch.alarms)
        watch.tick(moment)
        for mark in watch.alarms[known:]:
            yield Foreseen(moment, mark)
        moment = watch.plan(moment).next_at
