"""A promise under watch: what the clock makes of what the work and people say."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from . import schedule
from .clock import Clock
from .ledger import HAND, PASSING, PROMISING, WORK, Entry, Reading
from .transition import MET, OPEN, PAUSE, STATE_AFTER, VOID, Status, end_fact

#: The ledger's word for passing a mark; every other mark is a step: "escalated".
FACT_OF_MARK = {schedule.WARNING: "warned", schedule.DUE: "missed"}
#: Marks the end of a promise whose work goes on: see :class:`.transition.Status`.
LAPSED = "lapsed"
#: Begins the mark of the fact that a pause was ended because its reason is used up.
USED_UP = "hold+"


class Watch:
    """Terms and ledger of one promise, and what is to be added to the ledger.

    :ivar entries: the whole ledger, ``new`` the part that is not written yet
    :ivar state: ``running``, ``paused``, ``met`` or ``cancelled``
    :ivar due_at: due time (naive UTC) to which the marks passed last belong
    :ivar first_due_at: due time at the start, known only to the watch that starts it
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
        self._reading = Reading(self.entries)
        self.new: list[Entry] = []
        self.state = state
        self.round = round_
        self.missed_at = missed_at
        self.met_at: datetime | None = None
        self.late_by = timedelta(0)
        self.due_at: datetime | None = None
        self.first_due_at: datetime | None = None

    # What happens to a promise

    def start(self, at: datetime, now: datetime) -> None:
        """Start at ``at``; what is already passed by ``now`` alarms nobody."""
        self.write_down("started", at, promise=self.terms.promise)
        self.first_due_at = self.plan(at).due_at
        self._pass_marks(now, silent=True)

    def tick(self, now: datetime) -> None:
        """End holds that are used up, pass the marks behind ``now``, raise alarms."""
        self._release_used_up(now)
        self._pass_marks(now)

    def follow(self, status: Status, now: datetime) -> None:
        """Write the facts that follow from what the work says, if any."""
        if status.wanted != VOID:
            self._return_from_lapse(status)
        if status.wanted in (MET, VOID):
            self._end(status, now)
            return
        self._release_used_up(now)
        if status.wanted == PAUSE and self._may_hold(status, now):
            self._hold(status, now, WORK)
        elif WORK in self._reading.holds or self.state not in OPEN:
            self._let_go(now, WORK)

    def hold(self, status: Status, now: datetime) -> None:
        """A person stops the clock, for the reason of ``status``, until released."""
        self._release_used_up(now)
        self._hold(status, now, HAND)

    def release(self, now: datetime, note: str = "") -> None:
        """A person lets the clock run again, as far as the work does."""
        self._release_used_up(now)
        if HAND in self._reading.holds:
            self._let_go(now, HAND, note=note)

    def change(
        self,
        terms: schedule.Terms,
        now: datetime,
        note: str = "",
        clock: Clock | None = None,
    ) -> None:
        """Measure by other terms: time used stays used, a miss stays a miss.

        A time that was agreed by hand stays if it is the earlier one.

        :param clock: by which used time is measured from now on, if by another one
        """
        self.tick(now)
        agreed = self._agreed(now, clock or self.clock)
        self.clock = clock or self.clock
        if agreed is not None and agreed < terms.promise:
            terms = replace(terms, promise=agreed)
        self._promise("relevelled", terms, now, note)

    def move(self, due_at: datetime, now: datetime, note: str = "") -> None:
        """Give a running promise another due time; what is passed by it is told."""
        self.tick(now)
        promise = self.used(now) + self.clock.measure(now, due_at)
        self._promise("moved", replace(self.terms, promise=promise), now, note)
        self._pass_marks(now)

    # What is asked of a promise

    def used(self, now: datetime) -> timedelta:
        """Time that the promise has used up by ``now``, or has if it comes back."""
        lapse = self._lapse()
        lapsed = self.clock.measure(lapse.at, now) if lapse else timedelta(0)
        return self._reading.used(now, self.clock) + lapsed

    def is_lapsed(self) -> bool:
        """Whether nothing is promised although the work goes on."""
        return bool(self._lapse())

    def told(self) -> list[Entry]:
        """The new facts of which somebody must be told."""
        return [e for e in self.new if not e.silent and self._is_told(e)]

    def plan(self, now: datetime) -> schedule.Plan:
        """Where the promise stands at ``now``."""
        return schedule.plan(self.terms, self.entries, now, self.clock, self.round)

    def is_used_up(self, status: Status, now: datetime) -> bool:
        """Whether the reason of a pause has held this promise as long as it may."""
        if status.cap is None:
            return False
        return self.held(status.reason, now) >= status.cap

    def held(self, reason: int, now: datetime) -> timedelta:
        """How long a reason has held this promise, all its pauses together."""
        return self._reading.held(reason, now)

    def reason_by_hand(self) -> int:
        """The reason for which a person holds the clock, 0 if nobody does."""
        hold = self._reading.holds.get(HAND)
        return hold.reason if hold else 0

    # The end

    def _end(self, status, now):
        fact = end_fact(self.state, status.wanted)
        if not fact:
            return
        moment = min(status.at or now, now)
        # The miss is a fact even if no sweep came by; nobody needs to be told.
        self._release_used_up(moment, silent=True)
        self._pass_marks(moment, silent=True)
        self.write_down(
            fact, moment, note=status.note, mark=LAPSED if status.lapsed else ""
        )
        self.state = STATE_AFTER[fact]
        kept = fact == "met"
        self.met_at = moment if kept else None
        self.late_by = self._lateness(moment) if kept else timedelta(0)

    def _lateness(self, now):
        return max(self.used(now) - self.terms.promise, timedelta(0))

    def _return_from_lapse(self, status):
        """A promise that lapsed goes on as it stood then: no time is won.

        If the work was on hold then but is not now, its clock ran all the while.
        """
        lapse = self._lapse()
        if not lapse:
            return
        # It may have lapsed and come back before, in the same second.
        since = self.entries[::-1].index(lapse)
        holds = Reading(self.entries[: -1 - since]).holds
        if status.wanted != PAUSE:
            holds.pop(WORK, None)
        for by_hand, hold in holds.items():
            self.write_down(
                "paused", lapse.at, by_hand=by_hand, reason=hold.reason, cap=hold.cap
            )
        if not holds:
            self.write_down("resumed", lapse.at)
        self._is_open_as("paused" if holds else "running")

    def _lapse(self):
        """The fact by which the promise lapsed, if that was the last of its life."""
        ends = [entry for entry in self.entries if entry.kind in STATE_AFTER]
        return ends[-1] if ends and ends[-1].mark == LAPSED else None

    # Holds

    def _may_hold(self, status, now):
        """A pause keeps the cap with which it began, whatever is configured since."""
        return self._is_held_for(status, WORK) or not self.is_used_up(status, now)

    def _is_held_for(self, status, by_hand):
        hold = self._reading.holds.get(by_hand)
        return bool(hold) and hold.reason == status.reason

    def _hold(self, status, now, by_hand):
        if self._is_held_for(status, by_hand):
            return
        self._pass_marks(now)
        self.write_down(
            "paused",
            now,
            note=status.note,
            by_hand=by_hand,
            reason=status.reason,
            cap=status.cap,
        )
        self._is_open_as("paused")

    def _let_go(self, moment, by_hand, **values):
        self.write_down("resumed", moment, by_hand=by_hand, **values)
        self._is_open_as("paused" if self._reading.holds else "running")

    def _is_open_as(self, state):
        self.state = state
        self.met_at = None
        self.late_by = timedelta(0)

    def _release_used_up(self, now, silent=False):
        """End each hold at exactly the moment at which its reason is used up."""
        while (release := self._reading.next_release()) and release[0] <= now:
            moment, by_hand = release
            reason = self._reading.holds[by_hand].reason
            told = sum(entry.mark.startswith(USED_UP) for entry in self.entries)
            mark = f"{USED_UP}{told + 1}"
            quiet = silent or len(self._reading.holds) > 1
            self._let_go(moment, by_hand, mark=mark, reason=reason, silent=quiet)
            self.due_at = self.plan(now).due_at

    # The length of the promise

    def _agreed(self, now, clock):
        """Length of the promise that was agreed by hand, by the given clock."""
        moved = [entry for entry in self.entries if entry.kind == "moved"]
        if not moved:
            return None
        agreed = moved[-1].promise
        if clock == self.clock:
            return agreed
        left = max(agreed - self.used(now), timedelta(0))
        due_at = self.clock.add(now, left)
        return self._reading.used(now, clock) + clock.measure(now, due_at)

    def _promise(self, kind, terms, now, note):
        """Write down another length of the promise, and the round to which it leads.

        If a mark was passed and the due time lies ahead again, a new round begins, in
        which the promise can be warned of and missed once more.
        """
        before = self._before_slip(now)
        base = before.round if before else self.round
        longer = terms.promise > (before.promise if before else self.terms.promise)
        passed = schedule.passed_marks(self.entries, base)
        again = longer and passed and self.used(now) < terms.promise
        self.terms = terms
        self.round = base + 1 if again else base
        self.write_down(kind, now, note=note, promise=terms.promise)

    def _before_slip(self, now):
        """The promise before a round that is so young that it counts as a slip.

        Who gives more time and takes it back within the minutes that the policy warns
        ahead has not promised it: nobody is told again what was told before.
        """
        given = [entry for entry in self.entries if entry.kind in PROMISING]
        for before, entry in reversed(list(pairwise(given))):
            if entry.round == self.round > before.round:
                young = now - entry.at <= self.terms.warn_before
                fresh = not schedule.passed_marks(self.entries, self.round)
                return before if young and fresh else None
        return None

    # Marks and alarms

    def _pass_marks(self, now, silent=False):
        if self.state != "running":
            return
        plan = self.plan(now)
        self.due_at = plan.due_at
        missed = next((p.at for p in plan.passed if p.mark == schedule.DUE), None)
        self.missed_at = self.missed_at or missed
        known = schedule.passed_marks(self.entries, self.round)
        late = bool(missed) or schedule.DUE in known
        warnings = self.terms.warnings()
        for mark, at in plan.passed:
            # A warning that comes to light with or after the miss helps nobody.
            stale = late and mark in warnings
            fact = FACT_OF_MARK.get(mark, "escalated")
            self.write_down(fact, at, mark=mark, silent=silent or stale)

    @staticmethod
    def _is_told(entry):
        return entry.kind in PASSING or entry.mark.startswith(USED_UP)

    def write_down(self, kind: str, at: datetime, **values) -> None:
        """Add a fact to the ledger, in the round that runs; see :class:`.Entry`."""
        entry = Entry(kind, at, round=self.round, **values)
        self.entries.append(entry)
        self._reading.take(entry)
        self.new.append(entry)
