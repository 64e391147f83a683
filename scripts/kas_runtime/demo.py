"""The steps of scripts/demo."""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from . import databases, postgres, server
from .paths import CHECKOUT, MODULE, Failure, digest, folder, last_lines, run_main, say

LOGINS = CHECKOUT / MODULE / "demo" / "logins.txt"
PATIENCE = 180  # seconds for the first answer


def parse(arguments: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="scripts/demo",
        description="Start Odoo with Key Account Service and its demo data.",
    )
    parser.add_argument("--port", type=int, default=8069)
    parser.add_argument("--database", default="kas_demo", metavar="NAME")
    parser.add_argument(
        "--fresh", action="store_true", help="drop and rebuild the data"
    )
    parser.add_argument("--detach", action="store_true", help="run in the background")
    parser.add_argument(
        "--stop", action="store_true", help="stop the one in the background"
    )
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


class State:
    """What is known about one demo database between runs."""

    def __init__(self, database: str) -> None:
        self.path = folder("demo") / f"{database}.json"
        self.facts = json.loads(self.path.read_text()) if self.path.exists() else {}

    def save(self, **facts) -> None:
        """Remember facts; None forgets one."""
        self.facts.update(facts)
        known = {key: value for key, value in self.facts.items() if value is not None}
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps(known))
        fresh.replace(self.path)

    def process(self) -> psutil.Process | None:
        """The running demo, if that number still belongs to it."""
        with contextlib.suppress(psutil.Error, KeyError):
            process = psutil.Process(self.facts["pid"])
            if process.create_time() == self.facts["since"]:
                return process
        return None


def stop(state: State) -> int:
    """End the demo that runs in the background (or another terminal)."""
    process = state.process()
    if not process:
        say("No demo is running")
        return 0
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(60)
    except psutil.TimeoutExpired as error:
        raise Failure(
            f"process {process.pid} does not end; kill it by hand."
        ) from error
    say("Stopped")
    return 0


def module_key() -> str:
    """Changes whenever a file of the add-on does."""
    base = CHECKOUT / MODULE
    files = sorted(
        path
        for path in base.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )
    return digest(
        part for path in files for part in (str(path.relative_to(base)), path)
    )


def prepare_database(database: str, state: State, fresh: bool) -> None:
    """Create the demo database, or bring it up to date with the checkout."""
    key = module_key()
    known = state.facts.get("module")
    exists = databases.exists(database)
    log = folder("log") / f"{database}-install.log"
    if exists and not fresh and known == key:
        return
    log.unlink(missing_ok=True)
    if exists and not fresh and known:
        say("Updating the demo database (scripts/demo --fresh would rebuild it)")
        server.run_odoo(["-u", MODULE, "--with-demo"], database, log)
    elif exists and not fresh:
        # Half built by a run that was interrupted, or not ours at all.
        raise Failure(
            f"the database {database} exists but was not completed by scripts/demo. "
            "Use --fresh to drop and rebuild it, or --database NAME for another one."
        )
    else:
        _build(database, state, log)
    state.save(module=key)


def _build(database: str, state: State, log: Path) -> None:
    state.save(module=None)
    source = databases.template(demo=True)
    say("Installing key_account_service with its demo data")
    # Under a passing name until it is complete: an interrupted run leaves no half.
    partial = f"{database}_partial"
    databases.clone_database(partial, source)
    databases.install_module(partial, log, "--with-demo")
    databases.drop_database(database)
    databases.rename_database(partial, database)


def set_address(database: str, port: int) -> None:
    """Make links in messages lead to this server, before anybody has logged in."""
    with databases.cursor(database) as cr:
        cr.execute(
            "UPDATE ir_config_parameter SET value = %s WHERE key = 'web.base.url'",
            [f"http://localhost:{port}"],
        )


def require_free(port: int) -> None:
    """Say so before anything is built if the port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Failure(
                f"port {port} is taken; choose another one: scripts/demo --port 8070"
            ) from error


def answers(port: int) -> bool:
    """Whether the login page is served."""
    with contextlib.suppress(OSError, http.client.HTTPException):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        with contextlib.closing(connection):
            connection.request("GET", "/web/login")
            return connection.getresponse().status == 200
    return False


def wait_until_answering(port: int, process: subprocess.Popen, log: Path) -> None:
    """Wait for the first page; a server that dies meanwhile is a failure."""
    deadline = time.monotonic() + PATIENCE
    while not answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise Failure(f"Odoo did not start; the end of {log}:\n{last_lines(log)}")
        time.sleep(0.3)


def announce(options: argparse.Namespace) -> None:
    """Tell where to go and who to be."""
    print(f"\nKey Account Service runs at http://localhost:{options.port}\n")
    logins = (
        LOGINS.read_text() if LOGINS.exists() else "login  password\nadmin  admin\n"
    )
    print(logins.rstrip() + "\n", flush=True)


def terminate(process: subprocess.Popen) -> None:
    """End a child, politely first."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def odoo(options: argparse.Namespace) -> Iterator[tuple[subprocess.Popen, Path]]:
    """Odoo with HTTP and scheduled actions; ends with the block."""
    log = folder("log") / f"{options.database}.log"
    log.write_text("")
    arguments = [f"--http-port={options.port}", "--no-database-list"]
    process = server.start_odoo(arguments, options.database, log)
    try:
        yield process, log
    finally:
        terminate(process)


def serve(options: argparse.Namespace, state: State) -> int:
    """Run in the foreground until told to stop."""
    since = psutil.Process().create_time()
    state.save(pid=os.getpid(), since=since, port=options.port)
    try:
        with odoo(options) as (process, log):
            wait_until_answering(options.port, process, log)
            announce(options)
            say(f"Log: {log}")
            say("Ctrl-C stops it")
            if code := process.wait():
                raise Failure(f"Odoo ended with code {code}:\n{last_lines(log)}")
    except KeyboardInterrupt:
        say("Stopped")
    finally:
        state.save(pid=None, since=None, port=None)
    return 0


def detach(options: argparse.Namespace) -> int:
    """Hand the serving over to a process of its own; return when it answers."""
    log = folder("log") / f"{options.database}-detached.log"
    arguments = [f"--port={options.port}", f"--database={options.database}", "--serve"]
    with open(log, "w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "kas_runtime.demo", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    wait_until_answering(options.port, process, log)
    announce(options)
    named = "" if options.database == "kas_demo" else f" --database {options.database}"
    say(f"Stop it with: scripts/demo --stop{named}")
    return 0


def main(arguments: list[str]) -> int:
    """Prepare the demo's database, then serve it."""
    options = parse(arguments)
    state = State(options.database)
    if options.stop:
        return stop(state)
    if state.process():
        address = f"http://localhost:{state.facts['port']}"
        say(f"The demo is running already: {address} (scripts/demo --stop ends it)")
        return 0
    require_free(options.port)
    with postgres.running():
        server.enter_environment()
        if not options.serve:
            prepare_database(options.database, state, options.fresh)
            set_address(options.database, options.port)
        return detach(options) if options.detach else serve(options, state)


if __name__ == "__main__":
    run_main(main)
