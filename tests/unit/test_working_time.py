"""OPS-2, TIER-3: working hours, against counting every quarter of an hour by hand."""

import doctest
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kas_lib import promise, spans, working_time
from kas_lib.spans import Span
from kas_lib.working_time import ExtraTime, NoWorkingTime, Period, WorkingClock

HOUR = 3600
QUARTER = timedelta(minutes=15)
SHANGHAI, BERLIN, NEW_YORK = (
    ZoneInfo(name) for name in ("Asia/Shanghai", "Europe/Berlin", "America/New_York")
)


def office(days=range(5), hours=((8, 12), (13, 17))):
    return [Period(d, a * HOUR, b * HOUR) for d in days for a, b in hours]


def utc(text, zone=SHANGHAI, fold=0):
    """Naive UTC of a local time such as ``2026-03-06 17:00``."""
    local = datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)
    return local.astimezone(UTC).replace(tzinfo=None)


def local(moment, zone=SHANGHAI):
    return f"{moment.replace(tzinfo=UTC).astimezone(zone):%Y-%m-%d %H:%M}"


@dataclass(frozen=True)
class Calendar:
    """A calendar as drawn by hypothesis, and the slow way to read it."""

    zone: ZoneInfo
    periods: tuple
    holidays: tuple
    extra: tuple
    closures: tuple

    def clock(self):
        return WorkingClock(
            self.zone, self.periods, self.holidays, self.extra, self.closures
        )

    def works(self, moment):
        """Whether the quarter of an hour from ``moment`` on is working time."""
        wall = moment.replace(tzinfo=UTC).astimezone(self.zone)
        if any(span.start <= moment < span.end for span in self.closures):
            return False
        seconds = wall.hour * HOUR + wall.minute * 60
        if any(
            time.day == wall.date() and time.start <= seconds < time.end
            for time in self.extra
        ):
            return True
        holiday = any(span.start <= moment < span.end for span in self.holidays)
        return not holiday and any(
            self.attends(period, wall.date() - timedelta(days=back), second)
            for back, second in ((0, seconds), (1, seconds + 24 * HOUR))
            for period in self.periods
        )

    @staticmethod
    def attends(period, day, seconds):
        """Whether a period that begins on ``day`` holds ``seconds`` after midnight."""
        end = period.end + (24 * HOUR if period.end <= period.start else 0)
        turn = (day.toordinal() - 1) // 7 % 2
        return (
            period.weekday == day.weekday()
            and period.week in (None, turn)
            and period.start <= seconds < end
        )

    def measure(self, start, end):
        slots = (end - start) // QUARTER
        return QUARTER * sum(self.works(start + QUARTER * n) for n in range(slots))

    def add(self, moment, duration):
        while duration:
            duration -= QUARTER if self.works(moment) else timedelta(0)
            moment += QUARTER
        return moment


#: Times of a day that no zone drawn here skips or repeats.
walls = st.sampled_from([0, *range(4 * 4, 24 * 4)]).map(lambda n: n * HOUR // 4)
moments = st.integers(min_value=0, max_value=2 * 365 * 96).map(
    lambda n: datetime(2025, 6, 1) + QUARTER * n
)


@st.composite
def calendars(draw):
    zone = draw(st.sampled_from([SHANGHAI, BERLIN, NEW_YORK]))
    weeks = draw(st.sampled_from([(None,), (0, 1)]))
    periods = draw(
        st.lists(
            st.builds(
                Period, st.integers(0, 6), walls, walls, st.sampled_from(weeks)
            ).filter(lambda period: period.start != period.end),
            min_size=1,
            max_size=12,
        )
    )
    return Calendar(zone, tuple(periods), *(draw(part) for part in DAYS_OFF))


days = st.integers(0, 730).map(lambda n: date(2025, 6, 1) + timedelta(days=n))
absences = st.lists(
    st.builds(
        lambda start, length: Span(start, start + QUARTER * length),
        moments,
        st.integers(1, 10 * 96),
    ),
    max_size=8,
).map(tuple)
extras = st.lists(
    st.builds(ExtraTime, days, walls, walls).filter(lambda time: time.start < time.end),
    max_size=8,
).map(tuple)
DAYS_OFF = (absences, extras, absences)
durations = st.integers(1, 60 * 4).map(lambda n: QUARTER * n)


@pytest.mark.parametrize("module", [spans, working_time])
def test_examples_in_docstrings(module):
    assert not doctest.testmod(module).failed


@settings(max_examples=200, deadline=None)
@given(calendar=calendars(), start=moments, length=st.integers(0, 12 * 96))
def test_measure_agrees_with_counting_quarters_of_an_hour(calendar, start, length):
    end = start + QUARTER * length
    assert calendar.clock().measure(start, end) == calendar.measure(start, end)


@settings(max_examples=200, deadline=None)
@given(calendar=calendars(), start=moments, duration=durations)
def test_add_agrees_with_counting_quarters_of_an_hour(calendar, start, duration):
    due = calendar.clock().add(start, duration)
    assume(due - start < timedelta(days=60))
    assert due == calendar.add(start, duration)


@settings(max_examples=300, deadline=None)
@given(calendar=calendars(), start=moments, seconds=st.integers(-(10**6), 3600 * 1000))
def test_what_is_added_is_what_is_measured(calendar, start, seconds):
    clock, duration = calendar.clock(), timedelta(seconds=seconds)
    end = clock.add(start, duration)
    assert clock.measure(min(start, end), max(start, end)) == abs(duration)
    assert (end > start) == (seconds > 0) and (end < start) == (seconds < 0)


@settings(max_examples=200, deadline=None)
@given(
    calendar=calendars(),
    start=moments,
    later=st.integers(0, 10**6).map(lambda n: timedelta(seconds=n)),
    lengths=st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)),
)
def test_later_or_longer_is_never_due_sooner(calendar, start, later, lengths):
    clock = calendar.clock()
    short, long = (timedelta(seconds=length) for length in sorted(lengths))
    assert clock.add(start, short) <= clock.add(start, long)
    assert clock.add(start, long) <= clock.add(start + later, long)


@settings(max_examples=150, deadline=None)
@given(calendar=calendars(), start=moments, cut=moments, end=moments)
def test_measuring_in_two_parts_changes_nothing(calendar, start, cut, end):
    start, cut, end = sorted((start, cut, end))
    clock = calendar.clock()
    parts = clock.measure(start, cut) + clock.measure(cut, end)
    assert clock.measure(start, end) == parts
    assert clock.measure(end, start) == timedelta(0)


@settings(max_examples=150, deadline=None)
@given(calendar=calendars(), start=moments, count=st.integers(0, 9))
def test_a_working_day_ends_where_its_work_ends(calendar, start, count):
    clock = calendar.clock()
    end = clock.end_of_day(start, count)
    step = timedelta(seconds=1)
    assert end > start and clock.measure(end - step, end) == step
    today = start.replace(tzinfo=UTC).astimezone(calendar.zone).date()
    last = (end - step).replace(tzinfo=UTC).astimezone(calendar.zone).date()
    worked = {
        (start + QUARTER * n).replace(tzinfo=UTC).astimezone(calendar.zone).date()
        for n in range((end - start) // QUARTER + 1)
        if start + QUARTER * n < end and calendar.works(start + QUARTER * n)
    }
    assert last in worked
    assert len(worked - {today}) == count or not count and len(worked) == 1
    midnight = datetime.combine(last + timedelta(days=1), datetime.min.time())
    rest = midnight.replace(tzinfo=calendar.zone).astimezone(UTC).replace(tzinfo=None)
    assert clock.measure(end, rest) == timedelta(0)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-03-06 16:00", 1, "2026-03-06 17:00"),
        ("2026-03-06 16:00", 1.5, "2026-03-09 08:30"),
        ("2026-03-06 11:00", 2, "2026-03-06 14:00"),  # over lunch
        ("2026-03-07 10:00", 8, "2026-03-09 17:00"),  # on a Saturday
        ("2026-03-06 23:59", 0, "2026-03-06 23:59"),
        ("2026-03-02 08:00", 1000, "2026-08-21 17:00"),
    ],
)
def test_office_hours(start, hours, due):
    clock = WorkingClock(SHANGHAI, office())
    assert local(clock.add(utc(start), timedelta(hours=hours))) == due


def test_ten_years_of_working_time_are_found():
    clock = WorkingClock(SHANGHAI, office())
    due = clock.add(utc("2026-03-02 08:00"), timedelta(hours=40 * 520))
    assert local(due) == "2036-02-15 17:00"


def test_round_the_clock_loses_no_second_at_midnight():
    clock = WorkingClock(SHANGHAI, office(range(7), ((0, 24),)))
    start = utc("2026-03-02 00:00")
    for number in (1, 7, 400):
        length = timedelta(days=number)
        assert clock.add(start, length) == start + length
        assert clock.measure(start, start + length) == length


def test_a_night_shift_goes_on_over_midnight_and_over_the_week():
    clock = WorkingClock(SHANGHAI, office(range(7), ((22, 6),)))
    split = WorkingClock(SHANGHAI, office(range(7), ((22, 24), (0, 6))))
    start = utc("2026-03-08 23:00")  # Sunday
    assert local(clock.add(start, timedelta(hours=7))) == "2026-03-09 06:00"
    assert local(clock.add(start, timedelta(hours=8))) == "2026-03-09 23:00"
    assert clock.add(start, timedelta(days=9)) == split.add(start, timedelta(days=9))


def test_two_weeks_that_take_turns():
    """2026-03-02 is a Monday of the second kind of week (1), the next of the first."""
    early = [Period(0, 6 * HOUR, 14 * HOUR, 1), Period(0, 14 * HOUR, 22 * HOUR, 0)]
    clock = WorkingClock(SHANGHAI, early)
    turn = (date(2026, 3, 2).toordinal() - 1) // 7 % 2
    first, second = ("14:00", "22:00") if turn else ("22:00", "14:00")
    start = utc("2026-03-01 00:00")
    assert local(clock.add(start, timedelta(hours=8))) == f"2026-03-02 {first}"
    assert local(clock.add(start, timedelta(hours=16))) == f"2026-03-09 {second}"


@pytest.mark.parametrize(
    ("zone", "start", "due"),
    [
        # Six hours on the wall are five in March and seven in October.
        (BERLIN, "2026-03-29 00:00", "2026-03-29 06:00"),
        (BERLIN, "2026-10-25 00:00", "2026-10-25 04:00"),
        (NEW_YORK, "2026-03-08 00:00", "2026-03-08 06:00"),
        (NEW_YORK, "2026-11-01 00:00", "2026-11-01 04:00"),
        (SHANGHAI, "2026-03-29 00:00", "2026-03-29 05:00"),
    ],
)
def test_five_hours_of_a_night_in_which_the_clock_changes(zone, start, due):
    clock = WorkingClock(zone, office(range(7), ((0, 6),)))
    assert local(clock.add(utc(start, zone), timedelta(hours=5)), zone) == due


def test_office_hours_are_those_of_the_wall_all_the_year():
    clock = WorkingClock(BERLIN, office())
    for monday in ("2026-03-23", "2026-03-30", "2026-10-19", "2026-10-26"):
        start = utc(f"{monday} 08:00", BERLIN)
        assert local(clock.add(start, timedelta(hours=8)), BERLIN) == f"{monday} 17:00"


def test_a_time_that_comes_twice_means_the_second():
    clock = WorkingClock(BERLIN, [Period(6, 0, 2 * HOUR + HOUR // 2)])
    end = clock.add(utc("2026-10-25 00:00", BERLIN), timedelta(hours=3, minutes=30))
    assert end == utc("2026-10-25 02:30", BERLIN, fold=1)


def test_a_time_that_never_comes_breaks_nothing():
    for start, end in ((2.5, 3), (2, 2.5), (1, 2.5), (2.5, 4)):
        clock = WorkingClock(BERLIN, [Period(6, int(start * HOUR), int(end * HOUR))])
        day = Span(utc("2026-03-29 00:00", BERLIN), utc("2026-03-30 00:00", BERLIN))
        worked = clock.measure(*day)
        assert timedelta(0) <= worked <= timedelta(hours=end - start)


SPRING_FESTIVAL = [Span(utc("2026-02-16 00:00"), utc("2026-02-24 00:00"))]
MADE_UP = [
    ExtraTime(date(2026, 2, 14), 8 * HOUR, 17 * HOUR),
    ExtraTime(date(2026, 2, 28), 8 * HOUR, 17 * HOUR),
]


def test_holidays_are_left_out_and_made_up():
    clock = WorkingClock(SHANGHAI, office(), SPRING_FESTIVAL, MADE_UP)
    start = utc("2026-02-13 16:00")  # Friday
    assert local(clock.add(start, timedelta(hours=2))) == "2026-02-14 09:00"
    assert local(clock.add(start, timedelta(hours=11))) == "2026-02-24 09:00"
    assert local(clock.end_of_day(start, 1)) == "2026-02-14 17:00"
    assert local(clock.end_of_day(start, 2)) == "2026-02-24 17:00"


def test_a_make_up_day_wins_over_a_holiday_but_not_over_a_closure():
    day = ExtraTime(date(2026, 2, 17), 9 * HOUR, 12 * HOUR)
    worked = WorkingClock(SHANGHAI, office(), SPRING_FESTIVAL, [day])
    start = utc("2026-02-14 00:00")
    assert local(worked.add(start, timedelta(hours=3))) == "2026-02-17 12:00"
    flood = [Span(utc("2026-02-17 00:00"), utc("2026-02-17 11:00"))]
    closed = WorkingClock(SHANGHAI, office(), SPRING_FESTIVAL, [day], flood)
    assert local(closed.add(start, timedelta(hours=1))) == "2026-02-17 12:00"


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-03-06 10:00", 0, "2026-03-06 17:00"),
        ("2026-03-06 17:00", 0, "2026-03-09 17:00"),  # nothing left of Friday
        ("2026-03-07 10:00", 0, "2026-03-09 17:00"),  # Saturday
        ("2026-03-06 10:00", 1, "2026-03-09 17:00"),
        ("2026-03-06 19:00", 1, "2026-03-09 17:00"),
        ("2026-03-07 10:00", 1, "2026-03-09 17:00"),
        ("2026-03-06 10:00", 3, "2026-03-11 17:00"),
        ("2026-03-06 10:00", 250, "2027-02-19 17:00"),
    ],
)
def test_within_working_days(start, days, end):
    clock = WorkingClock(SHANGHAI, office())
    found = clock.end_of_day(utc(start), days, ZoneInfo("UTC"))
    assert local(found) == end
    length = promise.promise_length(
        utc(start), days, promise.END_OF_DAY, ZoneInfo("UTC"), clock
    )
    assert clock.add(utc(start), length) == found


def test_the_day_of_a_night_shift_ends_at_midnight():
    clock = WorkingClock(SHANGHAI, office(range(7), ((22, 6),)))
    assert local(clock.end_of_day(utc("2026-03-06 23:00"), 0)) == "2026-03-07 00:00"
    assert local(clock.end_of_day(utc("2026-03-06 05:00"), 0)) == "2026-03-07 00:00"


CLOSED = Span(datetime(2026, 1, 1), datetime(2056, 1, 1))


@pytest.mark.parametrize(
    ("periods", "closures"), [((), ()), (office(), [CLOSED]), ((), [CLOSED])]
)
def test_without_working_time_there_is_an_error_and_no_endless_search(
    periods, closures
):
    clock = WorkingClock(SHANGHAI, periods, closures=closures)
    assert not clock.is_usable()
    start = datetime(2026, 3, 2)
    with pytest.raises(NoWorkingTime):
        clock.add(start, timedelta(seconds=1))
    with pytest.raises(NoWorkingTime):
        clock.end_of_day(start, 1)
    assert clock.add(start, timedelta(0)) == start
    assert clock.measure(start, start + timedelta(days=900)) == timedelta(0)


def test_a_holiday_that_never_ends_is_no_working_time():
    long = Span(datetime(2026, 1, 1), datetime(2040, 1, 1))
    assert not WorkingClock(SHANGHAI, office(), holidays=[long]).is_usable()


def test_a_calendar_with_hours_is_usable():
    year = Span(datetime(2026, 1, 1), datetime(2027, 1, 1))
    assert WorkingClock(SHANGHAI, office(), closures=[year]).is_usable()
