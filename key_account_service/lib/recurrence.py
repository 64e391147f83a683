"""The days of a series: every so many weeks or months from a first day on."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from dateutil.relativedelta import relativedelta

WEEKS, MONTHS = "weeks", "months"


def series(first: date, every: int, unit: str) -> Iterator[date]:
    """All days of a series; a month that has no such day gives its last one.

    Counted from the first day each time: after a February the 31st comes back.

    >>> days = series(date(2026, 1, 31), 1, MONTHS)
    >>> [next(days).day for _month in range(3)]
    [31, 28, 31]
    """
    for number in count():
        if unit == WEEKS:
            yield first + timedelta(weeks=every * number)
        else:
            yield first + relativedelta(months=every * number)


def days_between(
    first: date, every: int, unit: str, after: date | None, until: date
) -> list[date]:
    """The days of a series that come after a day, if it is given, and until another."""
    found = []
    for day in series(first, every, unit):
        if day > until:
            return found
        if after is None or day > after:
            found.append(day)
    return found


def next_day(first: date, every: int, unit: str, after: date | None) -> date:
    """The first day of a series that comes after a day."""
    days = series(first, every, unit)
    return next(day for day in days if after is None or day > after)
