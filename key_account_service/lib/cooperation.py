"""How long somebody has been a customer, in the stages that a company names."""

from datetime import date

from dateutil.relativedelta import relativedelta

#: Stages, the longest first.
LOYAL, OLD, NEW = "loyal", "old", "new"


def last_days(today: date, old_years: int, loyal_years: int) -> dict[str, date]:
    """The last first day of a customer who is loyal, old, or new at all.

    Somebody who came on 29 February is a year older on 1 March of a common year.

    >>> last_days(date(2026, 3, 1), 1, 5)[OLD]
    datetime.date(2025, 3, 1)
    """
    return {
        LOYAL: today - relativedelta(years=loyal_years),
        OLD: today - relativedelta(years=old_years),
        NEW: date.max,
    }


def stage(since: date | None, today: date, old_years: int, loyal_years: int) -> str:
    """The stage of a customer on a day; empty if nobody knows since when.

    >>> stage(date(2020, 1, 1), date(2026, 3, 1), 1, 5)
    'loyal'
    >>> stage(None, date(2026, 3, 1), 1, 5)
    ''
    """
    if not since:
        return ""
    days = last_days(today, old_years, loyal_years)
    return next(name for name, day in days.items() if since <= day)
