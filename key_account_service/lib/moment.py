"""A moment in words that people of a zone and a language understand."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_skeleton, format_time


def moment_in_words(
    moment: datetime, zone: ZoneInfo, locale: Locale, now: datetime | None = None
) -> str:
    """Day and time of ``moment`` in ``zone``, with the name of the zone.

    ``moment`` and ``now`` are naive UTC. With ``now``, the day is left out if it is
    today.

    >>> zone, locale = ZoneInfo("Asia/Shanghai"), Locale("en")
    >>> moment_in_words(datetime(2026, 3, 2, 6, 20), zone, locale)
    'Mon, Mar 2, 2026, 14:20 (Asia/Shanghai)'
    >>> moment_in_words(datetime(2026, 3, 2, 6, 20), zone, locale, datetime(2026, 3, 2))
    '14:20 (Asia/Shanghai)'
    """
    local = moment.replace(tzinfo=UTC).astimezone(zone)
    time = f"{format_time(local.time(), 'HH:mm', locale=locale)} ({zone.key})"
    if now and now.replace(tzinfo=UTC).astimezone(zone).date() == local.date():
        return time
    day = format_skeleton("yMMMEd", local.date(), locale=locale)
    return f"{day}{' ' if locale.language == 'zh' else ', '}{time}"
