"""The life of a deadline: which fact follows from what the work says now."""

from datetime import datetime
from typing import NamedTuple

#: What a piece of work can say about one of its promises.
RUN, PAUSE, MET, VOID = "run", "pause", "met", "void"

#: State of a deadline after each fact of the ledger that changes it.
STATE_AFTER = {
    "started": "running",
    "resumed": "running",
    "paused": "paused",
    "met": "met",
    "cancelled": "cancelled",
}

_FACTS = {
    ("running", PAUSE): "paused",
    ("running", MET): "met",
    ("running", VOID): "cancelled",
    ("paused", RUN): "resumed",
    ("paused", MET): "met",
    ("paused", VOID): "cancelled",
    ("met", RUN): "resumed",
    ("met", PAUSE): "paused",
    ("cancelled", RUN): "resumed",
    ("cancelled", PAUSE): "paused",
    ("cancelled", MET): "met",
}


class Status(NamedTuple):
    """What the work says: is the promise running, on hold, kept or void?

    ``at`` is the naive UTC moment at which it was kept (empty: now), ``note`` the
    reason of a pause or of a void promise. ``lapsed`` says that the work goes on but
    nothing is promised for it: should that change back, no time was won.
    """

    wanted: str
    at: datetime | None = None
    note: str = ""
    lapsed: bool = False


def next_fact(state: str, wanted: str) -> str | None:
    """The fact to write, or nothing if the deadline already is as the work says.

    A kept promise stays kept when its work is voided later.

    >>> next_fact("paused", MET)
    'met'
    >>> next_fact("met", VOID)
    """
    return _FACTS.get((state, wanted))
