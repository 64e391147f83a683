"""Public holidays of a country and the days on which they are made up for."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import holidays

#: Version of the library of holidays: what it knows, it knew when this was released.
VERSION = holidays.__version__
#: Since when to look whether a country moves working days.
SINCE = 2000


class Unknown(LookupError):
    """The library knows nothing of the country, or of its ``part`` asked for."""

    def __init__(self, part: str):
        super().__init__(part)
        self.part = part


class MadeUp(NamedTuple):
    """A day worked instead of ``instead_of`` (unknown: empty), a weekday set free."""

    day: date
    instead_of: date | None

    @property
    def weekday(self) -> int:
        """The weekday like which it is worked: Monday's hours if nobody knows better.

        >>> MadeUp(date(2026, 1, 4), date(2026, 1, 2)).weekday  # a Friday
        4
        """
        return self.instead_of.weekday() if self.instead_of else 0


class Schedule(NamedTuple):
    """Holidays of a year with their names, and make-up days, each in order.

    ``settled`` is false if the country moves working days but the library does not
    know yet which ones in this year.
    """

    holidays: list[tuple[date, str]]
    made_up: list[MadeUp]
    settled: bool


def countries() -> frozenset[str]:
    """ISO codes of the countries that the library knows."""
    return frozenset(holidays.list_supported_countries())


@lru_cache(maxsize=64)
def schedule(
    country: str, year: int, region: str | None = None, language: str = ""
) -> Schedule:
    """What the library knows of a year.

    :param country: ISO code
    :param region: code of a state or province with holidays of its own
    :param language: of the names, as ``zh_CN``; the country's own if not available
    :raises Unknown: for another country, region or year
    """
    if country not in countries():
        raise Unknown("country")
    kind = type(holidays.country_holidays(country))
    if region and region not in kind.subdivisions:
        raise Unknown("region")
    first, last = max(kind.start_year, 1), kind.end_year
    if not first <= year <= last:
        raise Unknown("year")
    known = kind(
        years=range(min(max(SINCE, first), year), last + 1),
        subdiv=region,
        language=_language(kind.supported_languages, language),
    )
    moved = sorted(getattr(known, "weekend_workdays", ()) or ())
    instead = dict(_exchanges(known))
    return Schedule(
        holidays=[
            (day, name) for day, name in sorted(known.items()) if day.year == year
        ],
        made_up=[MadeUp(day, instead.get(day)) for day in moved if day.year == year],
        settled=_is_settled(year, {day.year for day in moved}),
    )


def _is_settled(year, years):
    """Not if working days were moved in years before, but in none from it on.

    >>> _is_settled(2027, {2025, 2026}), _is_settled(2026, {2025, 2026})
    (False, True)
    """
    return not years or year <= max(years)


def _language(supported, wanted):
    """The supported language that comes closest, if any does.

    >>> _language(("en_US", "zh_CN"), "zh_CN"), _language(("de", "en_US"), "de_AT")
    ('zh_CN', 'de')
    """
    close = [code for code in supported if code.split("_")[0] == wanted.split("_")[0]]
    return wanted if wanted in supported else next(iter(close), None)


def _exchanges(known) -> Iterator[tuple[date, date]]:
    """Pairs of a make-up day and the weekday set free for it.

    The library notes them as (month, day, month, day[, year of the make-up day]) among
    other notes, which are left out.
    """
    for year, notes in getattr(known, "special_public_holidays", {}).items():
        for note in [notes] if notes and isinstance(notes[0], int) else notes:
            if len(note) >= 4 and all(isinstance(part, int) for part in note):
                month, day, made_up_month, made_up_day, *other = note
                made_up_year = other[0] if other else year
                yield (
                    date(made_up_year, made_up_month, made_up_day),
                    date(year, month, day),
                )
