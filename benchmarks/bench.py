"""What the benchmarks share: databases, transactions, timing, tables.

Every measurement is a median of interleaved runs (ours, the other, ours, …) in one
process, so that what else the machine does meets both alike.
"""

from __future__ import annotations

import gc
import logging
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from odoo import api
from odoo.modules.registry import Registry
from odoo.tools import config

from kas_runtime import databases
from kas_runtime.paths import Failure, say

#: Who works: the administrator, with the checks that every user is subject to.
ADMIN = 2
ROOT = 1
RUNS = 5


def start_odoo() -> None:
    """Make Odoo's ORM usable in this process, quietly."""
    if "ODOO_RC" not in os.environ:
        raise Failure("start this through scripts/benchmark")
    config.parse_config(["-c", os.environ["ODOO_RC"], "--no-http"])
    logging.getLogger("odoo").setLevel(logging.ERROR)


class Database:
    """A database with Odoo on it, in this process."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.registry = Registry(name)

    @contextmanager
    def env(self, uid: int = ADMIN, **context) -> Iterator[api.Environment]:
        """An environment in a transaction of its own, committed in the end."""
        with self.registry.cursor() as cr:
            yield api.Environment(cr, uid, context)


@contextmanager
def temporary(name: str, module: bool) -> Iterator[Database]:
    """A database for this run, with the add-on or with what it depends on only."""
    name = f"{databases.TEST}{os.getpid()}_{name}"
    say(f"Preparing {'the add-on' if module else 'the bare help desk'}")
    databases.clone_database(name)
    try:
        if module:
            with tempfile.TemporaryDirectory() as folder:
                databases.install_module(name, Path(folder) / "odoo.log")
        yield Database(name)
    finally:
        Registry.registries.pop(name, None)
        databases.drop_database(name)


def kept(name: str) -> Database:
    """A database with the add-on that stays; it is made when it is missing."""
    if not databases.exists(name):
        databases.clone_database(name)
        with tempfile.TemporaryDirectory() as folder:
            databases.install_module(name, Path(folder) / "odoo.log")
    return Database(name)


class Run(NamedTuple):
    """What one run took: seconds, and queries."""

    seconds: float
    queries: int


@contextmanager
def measured(env: api.Environment, runs: list[Run]) -> Iterator[None]:
    """Add a run, all writing included, to ``runs``."""
    gc.collect()
    env.flush_all()
    env.cr.commit()
    queries, begun = env.cr.sql_log_count, time.perf_counter()
    yield
    env.cr.flush()
    env.cr.commit()
    seconds = time.perf_counter() - begun
    runs.append(Run(seconds, env.cr.sql_log_count - queries))


def median(runs: list[Run]) -> float:
    """Seconds of the run in the middle."""
    return statistics.median(run.seconds for run in runs)


def interleaved(
    works: list[Callable[[list[Run]], None]], runs: int = RUNS
) -> list[list[Run]]:
    """Call each work in turn, ``runs`` times; each adds its run to its own list.

    A first round warms what processes keep and does not count.
    """
    results: list[list[Run]] = [[] for _work in works]
    for work in works:
        work([])
    for _round in range(runs):
        for work, result in zip(works, results, strict=True):
            work(result)
    return results


class Row(NamedTuple):
    """A line of the table: what was measured, and whether it is good enough."""

    work: str
    against: str
    measured: str
    limit: str
    passed: bool

    def __str__(self) -> str:
        verdict = "ok" if self.passed else "**too slow**"
        cells = (self.work, self.against, self.measured, self.limit, verdict)
        return f"| {' | '.join(cells)} |"


HEAD = "| work | against | measured | at least | |\n|---|---|---|---|---|"


def table(rows: list[Row]) -> str:
    """The rows in Markdown."""
    return "\n".join([HEAD, *map(str, rows)])
