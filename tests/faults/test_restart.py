"""CASE-5: Odoo as it is run, after a day without a scheduler, on a failing database."""

import contextlib
import subprocess
from functools import partial

import psycopg2
import pytest
from cluster import ROLE, Cluster
from process import SWEEP
from proof import assert_caught_up, wait_until

from kas_runtime import server

#: A sweep that waits here has decided, and has committed nothing yet.
WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
MISSED = """
    SELECT count(*) FROM key_account_deadline
    WHERE res_id = ANY(%s) AND missed_at IS NOT NULL
"""
#: Neither the queue of e-mails, for which there is no server, nor what takes long.
OURS_ONLY = """
    UPDATE ir_cron SET active = FALSE WHERE id NOT IN (
        SELECT res_id FROM ir_model_data
        WHERE model = 'ir.cron' AND module = 'key_account_service')
"""


@pytest.fixture
def cluster(database, due, pair):
    """A server with a copy of the database, in which cases fell due for a day."""
    cases = due(150)
    found = Cluster()
    try:
        found.copy(database)
        found.execute(database, OURS_ONLY)
        pair[1].do(SWEEP)
        found.cases = cases
        yield found
    finally:
        found.remove()


@pytest.fixture
def odoo(database, cluster, tmp_path):
    """Odoo with workers, of which the first process starts new ones as they die."""
    host = [f"--db_host={cluster.folder}", "--db_port=5432", f"--db_user={ROLE}"]
    workers = ["--workers=1", "--max-cron-threads=2", "--no-http"]
    log = tmp_path / "odoo.log"
    process = server.start_odoo([*host, *workers], database, log)
    yield process
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def test_a_day_without_scheduler_and_a_database_that_crashes(database, cluster, odoo):
    def wake():
        """What Odoo itself does when there is work to do."""
        cluster.execute("postgres", f"NOTIFY cron_trigger, '{database}'")

    def found(query, *values):
        with contextlib.suppress(psycopg2.OperationalError):
            wake()
            return cluster.execute(database, query, *values)[0][0]

    with cluster.cursor(database, autocommit=False) as cr:
        cr.execute("LOCK TABLE key_account_alarm IN SHARE MODE")
        wait_until(lambda: found(WAITING), pause=0.5)
        assert found(MISSED, cluster.cases) == 0
        cluster.crash_and_restart()
    assert found(MISSED, cluster.cases) == 0, "something was written by halves"
    assert odoo.poll() is None
    due = "SELECT count(*) FROM key_account_deadline WHERE next_event_at <= now()"
    unsent = "SELECT count(*) FROM key_account_alarm WHERE state = 'pending'"
    wait_until(lambda: found(due) == 0 and found(unsent) == 0, pause=0.5)
    assert_caught_up(partial(cluster.cursor, database), cluster.cases)
