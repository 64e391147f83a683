"""How long a promise is, from its wording and the moment it starts."""

from datetime import UTC, datetime, time, timedelta
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


def end_of_day(start: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Midnight that ends the ``days``-th day after the local day of ``start``.

    ``start`` and the result are naive UTC; the day is that of ``zone``.

    >>> end_of_day(datetime(2026, 5, 1, 17), 0, ZoneInfo("Asia/Shanghai"))
    datetime.datetime(2026, 5, 2, 16, 0)
    """
    local_day = start.replace(tzinfo=UTC).astimezone(zone).date()
    midnight = datetime.combine(local_day + timedelta(days=days + 1), time(), zone)
    return midnight.astimezone(UTC).replace(tzinfo=None)


def promise_length(
    start: datetime, amount: float, unit: str, zone: ZoneInfo, clock: Clock
) -> timedelta:
    """The time that ``clock`` may use before the promise is broken, to the second.

    :param start: naive UTC moment at which the promise starts
    :param amount: number of ``unit``; for :data:`END_OF_DAY` the number of days
    :param zone: zone whose midnights count
    :raises KeyError: for a unit that does not exist
    """
    if unit == END_OF_DAY:
        return clock.measure(start, end_of_day(start, int(amount), zone))
    # The database keeps whole seconds; so must everything that is counted from it.
    return timedelta(seconds=round((UNITS[unit] * amount).total_seconds()))
