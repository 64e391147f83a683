"""The steps of scripts/test."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import IO

from . import databases, postgres, server
from .paths import CHECKOUT, Failure, folder, run_main, say
from .results import Results

UNIT = "tests/unit"
#: Of the whole suite these run beside the others, on a second processor and on a copy
#: of the database: in all they take about as long.
BESIDE = ("tests/rpc", "tests/faults", "tests/browser", "tests/static")


class Run:
    """One call of scripts/test: its results and how long each phase took."""

    def __init__(self) -> None:
        self.begun = time.time() - float(os.environ.get("KAS_SETUP_SECONDS", 0))
        self.results = Results()
        self.seconds = {"setup": time.time() - self.begun}
        self.taking_over = threading.Lock()

    @contextlib.contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Add the time the block takes to a phase."""
        begun = time.time()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0) + time.time() - begun

    def pytest(self, *arguments: str, output: IO | None = None) -> None:
        """Run pytest in a process of its own and take over its results.

        It writes to ``output``, or where we do.
        """
        with tempfile.TemporaryDirectory() as work:
            report = Path(work) / "report"
            plugin = ["-p", "kas_runtime.report"]
            done = subprocess.run(
                [sys.executable, "-m", "pytest", *plugin, *arguments],
                cwd=CHECKOUT,
                env={**os.environ, "KAS_REPORT": str(report)},
                stdout=output,
                stderr=output and subprocess.STDOUT,
            )
            with self.taking_over:
                started = self.results.read(report, done.returncode)
        if started:
            line = (
                f"Its first test began {started - self.begun:.1f} s after the command"
            )
            print(f"==> {line}", file=output, flush=True)

    def on_database(
        self, database: str, *arguments: str, output: IO | None = None
    ) -> None:
        """Run tests that need Odoo."""
        config = f"--odoo-config={os.environ['ODOO_RC']}"
        on = [config, f"--odoo-database={database}", "--odoo-http"]
        self.pytest(*on, *arguments, output=output)

    @contextlib.contextmanager
    def beside(self) -> Iterator[Callable[[Callable[..., None]], Future]]:
        """Do what is begun in the block beside it, one job after the other.

        What the jobs write is kept until all has ended, so that no lines mix.
        """
        with tempfile.TemporaryFile("w+") as output:
            pool = ThreadPoolExecutor(1)
            jobs = []

            def begin(job: Callable[..., None]) -> Future:
                jobs.append(pool.submit(job, output=output))
                return jobs[-1]

            try:
                yield begin
            finally:
                pool.shutdown()
                output.seek(0)
                say("Meanwhile, beside them")
                shutil.copyfileobj(output, sys.stdout)
                sys.stdout.flush()
            for job in jobs:
                job.result()

    def close(self) -> int:
        """Print what came out; the last line is the summary."""
        unwanted = self.results.judge_skips()
        if unwanted:
            print("\nSkipped without a line in tests/allowed_skips.txt:")
            print("\n".join(unwanted))
        if not self.results.outcomes:
            raise Failure("no test was found; check the arguments.")
        print()
        spent = ", ".join(
            f"{name} {value:.1f} s" for name, value in self.seconds.items()
        )
        say(f"Time: {spent}")
        print(self.results.summary(), flush=True)
        return 1 if self.results.count("failed") else 0


def split(arguments: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Tell options from paths, and unit tests from those that need a database."""
    options, unit, other = [], [], []
    for argument in arguments:
        path = Path(argument.split("::")[0])
        path = path if path.is_absolute() else CHECKOUT / path
        if argument.startswith("-") or not path.exists():
            options.append(argument)
        elif path.resolve().is_relative_to((CHECKOUT / UNIT).resolve()):
            unit.append(argument)
        else:
            other.append(argument)
    return options, unit, other


@contextlib.contextmanager
def fresh_database(run: Run) -> Iterator[str]:
    """A database with nothing but our module and what it needs."""
    keep = os.environ.get("KAS_KEEP_DB") == "1"
    name = f"kas_kept_{os.getpid()}" if keep else databases.test_name()
    with run.phase("database"):
        source = databases.template()
        say("Installing key_account_service into a fresh database")
        databases.clone_database(name, source)
    try:
        with run.phase("database"):
            _install(name, databases.template_log(source))
        yield name
    finally:
        if keep:
            say(f"Database {name} is kept, as KAS_KEEP_DB asks")
        else:
            databases.drop_database(name)


def _install(database: str, baseline: Path) -> None:
    """Install the module; it must not add a warning to Odoo's log."""
    log = folder("log") / f"{database}-install.log"
    log.unlink(missing_ok=True)
    databases.install_module(database, log)
    complaints = databases.new_complaints(log, baseline)
    if complaints:
        lines = "\n".join(complaints)
        raise Failure(
            f"installing key_account_service adds these to Odoo's log:\n{lines}\n"
            f"(see {log}; Odoo without it logs none of them)"
        )


@contextlib.contextmanager
def copied_database(run: Run, source: str, purpose: str) -> Iterator[str]:
    """Another database like the first, before anybody has changed that one."""
    with run.phase("database"):
        name = databases.clone_database(f"{source}_{purpose}", source)
    try:
        yield name
    finally:
        databases.drop_database(name)


def chosen(run: Run, options: list[str], unit: list[str], other: list[str]) -> None:
    """Run these tests, one after the other."""
    if unit:
        say("Tests that need no database")
        with run.phase("tests"):
            run.pytest("-p", "no:odoo", *options, *unit)
    if other:
        with on_odoo(run) as name, run.phase("tests"):
            say("Tests on Odoo")
            run.on_database(name, *options, *other)


def everything(run: Run, options: list[str]) -> None:
    """Run all tests in two processes; the unit tests while the database is made."""
    away = [f"--ignore={folder_}" for folder_ in (UNIT, *BESIDE)]
    with run.beside() as begin:
        begin(partial(run.pytest, "-p", "no:odoo", *options, UNIT))
        with (
            on_odoo(run) as name,
            copied_database(run, name, "beside") as second,
            copied_database(run, name, "installed") as untouched,
            run.phase("tests"),
        ):
            # Tests that need a database of their own copy it.
            os.environ["KAS_INSTALLED"] = untouched
            rest = begin(partial(run.on_database, second, *options, *BESIDE))
            say("Tests on Odoo")
            run.on_database(name, *options, "tests", *away)
            rest.result()


@contextlib.contextmanager
def on_odoo(run: Run) -> Iterator[str]:
    """A fresh database, and all that Odoo's tests need beside it."""
    with contextlib.ExitStack() as stack:
        with run.phase("database"):
            stack.enter_context(postgres.running())
            server.enter_environment()
        yield stack.enter_context(fresh_database(run))


def main(arguments: list[str]) -> int:
    """Run the tests that are named, or all of them."""
    run = Run()
    options, unit, other = split(arguments)
    try:
        if unit or other:
            chosen(run, options, unit, other)
        elif (os.cpu_count() or 1) > 1:
            everything(run, options)
        else:
            chosen(run, options, [UNIT], ["tests", f"--ignore={UNIT}"])
    except Failure as failure:
        # Whoever reads only the last line must see it, too.
        print(f"\nFailed: {failure}", flush=True)
        run.results.add("the database", "failed")
    return run.close()


if __name__ == "__main__":
    run_main(main)
