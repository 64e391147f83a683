"""From the due time on the clock to the message on its way, with a real scheduler."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from smtp_sink import smtp_sink

from odoo import fields

import bench
from bench import Database, Row
from kas_runtime import server
from kas_runtime.paths import say
from populate import populate

LAGS = """
SELECT extract(epoch FROM alarm.delivered_at - alarm.due_at)
FROM key_account_alarm AS alarm
WHERE alarm.mark LIKE 'due+0/%' AND alarm.state IN ('delivered', 'acknowledged')
"""
SPREAD = timedelta(minutes=3)
#: Until the server has begun with its scheduled actions.
START_UP = timedelta(seconds=75)
PATIENCE = 180


@contextmanager
def scheduler(database: Database) -> Iterator[None]:
    """Odoo as it runs anywhere: a server with its two threads for scheduled actions."""
    with smtp_sink() as mail_port, tempfile.TemporaryDirectory() as folder:
        options = ["--http-port", str(random.randint(20_000, 30_000))]
        options += ["--smtp", "127.0.0.1", "--smtp-port", str(mail_port)]
        log = Path(folder) / "odoo.log"
        process = server.start_odoo(options, database.name, log)
        try:
            yield
        finally:
            process.terminate()
            process.wait(60)


def waiting(database: Database) -> int:
    """How many deadlines have to be missed yet, and alarms to be told."""
    with database.env(bench.ROOT) as env:
        deadlines = [("missed_at", "=", False), ("state", "=", "running")]
        left = env["key.account.deadline"].search_count(deadlines)
        pending = [("state", "=", "pending")]
        return left + env["key.account.alarm"].search_count(pending)


def rows(count: int) -> Iterator[Row]:
    """``count`` deadlines of different moments, each alarm against its due time."""
    with bench.temporary("live", module=True) as ours:
        begin = fields.Datetime.now() + START_UP
        populate(ours, count, due=count, moment=begin, spread=SPREAD)
        with scheduler(ours):
            say(f"{count} deadlines become due in {SPREAD}")
            end = time.monotonic() + (START_UP + SPREAD).total_seconds() + PATIENCE
            while time.monotonic() < end and waiting(ours):
                time.sleep(5)
        with ours.env(bench.ROOT) as env:
            env.cr.execute(LAGS)
            lags = sorted(float(lag) for (lag,) in env.cr.fetchall())
        assert len(lags) >= count, f"only {len(lags)} alarms were told"
        middle, late = statistics.median(lags), lags[int(len(lags) * 0.99)]
        yield Row(
            f"due → alarm delivered, scheduler running ({count})",
            "the clock",
            f"median {middle:.0f} s, 99 % within {late:.0f} s",
            "≤ 40 s, ≤ 75 s",
            middle <= 40 and late <= 75,
        )
