"""A small model of a promise, written apart from the engine and with other means.

It knows no ledger: it is a stopwatch that counts whole seconds from a moment zero, and
notes what it has seen. Whatever the engine makes of the same life has to agree with it
to the second.
"""

from dataclasses import dataclass, field

WARN, DUE = "warning", "due"


class EverySecond:
    """Time that always counts."""

    def count(self, start, end):
        """How many seconds count from ``start`` to ``end``."""
        return max(end - start, 0)

    def after(self, start, seconds):
        """The second at which so many have counted after ``start``."""
        return start + seconds


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
    #: Since when the agreement is what it is.
    agreed: int = 0
    #: When nothing was promised any more although the work went on.
    lapsed: int | None = None
    lapsed_on_hold: bool = False
    #: (round, mark) of what was seen to pass: when, and whether somebody was told.
    seen: dict = field(default_factory=dict)
    told: list = field(default_factory=list)
    #: When each round began, and the round and the promise before it.
    began: dict = field(default_factory=dict)

    # -- asking ---------------------------------------------------------

    def used(self, now):
        """Seconds used by ``now``."""
        known = [(a, min(b, now)) for a, b in self.stretches]
        if self.since is not None:
            known.append((self.since, now))
        return sum(self.time.count(a, b) for a, b in known)

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
            return None
        marks = [m for m in self.agreement.points() if (self.round, m) not in self.seen]
        start = max(self.since, self.agreed)
        return min((max(self.moment(mark), start) for mark in marks), default=None)

    # -- happening ------------------------------------------------------

    def start(self, at, now):
        self.since = self.agreed = at
        self._see(now, tell=False)

    def sweep(self, now):
        self._see(now, tell=True)

    def pause(self, now):
        self._return(on_hold=True)
        if self.state == "paused":
            return
        self._see(now, tell=True)
        self._end(now, "paused")

    def resume(self, now):
        self._return()
        if self.state == "running":
            return
        self.state, self.since = "running", now
        self.met, self.late = None, 0

    def keep(self, at, now):
        self._return()
        if self.state == "met":
            return
        self._see(at, tell=False)
        self._end(at, "met")
        self.met = at
        self.late = max(0, self.used(at) - self.agreement.promise)

    def void(self, now, lapse=False):
        if self.state in ("met", "cancelled"):
            return
        self._see(now, tell=False)
        self.lapsed_on_hold = self.state == "paused"
        self._end(now, "cancelled")
        self.lapsed = now if lapse else None

    def agree(self, agreement, now):
        """Promise something else from now on."""
        self._see(now, tell=True)
        round_, promise = self._before_slip(now) or (self.round, self.agreement.promise)
        more = promise < agreement.promise > self._used_with_lapse(now)
        again = more and self._has_seen(round_)
        self.agreement, self.agreed = agreement, now
        if again and self.round == round_:
            self.began[round_ + 1] = (now, round_, promise)
        self.round = round_ + 1 if again else round_

    # -- inside ---------------------------------------------------------

    def _before_slip(self, now):
        """Round and promise before more time was given, if that is only just so."""
        if self.round not in self.began or self._has_seen(self.round):
            return None
        at, round_, promise = self.began[self.round]
        return (round_, promise) if now - at <= self.agreement.ahead else None

    def _has_seen(self, round_):
        return any(seen == round_ for seen, _mark in self.seen)

    def _used_with_lapse(self, now):
        lost = 0 if self.lapsed is None else self.time.count(self.lapsed, now)
        return self.used(now) + lost

    def _return(self, on_hold=False):
        """What lapsed and comes back was never away; if on hold, on hold all along."""
        if self.lapsed is None:
            return
        if on_hold and self.lapsed_on_hold:
            self.state = "paused"
        else:
            self.state, self.since = "running", self.lapsed
        self.lapsed = None

    def _end(self, at, state):
        if self.since is not None:
            self.stretches.append((self.since, max(at, self.since)))
        self.since, self.state = None, state
        self.met, self.late = None, 0

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
            if tell and not (over and mark.startswith(WARN)):
                self.told.append((self.round, mark))
