"""CASE-5: quiet hours end when the recipient's own clock says so, whatever it does."""

import doctest
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kas_lib import quiet
from strategies import moments, zones

NIGHT = quiet.QuietHours(22, 7)
BERLIN = ZoneInfo("Europe/Berlin")
minutes = st.integers(min_value=0, max_value=24 * 60 - 1).map(lambda m: m / 60)
spans = st.builds(quiet.QuietHours, minutes, minutes)


def local(moment, zone):
    return moment.replace(tzinfo=UTC).astimezone(zone)


def test_examples_in_docstrings():
    result = doctest.testmod(quiet)
    assert result.attempted and not result.failed


@settings(max_examples=500, deadline=None)
@given(now=moments, hours=spans, zone=zones)
def test_nothing_waits_when_the_clock_shows_no_quiet_time(now, hours, zone):
    until = quiet.quiet_until(now, hours, zone)
    assert (until is None) == (not hours.cover(local(now, zone)))


@settings(max_examples=500, deadline=None)
@given(now=moments, hours=spans, zone=zones, data=st.data())
def test_quiet_hours_end_at_the_first_moment_that_is_not_quiet(now, hours, zone, data):
    until = quiet.quiet_until(now, hours, zone)
    if until is None:
        return
    assert now < until <= now + timedelta(hours=26)
    assert not hours.cover(local(until, zone))
    waiting = int((until - now).total_seconds()) - 1
    second = data.draw(st.integers(min_value=0, max_value=waiting))
    for moment in (until - timedelta(seconds=1), now + timedelta(seconds=second)):
        assert hours.cover(local(moment, zone))


@given(now=moments, hour=minutes, zone=zones)
def test_like_times_mean_none(now, hour, zone):
    assert quiet.quiet_until(now, quiet.QuietHours(hour, hour), zone) is None


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 3, 2, 13, 59), None),  # 21:59
        (datetime(2026, 3, 2, 14), datetime(2026, 3, 2, 23)),  # 22:00 … 07:00
        (datetime(2026, 3, 2, 22, 59, 59), datetime(2026, 3, 2, 23)),  # 06:59:59
        (datetime(2026, 3, 2, 23), None),  # 07:00
    ],
)
def test_a_night_in_shanghai(moment, expected):
    assert quiet.quiet_until(moment, NIGHT, ZoneInfo("Asia/Shanghai")) == expected


def test_no_day_is_quiet_as_a_whole():
    hours = quiet.QuietHours(0, 23.995)
    end = quiet.quiet_until(datetime(2026, 3, 2, 16), hours, ZoneInfo("Asia/Shanghai"))
    assert end == datetime(2026, 3, 3, 15, 59)


def test_nights_of_summer_time_are_an_hour_shorter_or_longer():
    spring = quiet.quiet_until(datetime(2026, 3, 28, 21), NIGHT, BERLIN)
    autumn = quiet.quiet_until(datetime(2026, 10, 24, 20), NIGHT, BERLIN)
    assert spring == datetime(2026, 3, 29, 5)
    assert autumn == datetime(2026, 10, 25, 6)


def test_an_end_that_the_clock_jumps_over_is_the_jump():
    hours = quiet.QuietHours(22, 2.5)
    now = datetime(2026, 3, 29, 0)
    assert quiet.quiet_until(now, hours, BERLIN) == datetime(2026, 3, 29, 1)


def test_an_end_that_the_clock_shows_twice_comes_twice():
    hours = quiet.QuietHours(22, 2.5)
    first, again = datetime(2026, 10, 25, 0, 10), datetime(2026, 10, 25, 1, 10)
    assert quiet.quiet_until(first, hours, BERLIN) == datetime(2026, 10, 25, 0, 30)
    assert quiet.quiet_until(again, hours, BERLIN) == datetime(2026, 10, 25, 1, 30)
