"""CASE-5: killed in the middle, several workers at once: each step exactly once."""

import os
import signal
import subprocess
import sys
import time

import pytest

from kas_runtime import databases

CASES = 120

CREATE = f"""
env.ref("base.user_admin").email = "admin@branch.example"
policies = env["key.account.deadline.policy"].search([("kind", "=", "resolve")])
policies.write({{"amount": 0.003}})
values = {{"name": "x", "description": "x", "case_kind": "complaint"}}
env["helpdesk.ticket"].create([values] * {CASES})
env.cr.commit()
print("CREATED")
"""

SWEEP = """
from odoo.addons.key_account_service.models.clock import key_account_sweep_mixin
key_account_sweep_mixin.BATCH_SIZE = 5
print("SWEEPING", flush=True)
env["key.account.deadline"]._cron_enforce_due()
env["key.account.alarm"]._cron_deliver()
print("SWEPT", flush=True)
"""

ONCE = """
    SELECT deadline_id, mark, round, count(*) FROM key_account_deadline_event
    WHERE mark IS NOT NULL AND mark <> '' GROUP BY 1, 2, 3 HAVING count(*) > 1
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    name = f"{databases.TEST}{os.getpid()}_faults"
    databases.clone_database(name)
    databases.install_module(name, tmp_path_factory.mktemp("faults") / "odoo.log")
    yield name
    databases.drop_database(name)


def shell(database, code):
    """Start Odoo's shell on ``code``; it goes on by itself."""
    options = ["-c", os.environ["ODOO_RC"], "-d", database, "--no-http"]
    process = subprocess.Popen(
        [sys.executable, "-m", "odoo", "shell", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    process.stdin.write(code)
    process.stdin.close()
    return process


def printed(process):
    """What the process has printed when it has ended."""
    with process.stdout:
        text = process.stdout.read()
    process.wait()
    return text


def count(database, query):
    with databases.cursor(database) as cr:
        cr.execute(query)
        return cr.fetchall()


ALL_DUE = """
    SELECT bool_and(due_at < now() AT TIME ZONE 'UTC') FROM key_account_deadline
    WHERE kind = 'resolve'
"""
MISSED = "SELECT count(*) FROM key_account_deadline WHERE missed_at IS NOT NULL"


def wait_until(database, query):
    """Wait until the query finds something true."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if count(database, query)[0][0]:
            return
    raise TimeoutError(query)


def test_a_worker_killed_in_the_middle_and_two_at_once(database):
    created = shell(database, CREATE)
    assert "CREATED" in printed(created)
    assert count(database, MISSED) == [(0,)]
    wait_until(database, ALL_DUE)

    victim = shell(database, SWEEP)
    wait_until(database, MISSED)
    os.kill(victim.pid, signal.SIGKILL)
    printed(victim)
    ((done,),) = count(database, MISSED)
    assert 0 < done < CASES, "the worker was not killed in the middle"

    workers = [shell(database, SWEEP) for _index in range(2)]
    assert all("SWEPT" in printed(worker) for worker in workers)
    assert count(database, MISSED) == [(CASES,)]
    assert count(database, ONCE) == []
    facts = count(
        database,
        "SELECT kind, count(*) FROM key_account_deadline_event"
        " WHERE kind IN ('warned', 'missed') GROUP BY kind ORDER BY kind",
    )
    assert facts == [("missed", CASES), ("warned", CASES)]
    states = count(database, "SELECT DISTINCT state FROM key_account_alarm")
    assert states == [("delivered",)]
    # One message a recipient and batch, never one twice.
    alarms = count(database, "SELECT count(*) FROM key_account_alarm")
    assert alarms[0][0] >= CASES
