"""Between the clock on the wall and UTC: the days of a time zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The day that ``zone`` has at ``moment`` (naive UTC)."""
    return moment.replace(tzinfo=UTC).astimezone(zone).date()


def wall_to_utc(day: date, seconds: int, zone: ZoneInfo) -> datetime:
    """The naive UTC moment at which a wall clock shows ``seconds`` after midnight.

    Where the clock is put back, a time that comes twice means the second one; where it
    is put forward, a time that never comes is as late as if the clock had gone on.

    >>> wall_to_utc(date(2026, 10, 25), 9000, ZoneInfo("Europe/Berlin"))
    datetime.datetime(2026, 10, 25, 1, 30)
    """
    wall = datetime.combine(day, time(), zone) + timedelta(seconds=seconds)
    readings = (wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return max(readings).replace(tzinfo=None)


def end_of_day(start: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Midnight that ends the ``days``-th day after the local day of ``start``.

    ``start`` and the result are naive UTC; the day is that of ``zone``.

    >>> end_of_day(datetime(2026, 5, 1, 17), 0, ZoneInfo("Asia/Shanghai"))
    datetime.datetime(2026, 5, 2, 16, 0)
    """
    next_day = local_day(start, zone) + timedelta(days=days + 1)
    midnight = datetime.combine(next_day, time(), zone)
    return midnight.astimezone(UTC).replace(tzinfo=None)
