"""When each group of customers learns of something: one after the other."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from .local_day import local_day, wall_to_utc


def wave_moments(
    start: datetime, waits: Sequence[int], zone: ZoneInfo
) -> list[datetime]:
    """The moment of each wave: so many days after the one before, at the same hour.

    ``start`` and the result are naive UTC; days and hours are those of ``zone``. The
    first wait counts from ``start``.

    >>> wave_moments(datetime(2026, 3, 2, 1), [0, 7], ZoneInfo("Asia/Shanghai"))
    [datetime.datetime(2026, 3, 2, 1, 0), datetime.datetime(2026, 3, 9, 1, 0)]
    """
    first = local_day(start, zone)
    midnight = wall_to_utc(first, 0, zone)
    seconds = int((start - midnight).total_seconds())
    moments, day = [], first
    for wait in waits:
        day += timedelta(days=wait)
        moments.append(start if day == first else wall_to_utc(day, seconds, zone))
    return moments
