"""What must be true of cases after any fault: nothing lost, nothing twice."""

import time
from functools import partial

from kas_runtime import databases
from recompute import Row, Terms, recompute

FIGURES = """
    SELECT d.id, d.policy_id, d.state, d.round, d.promise_seconds, d.missed_at,
           d.met_at, coalesce(d.late_by, 0) AS late_by, d.due_at, d.warn_at,
           d.next_event_at
    FROM key_account_deadline d WHERE d.res_id = ANY(%s) ORDER BY d.id
"""
LEDGER = """
    SELECT e.deadline_id, e.kind, e.at, coalesce(e.mark, ''), e.round,
           coalesce(e.promise_seconds, 0), coalesce(e.by_hand, FALSE),
           coalesce(e.pause_reason_id, 0), coalesce(e.cap_seconds, 0)
    FROM key_account_deadline_event e
    JOIN key_account_deadline d ON d.id = e.deadline_id
    WHERE d.res_id = ANY(%s) ORDER BY e.id
"""
STEPS = """
    SELECT policy_id, anchor, round(offset_hours * 60)::int, recipient
    FROM key_account_escalation_step
"""
TERMS = "SELECT id, warn_share, warn_minutes FROM key_account_deadline_policy"
ALARMS = """
    SELECT a.deadline_id, a.round, a.mark, a.state FROM key_account_alarm a
    JOIN key_account_deadline d ON d.id = a.deadline_id WHERE d.res_id = ANY(%s)
"""
STILL_DUE = """
    SELECT count(*) FROM key_account_deadline
    WHERE res_id = ANY(%s) AND next_event_at <= now() AT TIME ZONE 'UTC'
"""


def rows(database, query, *values):
    """What a query finds now.

    :param database: a name, or a function that gives a cursor
    """
    cursor = database if callable(database) else partial(databases.cursor, database)
    with cursor() as cr:
        cr.execute(query, values)
        return cr.fetchall()


def still_due(database, cases):
    """How many deadlines of these cases wait for a sweep."""
    return rows(database, STILL_DUE, cases)[0][0]


def wait_until(true, patience=60, pause=0.05):
    """Poll until ``true()`` is, with so many seconds in between."""
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(pause)


def assert_caught_up(database, cases):
    """Every deadline is decided, every alarm sent, each once; the ledger agrees."""
    assert still_due(database, cases) == 0
    _assert_each_fact_once(database, cases)
    _assert_told(database, cases)
    assert_consistent(database, cases)


def _assert_each_fact_once(database, cases):
    passed = [
        (deadline, round_, mark, kind)
        for deadline, kind, _at, mark, round_, *_more in rows(database, LEDGER, cases)
        if mark
    ]
    assert len(passed) == len(set(passed))


def _assert_told(database, cases):
    """The alarms of every step that was passed: each there, sent, and only once."""
    steps = {
        (deadline, round_, mark)
        for deadline, kind, _at, mark, round_, *_more in rows(database, LEDGER, cases)
        if kind == "escalated" and not mark.startswith("warning")
    }
    alarms = rows(database, ALARMS, cases)
    assert {alarm[:3] for alarm in alarms} == steps
    assert {state for *_key, state in alarms} <= {"delivered"}


def assert_consistent(database, cases):
    """The stored figures are those that the ledger alone tells."""
    steps = {}
    for policy, anchor, minutes, recipient in rows(database, STEPS):
        step = (f"{anchor}{minutes:+d}/{recipient}", anchor, minutes)
        steps.setdefault(policy, []).append(step)
    terms = {
        policy: Terms(share, minutes, steps.get(policy, []))
        for policy, share, minutes in rows(database, TERMS)
    }
    ledgers = {}
    for deadline, *row in rows(database, LEDGER, cases):
        ledgers.setdefault(deadline, []).append(Row(*row))
    names = list(recompute([], None))
    for deadline, policy, state, round_, *figures in rows(database, FIGURES, cases):
        order = ("promise_seconds", "missed_at", "met_at", "late_by", "due_at")
        stored = dict(zip((*order, "warn_at", "next_event_at"), figures, strict=True))
        stored |= {"state": state, "round": round_}
        assert stored.keys() == set(names)
        assert recompute(ledgers[deadline], terms[policy]) == stored, deadline
