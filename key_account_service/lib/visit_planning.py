"""Which visits a rhythm asks for, and on which day each is paid (VISIT-1)."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from math import ceil
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from .spans import Span

DAY = timedelta(days=1)
#: How often visits are gathered by area before the plan is good enough.
ROUNDS = 3


class Slot(NamedTuple):
    """A visit that is missing: due on a day, and paid between two others."""

    due: date
    earliest: date
    latest: date


class Rhythm(NamedTuple):
    """A visit every so many ``months`` in a period, at most ``early`` days early."""

    months: int
    start: date
    end: date
    early: int

    def missing(
        self, last: date | None, standing: Iterable[tuple[date, date]], first: date
    ) -> list[Slot]:
        """The visits that nobody has planned yet.

        A visit that stands takes its place even where somebody has moved it: nothing is
        added within half an interval of it.

        :param last: the day of the last contact; empty: there was none
        :param standing: the planned visits: when each is due, and for when it stands
        :param first: the day for a visit that is late already, or the very first one
        """
        found, reached = [], last
        distance = timedelta(days=self.months * 15)
        for begin, end in [*sorted(map(sorted, standing)), (None, None)]:
            until = begin - distance if begin else self.end + DAY
            while (slot := self._next(reached, first)) and slot.latest < until:
                found.append(slot)
                # Early for what follows, so that nothing is missing once it is placed.
                reached = slot.earliest if slot.due < self.start else slot.due
            reached = max(reached, end) if reached and end else end or reached
        return found

    def _next(self, reached, first):
        early = timedelta(days=self.early)
        if not reached:
            # Nobody waits for a certain day yet.
            latest = min(first + early // 2, self.end)
            slot = Slot(first, first - early, latest)
        elif (due := reached + relativedelta(months=self.months)) < self.start:
            slot = Slot(due, first - early // 2, first)
        else:
            slot = Slot(due, due - early, due)
        if max(slot.due, slot.latest) > self.end:
            return None
        return slot._replace(earliest=max(self.start, slot.earliest))


def spread(number: int, of: int, start: date, days: int) -> date:
    """The day of the ``number``-th among ``of`` that share ``days`` evenly.

    >>> [spread(n, 3, date(2026, 3, 1), 30).day for n in range(3)]
    [1, 11, 21]
    """
    return start + timedelta(days=number * days // of)


class Wish(NamedTuple):
    """A visit to be paid from ``earliest`` to ``latest``, somewhere in ``area``."""

    key: Hashable
    earliest: date
    latest: date
    area: str = ""


class _Job(NamedTuple):
    """A wish by the numbers of the working days."""

    first: int
    last: int
    area: str
    number: int


def levelled(
    wishes: Iterable[Wish],
    days: Sequence[date],
    limit: int,
    load: Mapping[date, int] | None = None,
) -> dict[Hashable, date]:
    """The day of each visit.

    No day has more than ``limit`` visits if that can be avoided, and the fullest day
    has as few as possible; but visits of an area share days, up to half the limit. A
    visit that can be paid on no working day goes to the nearest, rather before.

    :param days: the working days, in order
    :param load: how many visits days have already
    """
    wishes = list(wishes)
    if not days:
        return {}
    taken = [(load or {}).get(day, 0) for day in days]
    numbers = {day: number for number, day in enumerate(days)}
    jobs = [_job(wish, number, days, numbers) for number, wish in enumerate(wishes)]
    jobs.sort()
    peak = _lowest_peak(jobs, taken, limit)
    placed, late = _first_due_first(jobs, taken, peak)
    total = [*taken]
    for number in placed.values():
        total[number] += 1
    for job in late:
        window = range(job.first, job.last + 1)
        placed[job.number] = best = min(window, key=lambda number: total[number])
        total[best] += 1
    # Half of a full day of neighbours is better than a way there each day.
    _Gathering(jobs, placed, total, max(peak, ceil(limit / 2))).run()
    return {wish.key: days[placed[number]] for number, wish in enumerate(wishes)}


def _job(wish, number, days, numbers):
    first = _position(days, wish.earliest)
    last = _position(days, wish.latest + DAY) - 1
    if last < first:
        first = last = max(last, 0)
    return _Job(first, min(last, len(days) - 1), wish.area, number)


def _position(days, day):
    """How many working days come before a day."""
    low, high = 0, len(days)
    while low < high:
        middle = (low + high) // 2
        if days[middle] < day:
            low = middle + 1
        else:
            high = middle
    return low


def _lowest_peak(jobs, taken, limit):
    """The fewest visits a day with which all find a day, at most the limit."""
    low, high = min(limit, max(1, ceil(len(jobs) / len(taken)))), limit
    while low < high:
        middle = (low + high) // 2
        if _first_due_first(jobs, taken, middle)[1]:
            low = middle + 1
        else:
            high = middle
    return low


def _first_due_first(jobs, taken, peak):
    """Day by day what is due first: places all if that is possible at all.

    :return: the day of each job that found one, and the others
    """
    placed, late, waiting, begun = {}, [], [], 0
    for number, load in enumerate(taken):
        while begun < len(jobs) and jobs[begun].first <= number:
            job = jobs[begun]
            heappush(waiting, (job.last, job.area, job.number, job))
            begun += 1
        while waiting and waiting[0][0] < number:
            late.append(heappop(waiting)[-1])
        for _free in range(min(peak - load, len(waiting))):
            job = heappop(waiting)[-1]
            placed[job.number] = number
    return placed, late + [job for *_order, job in sorted(waiting)]


class _Gathering:
    """Moves visits so that those of an area share days of at most ``peak`` visits."""

    def __init__(self, jobs, placed, total, peak):
        self.jobs = [job for job in jobs if job.area and job.first < job.last]
        self.placed, self.total, self.peak = placed, total, peak
        self.areas = {job.number: job.area for job in jobs}
        self.spans = {job.number: (job.first, job.last) for job in jobs}
        self.near = defaultdict(Counter)
        self.on_day = defaultdict(set)
        for number, day in placed.items():
            self.near[self.areas[number]][day] += 1
            self.on_day[day].add(number)

    def run(self):
        """Each step makes more pairs of neighbours share a day, so it ends."""
        for _round in range(ROUNDS):
            if not sum(self._improve(job) for job in self.jobs):
                return

    def _improve(self, job):
        day, near = self.placed[job.number], self.near[job.area]
        days = [(-count, other) for other, count in near.items() if count]
        for count, other in sorted(days):
            gain = -count - (near[day] - 1)
            if other == day or gain <= 0:
                continue
            if not job.first <= other <= job.last:
                continue
            if self.total[other] < self.peak:
                self._move(job.number, other)
                return True
            if (partner := self._partner(job, day, other, gain)) is not None:
                self._move(job.number, other)
                self._move(partner, day)
                return True
        return False

    def _partner(self, job, day, other, gain):
        """Who changes days with a visit, and loses less by it than that gains."""
        for number in sorted(self.on_day[other]):
            first, last = self.spans[number]
            area = self.areas[number]
            if area == job.area or not first <= day <= last:
                continue
            near = self.near[area]
            if gain + (near[day] - near[other] + 1 if area else 0) > 0:
                return number
        return None

    def _move(self, number, day):
        before = self.placed[number]
        self.placed[number] = day
        self.on_day[before].remove(number)
        self.on_day[day].add(number)
        self.total[before] -= 1
        self.total[day] += 1
        self.near[self.areas[number]][before] -= 1
        self.near[self.areas[number]][day] += 1


def start_times(
    spans: Sequence[Span], taken: Iterable[datetime], number: int, length: timedelta
) -> list[datetime]:
    """When the visits of a day begin: one after the other in its working time.

    Not while another one stands, unless the day is too short for all of them; then
    they share it evenly.

    :param spans: the working time of the day
    :param taken: when other visits begin
    :param length: how long a visit takes, with the way there
    """
    taken = list(taken)
    free = [
        moment
        for moment in _every(spans, length)
        if all(abs(moment - other) >= length for other in taken)
    ]
    if len(free) < number:
        worked = sum((span.length for span in spans), timedelta())
        free = list(_every(spans, worked / number))
    return free[:number]


def _every(spans, step) -> Iterator[datetime]:
    """A moment each so much worked time."""
    ahead = timedelta()
    for span in spans:
        while ahead < span.length:
            yield span.start + ahead
            ahead += step
        ahead -= span.length


def period_of(day: date, months: int) -> tuple[date, date]:
    """First and last day of the period of the year in which ``day`` lies.

    >>> period_of(date(2026, 5, 9), 3)
    (datetime.date(2026, 4, 1), datetime.date(2026, 6, 30))
    """
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return first, first + relativedelta(months=months) - DAY
