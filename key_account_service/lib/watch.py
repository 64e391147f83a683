"""A promise under watch: what the clock makes of what the work says."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from . import schedule
from .clock import Clock
from .ledger import PASSING, Entry, elapsed
from .transition import STATE_AFTER, VOID, Status, next_fact

#: The ledger's word for passing a mark; every other mark is a step: "escalated".
FACT_OF_MARK = {schedule.WARNING: "warned", schedule.DUE: "missed"}


#: Marks the end of a promise whose work goes on: see :class:`.transition.Status`.
LAPSED = "lapsed"


class Watch:
    """Terms and ledger of one promise, and what is to be added to the ledger.

    :ivar entries: the whole ledger, ``new`` the part that is not written yet
    :ivar state: ``running``, ``paused``, ``met`` or ``cancelled``
    :ivar due_at: the due time to which the marks passed last belong
    """

    def __init__(
        self,
        terms: schedule.Terms,
        clock: Clock,
        entries: Iterable[Entry] = (),
        state: str = "running",
        round_: int = 1,
        missed_at: datetime | None = None,
    ):
        self.terms = terms
        self.clock = clock
        self.entries = list(entries)
        self.new: list[Entry] = []
        self.state = state
        self.round = round_
        self.missed_at = missed_at
        self.met_at: datetime | None = None
        self.late_by = timedelta(0)
        self.due_at: datetime | None = None

    def start(self, at: datetime, now: datetime) -> None:
        """Start at ``at``; what is already passed by ``now`` alarms nobody."""
        self._write("started", at)
        self._pass_marks(now, silent=True)

    def tick(self, now: datetime) -> None:
        """Pass the marks that lie behind ``now`` and raise their alarms."""
        self._pass_marks(now)

    def follow(self, status: Status, now: datetime) -> None:
        """Write the fact that follows from what the work says, if any."""
        if status.wanted != VOID:
            self._come_back()
        fact = next_fact(self.state, status.wanted)
        if not fact:
            return
        moment = min(status.at or now, now)
        if fact == "paused":
            self._pass_marks(now)
        elif fact in ("met", "cancelled"):
            # The miss is a fact even if no sweep came by; nobody needs to be told.
            self._pass_marks(moment, silent=True)
        mark = LAPSED if status.lapsed else ""
        self._write(fact, moment, note=status.note, mark=mark)
        self.state = STATE_AFTER[fact]
        self.met_at = moment if fact == "met" else None
        self.late_by = self._lateness(moment) if fact == "met" else timedelta(0)

    def change(self, terms: schedule.Terms, now: datetime, note: str = "") -> None:
        """Measure by other terms: time used stays used, a miss stays a miss.

        If a mark was passed and the due time lies ahead again, a new round begins, in
        which the promise can be warned of and missed once more.
        """
        self._pass_marks(now)
        longer = terms.promise > self.terms.promise
        self.terms = terms
        self._write("relevelled", now, note=note)
        passed = schedule.passed_marks(self.entries, self.round)
        if longer and passed and self.used(now) < terms.promise:
            self.round += 1

    def told(self) -> list[Entry]:
        """The new facts of which somebody must be told: marks passed aloud."""
        return [e for e in self.new if e.kind in PASSING and not e.silent]

    def _come_back(self):
        """A promise that lapsed and is given again was never away: no time is won."""
        lapsed_at = self.lapsed_at()
        if lapsed_at:
            self._write("resumed", lapsed_at)
            self.state = "running"

    def lapsed_at(self) -> datetime | None:
        """When the promise lapsed, if that was the last that happened to it."""
        ends = [entry for entry in self.entries if entry.kind in STATE_AFTER]
        if ends and ends[-1].mark == LAPSED:
            return ends[-1].at
        return None

    def used(self, now: datetime) -> timedelta:
        """Time that the promise has used up by ``now``, or has if it comes back."""
        lapsed_at = self.lapsed_at()
        lapsed = self.clock.measure(lapsed_at, now) if lapsed_at else timedelta(0)
        return elapsed(self.entries, now, self.clock) + lapsed

    def plan(self, now: datetime) -> schedule.Plan:
        """Where the promise stands at ``now``."""
        return schedule.plan(self.terms, self.entries, now, self.clock, self.round)

    def _lateness(self, now):
        return max(self.used(now) - self.terms.promise, timedelta(0))

    def _pass_marks(self, now, silent=False):
        if self.state != "running":
            return
        plan = self.plan(now)
        self.due_at = plan.due_at
        passed = plan.passed
        missed = next((p.at for p in passed if p.mark == schedule.DUE), None)
        self.missed_at = self.missed_at or missed
        known = schedule.passed_marks(self.entries, self.round)
        missed_by_now = bool(missed) or schedule.DUE in known
        for mark, at in passed:
            # A warning that comes to light with or after the miss helps nobody.
            stale = missed_by_now and mark.startswith(schedule.WARNING)
            fact = FACT_OF_MARK.get(mark, "escalated")
            self._write(fact, at, mark=mark, silent=silent or stale)

    def _write(self, kind, at, **values):
        entry = Entry(kind, at, round=self.round, **values)
        self.entries.append(entry)
        self.new.append(entry)
