"""Whether somebody uses less than before: whole months against as many before them.

Plain days and amounts; whose days they are is for the caller to say (FILE-12).
"""

from datetime import date
from typing import NamedTuple

from dateutil.relativedelta import relativedelta


class Months(NamedTuple):
    """``earlier`` ≤ days of before < ``since`` ≤ days of now < ``until``."""

    earlier: date
    since: date
    until: date


def last_months(today: date, months: int) -> Months:
    """The last whole months, and as many before them; the running month is left out."""
    until = today.replace(day=1)
    since = until - relativedelta(months=months)
    return Months(since - relativedelta(months=months), since, until)


def fall(before: float, now: float) -> int:
    """By how many per cent of ``before`` it is less, 0 to 100, rounded down.

    Nothing falls from nothing. What was paid back on balance (``now`` below zero) is
    a fall of all.
    """
    if before <= 0 or now >= before:
        return 0
    return min(100, int(100 * (before - now) / before))
