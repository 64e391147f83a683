"""APP-2, APP-3: the steps of an opening, and promises from an appointment."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kas_lib.clock import ContinuousClock
from kas_lib.opening import (
    EXISTING,
    STEPS,
    after_visit,
    next_step,
    steps,
)
from kas_lib.promise import END_OF_DAY, promise_from, promise_length

CLOCK = ContinuousClock()
CONDITIONS = st.sampled_from([None, EXISTING, "two_way", "one_way", "off_network"])
ZONES = st.sampled_from(
    ["Asia/Shanghai", "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"]
).map(ZoneInfo)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)


def needed(condition, has_equipment, is_renewal):
    return steps(condition, has_equipment=has_equipment, is_renewal=is_renewal)


@given(CONDITIONS, st.booleans(), st.booleans())
def test_steps_come_in_order_and_once(condition, has_equipment, is_renewal):
    found = needed(condition, has_equipment, is_renewal)
    assert list(found) == [step for step in STEPS if step in found]


@given(CONDITIONS, st.booleans(), st.booleans())
def test_either_somebody_goes_there_or_the_customer_is_told(
    condition, has_equipment, is_renewal
):
    found = needed(condition, has_equipment, is_renewal)
    goes = has_equipment or condition != EXISTING
    assert ("visit" in found) == ("appointment" in found) == goes
    assert ("equipment" in found) == has_equipment
    assert ("told" in found) == (bool(found) and not goes)
    assert bool(found) == (goes or not is_renewal)
    assert not found or found[-3:] == ("call_back", "report", "file")


@given(st.dictionaries(st.sampled_from(STEPS), st.booleans()))
def test_the_next_step_is_the_first_that_is_left(taken):
    step = next_step(taken)
    if step is None:
        assert all(taken.values())
    else:
        assert not taken[step]
        before = STEPS[: STEPS.index(step)]
        assert all(taken.get(other, True) for other in before)


@given(MOMENTS, st.integers(0, 60 * 24 * 60), st.sampled_from([0, 3, 5]), ZONES)
def test_the_promise_ends_at_a_midnight_after_the_appointment(start, ahead, days, zone):
    agreed = start + timedelta(minutes=ahead)
    granted = promise_length(agreed, days, END_OF_DAY, zone, CLOCK)
    due = CLOCK.add(start, promise_from(start, agreed, granted, CLOCK))
    # The last second that keeps it lies on the day that was promised.
    local = lambda moment: moment.replace(tzinfo=UTC).astimezone(zone)  # noqa: E731
    last = local(due - timedelta(seconds=1)).date()
    assert last - local(agreed).date() == timedelta(days=days)
    assert local(due).date() > last


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=9)), MOMENTS)
def test_an_appointment_that_is_past_lengthens_nothing(start, granted, agreed):
    length = promise_from(start, agreed, granted, CLOCK)
    assert length >= granted
    if agreed <= start:
        assert length == granted
    else:
        assert start + length == agreed + granted


@given(st.sampled_from(["wanted", "ready", "moved", "cancelled"]), st.booleans())
def test_a_visit_moves_only_what_was_ready_and_ticked(state, is_moved):
    after = after_visit(state, is_moved)
    assert after == ("moved" if state == "ready" and is_moved else state)
