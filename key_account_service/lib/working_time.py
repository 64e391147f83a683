"""A clock that stands still outside working hours (OPS-2, TIER-3)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from .local_day import local_day, wall_to_utc
from .spans import Span, difference, union, within

DAY = 24 * 3600
#: So many weeks without a minute of work, and there is none ahead: ten years.
HORIZON = 522


class NoWorkingTime(ValueError):
    """Nobody works within ten years: no promise can ever be used up."""


class Period(NamedTuple):
    """Working time of a weekday (0 is Monday), in seconds after local midnight.

    An ``end`` that is not after ``start`` lies on the next day. ``week`` is empty, or 0
    or 1 in a calendar of two weeks that take turns.
    """

    weekday: int
    start: int
    end: int
    week: int | None = None

    def days(self) -> Iterator["Period"]:
        """The same time, cut at midnight."""
        if self.start < self.end <= DAY:
            yield self
            return
        following = None if self.week is None else 1 - self.week
        week = following if self.weekday == 6 else self.week
        yield self._replace(end=DAY)
        yield Period((self.weekday + 1) % 7, 0, self.end % DAY, week)


class ExtraTime(NamedTuple):
    """Work on a day on which the weekly pattern or a holiday knows none."""

    day: date
    start: int
    end: int


class WorkingClock:
    """Counts working time only: a weekly pattern, less days off, plus make-up days.

    Working time is (pattern − public holidays + extra time) − closures: a day that is
    made up is worked even where a public holiday was loaded, but a closure that
    somebody entered by hand holds in any case. All spans are naive UTC.

    Weeks are worked out when they are first needed and kept, so that a clock serves any
    number of promises.

    :param zone: zone of the pattern; its wall clock counts, whatever UTC does
    :param periods: the weekly pattern

    >>> office = [Period(day, 8 * 3600, 18 * 3600) for day in range(5)]
    >>> clock = WorkingClock(ZoneInfo("Asia/Shanghai"), office)
    >>> clock.add(datetime(2026, 3, 6, 9), timedelta(hours=5))  # Friday, 17:00
    datetime.datetime(2026, 3, 9, 4, 0)
    """

    def __init__(
        self,
        zone: ZoneInfo,
        periods: Iterable[Period],
        holidays: Iterable[Span] = (),
        extra: Iterable[ExtraTime] = (),
        closures: Iterable[Span] = (),
    ):
        self.zone = zone
        self._pattern = defaultdict(list)
        for period in periods:
            for part in period.days():
                for week in (0, 1) if part.week is None else (part.week,):
                    self._pattern[week, part.weekday].append(part)
        self._holidays = union(holidays)
        self._extra = union(self._span(*time) for time in extra)
        self._closures = union(closures)
        self._weeks: dict[int, tuple[Span, list[Span]]] = {}

    def add(self, moment: datetime, duration: timedelta) -> datetime:
        """The moment at which ``duration`` has been worked after ``moment``.

        A negative ``duration`` leads to the moment from which so much is worked until
        ``moment``.

        :raises NoWorkingTime: if nobody works any more
        """
        if not duration:
            return moment
        left = abs(duration)
        ahead = duration > timedelta(0)
        for span in self._ahead(moment) if ahead else self._behind(moment):
            if left <= span.length:
                return span.start + left if ahead else span.end - left
            left -= span.length
        raise NoWorkingTime(moment)

    def measure(self, start: datetime, end: datetime) -> timedelta:
        """How much is worked from ``start`` to ``end``; never negative."""
        return sum((span.length for span in self.spans(start, end)), timedelta(0))

    def spans(self, start: datetime, end: datetime) -> Iterator[Span]:
        """The working time from ``start`` to ``end``, cut where weeks begin."""
        if start < end:
            for index in range(self._index(start), self._index(end) + 1):
                yield from within(self._week(index)[1], Span(start, end))

    def by_day(self, first: date, last: date) -> dict[date, list[Span]]:
        """The working time of each working day from ``first`` to ``last``, in order."""
        start = wall_to_utc(first, 0, self.zone)
        end = wall_to_utc(last + timedelta(days=1), 0, self.zone)
        found = defaultdict(list)
        for span in self.spans(start, end):
            for part in self._cut_at_midnight(span):
                found[local_day(part.start, self.zone)].append(part)
        return dict(found)

    def end_of_day(
        self, start: datetime, days: int, zone: ZoneInfo | None = None
    ) -> datetime:
        """The end of work of the ``days``-th working day after the day of ``start``.

        0 is the day of ``start`` if any work is left on it, else the next working day.
        A night shift is cut at midnight. ``zone`` is of no account: days are those of
        the calendar.

        :raises NoWorkingTime: if there are not so many working days any more
        """
        today = local_day(start, self.zone)
        left = max(days, 1)
        for day, end in self._day_ends(start):
            if day > today or not days:
                left -= 1
                if not left:
                    return end
        raise NoWorkingTime(start)

    def is_usable(self) -> bool:
        """Whether somebody works, now and in times to come."""
        horizon = timedelta(weeks=HORIZON - 2)
        closed = union(self._holidays + self._closures)
        lasting = any(span.length >= horizon for span in closed)
        return any(self._pattern.values()) and not lasting

    def _ahead(self, moment):
        """Working time after ``moment``, the next first."""
        index = self._index(moment)
        for spans in self._until_horizon(index, 1):
            yield from within(spans, Span(moment, datetime.max))

    def _behind(self, moment):
        """Working time before ``moment``, the last first."""
        index = self._index(moment)
        for spans in self._until_horizon(index, -1):
            yield from reversed(within(spans, Span(datetime.min, moment)))

    def _until_horizon(self, index, step):
        idle = 0
        while idle < HORIZON:
            spans = self._week(index)[1]
            yield spans
            idle = 0 if spans else idle + 1
            index += step

    def _day_ends(self, moment):
        """Each working day from ``moment`` on, with the end of its work."""
        day = end = None
        for span in self._ahead(moment):
            for part in self._cut_at_midnight(span):
                part_day = local_day(part.start, self.zone)
                if day and day != part_day:
                    yield day, end
                day, end = part_day, part.end

    def _cut_at_midnight(self, span):
        start = span.start
        while start < span.end:
            day = local_day(start, self.zone)
            end = min(span.end, wall_to_utc(day, DAY, self.zone))
            yield Span(start, end)
            start = end

    def _index(self, moment):
        """Number of the week in which ``moment`` lies."""
        index = (local_day(moment, self.zone).toordinal() - 1) // 7
        # Where midnight comes twice, the local day is ahead of the week's first moment.
        while moment < self._week(index)[0].start:
            index -= 1
        return index

    def _week(self, index):
        """First and last moment of a week, and its working time."""
        if index not in self._weeks:
            monday = date.fromordinal(index * 7 + 1)
            bounds = Span(
                wall_to_utc(monday, 0, self.zone),
                wall_to_utc(monday + timedelta(days=7), 0, self.zone),
            )
            self._weeks[index] = bounds, self._work(index, monday, bounds)
        return self._weeks[index]

    def _work(self, index, monday, bounds):
        pattern = union(
            self._span(monday + timedelta(days=weekday), period.start, period.end)
            for weekday in range(7)
            for period in self._pattern.get((index % 2, weekday), ())
        )
        workdays = difference(within(pattern, bounds), within(self._holidays, bounds))
        work = union(workdays + within(self._extra, bounds))
        return difference(work, within(self._closures, bounds))

    def _span(self, day, start, end):
        return Span(
            wall_to_utc(day, start, self.zone), wall_to_utc(day, end, self.zone)
        )
