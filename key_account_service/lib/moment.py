"""A moment in words that people of a zone and a language understand."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_skeleton, format_time
from babel.units import format_unit


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


#: Units of a span of time, the largest first, with their seconds.
UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))


def time_in_words(moment: datetime, zone: ZoneInfo, locale: Locale) -> str:
    """Day and time, to the second if there are any: the zone is named once elsewhere.

    >>> zone = ZoneInfo("Asia/Shanghai")
    >>> time_in_words(datetime(2026, 3, 2, 6, 20), zone, Locale("en"))
    'Mon, Mar 2, 2026, 14:20'
    >>> time_in_words(datetime(2026, 3, 2, 6, 20, 7), zone, Locale("zh"))
    '2026年3月2日周一 14:20:07'
    """
    local = moment.replace(tzinfo=UTC).astimezone(zone)
    pattern = "HH:mm:ss" if local.second else "HH:mm"
    day = format_skeleton("yMMMEd", local.date(), locale=locale)
    joint = " " if locale.language == "zh" else ", "
    return f"{day}{joint}{format_time(local.time(), pattern, locale=locale)}"


def span_in_words(span: timedelta, locale: Locale, days: bool = True) -> str:
    """A length of time, exactly, so that a reader can add up what is shown.

    :param days: whether 24 hours make a day; in working time they do not

    >>> span_in_words(timedelta(hours=4, minutes=20), Locale("en"))
    '4 hr 20 min'
    >>> span_in_words(timedelta(hours=26), Locale("zh"))
    '1天2小时'
    >>> span_in_words(timedelta(hours=26), Locale("en"), days=False)
    '26 hr'
    """
    seconds = abs(round(span.total_seconds()))
    units = UNITS if days else UNITS[1:]
    parts = []
    for unit, length in units:
        amount, seconds = divmod(seconds, length)
        if amount:
            parts.append(_amount(amount, unit, locale))
    joint = "" if locale.language == "zh" else " "
    return joint.join(parts) or _amount(0, "minute", locale)


def _amount(amount, unit, locale):
    return format_unit(amount, f"duration-{unit}", length="short", locale=locale)
