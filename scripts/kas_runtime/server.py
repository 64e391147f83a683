"""Running Odoo as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from . import postgres
from .paths import CHECKOUT, Failure, digest, folder, home, last_lines


def enter_environment() -> None:
    """Give this process and its children what Odoo looks for.

    Needs the database server to be known already (``postgres.running``).
    """
    ours = [folder("bin"), Path(sys.executable).parent, postgres.programs()]
    path = os.environ.get("PATH", os.defpath).split(os.pathsep)
    new = [str(item) for item in ours if str(item) not in path]
    os.environ.update(
        PATH=os.pathsep.join([*new, *path]),
        ODOO_RC=str(_write_configuration()),
        KAS_HOME=str(home()),
        KAS_CHECKOUT=str(CHECKOUT),
        # Our scripts stand beside the checkout's tests, which may use them.
        PYTHONPATH=str(CHECKOUT / "scripts"),
    )


def data_folder() -> Path:
    """Odoo's own folder: attachments, sessions."""
    return folder("data")


def _write_configuration() -> Path:
    """A configuration for this checkout; the database is named on the command line."""
    options = {
        "addons_path": CHECKOUT,
        "data_dir": data_folder(),
        "db_host": os.environ.get("PGHOST"),
        "db_port": os.environ.get("PGPORT"),
        "db_user": os.environ.get("PGUSER"),
        "db_password": os.environ.get("PGPASSWORD"),
        # For one's own machine only: the logins of the demo are no secret.
        "http_interface": "127.0.0.1",
        "workers": 0,
        "max_cron_threads": 2,
        "screenshots": folder("screenshots"),
    }
    lines = [
        f"{name} = {value}\n" for name, value in options.items() if value is not None
    ]
    path = folder("conf") / f"odoo-{digest([str(CHECKOUT)])}.conf"
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_text("[options]\n" + "".join(lines))
    fresh.replace(path)
    return path


def command(database: str, arguments: Sequence[str]) -> list[str]:
    """The command line of an Odoo on one database, and on no other."""
    if "ODOO_RC" not in os.environ:
        raise Failure("no Odoo configuration here: start this through scripts/test.")
    options = [f"--config={os.environ['ODOO_RC']}", f"--database={database}"]
    options += [f"--db-filter=^{database}$"]
    return [sys.executable, "-m", "odoo", *options, *arguments]


def start_odoo(
    arguments: Sequence[str], database: str, log: str | Path
) -> subprocess.Popen:
    """Start Odoo, its output going to the end of ``log``; the caller ends it."""
    with open(log, "a") as output:
        return subprocess.Popen(
            command(database, arguments),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=CHECKOUT,
        )


def run_odoo(
    arguments: Sequence[str],
    database: str,
    log: str | Path,
    *,
    timeout: float = 1800,
    check: bool = True,
) -> int:
    """Run Odoo until it has finished (``--stop-after-init`` is added).

    Returns its exit code; unless told otherwise, a failure is a ``Failure`` that
    shows the end of the log.
    """
    process = start_odoo([*arguments, "--stop-after-init"], database, log)
    try:
        code = process.wait(timeout)
    except BaseException:
        process.kill()
        process.wait()
        raise
    if code and check:
        raise Failure(
            f"Odoo ended with code {code}: {' '.join(arguments)}\n"
            f"{last_lines(Path(log))}\n(the end of {log})"
        )
    return code
