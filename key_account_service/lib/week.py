"""Weeks of a time zone: when one begins, and which one is under way."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from .local_day import local_day, wall_to_utc

WEEK = timedelta(weeks=1)


def monday_of(day: date) -> date:
    """The Monday of the week in which a day lies.

    >>> monday_of(date(2026, 3, 8))
    datetime.date(2026, 3, 2)
    """
    return day - timedelta(days=day.weekday())


def week_begins(monday: date, hour: float, zone: ZoneInfo) -> datetime:
    """The naive UTC moment of an hour on the wall clock of a Monday.

    >>> week_begins(date(2026, 3, 2), 7.5, ZoneInfo("Asia/Shanghai"))
    datetime.datetime(2026, 3, 1, 23, 30)
    """
    return wall_to_utc(monday, round(hour * 3600), zone)


def week_begun(moment: datetime, hour: float, zone: ZoneInfo) -> date | None:
    """The Monday of the week of ``moment`` (naive UTC), once its hour has come.

    >>> week_begun(datetime(2026, 3, 1, 23), 7.5, ZoneInfo("Asia/Shanghai"))
    >>> week_begun(datetime(2026, 3, 4), 7.5, ZoneInfo("Asia/Shanghai"))
    datetime.date(2026, 3, 2)
    """
    monday = monday_of(local_day(moment, zone))
    return monday if week_begins(monday, hour, zone) <= moment else None
