"""The life of a promise, from its start to its end, without a database."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kas_lib.clock import ContinuousClock
from kas_lib.schedule import DUE, WARNING, Step, Terms
from kas_lib.transition import MET, PAUSE, RUN, VOID, Status
from kas_lib.watch import Watch
from strategies import moments

START = datetime(2026, 2, 1, 8)
HOUR = timedelta(hours=1)
STEPS = (
    Step("warning+0/responsible", WARNING, timedelta(0)),
    Step("due+0/supervisor", DUE, timedelta(0)),
    Step("due+120/department_head", DUE, 2 * HOUR),
)


def watch(hours=5, start=START, now=None):
    result = Watch(Terms(hours * HOUR, steps=STEPS), ContinuousClock())
    result.start(start, now or start)
    return result


def alarms(promise):
    return [entry.mark for entry in promise.told()]


def kinds(entries):
    return [entry.kind for entry in entries]


def test_from_warning_to_escalation():
    promise = watch()
    promise.tick(START + 4 * HOUR)
    assert alarms(promise) == [WARNING, "warning+0/responsible"]
    promise.tick(START + 5 * HOUR)
    assert promise.missed_at == START + 5 * HOUR
    promise.tick(START + 7 * HOUR)
    assert alarms(promise)[2:] == [DUE, "due+0/supervisor", "due+120/department_head"]
    assert kinds(promise.entries) == [
        "started",
        "warned",
        "escalated",
        "missed",
        "escalated",
        "escalated",
    ]


def test_nothing_twice_however_often_the_sweep_comes():
    promise = watch()
    for minute in range(0, 12 * 60, 7):
        promise.tick(START + timedelta(minutes=minute))
    assert len(alarms(promise)) == len(set(alarms(promise))) == 5


def test_after_an_outage_the_warning_is_not_sent_together_with_the_miss():
    promise = watch()
    promise.tick(START + 6 * HOUR)
    assert alarms(promise) == [DUE, "due+0/supervisor"]
    assert kinds(promise.entries).count("warned") == 1


def test_a_step_that_follows_the_warning_after_the_due_time_is_taken():
    """Ahead of the due time it would have been of use; after it, it still is."""
    steps = (*STEPS, Step("warning+120/deputy", WARNING, 2 * HOUR))
    promise = Watch(Terms(5 * HOUR, steps=steps), ContinuousClock())
    promise.start(START, START)
    for hours in (4, 5, 6):
        promise.tick(START + hours * HOUR)
    assert alarms(promise)[-1] == "warning+120/deputy"


def test_a_start_in_the_past_alarms_nobody_but_is_recorded():
    promise = watch(start=START, now=START + 6 * HOUR)
    assert alarms(promise) == []
    assert promise.missed_at == START + 5 * HOUR
    promise.tick(START + 7 * HOUR)
    assert alarms(promise) == ["due+120/department_head"]


def test_silence_after_the_end():
    for wanted in (MET, VOID, PAUSE):
        promise = watch()
        promise.follow(Status(wanted), START + HOUR)
        promise.tick(START + 50 * HOUR)
        assert alarms(promise) == []
        assert promise.plan(START + 50 * HOUR).next_at is None


def test_kept_too_late_is_missed_first_even_if_no_sweep_ran():
    promise = watch()
    promise.follow(Status(MET), START + 6 * HOUR)
    facts = [kind for kind in kinds(promise.new) if kind != "escalated"]
    assert facts == ["started", "warned", "missed", "met"]
    assert promise.missed_at == START + 5 * HOUR
    assert promise.late_by == HOUR
    assert alarms(promise) == []


def test_a_pause_after_the_due_time_still_alarms():
    promise = watch()
    promise.follow(Status(PAUSE, note="customer"), START + 6 * HOUR)
    assert alarms(promise) == [DUE, "due+0/supervisor"]
    assert promise.state == "paused"


def test_kept_is_as_old_as_the_message_that_kept_it():
    promise = watch()
    promise.follow(Status(MET, at=START + 4.9 * HOUR), START + 5.1 * HOUR)
    assert promise.missed_at is None
    assert promise.met_at == START + 4.9 * HOUR


def test_reopening_goes_on_with_the_same_clock():
    promise = watch()
    promise.follow(Status(MET), START + 4 * HOUR)
    promise.follow(Status(RUN), START + 24 * HOUR)
    assert promise.met_at is None
    assert promise.plan(START + 24 * HOUR).due_at == START + 25 * HOUR


def test_reopening_what_was_kept_late_alarms_only_what_is_still_to_come():
    promise = watch()
    promise.follow(Status(MET), START + 6 * HOUR)
    promise.follow(Status(RUN), START + 24 * HOUR)
    promise.tick(START + 24 * HOUR)
    assert alarms(promise) == []
    promise.tick(START + 25 * HOUR)
    assert alarms(promise) == ["due+120/department_head"]


def test_no_time_is_won_by_calling_a_complaint_an_enquiry_for_a_while():
    promise = watch()
    promise.follow(Status(VOID, lapsed=True), START + HOUR)
    assert promise.plan(START + 2 * HOUR).due_at is None
    promise.follow(Status(RUN), START + 4 * HOUR)
    assert promise.plan(START + 4 * HOUR).due_at == START + 5 * HOUR


def test_nor_by_coming_back_on_hold_or_kept():
    promise = watch()
    promise.follow(Status(VOID, lapsed=True), START + HOUR)
    promise.follow(Status(PAUSE), START + 6 * HOUR)
    assert promise.missed_at == START + 5 * HOUR
    assert alarms(promise) == [DUE, "due+0/supervisor"]
    assert promise.due_at == START + 5 * HOUR
    promise = watch()
    promise.follow(Status(VOID, lapsed=True), START + HOUR)
    promise.follow(Status(MET), START + 6 * HOUR)
    assert promise.missed_at == START + 5 * HOUR
    assert promise.late_by == HOUR


def test_lapsing_is_no_mark_after_which_a_round_begins():
    promise = watch()
    promise.follow(Status(VOID, lapsed=True), START + HOUR)
    promise.change(Terms(8 * HOUR, steps=STEPS), START + 2 * HOUR)
    assert promise.round == 1


def test_told_before_the_pause_but_recorded_in_it_it_is_not_late():
    promise = watch()
    promise.follow(Status(PAUSE), START + 6 * HOUR)
    promise.follow(Status(MET, at=START + 4 * HOUR), START + 7 * HOUR)
    assert promise.met_at == START + 4 * HOUR
    assert promise.late_by == timedelta(0)
    assert promise.missed_at == START + 5 * HOUR


def test_a_case_that_was_void_gets_back_only_the_time_that_was_left():
    promise = watch()
    promise.follow(Status(VOID), START + HOUR)
    promise.follow(Status(RUN), START + 4 * HOUR)
    assert promise.plan(START + 4 * HOUR).due_at == START + 8 * HOUR


def test_a_miss_is_not_dated_before_the_promise_was_made_so_short():
    promise = watch(hours=12)
    promise.change(Terms(5 * HOUR, steps=STEPS), START + 9 * HOUR)
    promise.tick(START + 9 * HOUR)
    assert promise.missed_at == START + 9 * HOUR


def test_re_levelling_keeps_the_time_used():
    promise = watch(hours=12)
    promise.change(Terms(5 * HOUR, steps=STEPS), START + 3 * HOUR)
    assert promise.plan(START + 3 * HOUR).due_at == START + 5 * HOUR
    assert promise.round == 1


def test_a_miss_stays_a_miss_and_can_happen_once_more():
    promise = watch(hours=5)
    promise.tick(START + 5 * HOUR)
    promise.change(Terms(12 * HOUR, steps=STEPS), START + 6 * HOUR)
    assert promise.round == 2
    assert promise.missed_at == START + 5 * HOUR
    promise.tick(START + 12 * HOUR)
    assert (DUE, 2) in [(entry.mark, entry.round) for entry in promise.told()]
    assert promise.missed_at == START + 5 * HOUR


def test_after_a_miss_the_next_round_warns_again():
    promise = watch(hours=5)
    promise.tick(START + 5 * HOUR)
    promise.change(Terms(12 * HOUR, steps=STEPS), START + 6 * HOUR)
    promise.tick(START + 10 * HOUR)
    again = [entry.mark for entry in promise.told() if entry.round == 2]
    assert again == [WARNING, "warning+0/responsible"]


@st.composite
def lives(draw):
    """Random facts at growing moments, with sweeps in between."""
    moment = draw(moments)
    acts = []
    for _ in range(draw(st.integers(min_value=0, max_value=15))):
        moment += timedelta(minutes=draw(st.integers(min_value=0, max_value=600)))
        acts.append((moment, draw(st.sampled_from([RUN, PAUSE, MET, VOID, "sweep"]))))
    return acts


@given(start=moments, acts=lives())
def test_no_life_alarms_twice_or_after_its_end(start, acts):
    promise = watch(start=start)
    now = start
    for moment, act in acts:
        now = max(now, moment)
        told = len(alarms(promise))
        if act == "sweep":
            promise.tick(now)
            if promise.state != "running":
                assert len(alarms(promise)) == told
        else:
            promise.follow(Status(act), now)
    assert len(alarms(promise)) == len(set(alarms(promise)))
    moments_ = [e.at for e in promise.entries if e.kind in ("started", "met", "paused")]
    assert moments_ == sorted(moments_)


@given(start=moments, acts=lives())
def test_the_ledger_alone_tells_the_same_story(start, acts):
    """A watch made from the written ledger knows what the first one knew."""
    first = watch(start=start)
    now = start
    for moment, act in acts:
        now = max(now, moment)
        if act == "sweep":
            first.tick(now)
        else:
            first.follow(Status(act), now)
    again = Watch(
        first.terms,
        first.clock,
        first.entries,
        first.state,
        first.round,
        first.missed_at,
    )
    assert again.plan(now) == first.plan(now)
    assert again.used(now) == first.used(now)
