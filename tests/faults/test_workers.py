"""CASE-5: several workers at once, each step exactly once."""

from process import SWEEP
from proof import assert_caught_up, rows, still_due, wait_until

from kas_runtime import databases

#: A sweep whose first look at the database is older than what a writer does then.
SURPRISED = (
    """
from psycopg2.errors import SerializationFailure
result = 0
calls = 0
def claim(original, records):
    global result, calls
    calls += 1
    if calls == 1:
        env.cr.execute("SELECT 1 FROM key_account_deadline LIMIT 1")
        stop("looked")
    try:
        return original()
    except SerializationFailure:
        result += 1
        raise
around(env["key.account.deadline"], "_sweep_claim", claim)
"""
    + SWEEP
)
WRITE = """
    UPDATE key_account_deadline SET res_name = res_name WHERE id IN (
        SELECT id FROM key_account_deadline WHERE res_id = ANY(%s)
        ORDER BY next_event_at, id LIMIT 20)
"""


def test_two_workers_and_a_writer_on_the_same_thousand_due_rows(database, pair, due):
    cases = due(500)
    assert still_due(database, cases) == 1000
    for worker in pair:
        worker.begin(SURPRISED)
        worker.stopped("looked")
    with databases.cursor(database) as cr:
        cr.execute(WRITE, [cases])
    for worker in pair:
        worker.go_on()
    assert sum(worker.result() for worker in pair), "no worker met a conflict"
    wait_until(lambda: pair[0].do(SWEEP) or not still_due(database, cases))
    assert_caught_up(database, cases)
    facts = rows(
        database,
        "SELECT e.kind, count(*) FROM key_account_deadline_event e"
        " JOIN key_account_deadline d ON d.id = e.deadline_id"
        " WHERE d.res_id = ANY(%s) AND e.kind IN ('started', 'warned', 'missed')"
        " GROUP BY 1 ORDER BY 1",
        cases,
    )
    assert facts == [("missed", 1000), ("started", 1000), ("warned", 1000)]
