"""What hypothesis draws from: moments around changes of the clock, zones, promises."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

#: Zones with and without summer time, with half hours, and with days that were skipped.
ZONES = [
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "America/Sao_Paulo",
    "UTC",
]

zones = st.sampled_from(ZONES).map(ZoneInfo)
#: Naive UTC; the years hold every change of summer time and Samoa's skipped day.
moments = st.datetimes(
    min_value=datetime(2010, 1, 1), max_value=datetime(2030, 12, 31)
).map(lambda moment: moment.replace(microsecond=0))
spans = st.integers(min_value=1, max_value=72 * 3600).map(
    lambda seconds: timedelta(seconds=seconds)
)
