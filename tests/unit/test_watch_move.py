"""CASE-4: moved times, other terms, rounds, and slips that are taken back."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from watches import FOR_EVER, HOUR, MINUTE, START, again, alarms, terms, watch

from kas_lib.ledger import Entry, Reading
from kas_lib.schedule import DUE, WARNING, Terms
from strategies import moments, spans


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
