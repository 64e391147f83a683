"""TEAM-4: weeks of a zone, also where the clock is put forward or back."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kas_lib.local_day import local_day
from kas_lib.week import WEEK, monday_of, week_begins, week_begun

zones = st.sampled_from(
    [
        ZoneInfo(name)
        for name in (
            "Asia/Shanghai",
            "Europe/Berlin",
            "America/New_York",
            "Pacific/Kiritimati",
            "Pacific/Pago_Pago",
            "Australia/Lord_Howe",
        )
    ]
)
moments = st.datetimes(
    min_value=datetime(2020, 1, 1), max_value=datetime(2035, 12, 31)
).map(lambda moment: moment.replace(microsecond=0))
hours = st.floats(min_value=0, max_value=23.75)


@given(st.dates())
def test_a_monday_is_the_first_of_seven_days(day):
    if day.toordinal() < 8:
        return
    monday = monday_of(day)
    assert monday.weekday() == 0
    assert 0 <= (day - monday).days < 7


@given(moments, hours, zones)
def test_a_week_that_has_begun_is_that_of_the_day(moment, hour, zone):
    monday = week_begun(moment, hour, zone)
    if monday is None:
        assert local_day(moment, zone).weekday() == 0
    else:
        assert monday == monday_of(local_day(moment, zone))
        assert week_begins(monday, hour, zone) <= moment


@given(moments, hours, zones)
def test_once_begun_it_stays_so_until_the_next_one(moment, hour, zone):
    monday = week_begun(moment, hour, zone)
    later = week_begun(moment + timedelta(hours=1), hour, zone)
    if monday and later:
        assert later - monday in (timedelta(0), WEEK)
    if monday and not later:
        assert local_day(moment + timedelta(hours=1), zone) == monday + WEEK


@given(moments, hours, zones)
def test_each_week_begins_after_the_one_before(moment, hour, zone):
    monday = monday_of(local_day(moment, zone))
    begins = week_begins(monday, hour, zone)
    assert begins < week_begins(monday + WEEK, hour, zone)
    assert local_day(begins, zone) == monday
