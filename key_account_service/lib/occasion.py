"""Days of the year that are kept with people, solar or lunar: when they come next.

A lunar day is counted in the Chinese calendar, whose table holds the lunar years 1900
to 2099. Years are those of the day's own calendar: a lunar year goes on into the
January or February after it.
"""

import calendar
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from lunardate import LunarDate

SOLAR, LUNAR = "solar", "lunar"
#: When 29 February is kept in a year without one.
BEFORE, AFTER, LEAP_ONLY = "before", "after", "leap_only"
RULES = (BEFORE, AFTER, LEAP_ONLY)
#: Lunar years that the table knows.
LUNAR_YEARS = range(1900, 2100)
#: Between two leap years lie at most eight, around a century.
YEARS_AHEAD = 9
#: Before it, years are typing errors such as 78.
FIRST_YEAR = 1000

MONTHS = "正 二 三 四 五 六 七 八 九 十 冬 腊".split()
DIGITS = "一二三四五六七八九十"


class Day(NamedTuple):
    """A day of the year; ``leap`` if it lies in the leap month of that number."""

    calendar: str
    month: int
    day: int
    leap: bool = False


class Coming(NamedTuple):
    """The next time a day is kept, and the year of its own calendar that it is in."""

    date: date
    year: int


def exact(day: Day, year: int) -> date | None:
    """The day in a year of its calendar; None if that year has no such day."""
    try:
        if day.calendar == SOLAR:
            return None if day.leap else date(year, day.month, day.day)
        return LunarDate(year, day.month, day.day, day.leap).to_solar_date()
    except ValueError:
        return None


def kept(day: Day, year: int, rule: str = BEFORE) -> date | None:
    """When a day is kept in a year of its calendar; None if it is not, or not known.

    A day in a leap month is kept in the ordinary month of that number in years without
    the leap month, the 30th of a lunar month on the 29th if the month has no more days.
    """
    if day.calendar == SOLAR:
        return exact(day, year) or _without_leap_day(day, year, rule)
    if day.leap and exact(day._replace(day=1), year) is None:
        day = day._replace(leap=False)
    return exact(day, year) or exact(day._replace(day=29), year)


def _without_leap_day(day: Day, year: int, rule: str) -> date | None:
    if (day.month, day.day) != (2, 29) or rule == LEAP_ONLY:
        return None
    return date(year, 2, 28) if rule == BEFORE else date(year, 3, 1)


def coming(day: Day, today: date, rule: str = BEFORE) -> Coming | None:
    """The next time a day is kept, today included; None when the table ends before."""
    for year in range(today.year - 1, today.year + YEARS_AHEAD):
        found = kept(day, year, rule)
        if found and found >= today:
            return Coming(found, year)
    return None


def key(day: Day, rule: str = BEFORE) -> str:
    """A name under which all days stand that are always kept together."""
    suffix = rule if day[:3] == (SOLAR, 2, 29) else ""
    mark = "+" if day.leap else "-"
    return f"{day.calendar}{mark}{day.month:02}{day.day:02}{suffix}"


def _days() -> Iterator[tuple[Day, str]]:
    """Every day that there can be, with the rule for the one that needs it."""
    for month in range(1, 13):
        for number in range(1, calendar.monthrange(2024, month)[1] + 1):
            day = Day(SOLAR, month, number)
            yield from (
                (day, rule) for rule in (RULES if day[1:3] == (2, 29) else RULES[:1])
            )
        for number in range(1, 31):
            for leap in (False, True):
                yield Day(LUNAR, month, number, leap), BEFORE


@lru_cache(maxsize=8)
def almanac(today: date) -> dict[str, Coming]:
    """By ``key``, the next time of every day that comes again."""
    found = {key(day, rule): coming(day, today, rule) for day, rule in _days()}
    return {name: next_time for name, next_time in found.items() if next_time}


def fault(day: Day, year: int = 0) -> str | None:
    """What is wrong with a day that somebody typed; None if nothing is.

    :param year: of its first time, 0 if unknown
    :return: ``month``, ``day``, ``leap`` (solar calendar), ``year``, ``lunar_year``,
        ``leap_month`` (that year, or no year, has it) or ``no_such_day`` (in that year)
    """
    if not 1 <= day.month <= 12:
        return "month"
    if not 1 <= day.day <= _longest(day):
        return "day"
    if day.leap and day.calendar == SOLAR:
        return "leap"
    return _fault_of_year(day, year)


def _longest(day: Day) -> int:
    """How many days the month has at most."""
    if day.calendar == LUNAR:
        return 30
    return calendar.monthrange(2024, day.month)[1]


def _fault_of_year(day: Day, year: int) -> str | None:
    first = day._replace(day=1)
    if not year:
        known = not day.leap or any(exact(first, known) for known in LUNAR_YEARS)
        return None if known else "leap_month"
    if day.calendar == LUNAR and year not in LUNAR_YEARS:
        return "lunar_year"
    if not FIRST_YEAR <= year <= date.max.year:
        return "year"
    if exact(first, year) is None:
        return "leap_month"
    return None if exact(day, year) else "no_such_day"


def age(first: date, today: date) -> int:
    """Full years since a day; who was born on 29 February is older on 1 March."""
    return (
        today.year - first.year - ((today.month, today.day) < (first.month, first.day))
    )


def lunar_name(day: Day) -> str:
    """A lunar day as Chinese write it: 八月十五, 闰六月初一, 腊月廿三."""
    leap = "闰" if day.leap else ""
    return f"{leap}{MONTHS[day.month - 1]}月{_lunar_number(day.day)}"


def _lunar_number(number: int) -> str:
    if number <= 10:
        return f"初{DIGITS[number - 1]}"
    if number in (20, 30):
        return f"{DIGITS[number // 10 - 1]}十"
    tens = "十廿"[number // 10 - 1]
    return f"{tens}{DIGITS[number % 10 - 1]}"
