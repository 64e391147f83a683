"""Clocks measure how much of a promise a span of time uses up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from .local_day import end_of_day


class Clock(Protocol):
    """What every clock answers; moments are naive UTC."""

    def add(self, moment: datetime, duration: timedelta) -> datetime:
        """The moment at which ``duration`` has been used up after ``moment``."""

    def measure(self, start: datetime, end: datetime) -> timedelta:
        """How much is used up from ``start`` to ``end``; never negative."""

    def end_of_day(self, start: datetime, days: int, zone: ZoneInfo) -> datetime:
        """The end of the ``days``-th day after that of ``start``; 0 is that day."""


@dataclass(frozen=True)
class ContinuousClock:
    """Around the clock, every day (CASE-2): every second counts.

    It works on UTC, so that a change to or from summer time neither lengthens nor
    shortens a promise.

    >>> ContinuousClock().add(datetime(2026, 1, 1, 20), timedelta(hours=5))
    datetime.datetime(2026, 1, 2, 1, 0)
    """

    def add(self, moment: datetime, duration: timedelta) -> datetime:
        return moment + duration

    def measure(self, start: datetime, end: datetime) -> timedelta:
        return max(end - start, timedelta(0))

    def end_of_day(self, start: datetime, days: int, zone: ZoneInfo) -> datetime:
        return end_of_day(start, days, zone)
