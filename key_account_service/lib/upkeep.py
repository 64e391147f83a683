"""By when a file is to be verified again, and once per which period to remind of it.

Plain days; whose days they are is for the caller to say (FILE-8).
"""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

#: A Monday, so that periods of whole weeks begin on one.
FIRST_PERIOD = date(2024, 1, 1)


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    return day + relativedelta(months=months)


def period_start(day: date, length: int) -> date:
    """First day of the period of ``length`` days in which a day lies."""
    return day - timedelta(days=(day - FIRST_PERIOD).days % length)
