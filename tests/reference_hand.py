"""The small model of a promise, with people who hold and move it (see reference)."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from reference import DUE, Reference


@dataclass
class HandReference(Reference):
    """A stopwatch that two can hold, each for a reason that is used up some time."""

    #: "work" or "hand" to (reason, seconds the reason may hold in all, until when).
    holds: dict = field(default_factory=dict)
    spent: dict = field(default_factory=lambda: defaultdict(int))
    #: Until when holds were counted, and how many were used up so far.
    counted: int = 0
    used_up: int = 0
    lapsed_holds: dict = field(default_factory=dict)
    #: The last promise that was agreed by hand, in seconds.
    by_hand: int | None = None

    def next(self):
        ends = [until for _reason, _cap, until in self.holds.values()]
        return super().next() if self.since is not None else min(ends, default=None)

    def sweep(self, now):
        self._count(now, tell=True)
        super().sweep(now)

    def says_pause(self, now, reason, cap):
        self._return(on_hold=True)
        self._count(now, tell=True)
        if self.holds.get("work", (None,))[0] == reason:
            return
        if self.spent[reason] >= cap:
            self.says_run(now)
        else:
            self._hold("work", now, reason, cap)

    def says_run(self, now):
        self._return()
        self._count(now, tell=True)
        if "work" in self.holds or self.state in ("met", "cancelled"):
            self._let_go("work", now)

    def hold(self, now, reason, cap):
        self.sweep(now)
        free = "hand" not in self.holds and self.spent[reason] < cap
        if free and self.state in ("running", "paused"):
            self._hold("hand", now, reason, cap)

    def release(self, now):
        self._count(now, tell=True)
        if "hand" in self.holds:
            self._let_go("hand", now)

    def keep(self, at, now):
        self._return()
        if self.state != "met":
            self._count(at, tell=False)
            super().keep(at, now)
            self.holds.clear()

    def void(self, now, lapse=False):
        if self.state in ("met", "cancelled"):
            return
        self._count(now, tell=False)
        self.lapsed_holds = dict(self.holds) if lapse else {}
        super().void(now, lapse)
        self.holds.clear()

    def agree(self, agreement, now):
        self._count(now, tell=True)
        if self.by_hand is not None:
            earlier = min(agreement.promise, self.by_hand)
            agreement = replace(agreement, promise=earlier)
        super().agree(agreement, now)

    def move(self, due, now):
        self._count(now, tell=True)
        if self.state == "running":
            promise = self.used(now) + self.time.count(now, due)
            super().agree(replace(self.agreement, promise=promise), now)
            self.by_hand = promise
            self._see(now, tell=True)

    # -- inside ---------------------------------------------------------

    def _return(self, on_hold=False):
        """What a person held is held still; what the work held, if it says so again."""
        if self.lapsed is None:
            return
        self.counted = self.lapsed
        for who, (reason, cap, _until) in self.lapsed_holds.items():
            if who == "hand" or on_hold:
                self._remember(who, self.lapsed, reason, cap)
        self.state = "paused" if self.holds else "running"
        self.since = None if self.holds else self.lapsed
        self.lapsed = None

    def _hold(self, who, now, reason, cap):
        if self.state == "running":
            self._see(now, tell=True)
        self._end(now, "paused")
        self._remember(who, now, reason, cap)

    def _remember(self, who, now, reason, cap):
        self.holds[who] = (reason, cap, now + cap - self.spent[reason])

    def _let_go(self, who, now):
        self.holds.pop(who, None)
        self.state = "paused" if self.holds else "running"
        self.since = None if self.holds else now
        self.met, self.late = None, 0

    def _count(self, now, tell):
        """Let time pass for whatever holds, and end what is used up meanwhile."""
        while ends := [(h[2], who) for who, h in self.holds.items() if h[2] <= now]:
            until, who = min(ends, key=lambda end: (end[0], end[1] == "hand"))
            self._spend(until)
            self._let_go(who, until)
            self.used_up += 1
            if tell and not self.holds:
                self.told.append((self.round, f"hold+{self.used_up}"))
        self._spend(now)

    def _spend(self, now):
        for reason in {reason for reason, _cap, _until in self.holds.values()}:
            self.spent[reason] += max(now - self.counted, 0)
        self.counted = max(now, self.counted)


__all__ = ["DUE", "HandReference"]
