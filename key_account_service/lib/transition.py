"""The life of a deadline: what a piece of work can say, and what follows from it."""

from datetime import datetime, timedelta
from typing import NamedTuple

#: What a piece of work can say about one of its promises.
RUN, PAUSE, MET, VOID = "run", "pause", "met", "void"

#: State of a deadline after each fact of the ledger that changes it. A deadline that is
#: resumed stays on hold as long as something else holds it.
STATE_AFTER = {
    "started": "running",
    "resumed": "running",
    "paused": "paused",
    "met": "met",
    "cancelled": "cancelled",
}
#: States in which the promise is still to be kept.
OPEN = frozenset({"running", "paused"})

_END = {
    ("running", MET): "met",
    ("running", VOID): "cancelled",
    ("paused", MET): "met",
    ("paused", VOID): "cancelled",
    ("cancelled", MET): "met",
}


class Status(NamedTuple):
    """What the work says: is the promise running, on hold, kept or void?

    ``at`` is the naive UTC moment at which it was kept (empty: now), ``note`` the
    reason of a pause or of a void promise in words. ``reason`` numbers the reason of a
    pause and ``cap`` is how long it may hold one promise altogether (empty: for ever).
    ``lapsed`` says that the work goes on but nothing is promised for it: should that
    change back, no time was won.
    """

    wanted: str
    at: datetime | None = None
    note: str = ""
    lapsed: bool = False
    reason: int = 0
    cap: timedelta | None = None


def end_fact(state: str, wanted: str) -> str | None:
    """The fact that ends a promise, or nothing if it has ended like that already.

    A kept promise stays kept when its work is voided later.

    >>> end_fact("paused", MET)
    'met'
    >>> end_fact("met", VOID)
    """
    return _END.get((state, wanted))
