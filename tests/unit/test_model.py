"""Any life of a promise, compared with a model of it that was written apart."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from kas_lib.clock import ContinuousClock
from kas_lib.schedule import Step, Terms
from kas_lib.transition import MET, PAUSE, RUN, VOID, Status
from kas_lib.watch import Watch
from kas_lib.working_time import Period, WorkingClock
from reference import DUE, WARN, Agreement, EverySecond, Reference, SomeHours

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE_HOURS = {8, 9, 10, 11, 13, 14, 15, 16}
#: A Friday; in Berlin the clocks change two days later.
ZERO = datetime(2026, 3, 27, 9)
MINUTE = 60
HOUR = 60 * MINUTE
STEPS = (
    ("warning+0/responsible", WARN, 0),
    ("warning+90/deputy", WARN, 90 * MINUTE),
    ("due-30/deputy", DUE, -30 * MINUTE),
    ("due+0/supervisor", DUE, 0),
    ("due+120/department_head", DUE, 2 * HOUR),
)

#: Each reason with the seconds for which it may hold a promise altogether.
CAPS = {0: None, 1: None, 2: 2 * HOUR, 3: 12 * HOUR}
reasons = st.sampled_from(sorted(CAPS))
spans = st.integers(min_value=1, max_value=20 * HOUR)

agreements = st.builds(
    Agreement,
    promise=st.sampled_from([10, 30, 60, 300, 301, 480, 720]).map(lambda m: m * MINUTE),
    share=st.sampled_from([0.5, 0.75, 0.8, 1.0]),
    ahead=st.sampled_from([0, 15 * MINUTE, 2 * HOUR]),
    steps=st.lists(st.sampled_from(STEPS), unique=True, max_size=4).map(tuple),
)
long_ago = st.integers(min_value=0, max_value=30 * HOUR)
#: Mostly a little beside the next moment that matters, where mistakes show.
beside = st.sampled_from([-1, 0, 1, 59])


def moment(second):
    """A second of the model as the engine knows it."""
    return None if second is None else ZERO + timedelta(seconds=second)


def terms(agreement):
    """What the engine calls an agreement."""
    steps = agreement.steps
    return Terms(
        timedelta(seconds=agreement.promise),
        agreement.share,
        timedelta(seconds=agreement.ahead),
        tuple(Step(mark, at, timedelta(seconds=after)) for mark, at, after in steps),
    )


class Life(RuleBasedStateMachine):
    """The engine is rebuilt from its ledger after every fact, as on a database."""

    clock = ContinuousClock()
    time = EverySecond()

    @initialize(agreement=agreements, before=st.one_of(st.just(0), long_ago))
    def start(self, agreement, before):
        self.now = 40 * HOUR
        self.ledger = []
        self.alarms = []
        self.terms = terms(agreement)
        self.stored = {"state": "running", "round_": 1, "missed_at": None}
        self.kept = (None, timedelta(0))
        self.model = Reference(agreement, self.time)
        self.model.start(self.now - before, self.now)
        self.act(lambda w: w.start(moment(self.now - before), moment(self.now)))

    def act(self, change):
        """Let the engine do something and keep what the database would keep."""
        watch = Watch(self.terms, self.clock, self.ledger, **self.stored)
        change(watch)
        self.terms = watch.terms
        self.ledger += [e._replace(note="", silent=False) for e in watch.new]
        self.alarms += [(entry.round, entry.mark) for entry in watch.told()]
        self.stored = {
            "state": watch.state,
            "round_": watch.round,
            "missed_at": watch.missed_at,
        }
        if watch.met_at or watch.state != "met":
            self.kept = (watch.met_at, watch.late_by)

    def follow(self, *says, **more):
        self.act(lambda w: w.follow(Status(*says, **more), moment(self.now)))

    @rule(seconds=st.one_of(long_ago, st.integers(min_value=0, max_value=2 * HOUR)))
    def time_passes(self, seconds):
        self.now += seconds

    @precondition(lambda self: self.model.next() is not None)
    @rule(seconds=beside)
    def until_the_next_mark(self, seconds):
        self.now = max(self.now, self.model.next() + seconds)

    @rule()
    def sweep(self):
        self.model.sweep(self.now)
        self.act(lambda w: w.tick(moment(self.now)))

    @rule(reason=reasons)
    def pause(self, reason):
        cap = CAPS[reason]
        self.model.pause(self.now, reason, cap)
        self.follow(PAUSE, reason=reason, cap=cap and timedelta(seconds=cap))

    @rule(reason=reasons)
    def hold_by_hand(self, reason):
        """As the engine's shell does: only what is open, and not used up."""
        self.sweep()
        cap = CAPS[reason]
        over = cap is not None and self.model.held_for(reason, self.now) >= cap
        if over or "hand" in self.model.holds:
            return
        if self.model.state not in ("running", "paused"):
            return
        self.model.hold(self.now, reason, cap)
        status = Status(PAUSE, reason=reason, cap=cap and timedelta(seconds=cap))
        self.act(lambda w: w.hold(status, moment(self.now)))

    @rule()
    def resume_by_hand(self):
        self.model.release(self.now)
        self.act(lambda w: w.release(moment(self.now)))

    @rule(later=spans)
    def move_by_hand(self, later):
        self.sweep()
        if self.model.state == "running":
            due = self.now + later
            self.model.move(due, self.now)
            self.act(lambda w: w.move(moment(due), moment(self.now)))

    @rule()
    def resume_or_reopen(self):
        self.model.resume(self.now)
        self.follow(RUN)

    @rule(before=st.one_of(st.just(0), long_ago))
    def tell_the_customer(self, before):
        at = max(self.now - before, self.earliest())
        self.model.keep(at, self.now)
        self.follow(MET, at=moment(at))

    def earliest(self):
        """Nobody tells of a solution before the work was last reopened."""
        ends = [e.at for e in self.ledger if e.kind in ("started", "resumed", "met")]
        return int((max(ends) - ZERO).total_seconds())

    @rule(lapse=st.booleans())
    def void(self, lapse):
        self.model.void(self.now, lapse)
        self.follow(VOID, lapsed=lapse)

    @rule(agreement=agreements)
    def re_level(self, agreement):
        self.model.agree(agreement, self.now)
        self.act(lambda w: w.change(terms(agreement), moment(self.now)))

    @invariant()
    def they_agree(self):
        plan = self.watch().plan(moment(self.now))
        model = self.model
        assert self.stored["state"] == model.state
        assert plan.due_at == moment(model.due())
        assert plan.warn_at == moment(model.warn())
        assert self.next_at(plan) == moment(model.next())
        assert self.stored["missed_at"] == moment(model.missed)
        assert self.kept == (moment(model.met), timedelta(seconds=model.late))
        assert self.stored["round_"] == model.round

    @invariant()
    def the_same_was_seen_and_told_each_once(self):
        passed = ("warned", "missed", "escalated")
        seen = [(e.round, e.mark, e.at) for e in self.ledger if e.kind in passed]
        model = [(*key, moment(at)) for key, at in self.model.seen.items()]
        assert sorted(seen) == sorted(model)
        assert sorted(self.alarms) == sorted(self.model.told)
        assert len(self.alarms) == len(set(self.alarms))

    def watch(self):
        return Watch(self.terms, self.clock, self.ledger, **self.stored)

    def next_at(self, plan):
        ahead = [passed.at for passed in plan.passed] + [plan.next_at]
        return min((at for at in ahead if at), default=None)


def office_is_open(hour):
    """Weekdays from 8 to 12 and 13 to 17 in Berlin, where summer time begins."""
    local = (ZERO + timedelta(hours=hour)).replace(tzinfo=UTC).astimezone(BERLIN)
    return local.weekday() < 5 and local.hour in OFFICE_HOURS


class OfficeLife(Life):
    """The same by a clock that knows working hours only."""

    clock = WorkingClock(
        BERLIN,
        [
            Period(day, start * HOUR, (start + 4) * HOUR)
            for day in range(5)
            for start in (8, 13)
        ],
    )
    time = SomeHours(office_is_open)


# Making a failure shorter would take longer than a test may.
PHASES = (Phase.reuse, Phase.generate)
TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=300, stateful_step_count=40, deadline=None, phases=PHASES
)
TestOfficeLife = OfficeLife.TestCase
TestOfficeLife.settings = settings(
    max_examples=100, stateful_step_count=40, deadline=None, phases=PHASES
)
