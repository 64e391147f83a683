"""CASE-4: holds by hand and by the work, and their longest time."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from watches import (
    ACCESS,
    CUSTOMER,
    FOR_EVER,
    HOUR,
    MINUTE,
    START,
    again,
    alarms,
    facts,
    watch,
)

from kas_lib.ledger import runs
from kas_lib.transition import MET, PAUSE, RUN, VOID, Status
from strategies import moments


def test_a_hold_by_hand_outlives_what_the_work_says():
    promise = watch()
    promise.hold(FOR_EVER, START + HOUR)
    for said in (RUN, PAUSE, RUN):
        promise.follow(Status(said), START + 2 * HOUR)
        assert promise.state == "paused"
    promise.release(START + 3 * HOUR)
    assert promise.state == "running"
    assert promise.plan(START + 3 * HOUR).due_at == START + 7 * HOUR


def test_a_hold_by_the_work_outlives_one_by_hand():
    promise = watch()
    promise.hold(FOR_EVER, START + HOUR)
    promise.follow(CUSTOMER, START + 2 * HOUR)
    promise.release(START + 3 * HOUR)
    assert promise.state == "paused"
    promise.follow(Status(RUN), START + 4 * HOUR)
    assert promise.plan(START + 4 * HOUR).due_at == START + 8 * HOUR


def test_the_clock_goes_on_when_the_reason_is_used_up_however_late_one_looks():
    for late in (0, 1, 100):
        promise = watch()
        promise.follow(CUSTOMER, START + HOUR)
        assert promise.plan(START + HOUR).next_at == START + 11 * HOUR
        promise.tick(START + 11 * HOUR + late * MINUTE)
        assert promise.entries[-1].kind == "resumed"
        assert promise.entries[-1].at == START + 11 * HOUR
        assert alarms(promise) == ["hold+1"]
        assert promise.due_at == START + 15 * HOUR


def test_used_up_while_another_reason_holds_tells_nobody():
    promise = watch()
    promise.follow(CUSTOMER, START + HOUR)
    promise.hold(ACCESS, START + 2 * HOUR)
    promise.tick(START + 6 * HOUR)
    assert alarms(promise) == []
    assert promise.state == "paused"
    promise.tick(START + 11 * HOUR)
    assert alarms(promise) == ["hold+2"]


def test_two_holds_for_one_reason_count_once():
    promise = watch()
    promise.follow(CUSTOMER, START + HOUR)
    promise.hold(CUSTOMER, START + 3 * HOUR)
    promise.tick(START + 11 * HOUR)
    assert promise.state == "running"
    assert promise.held(1, START + 20 * HOUR) == 10 * HOUR


def test_a_pause_that_changes_its_reason_is_counted_for_each():
    promise = watch()
    promise.follow(CUSTOMER, START + HOUR)
    promise.follow(ACCESS, START + 3 * HOUR)
    promise.follow(CUSTOMER, START + 4 * HOUR)
    assert promise.held(1, START + 5 * HOUR) == 3 * HOUR
    assert promise.held(2, START + 5 * HOUR) == HOUR
    assert promise.plan(START + 5 * HOUR).next_at == START + 12 * HOUR


def test_what_was_on_hold_after_it_was_kept_counts_for_no_reason():
    promise = watch()
    promise.follow(CUSTOMER, START + HOUR)
    promise.hold(FOR_EVER, START + 3 * HOUR)
    promise.follow(Status(MET, at=START + 2 * HOUR), START + 3 * HOUR)
    promise.follow(CUSTOMER, START + 4 * HOUR)
    assert promise.held(1, START + 4 * HOUR) == HOUR
    assert promise.plan(START + 4 * HOUR).next_at == START + 13 * HOUR


def test_kept_before_the_reason_was_used_up_is_kept_in_time():
    promise = watch()
    promise.follow(CUSTOMER, START + HOUR)
    promise.follow(Status(MET, at=START + 10 * HOUR), START + 50 * HOUR)
    assert promise.missed_at is None
    assert [entry.kind for entry in promise.entries] == ["started", "paused", "met"]


def test_kept_after_the_reason_was_used_up_may_be_late():
    promise = watch()
    promise.follow(CUSTOMER, START + HOUR)
    promise.follow(Status(MET), START + 17 * HOUR)
    assert promise.missed_at == START + 15 * HOUR
    assert promise.late_by == 2 * HOUR
    assert alarms(promise) == []


def test_a_lapse_ends_no_hold_and_wins_no_time():
    promise = watch()
    promise.hold(CUSTOMER, START + HOUR)
    promise.follow(Status(VOID, lapsed=True), START + 3 * HOUR)
    promise.follow(Status(RUN), START + 20 * HOUR)
    # The reason was used up 11 hours after the start, the promise 4 hours later.
    promise.tick(START + 20 * HOUR)
    assert promise.missed_at == START + 15 * HOUR


def test_the_end_of_a_promise_ends_its_holds():
    for end in (MET, VOID):
        promise = watch()
        promise.hold(FOR_EVER, START + HOUR)
        promise.follow(Status(end), START + 2 * HOUR)
        promise.follow(Status(RUN), START + 3 * HOUR)
        assert promise.state == "running"
        assert promise.reason_by_hand() == 0


acts = st.sampled_from(
    ["run", "customer", "access", "hold", "hold access", "release", "sweep"]
)


lives = st.lists(st.tuples(st.integers(0, 8 * 60), acts), max_size=12)


def live(promise, start, life):
    """Let the acts of a life happen; the moments of the life."""
    now = start
    for minutes, act in life:
        now += minutes * MINUTE
        if act == "sweep":
            promise.tick(now)
        elif act == "release":
            promise.release(now)
        elif act.startswith("hold"):
            reason = ACCESS if act.endswith("access") else CUSTOMER
            promise.tick(now)
            if not promise.reason_by_hand() and not promise.is_used_up(reason, now):
                promise.hold(reason, now)
        else:
            said = {"run": Status(RUN), "customer": CUSTOMER, "access": ACCESS}
            promise.follow(said[act], now)
    return now


@given(start=moments, life=lives)
def test_no_life_holds_for_a_reason_longer_than_its_cap(start, life):
    promise = watch(start=start)
    now = live(promise, start, life)
    promise.tick(now + 1000 * HOUR)
    for status in (CUSTOMER, ACCESS):
        assert promise.held(status.reason, now + 2000 * HOUR) <= status.cap
    # Every reason has a cap, so in the end everything is missed.
    assert promise.state == "running"
    assert promise.missed_at is not None


@given(start=moments, life=lives)
def test_a_promise_is_missed_after_the_runs_used_it_up(start, life):
    """What is not run is held, and what is held is no more than the caps allow."""
    promise = watch(start=start)
    now = live(promise, start, life)
    promise.tick(now + 1000 * HOUR)
    missed = promise.missed_at
    ran = [(run.start, run.end or missed) for run in runs(promise.entries)]
    used = (min(end, missed) - begun for begun, end in ran if begun < missed)
    assert sum(used, timedelta(0)) == 5 * HOUR
    assert missed - start <= 5 * HOUR + CUSTOMER.cap + ACCESS.cap


@given(start=moments, life=lives, extra=lives)
def test_the_ledger_alone_goes_on_with_the_same_story(start, life, extra):
    first = watch(start=start)
    now = live(first, start, life)
    second = again(first)
    for promise in (first, second):
        live(promise, now, extra)
    assert first.entries == second.entries
    assert first.plan(now) == second.plan(now)


@given(start=moments, life=lives)
def test_looking_more_often_changes_nothing(start, life):
    """Sweeps in between find the same facts, at the same moments."""
    seldom, often = watch(start=start), watch(start=start)
    end = live(seldom, start, life)
    now = start
    for minutes, act in life:
        for _step in range(4):
            now += minutes * MINUTE / 4
            often.tick(now)
        live(often, now, [(0, act)])
    for promise in (seldom, often):
        promise.tick(end)
    assert facts(seldom) == facts(often)
    assert seldom.plan(end) == often.plan(end)
