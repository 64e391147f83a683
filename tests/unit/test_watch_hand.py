"""CASE-4: holds by hand and by the work, their longest time, moved times, rounds."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kas_lib.clock import ContinuousClock
from kas_lib.ledger import Entry, Reading, runs
from kas_lib.schedule import DUE, WARNING, Step, Terms
from kas_lib.transition import MET, PAUSE, RUN, VOID, Status
from kas_lib.watch import Watch
from strategies import moments, spans

START = datetime(2026, 2, 1, 8)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
STEPS = (
    Step("warning+0/responsible", WARNING, timedelta(0)),
    Step("due+0/supervisor", DUE, timedelta(0)),
    Step("due+120/department_head", DUE, 2 * HOUR),
)
CUSTOMER = Status(PAUSE, reason=1, cap=10 * HOUR)
ACCESS = Status(PAUSE, reason=2, cap=4 * HOUR)
FOR_EVER = Status(PAUSE, reason=3)


def watch(hours=5, start=START):
    result = Watch(terms(hours), ContinuousClock())
    result.start(start, start)
    return result


def terms(hours):
    return Terms(hours * HOUR, steps=STEPS)


def alarms(promise):
    return [entry.mark for entry in promise.told()]


def facts(promise):
    """What the ledger keeps; whether somebody was told depends on when one looks."""
    return {entry._replace(silent=False) for entry in promise.entries}


def again(first):
    """A watch made of the written ledger alone."""
    return Watch(
        first.terms,
        first.clock,
        first.entries,
        first.state,
        first.round,
        first.missed_at,
    )


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


@given(start=moments, used=spans, ahead=spans)
def test_a_moved_promise_is_due_exactly_then(start, used, ahead):
    promise = watch(start=start)
    now = start + used
    promise.move(now + ahead, now)
    assert promise.plan(now).due_at == now + ahead
    assert again(promise).plan(now).due_at == now + ahead


@given(start=moments, used=spans, ahead=spans, pause=spans)
def test_a_pause_moves_a_moved_promise_by_its_length(start, used, ahead, pause):
    promise = watch(start=start)
    now = start + used
    promise.move(now + ahead, now)
    promise.hold(FOR_EVER, now)
    promise.release(now + pause)
    assert promise.plan(now + pause).due_at == now + pause + ahead


@given(start=moments, used=spans, ahead=spans, hours=st.integers(1, 100))
def test_after_an_agreement_the_earlier_of_both_counts(start, used, ahead, hours):
    promise = watch(start=start)
    now = start + used
    promise.move(now + ahead, now)
    promise.change(terms(hours), now)
    assert promise.plan(now).due_at == min(now + ahead, start + hours * HOUR)


def test_moved_earlier_what_is_passed_is_told_at_once():
    promise = watch()
    promise.move(START + HOUR + MINUTE, START + HOUR)
    assert alarms(promise) == [WARNING, "warning+0/responsible"]
    assert promise.entries[-1].at == START + HOUR


def test_given_more_time_after_a_miss_it_can_be_missed_again():
    promise = watch()
    promise.tick(START + 5 * HOUR)
    promise.move(START + 9 * HOUR, START + 6 * HOUR)
    assert promise.round == 2
    promise.new.clear()
    promise.tick(START + 9 * HOUR)
    assert DUE in alarms(promise)
    assert promise.missed_at == START + 5 * HOUR


@pytest.mark.parametrize(("minutes", "told_again"), [(1, 0), (15, 0), (16, 1), (90, 1)])
def test_more_time_that_is_taken_back_at_once_was_a_slip(minutes, told_again):
    promise = watch()
    promise.tick(START + 5 * HOUR)
    moment = START + 5.5 * HOUR
    promise.change(terms(12), moment)
    promise.change(terms(5), moment + minutes * MINUTE)
    promise.tick(moment + minutes * MINUTE)
    assert alarms(promise).count("due+0/supervisor") == 1 + told_again
    promise.tick(START + 7.5 * HOUR)
    assert alarms(promise).count("due+120/department_head") == 1


def test_a_slip_back_to_nothing_left():
    promise = watch()
    promise.move(START, START)
    promise.tick(START)
    promise.move(START + HOUR, START + MINUTE)
    assert promise.round == 2
    promise.move(START + MINUTE, START + MINUTE)
    assert promise.round == 1
    promise.tick(START + 2 * MINUTE)
    assert alarms(promise).count(DUE) == 1


def test_a_slip_long_after_another():
    promise = watch()
    promise.tick(START + 5 * HOUR)
    for moment in (START + 5.5 * HOUR, START + 6.5 * HOUR):
        promise.change(terms(12), moment)
        promise.change(terms(5), moment + MINUTE)
    promise.tick(START + 6.6 * HOUR)
    assert promise.round == 1
    assert alarms(promise).count("due+0/supervisor") == 1


def test_a_slip_to_a_third_length_is_a_round_of_its_own():
    promise = watch()
    promise.tick(START + 5 * HOUR)
    promise.change(terms(12), START + 5.5 * HOUR)
    promise.change(terms(8), START + 5.5 * HOUR + MINUTE)
    assert promise.round == 2
    promise.tick(START + 8 * HOUR)
    assert alarms(promise).count("due+0/supervisor") == 2


def test_several_slips_in_a_row():
    promise = watch()
    promise.tick(START + 5 * HOUR)
    for minute, hours in enumerate((8, 12, 5, 12, 5)):
        promise.change(terms(hours), START + 5.5 * HOUR + minute * MINUTE)
    assert promise.round == 1
    promise.tick(START + 6 * HOUR)
    assert alarms(promise).count("due+0/supervisor") == 1


changes = st.lists(
    st.tuples(st.integers(0, 6 * 60), st.sampled_from([2, 5, 8, 12, 24])), max_size=12
)


@given(start=moments, life=changes)
def test_no_step_is_told_twice_in_a_round_nor_is_a_miss_silent(start, life):
    promise = watch(start=start)
    now = start
    for minutes, hours in life:
        now += minutes * MINUTE
        promise.change(terms(hours), now)
    now += 100 * HOUR
    promise.tick(now)
    facts = [(e.mark, e.round) for e in promise.entries if e.mark]
    assert len(facts) == len(set(facts))
    # Whoever stands in a step was told in the last round that came to it.
    assert DUE in alarms(promise)
    assert (DUE, promise.round) in facts
    rounds = [e.round for e in promise.entries if e.kind == "relevelled"]
    assert promise.round == (rounds[-1] if rounds else 1)


class OfficeClock:
    """Runs at a tenth of the time, to tell one clock from another."""

    def add(self, moment, duration):
        return moment + duration * 10

    def measure(self, start, end):
        return max(end - start, timedelta(0)) / 10


def test_other_terms_are_measured_by_their_own_clock():
    promise = watch(hours=5)
    promise.change(Terms(HOUR), START + 2 * HOUR, clock=OfficeClock())
    assert promise.used(START + 2 * HOUR) == 12 * MINUTE
    assert promise.plan(START + 2 * HOUR).due_at == START + 10 * HOUR


def test_an_agreement_keeps_its_moment_under_another_clock():
    promise = watch(hours=5)
    promise.move(START + 4 * HOUR, START + HOUR)
    promise.change(Terms(HOUR), START + 2 * HOUR, clock=OfficeClock())
    assert promise.plan(START + 2 * HOUR).due_at == START + 4 * HOUR


def test_old_ledgers_without_reasons_are_read_as_before():
    reading = Reading(
        [Entry("started", START), Entry("paused", START), Entry("resumed", START)]
    )
    assert reading.since == START
    assert reading.next_release() is None
