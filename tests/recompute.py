"""What the ledger says by itself: every stored figure of a deadline, worked out anew.

Plain arithmetic on rows, apart from the engine. All moments are naive UTC.
"""

from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

ZERO = timedelta(0)
STATES = {
    "started": "running",
    "resumed": "running",
    "paused": "paused",
    "met": "met",
    "cancelled": "cancelled",
}
PASSING = ("warned", "missed", "escalated")


class Row(NamedTuple):
    """One entry of the ledger as the database holds it."""

    kind: str
    at: object
    mark: str
    round: int
    promise_seconds: int
    by_hand: bool = False
    reason: int = 0
    cap_seconds: int = 0


class Terms(NamedTuple):
    """The figures of a policy that the ledger does not repeat."""

    warn_share: float
    warn_minutes: int
    #: (mark, anchor, minutes)
    steps: list


def recompute(rows, terms):
    """All figures that follow from the rows of one deadline, as a dict."""
    story = _Story(terms.warn_minutes if terms else 0)
    for row in rows:
        story.read(row)
    figures = {
        "state": story.state,
        "round": story.round,
        "promise_seconds": round(story.promise.total_seconds()),
        "missed_at": story.missed_at,
        "met_at": story.met_at,
        "late_by": story.late_by,
        "due_at": None,
        "warn_at": None,
        "next_event_at": None,
    }
    if story.state == "paused":
        ends = [until for _reason, _since, until in story.holds.values() if until]
        figures["next_event_at"] = min(ends, default=None)
    if story.state == "running":
        figures.update(story.ahead(terms))
    return figures


def _union(spans):
    """How long it is in one of the spans at least."""
    total, end = ZERO, None
    for start, stop in sorted(spans):
        start = start if end is None else max(start, end)
        total += max(stop - start, ZERO)
        end = stop if end is None else max(end, stop)
    return total


class _Story:
    def __init__(self, slip):
        self.slip = slip
        self.state = None
        self.round = 1
        self.promise = ZERO
        self.missed_at = self.met_at = self.since = self.changed = self.lapsed = None
        self.late_by = 0
        self.past = []
        self.passed = set()
        self.given = []
        #: Holds by hand or not: (reason, since, until); and those that are over.
        self.holds = {}
        self.held = []

    def read(self, row):
        if row.kind in PASSING:
            self.passed.add((row.round, row.mark))
            if row.kind == "missed" and self.missed_at is None:
                self.missed_at = row.at
        elif row.kind in STATES:
            self._turn(row)
        elif row.kind in ("relevelled", "moved"):
            self._promise_anew(row)

    def _turn(self, row):
        lapsed, self.lapsed = self.lapsed, None
        self.met_at, self.late_by = None, 0
        if row.kind in ("started", "resumed"):
            self._run(row)
        elif row.kind == "paused":
            self._stop(row.at)
            self._unhold(row.by_hand, row.at)
            self._hold(row)
        else:
            self._stop(row.at)
            for by_hand in list(self.holds):
                self._unhold(by_hand, row.at)
        self.state = "paused" if self.holds else STATES[row.kind]
        if row.kind == "met":
            self.met_at = row.at
            late = self._used(row.at) - self.promise
            self.late_by = max(0, round(late.total_seconds()))
        if row.kind == "cancelled" and row.mark == "lapsed":
            self.lapsed = lapsed or row.at

    def _run(self, row):
        if row.kind == "started":
            self.promise = timedelta(seconds=row.promise_seconds)
            self.given = [row]
        self._unhold(row.by_hand, row.at)
        if not self.holds and self.since is None:
            self.since = row.at

    def _stop(self, at):
        if self.since is not None:
            self.past.append((self.since, max(self.since, at)))
        self.since = None

    def _hold(self, row):
        until = None
        if row.cap_seconds:
            spans = [(a, b) for why, a, b in self.held if why == row.reason]
            spans += [
                (a, row.at) for why, a, _u in self.holds.values() if why == row.reason
            ]
            until = row.at + timedelta(seconds=row.cap_seconds) - _union(spans)
        self.holds[row.by_hand] = (row.reason, row.at, until)

    def _unhold(self, by_hand, at):
        if by_hand in self.holds:
            reason, since, _until = self.holds.pop(by_hand)
            self.held.append((reason, since, max(since, at)))

    def _promise_anew(self, row):
        before = self._before_slip(row) or (self.round, self.promise)
        self.round, least = before
        self.promise = timedelta(seconds=row.promise_seconds)
        self.changed = row.at
        used = self._used(row.at)
        if self.lapsed is not None:
            used += row.at - self.lapsed
        again = any(round_ == self.round for round_, _mark in self.passed)
        if again and least < self.promise and used < self.promise:
            self.round += 1
        self.given.append(row._replace(round=self.round))

    def _before_slip(self, row):
        if any(round_ == self.round for round_, _mark in self.passed):
            return None
        for before, given in reversed(list(pairwise(self.given))):
            if given.round == self.round > before.round:
                young = row.at - given.at <= timedelta(minutes=self.slip)
                length = timedelta(seconds=before.promise_seconds)
                return (before.round, length) if young else None
        return None

    def _used(self, moment):
        past = self.past + ([(self.since, moment)] if self.since is not None else [])
        spans = (min(end, moment) - start for start, end in past)
        return sum((max(span, ZERO) for span in spans), ZERO)

    def ahead(self, terms):
        left = self.promise - self._used(self.since)
        due = self.since + left
        share = round(self.promise.total_seconds() * terms.warn_share)
        early = self.promise - timedelta(minutes=terms.warn_minutes)
        used_at_warning = max(ZERO, min(timedelta(seconds=share), early))
        used_at = {"warning": used_at_warning, "due": self.promise}
        marks = dict(used_at)
        for mark, anchor, minutes in terms.steps:
            marks[mark] = max(ZERO, used_at[anchor] + timedelta(minutes=minutes))
        floor = max(self.since, self.changed or self.since)
        ahead = [
            max(due - self.promise + used, floor)
            for mark, used in marks.items()
            if (self.round, mark) not in self.passed
        ]
        return {
            "due_at": due,
            "warn_at": due - self.promise + used_at_warning,
            "next_event_at": min(ahead, default=None),
        }


def of_record(deadline):
    """The figures of a deadline as recomputed from its ledger."""
    policy = deadline.policy_id
    rows = [
        Row(
            e.kind,
            e.at,
            e.mark or "",
            e.round,
            e.promise_seconds,
            e.by_hand,
            e.pause_reason_id.id or 0,
            e.cap_seconds,
        )
        for e in deadline.event_ids.sorted("id")
    ]
    steps = [(s.mark, s.anchor, round(s.offset_hours * 60)) for s in policy.step_ids]
    return recompute(rows, Terms(policy.warn_share, policy.warn_minutes, steps))


def stored(deadline):
    """The same figures as they are stored."""
    names = recompute([], None)
    return {name: (deadline[name] or None) for name in names} | {
        "late_by": deadline.late_by
    }
