"""A small model of a promise, written apart from the engine and with other means.

It knows no ledger: it is a stopwatch that counts whole seconds from a moment zero, and
notes what it has seen. Whatever the engine makes of the same life has to agree with it
to the second.
"""

from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count as numbers

WARN, DUE = "warning", "due"


class EverySecond:
    """Time that always counts."""

    def count(self, start, end):
        """How many seconds count from ``start`` to ``end``."""
        return max(end - start, 0)

    def after(self, start, seconds):
        """The second at which so many have counted after ``start``."""
        return start + seconds


class SomeHours:
    """Time that counts in some hours only, looked up one by one.

    :param is_open: says of each hour, numbered from moment zero, whether it counts
    """

    HOUR = 3600

    def __init__(self, is_open):
        self.is_open = cache(is_open)

    def count(self, start, end):
        if end <= start:
            return 0
        return sum(b - a for a, b in self._parts(start, end, 1))

    def after(self, start, seconds):
        if not seconds:
            return start
        ahead = seconds > 0
        left = abs(seconds)
        end = start + (10**8 if ahead else -(10**8))
        for a, b in self._parts(start, end, 1 if ahead else -1):
            if left <= b - a:
                return a + left if ahead else b - left
            left -= b - a
        raise ValueError("nothing counts any more")

    def _parts(self, start, end, step):
        """What counts between two moments, hour by hour, from ``start`` on."""
        low, high = min(start, end), max(start, end)
        for hour in numbers(start // self.HOUR, step):
            a, b = max(hour * self.HOUR, low), min((hour + 1) * self.HOUR, high)
            if a > high or b < low:
                return
            if a < b and self.is_open(hour):
                yield a, b


@dataclass(frozen=True)
class Agreement:
    """What is promised, in seconds; ``steps`` are (mark, anchor, offset)."""

    promise: int
    share: float = 0.8
    ahead: int = 900
    steps: tuple = ()

    def points(self):
        """Each mark with the seconds after which it comes."""
        warn = max(0, min(round(self.promise * self.share), self.promise - self.ahead))
        points = {WARN: warn, DUE: self.promise}
        base = dict(points)
        for mark, anchor, offset in self.steps:
            points[mark] = max(0, base[anchor] + offset)
        return points


@dataclass
class Reference:
    """One promise from its start to wherever it goes."""

    agreement: Agreement
    time: object = field(default_factory=EverySecond)
    state: str = "running"
    round: int = 1
    missed: int | None = None
    met: int | None = None
    late: int = 0
    #: Finished stretches in which the stopwatch ran, and the start of the present one.
    stretches: list = field(default_factory=list)
    since: int | None = None
    #: What holds the stopwatch now: who to (reason, since when, until when).
    holds: dict = field(default_factory=dict)
    #: Finished holds: (reason, start, end).
    held: list = field(default_factory=list)
    used_up: int = 0
    #: Since when the agreement is what it is, all that was ever promised as
    #: (round, when, seconds), and the seconds that were agreed by hand.
    agreed: int = 0
    given: list = field(default_factory=list)
    moved: int | None = None
    #: When nothing was promised any more although the work went on, and what held it.
    lapsed: tuple | None = None
    #: (round, mark) of what was seen to pass: when.
    seen: dict = field(default_factory=dict)
    told: list = field(default_factory=list)

    # -- asking ---------------------------------------------------------

    def used(self, now):
        """Seconds used by ``now``."""
        known = [(a, min(b, now)) for a, b in self.stretches]
        if self.since is not None:
            known.append((self.since, now))
        return sum(self.time.count(a, b) for a, b in known)

    def held_for(self, reason, now):
        """Seconds for which a reason has held it, whoever did; no second twice."""
        spans = [(a, b) for why, a, b in self.held if why == reason]
        spans += [(a, now) for why, a, _until in self.holds.values() if why == reason]
        total, end = 0, None
        for start, stop in sorted(spans):
            start = start if end is None else max(start, end)
            total += max(0, stop - start)
            end = stop if end is None else max(end, stop)
        return total

    def moment(self, mark):
        """When a mark comes if nothing else happens."""
        left = self.agreement.points()[mark] - self.used(self.since)
        return self.time.after(self.since, left)

    def due(self):
        return None if self.since is None else self.moment(DUE)

    def warn(self):
        return None if self.since is None else self.moment(WARN)

    def next(self):
        """The next moment at which a sweep has something to do."""
        if self.since is None:
            ends = [until for _why, _at, until in self.holds.values()]
            return min((end for end in ends if end is not None), default=None)
        marks = [m for m in self.agreement.points() if (self.round, m) not in self.seen]
        start = max(self.since, self.agreed)
        return min((max(self.moment(mark), start) for mark in marks), default=None)

    # -- happening ------------------------------------------------------

    def start(self, at, now):
        self.since = self.agreed = at
        self.given.append((1, at, self.agreement.promise))
        self._see(now, tell=False)

    def sweep(self, now):
        self._release(now, tell=True)
        self._see(now, tell=True)

    def pause(self, now, reason=0, cap=None):
        self._return(held=True)
        self._release(now, tell=True)
        if "work" in self.holds and self.holds["work"][0] == reason:
            return
        if cap is not None and self.held_for(reason, now) >= cap:
            self._run(now)
        else:
            self._hold(now, "work", reason, cap)

    def resume(self, now):
        self._return()
        self._release(now, tell=True)
        self._run(now)

    def hold(self, now, reason, cap):
        """A person stops it, whatever the work says."""
        self._hold(now, "hand", reason, cap)

    def release(self, now):
        self._release(now, tell=True)
        if "hand" in self.holds:
            self._let_go(now, "hand")

    def keep(self, at, now):
        self._return()
        if self.state == "met":
            return
        self._release(at, tell=False)
        self._see(at, tell=False)
        self._end(at, "met")
        self.met = at
        self.late = max(0, self.used(at) - self.agreement.promise)

    def void(self, now, lapse=False):
        if self.state in ("met", "cancelled"):
            return
        self._release(now, tell=False)
        self._see(now, tell=False)
        holds = dict(self.holds)
        self._end(now, "cancelled")
        self.lapsed = (now, holds) if lapse else None

    def agree(self, agreement, now):
        """Promise something else from now on; what was agreed by hand stays."""
        self.sweep(now)
        if self.moved is not None:
            agreement = replace(agreement, promise=min(self.moved, agreement.promise))
        self._promise(agreement, now)

    def move(self, due, now):
        """Another due time is agreed by hand."""
        self.sweep(now)
        self.moved = self.used(now) + self.time.count(now, due)
        self._promise(replace(self.agreement, promise=self.moved), now)
        self._see(now, tell=True)

    # -- inside ---------------------------------------------------------

    def _promise(self, agreement, now):
        before = self._slip(now) or (self.round, None, self.agreement.promise)
        passed = any(round_ == before[0] for round_, _mark in self.seen)
        more = agreement.promise > before[2]
        ahead = self._used_if_it_comes_back(now) < agreement.promise
        self.round = before[0] + (1 if passed and more and ahead else 0)
        self.agreement, self.agreed = agreement, now
        self.given.append((self.round, now, agreement.promise))

    def _slip(self, now):
        """What was promised before a round that is to be forgotten, being too young."""
        if any(round_ == self.round for round_, _mark in self.seen):
            return None
        begun = None
        for i in range(1, len(self.given)):
            if self.given[i][0] == self.round > self.given[i - 1][0]:
                begun = i
        if begun is None or now - self.given[begun][1] > self.agreement.ahead:
            return None
        return self.given[begun - 1]

    def _used_if_it_comes_back(self, now):
        if self.lapsed is None:
            return self.used(now)
        return self.used(now) + self.time.count(self.lapsed[0], now)

    def _return(self, held=False):
        """What lapsed and comes back was never away; it ran unless still held."""
        if self.lapsed is None:
            return
        (at, holds), self.lapsed = self.lapsed, None
        if not held:
            holds.pop("work", None)
        if not holds:
            self.state, self.since = "running", at
            return
        self.state = "paused"
        self.holds = {who: (why, at, until) for who, (why, _a, until) in holds.items()}

    def _hold(self, now, who, reason, cap):
        self._see(now, tell=True)
        self._stop(now)
        if who in self.holds:
            why, at, _until = self.holds.pop(who)
            self.held.append((why, at, now))
        left = None if cap is None else cap - self.held_for(reason, now)
        self.holds[who] = (reason, now, None if cap is None else now + left)
        self._open("paused")

    def _let_go(self, at, who):
        if who in self.holds:
            why, start, _until = self.holds.pop(who)
            self.held.append((why, start, at))
        if self.holds:
            self._open("paused")
        else:
            self._open("running")
            self.since = at if self.since is None else self.since

    def _run(self, now):
        if "work" in self.holds or self.state in ("met", "cancelled"):
            self._let_go(now, "work")

    def _release(self, now, tell):
        """Nothing holds it longer than its reason may."""
        while True:
            ends = [
                (until, who != "work", who)
                for who, (_why, _at, until) in self.holds.items()
                if until is not None and until <= now
            ]
            if not ends:
                return
            until, _order, who = min(ends)
            alone = len(self.holds) == 1
            self._let_go(until, who)
            self.used_up += 1
            if tell and alone:
                self.told.append((self.round, f"hold+{self.used_up}"))

    def _stop(self, at):
        if self.since is not None:
            self.stretches.append((self.since, max(at, self.since)))
        self.since = None

    def _open(self, state):
        self.state, self.met, self.late = state, None, 0

    def _end(self, at, state):
        self._stop(at)
        for why, start, _until in self.holds.values():
            self.held.append((why, start, max(at, start)))
        self.holds = {}
        self.state, self.met, self.late = state, None, 0

    def _see(self, now, tell):
        if self.since is None:
            return
        start = max(self.since, self.agreed)
        points = self.agreement.points()
        behind = [m for m in points if self.moment(m) <= now]
        behind = [m for m in behind if (self.round, m) not in self.seen]
        for mark in behind:
            self.seen[self.round, mark] = max(self.moment(mark), start)
        over = (self.round, DUE) in self.seen
        if over and self.missed is None:
            self.missed = self.seen[self.round, DUE]
        for mark in behind:
            early = points[mark] <= self.agreement.promise
            if tell and not (over and early and mark.startswith(WARN)):
                self.told.append((self.round, mark))
