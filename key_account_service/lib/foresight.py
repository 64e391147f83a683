"""What a promise would do if nobody did anything."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from .ledger import Entry
from .watch import Watch


class Foreseen(NamedTuple):
    """Somebody would be told of a fact at ``at`` (naive UTC)."""

    at: datetime
    entry: Entry


def foresee(watch: Watch, now: datetime, until: datetime) -> Iterator[Foreseen]:
    """The alarms that a promise would raise from ``now`` to ``until``.

    ``watch`` lives through that time, tick by tick as in the sweep; nothing of it must
    be written down afterwards.
    """
    moment = now
    while moment and moment <= until:
        known = {id(entry) for entry in watch.new}
        watch.tick(moment)
        for entry in watch.told():
            if id(entry) not in known:
                yield Foreseen(moment, entry)
        moment = watch.plan(moment).next_at
