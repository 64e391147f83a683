"""TEAM-5: gaps of a roster, turns of a rota, and who is there."""

import doctest
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kas_lib import roster
from kas_lib.presence import Duty, Leave, Presence
from kas_lib.roster import Span, gaps, rota, same_gaps
from strategies import zones

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
START = datetime(2026, 3, 2)
WINDOW = Span(START, START + 3 * DAY)

hours = st.integers(min_value=-24, max_value=96).map(lambda hour: START + hour * HOUR)
spans = st.tuples(hours, hours).filter(lambda s: s[0] < s[1]).map(lambda s: Span(*s))
rosters = st.lists(spans, max_size=12)
walls = st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1)).map(
    lambda moment: moment.replace(minute=0, second=0, microsecond=0)
)


def covered(roster, moment):
    return any(start <= moment < end for start, end in roster)


def utc(wall, zone):
    return wall.replace(tzinfo=zone).astimezone(ZoneInfo("UTC")).replace(tzinfo=None)


@given(rosters)
def test_an_hour_is_in_a_gap_or_covered_never_both(roster):
    found = gaps(roster, WINDOW)
    for index in range(72):
        moment = START + index * HOUR
        assert covered(found, moment) != covered(roster, moment)


@given(rosters)
def test_gaps_are_ordered_apart_and_inside(roster):
    found = gaps(roster, WINDOW)
    edges = [moment for gap in found for moment in gap]
    assert edges == sorted(set(edges))
    assert all(WINDOW.start <= edge <= WINDOW.end for edge in edges)


@given(rosters)
def test_filling_the_gaps_leaves_none(roster):
    assert gaps([*roster, *gaps(roster, WINDOW)], WINDOW) == []


@given(rosters, spans)
def test_another_duty_makes_no_gap_longer(roster, more):
    before = sum((end - start for start, end in gaps(roster, WINDOW)), timedelta())
    after = sum((e - s for s, e in gaps([*roster, more], WINDOW)), timedelta())
    assert after <= before


def test_the_examples_in_the_documentation():
    result = doctest.testmod(roster)
    assert result.attempted and not result.failed


def test_no_roster_is_one_gap():
    assert gaps([], WINDOW) == [WINDOW]


@given(rosters)
def test_the_same_gaps_are_known_again(roster):
    found = gaps(roster, WINDOW)
    assert same_gaps(found, found) == list(range(len(found)))


def test_a_gap_that_shrinks_or_falls_apart_is_told_once():
    known = [Span(START, START + DAY)]
    found = [Span(START, START + 2 * HOUR), Span(START + 8 * HOUR, START + DAY)]
    assert same_gaps(known, found) == [0, None]
    assert same_gaps(found, known) == [0]
    assert same_gaps(known, [Span(START + DAY, START + 2 * DAY)]) == [None]


@given(
    walls,
    st.integers(1, 21),
    st.integers(min_value=1, max_value=200),
    st.integers(min_value=1, max_value=5),
    zones,
)
def test_a_rota_covers_its_period_once(start, days, length, people, zone):
    end = start + days * DAY
    shifts = rota(start, end, length, people, zone)
    window = Span(utc(start, zone), utc(end, zone))
    assert gaps([Span(s.start, s.end) for s in shifts], window) == []
    for shift, following in zip(shifts, shifts[1:], strict=False):
        assert shift.end == following.start
    assert {shift.person for shift in shifts} <= set(range(people))


@given(walls, st.integers(2, 21), st.integers(2, 4), zones)
def test_people_hand_over_by_the_clock_on_the_wall(start, days, people, zone):
    handovers = {s.start for s in rota(start, start + days * DAY, 24, people, zone)}
    for day in range(days):
        wall = start + day * DAY
        moment = utc(wall, zone)
        back = moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone)
        exists = back.replace(tzinfo=None) == wall
        assert not exists or moment in handovers


def test_summer_time_shortens_a_night():
    berlin = ZoneInfo("Europe/Berlin")
    start = datetime(2026, 3, 28, 20)
    night, day = rota(start, start + DAY, 12, 2, berlin)
    assert night == (0, datetime(2026, 3, 28, 19), datetime(2026, 3, 29, 6))
    assert day.end - day.start == 12 * HOUR


def test_the_turn_goes_round():
    shifts = rota(START, START + 4 * DAY, 24, 3, ZoneInfo("Asia/Shanghai"))
    assert [shift.person for shift in shifts] == [0, 1, 2, 0]


def test_away_from_the_first_moment_until_the_last():
    presence = Presence([Leave(7, START, START + DAY)])
    assert presence.is_away(7, START)
    assert not presence.is_away(7, START + DAY)
    assert not presence.is_away(8, START)
    assert presence.away(START) == {7}
    assert presence.away(START - HOUR) == set()


def test_of_two_on_duty_the_later_one_answers_first():
    duties = [Duty(1, 1, START, START + DAY), Duty(2, 1, START + HOUR, START + DAY)]
    presence = Presence(duties=duties)
    assert presence.on_duty(1, START) == [1]
    assert presence.on_duty(1, START + HOUR) == [2, 1]
    assert presence.on_duty(1, START + DAY) == []
    assert presence.on_duty(2, START) == []
