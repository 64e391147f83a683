"""Watches over promises, and what became of them, for tests."""

from datetime import datetime, timedelta

from kas_lib.clock import ContinuousClock
from kas_lib.schedule import DUE, WARNING, Step, Terms
from kas_lib.transition import PAUSE, Status
from kas_lib.watch import Watch

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
