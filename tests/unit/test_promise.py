"""CASE-2, APP-3: how long a promise is, whatever the zone does to its clocks."""

import doctest
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kas_lib import clock, local_day, promise, schedule, transition
from strategies import moments, zones

CLOCK = clock.ContinuousClock()


@pytest.mark.parametrize("module", [clock, local_day, promise, transition])
def test_examples_in_docstrings(module):
    result = doctest.testmod(module)
    assert result.attempted and not result.failed


@settings(max_examples=1000, deadline=None)
@given(start=moments, zone=zones, hours=st.sampled_from([5, 8, 12]))
def test_level_hours_are_hours_of_real_time(start, zone, hours):
    """A thousand moments and zones, changes of summer time included."""
    length = promise.promise_length(start, hours, "hours", zone, CLOCK)
    due = CLOCK.add(start, length)
    local_start = start.replace(tzinfo=UTC).astimezone(zone)
    local_due = due.replace(tzinfo=UTC).astimezone(zone)
    passed = local_due.timestamp() - local_start.timestamp()
    assert passed == hours * 3600
    assert CLOCK.measure(start, due) == timedelta(hours=hours)


@settings(max_examples=1000, deadline=None)
@given(start=moments, zone=zones, days=st.integers(min_value=0, max_value=7))
def test_end_of_day_is_the_last_moment_of_that_local_day(start, zone, days):
    end = local_day.end_of_day(start, days, zone)
    start_day = start.replace(tzinfo=UTC).astimezone(zone).date()
    just_before = (end - timedelta(seconds=1)).replace(tzinfo=UTC).astimezone(zone)
    at_end = end.replace(tzinfo=UTC).astimezone(zone)
    assert end > start
    assert just_before.date() <= start_day + timedelta(days=days) < at_end.date()


def test_end_of_day_in_samoa_skips_the_day_that_never_was():
    """30 December 2011 did not exist in Apia: the 29th ends where the 31st begins."""
    apia = ZoneInfo("Pacific/Apia")
    end = local_day.end_of_day(datetime(2011, 12, 29, 20), 0, apia)
    assert end.replace(tzinfo=UTC).astimezone(apia).date().isoformat() == "2011-12-31"


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        # Berlin puts the clock forward in the night to 29 March 2026.
        ("2026-03-28T23:30", "2026-03-29T05:30"),
        # And back in the night to 25 October 2026.
        ("2026-10-24T23:30", "2026-10-25T03:30"),
    ],
)
def test_five_hours_over_a_change_of_the_clock(start, expected):
    berlin = ZoneInfo("Europe/Berlin")
    moment = datetime.fromisoformat(start).replace(tzinfo=berlin)
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    due = utc + promise.promise_length(utc, 5, "hours", berlin, CLOCK)
    shown = due.replace(tzinfo=UTC).astimezone(berlin).replace(tzinfo=None)
    assert shown == datetime.fromisoformat(expected)


def test_an_unknown_unit_is_an_error():
    with pytest.raises(KeyError):
        promise.promise_length(datetime(2026, 1, 1), 1, "moons", ZoneInfo("UTC"), CLOCK)


@given(amount=st.floats(min_value=0.01, max_value=100), share=st.floats(0.01, 1))
def test_everything_is_a_whole_second(amount, share):
    """What is counted again from the stored length must not differ by a fraction."""
    length = promise.promise_length(
        datetime(2026, 1, 1), amount, "hours", ZoneInfo("UTC"), CLOCK
    )
    warn = schedule.Terms(length, warn_share=share).warn_after()
    assert length.microseconds == warn.microseconds == 0
