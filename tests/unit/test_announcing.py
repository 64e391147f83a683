"""APP-6: waves follow each other at the same hour, whatever the clock does."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kas_lib.announcing import wave_moments
from kas_lib.local_day import local_day, wall_to_utc
from strategies import moments, zones

waits = st.lists(st.integers(min_value=0, max_value=90), min_size=1, max_size=5)


def wall(moment, zone):
    return moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)


@given(moments, waits, zones)
def test_each_wave_is_so_many_days_later(start, days, zone):
    found = wave_moments(start, days, zone)
    passed, first = 0, local_day(start, zone)
    for moment, wait in zip(found, days, strict=True):
        passed += wait
        day = first + timedelta(days=passed)
        # A day that a zone skips, or an hour that it has not, is a little later.
        assert abs((local_day(moment, zone) - day).days) <= 1
    assert len(found) == len(days)


@given(moments, waits, zones)
def test_no_wave_goes_before_the_one_before(start, days, zone):
    found = wave_moments(start, days, zone)
    later = [start, *found]
    hour = timedelta(hours=24)
    assert all(b >= a - hour for a, b in zip(later, found, strict=False))
    assert all(
        moment == start
        for moment, wait in zip(found, days, strict=True)
        if not any(days[: found.index(moment) + 1])
    )


def test_the_hour_on_the_wall_stays_over_a_change_of_the_clock():
    berlin = ZoneInfo("Europe/Berlin")
    start = datetime(2026, 3, 28, 8)
    found = wave_moments(start, [0, 1, 7], berlin)
    assert [wall(moment, berlin) for moment in found] == [
        datetime(2026, 3, 28, 9),
        datetime(2026, 3, 29, 9),
        datetime(2026, 4, 5, 9),
    ]


def test_a_leap_day_is_a_day():
    shanghai = ZoneInfo("Asia/Shanghai")
    start = wall_to_utc(datetime(2028, 2, 28).date(), 9 * 3600, shanghai)
    assert [
        wall(one, shanghai).day for one in wave_moments(start, [1, 1], shanghai)
    ] == [
        29,
        1,
    ]
