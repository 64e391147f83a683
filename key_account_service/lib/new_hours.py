"""Working hours that are changed while promises are counted by them."""

from datetime import datetime

from . import schedule
from .watch import Watch


def take_new_hours(
    watch: Watch, terms: schedule.Terms, due_at: datetime, now: datetime, note: str
) -> None:
    """Go on by working hours that are others than when the due time was worked out.

    What was due by the old hours and has passed was missed, and stays so. If the due
    time lies ahead again after a mark was passed, a new round begins. What is passed
    by the new hours is passed now, never in the past.

    :param watch: a running promise with its clock as it is now
    :param terms: the promise, as long as it is by the hours of now
    :param due_at: due time (naive UTC) by the hours of before
    :param note: why the due time changes, for the ledger
    """
    watch.terms = terms
    plan = watch.plan(now)
    if watch.state != "running" or plan.due_at == due_at:
        return
    passed = schedule.passed_marks(watch.entries, watch.round)
    if due_at <= now and schedule.DUE not in passed:
        watch.write_down("missed", due_at, mark=schedule.DUE)
        watch.missed_at = watch.missed_at or due_at
        watch.due_at = due_at
        passed.add(schedule.DUE)
    if passed and plan.due_at > max(due_at, now):
        watch.round += 1
    watch.write_down("relevelled", now, note=note, promise=terms.promise)
