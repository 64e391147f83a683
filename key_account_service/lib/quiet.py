"""Quiet hours: until when is a person to be left in peace?"""

from bisect import bisect_left
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


class QuietHours(NamedTuple):
    """A span of the day by the clock on the wall, over midnight if it ends earlier.

    ``start`` and ``end`` are hours of the day, 0 ≤ hour < 24; like ones mean none.
    """

    start: float
    end: float

    def cover(self, local: datetime) -> bool:
        """Whether the clock on the wall shows a quiet moment.

        >>> QuietHours(22, 7).cover(datetime(2026, 3, 2, 23, 30))
        True
        >>> QuietHours(22, 7).cover(datetime(2026, 3, 2, 7))
        False
        """
        shown = timedelta(hours=local.hour, minutes=local.minute, seconds=local.second)
        start, end = _time_of_day(self.start), _time_of_day(self.end)
        if start <= end:
            return start <= shown < end
        return shown >= start or shown < end


def quiet_until(now: datetime, hours: QuietHours, zone: ZoneInfo) -> datetime | None:
    """The moment at which the quiet hours end in which ``now`` lies.

    Both are naive UTC, whole seconds; empty if ``now`` is not quiet in ``zone``. When
    the zone turns its clocks, they end as soon as the clock on the wall says so.

    >>> night, zone = QuietHours(22, 7), ZoneInfo("Asia/Shanghai")
    >>> quiet_until(datetime(2026, 3, 2, 16), night, zone)
    datetime.datetime(2026, 3, 2, 23, 0)
    """
    if not hours.cover(_local(now, zone)):
        return None
    latest = next(
        end
        for end in _ends(now, hours, zone)
        if end > now and not hours.cover(_local(end, zone))
    )
    # A clock that jumps over the end shows a later time before ``latest`` has come.
    seconds = range(1, int((latest - now).total_seconds()) + 1)
    passed = bisect_left(
        seconds,
        True,
        key=lambda second: (
            not hours.cover(_local(now + timedelta(seconds=second), zone))
        ),
    )
    return now + timedelta(seconds=passed + 1)


def _time_of_day(hour):
    # Midnight at the end of the day is the last minute: no day is quiet as a whole.
    return timedelta(minutes=min(round(hour * 60), 24 * 60 - 1))


def _local(moment, zone):
    return moment.replace(tzinfo=UTC).astimezone(zone)


def _ends(now, hours, zone):
    """The next moments at which the wall clock shows the end, earliest first.

    An end that the clock shows twice is two moments, one that it jumps over lies on
    either side of the jump.
    """
    midnight = datetime.combine(_local(now, zone).date() - DAY, time())
    ends = (
        (midnight + DAY * days + _time_of_day(hours.end)).replace(
            tzinfo=zone, fold=fold
        )
        for days in range(4)
        for fold in (0, 1)
    )
    return sorted(end.astimezone(UTC).replace(tzinfo=None) for end in ends)
