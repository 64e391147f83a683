"""The steps of scripts/test."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from . import databases, postgres, server
from .paths import CHECKOUT, Failure, folder, run_main, say
from .results import Results

UNIT = "tests/unit"


class Run:
    """One call of scripts/test: its results and how long each phase took."""

    def __init__(self) -> None:
        self.begun = time.time() - float(os.environ.get("KAS_SETUP_SECONDS", 0))
        self.results = Results()
        self.seconds = {"setup": time.time() - self.begun}

    @contextlib.contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Add the time the block takes to a phase."""
        begun = time.time()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0) + time.time() - begun

    def pytest(self, *arguments: str) -> None:
        """Run pytest in a process of its own and take over its results."""
        with self.phase("tests"), tempfile.TemporaryDirectory() as work:
            report = Path(work) / "report"
            done = subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "pytest",
                    "-p",
                    "kas_runtime.report",
                    *arguments,
                ],
                cwd=CHECKOUT,
                env={**os.environ, "KAS_REPORT": str(report)},
            )
            started = self.results.read(report, done.returncode)
        if started:
            say(f"Its first test began {started - self.begun:.1f} s after the command")

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
    if not unit and not other:
        unit = [UNIT] if (CHECKOUT / UNIT).is_dir() else []
        other = ["tests", f"--ignore={UNIT}"]
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


def test_on_odoo(run: Run, arguments: list[str]) -> None:
    """Run what needs Odoo, a browser and a database."""
    with contextlib.ExitStack() as stack:
        with run.phase("database"):
            stack.enter_context(postgres.running())
            server.enter_environment()
        name = stack.enter_context(fresh_database(run))
        say("Tests on Odoo")
        config = f"--odoo-config={os.environ['ODOO_RC']}"
        run.pytest(config, f"--odoo-database={name}", "--odoo-http", *arguments)


def main(arguments: list[str]) -> int:
    """Run the unit tests, then the others on a fresh database."""
    run = Run()
    options, unit, other = split(arguments)
    if unit:
        say("Tests that need no database")
        run.pytest("-p", "no:odoo", *options, *unit)
    if other:
        try:
            test_on_odoo(run, [*options, *other])
        except Failure as failure:
            # Whoever reads only the last line must see it, too.
            print(f"\nFailed: {failure}", flush=True)
            run.results.add("the database", "failed")
    return run.close()


if __name__ == "__main__":
    run_main(main)
