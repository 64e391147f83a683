"""The terms of a service: from which day to which, and when to remind of its end.

Plain days; whose days they are is for the caller to say (APP-4, APP-5).
"""

from collections.abc import Iterable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

DAY = timedelta(days=1)


def next_first(first: date, months: int) -> date:
    """The day after a term of whole months, on which the next one begins.

    A month without that day gives the customer the days that are left of it.

    >>> next_first(date(2026, 1, 31), 1)
    datetime.date(2026, 3, 1)
    """
    same = first + relativedelta(months=months)
    return same if same.day == first.day else same + DAY


def last_day(first: date, months: int) -> date:
    """The last day of a term of whole months.

    >>> last_day(date(2024, 2, 29), 12)
    datetime.date(2025, 2, 28)
    """
    return next_first(first, months) - DAY


def months_of(first: date, last: date) -> int:
    """How many whole months a term has; 0 if it has days beside them.

    >>> months_of(date(2026, 3, 15), date(2027, 3, 14))
    12
    """
    after = last + DAY
    months = (after.year - first.year) * 12 + after.month - first.month
    # Where a month is too short, the next term begins with the month that follows.
    for tried in (months, months - 1):
        if tried > 0 and next_first(first, tried) == after:
            return tried
    return 0


def renewed_from(last: date, today: date) -> date:
    """From which day a service goes on: without a gap, unless there was one already."""
    return max(last + DAY, today)


def reached(steps: Iterable[int], days_left: int) -> int | None:
    """The step of reminding that has come: the last one, if several have.

    :param steps: how many days before the end each step reminds

    >>> reached((30, 7, 1), 6)
    7
    """
    return min((step for step in steps if step >= days_left), default=None)
