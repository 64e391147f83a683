"""VISIT-1: the rhythm of visits, and how their days are chosen."""

from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kas_lib.spans import Span
from kas_lib.visit_planning import (
    Rhythm,
    Wish,
    levelled,
    period_of,
    spread,
    start_times,
)

START = date(2026, 1, 1)
DAY = timedelta(days=1)
YEAR = date(2026, 12, 31)
QUARTER = date(2026, 3, 31)


def working_days(end=QUARTER):
    days = [START + DAY * number for number in range((end - START).days + 1)]
    return [day for day in days if day.weekday() < 5]


# ----------------------------------------------------------------------
# Which visits are missing
# ----------------------------------------------------------------------

months = st.sampled_from([1, 2, 3, 6, 12])
days_of_year = st.integers(0, 364).map(lambda number: START + DAY * number)


@given(months, st.data())
def test_a_year_without_any_contact_has_a_visit_each_interval(every, data):
    interval = (date(2026 + every // 12, every % 12 + 1, 1) - START).days
    first = START + DAY * data.draw(st.integers(0, interval - 1))
    found = Rhythm(every, START, YEAR, 10).missing(None, [], first)
    assert len(found) == 12 // every


@given(months, st.integers(0, 30), days_of_year)
def test_visits_keep_their_distance_and_their_rhythm(every, ago, first):
    last = START - DAY * ago
    found = Rhythm(every, START, YEAR, 10).missing(last, [], first)
    reached = last
    for slot in found:
        assert START <= slot.earliest <= slot.latest <= YEAR
        assert slot.latest - slot.earliest <= DAY * 10
        if slot.due >= START:
            assert slot.due == slot.latest
            assert (slot.earliest - reached).days >= every * 28 - 10 or (
                slot.earliest == START
            )
        reached = slot.earliest if slot.due < START else slot.due


@given(months, st.one_of(st.none(), st.integers(0, 400)), days_of_year)
def test_proposing_again_adds_nothing(every, ago, first):
    last = None if ago is None else START - DAY * ago
    rhythm = Rhythm(every, START, YEAR, 10)
    found = rhythm.missing(last, [], first)
    for placed in ("earliest", "latest"):
        standing = [(slot.due, getattr(slot, placed)) for slot in found]
        again = min([day for _due, day in standing], default=first)
        assert rhythm.missing(last, standing, again if last is None else first) == []


@given(months, st.integers(0, 60), st.data())
def test_what_a_person_has_moved_is_not_made_up_for(every, ago, data):
    last = START - DAY * ago
    rhythm = Rhythm(every, START, YEAR, 10)
    found = rhythm.missing(last, [], START + DAY * 5)
    if not found:
        return
    standing = [(slot.due, slot.latest) for slot in found]
    which = data.draw(st.integers(0, len(standing) - 1))
    far = every * 14
    moved = standing[which][1] + DAY * data.draw(st.integers(-far, far))
    standing[which] = (standing[which][0], max(moved, START))
    assert rhythm.missing(last, standing, START + DAY * 5) == []


def test_a_visit_that_fell_out_is_proposed_again():
    rhythm = Rhythm(1, START, QUARTER, 10)
    last = date(2025, 12, 20)
    found = rhythm.missing(last, [], START)
    assert [slot.due for slot in found] == [
        date(2026, 1, 20),
        date(2026, 2, 20),
        date(2026, 3, 20),
    ]
    standing = [(slot.due, slot.due) for slot in found if slot.due.month != 2]
    assert rhythm.missing(last, standing, START) == [found[1]]


def test_a_late_visit_comes_first_and_says_since_when_it_is_due():
    rhythm = Rhythm(3, START, QUARTER, 10)
    (slot,) = rhythm.missing(date(2025, 8, 1), [], date(2026, 1, 9))
    assert slot == (date(2025, 11, 1), date(2026, 1, 4), date(2026, 1, 9))


def test_what_was_just_done_is_not_proposed():
    rhythm = Rhythm(3, START, QUARTER, 10)
    assert rhythm.missing(date(2025, 12, 31), [], START) == [
        (QUARTER, date(2026, 3, 21), QUARTER)
    ]
    assert rhythm.missing(START, [], START) == []


@given(st.integers(1, 40), st.integers(1, 365))
def test_shares_are_even(of, days):
    shares = [spread(number, of, START, days) for number in range(of)]
    assert shares == sorted(shares)
    assert all(START <= day < START + DAY * days for day in shares)
    counts = Counter(shares).values()
    assert max(counts) <= -(-of // days)


# ----------------------------------------------------------------------
# On which day
# ----------------------------------------------------------------------


@st.composite
def plans(draw, most=14):
    wishes = [
        Wish(
            number,
            START + DAY * (begin := draw(st.integers(0, 20))),
            START + DAY * (begin + draw(st.integers(0, 9))),
            draw(st.sampled_from(["", "north", "south"])),
        )
        for number in range(draw(st.integers(0, most)))
    ]
    days = [
        START + DAY * number
        for number in sorted(draw(st.sets(st.integers(0, 31), min_size=1)))
    ]
    load = {day: draw(st.integers(0, 3)) for day in days}
    return wishes, days, draw(st.integers(1, 4)), load


def choices(wish, days):
    return [day for day in days if wish.earliest <= day <= wish.latest]


def possible(wishes, days, limit, load):
    """Whether all can be placed within the limit: every set of wishes finds room."""
    room = {day: max(limit - load.get(day, 0), 0) for day in days}

    @cache
    def place(number, left):
        if number == len(wishes):
            return True
        rooms = dict(zip(days, left, strict=True))
        for day in choices(wishes[number], days):
            if rooms[day]:
                rest = tuple(n - (d == day) for d, n in rooms.items())
                if place(number + 1, rest):
                    return True
        return False

    return place(0, tuple(room.values()))


@given(plans())
def test_each_visit_is_on_a_working_day_it_may_be_on(plan):
    wishes, days, limit, load = plan
    placed = levelled(wishes, days, limit, load)
    assert placed.keys() == {wish.key for wish in wishes}
    for wish in wishes:
        assert placed[wish.key] in (choices(wish, days) or days)


@given(plans(most=8))
def test_no_day_is_over_the_limit_if_that_can_be_avoided(plan):
    wishes, days, limit, load = plan
    wishes = [wish for wish in wishes if choices(wish, days)]
    placed = levelled(wishes, days, limit, load)
    added = Counter(placed.values())
    over = any(added[day] + load[day] > limit for day in added)
    assert over == (not possible(wishes, days, limit, load))


@given(plans(most=8))
def test_the_fullest_day_is_as_empty_as_can_be(plan):
    wishes, days, limit, _load = plan
    wishes = [wish for wish in wishes if choices(wish, days)]
    wishes = [wish._replace(area="") for wish in wishes]
    fullest = max(Counter(levelled(wishes, days, limit).values()).values(), default=0)
    if 1 < fullest <= limit:
        assert not possible(wishes, days, fullest - 1, {})


@given(plans())
def test_neighbours_cost_nothing(plan):
    wishes, days, limit, load = plan
    plain = [wish._replace(area="") for wish in wishes]
    fullest = [
        max(
            (n + load[day] for day, n in Counter(placed.values()).items()),
            default=0,
        )
        for placed in (
            levelled(wishes, days, limit, load),
            levelled(plain, days, limit, load),
        )
    ]
    assert fullest[0] <= max(fullest[1], limit)


@given(plans())
def test_the_same_wishes_find_the_same_days(plan):
    wishes, days, limit, load = plan
    assert levelled(wishes, days, limit, load) == levelled(wishes, days, limit, load)


def test_neighbours_share_a_day():
    days = working_days()[:10]
    wishes = [
        Wish(number, days[0], days[-1], area)
        for number, area in enumerate(["north", "south"] * 10)
    ]
    placed = levelled(wishes, days, 4)
    areas = {day: set() for day in days}
    for wish in wishes:
        areas[placed[wish.key]].add(wish.area)
    assert all(len(found) == 1 for found in areas.values())


def test_days_off_are_out_and_made_up_days_are_in():
    days = [date(2026, 2, 14), date(2026, 2, 24)]  # before and after Spring Festival
    wishes = [
        Wish("within", date(2026, 2, 16), date(2026, 2, 20)),
        Wish("saturday", date(2026, 2, 12), date(2026, 2, 15)),
        Wish("after", date(2026, 3, 1), date(2026, 3, 2)),
    ]
    placed = levelled(wishes, days, 4)
    assert placed == {"within": days[0], "saturday": days[0], "after": days[1]}


def test_without_working_days_nothing_is_planned():
    assert levelled([Wish(1, START, START)], [], 4) == {}


# ----------------------------------------------------------------------
# At which hour
# ----------------------------------------------------------------------

MORNING = Span(datetime(2026, 1, 5, 1), datetime(2026, 1, 5, 4))
AFTERNOON = Span(datetime(2026, 1, 5, 5), datetime(2026, 1, 5, 9))
LENGTH = timedelta(minutes=90)


def test_visits_follow_each_other_in_working_time():
    found = start_times([MORNING, AFTERNOON], [], 4, LENGTH)
    assert [(f.hour, f.minute) for f in found] == [(1, 0), (2, 30), (5, 0), (6, 30)]


def test_no_visit_begins_while_another_stands():
    taken = [datetime(2026, 1, 5, 2)]
    found = start_times([MORNING, AFTERNOON], taken, 2, LENGTH)
    assert all(abs(moment - taken[0]) >= LENGTH for moment in found)


@given(st.integers(1, 20), st.integers(10, 300))
def test_every_visit_begins_in_working_time(number, minutes):
    found = start_times([MORNING, AFTERNOON], [], number, timedelta(minutes=minutes))
    assert len(found) == number
    assert len(set(found)) == number
    for moment in found:
        assert any(span.start <= moment < span.end for span in (MORNING, AFTERNOON))


@pytest.mark.parametrize(
    ("every", "first", "last"),
    [
        (1, date(2026, 5, 1), date(2026, 5, 31)),
        (3, date(2026, 4, 1), date(2026, 6, 30)),
        (6, date(2026, 1, 1), date(2026, 6, 30)),
        (12, date(2026, 1, 1), YEAR),
    ],
)
def test_periods_of_the_year(every, first, last):
    assert period_of(date(2026, 5, 9), every) == (first, last)
