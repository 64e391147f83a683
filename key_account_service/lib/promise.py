"""How long a promise is, from its wording and the moment it starts."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from .clock import Clock

#: Units that are a plain amount of the clock's time.
UNITS = {
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
    "days": timedelta(days=1),
}
#: "By the end of the n-th day": 0 is the day the promise starts (APP-3).
END_OF_DAY = "end_of_day"


def promise_length(
    start: datetime, amount: float, unit: str, zone: ZoneInfo, clock: Clock
) -> timedelta:
    """The time that ``clock`` may use before the promise is broken, to the second.

    :param start: naive UTC moment at which the promise starts
    :param amount: number of ``unit``; for :data:`END_OF_DAY` the number of days
    :param zone: zone whose midnights count, unless the clock has its own
    :raises KeyError: for a unit that does not exist

    >>> from .clock import ContinuousClock
    >>> start, zone = datetime(2026, 5, 1, 17), ZoneInfo("Asia/Shanghai")
    >>> promise_length(start, 0, END_OF_DAY, zone, ContinuousClock())
    datetime.timedelta(seconds=82800)
    """
    if unit == END_OF_DAY:
        return clock.measure(start, clock.end_of_day(start, int(amount), zone))
    # The database keeps whole seconds; so must everything that is counted from it.
    return timedelta(seconds=round((UNITS[unit] * amount).total_seconds()))


def promise_from(
    start: datetime, counted: datetime, granted: timedelta, clock: Clock
) -> timedelta:
    """The length of a promise watched from ``start`` that counts from ``counted``.

    Both are naive UTC; what lies before the start lengthens nothing.

    >>> from .clock import ContinuousClock
    >>> monday, tuesday = datetime(2026, 3, 2, 9), datetime(2026, 3, 3, 9)
    >>> promise_from(monday, tuesday, timedelta(hours=5), ContinuousClock())
    datetime.timedelta(days=1, seconds=18000)
    """
    return clock.measure(start, max(start, counted)) + granted
