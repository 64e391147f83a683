"""Who is there: leaves, and people who are passed over."""

from datetime import datetime, timedelta

from kas_lib.presence import Duty, Leave, Presence

NOON = datetime(2026, 3, 2, 12)
HOUR = timedelta(hours=1)


def test_without_users_for_a_moment():
    duty = Duty(3, 7, NOON - HOUR, NOON + HOUR)
    presence = Presence([Leave(1, NOON - HOUR, NOON + HOUR)], [duty])
    fewer = presence.without([2], NOON)
    assert fewer.away(NOON) == {1, 2}
    assert fewer.on_duty(7, NOON) == [3]
    assert presence.away(NOON) == {1}, "the other one stays as it was"


def test_who_is_left_out_and_away_anyway():
    fewer = Presence([Leave(1, NOON, NOON + HOUR)]).without([1], NOON)
    assert fewer.is_away(1, NOON + HOUR / 2)
    assert not fewer.is_away(1, NOON + HOUR)
