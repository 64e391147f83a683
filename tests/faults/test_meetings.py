"""CASE-5: a user changes a case while a sweep works on its deadline, in both orders."""

from process import SWEEP
from proof import assert_caught_up, assert_consistent, rows, still_due, wait_until

INSIDE = (
    """
def store(original, records):
    original()
    stop("inside")
around(env["key.account.deadline"], "_store", store)
"""
    + SWEEP
)
#: What a user does over the web: repeated by Odoo if the database asks for it.
USER = """
from odoo.service.model import retrying
tries = 0
def change():
    global tries
    tries += 1
    if tries == {stop_at}:
        env.cr.execute("SELECT 1 FROM key_account_deadline LIMIT 1")
        stop("user")
    case = env["helpdesk.ticket"].browse({case})
    case.stage_id = env.ref("helpdesk_mgmt.helpdesk_ticket_stage_{stage}")
    env.flush_all()
    {after}
retrying(change, env)
result = tries
"""
WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
STATE = """
    SELECT state, missed_at IS NOT NULL FROM key_account_deadline
    WHERE kind = 'resolve' AND res_id = %s
"""
ENDS = """
    SELECT count(*) FROM key_account_deadline_event e
    JOIN key_account_deadline d ON d.id = e.deadline_id
    WHERE d.res_id = %s AND d.kind = 'resolve' AND e.kind = %s
"""


def user(case, stage, stop_at=0, after="pass"):
    return USER.format(case=case, stage=stage, stop_at=stop_at, after=after)


def test_the_sweep_was_there_first(database, pair, due):
    """The user's change waits, starts over and sees what the sweep has written."""
    (case,) = due(1)
    sweep, person = pair
    sweep.begin(INSIDE)
    sweep.stopped("inside")
    person.begin(user(case, "cancelled"))
    wait_until(lambda: rows(database, WAITING)[0][0])
    sweep.go_on()
    sweep.result()
    assert person.result() == 2
    assert rows(database, STATE, case) == [("cancelled", True)]
    assert rows(database, ENDS, case, "missed") == [(1,)]
    assert rows(database, ENDS, case, "cancelled") == [(1,)]
    assert_consistent(database, [case])


def test_the_user_was_there_first(database, pair, due):
    """The sweep goes round the case and later finds it on hold, missed and told."""
    (case,) = due(1)
    sweep, person = pair
    person.begin(user(case, "awaiting", after='stop("changed")'))
    person.stopped("changed")
    sweep.do(SWEEP)
    assert rows(database, ENDS, case, "missed") == [(0,)]
    person.go_on()
    assert person.result() == 1
    assert rows(database, STATE, case) == [("paused", True)]
    wait_until(lambda: sweep.do(SWEEP) or not still_due(database, [case]))
    sweep.do(SWEEP)
    assert rows(database, ENDS, case, "missed") == [(1,)]
    assert_caught_up(database, [case])


def test_the_user_looked_before_the_sweep_and_writes_after_it(database, pair, due):
    """The change rests on an old look at the deadlines and has to start over."""
    (case,) = due(1)
    sweep, person = pair
    person.begin(user(case, "awaiting", stop_at=1))
    person.stopped("user")
    sweep.do(SWEEP)
    person.go_on()
    assert person.result() == 2
    assert rows(database, STATE, case) == [("paused", True)]
    assert rows(database, ENDS, case, "missed") == [(1,)]
    assert_caught_up(database, [case])
