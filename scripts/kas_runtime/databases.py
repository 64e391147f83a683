"""Databases: a template with everything we depend on, and copies of it."""

from __future__ import annotations

import ast
import contextlib
import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
from psycopg2 import sql

from . import postgres, server
from .paths import (
    CHECKOUT,
    MODULE,
    UNUSED_DAYS,
    Failure,
    digest,
    folder,
    home,
    locked,
    remove,
    say,
)

LANGUAGES = "en_US,zh_CN"
TEMPLATE = "kas_template_"
TEST = "kas_test_"


@contextlib.contextmanager
def cursor(database: str = "postgres") -> Iterator[psycopg2.extensions.cursor]:
    """A cursor that commits every statement by itself."""
    try:
        connection = psycopg2.connect(dbname=database)
    except psycopg2.OperationalError as error:
        raise Failure(
            f"the PostgreSQL server cannot be used: {str(error).strip()}\n"
            "Check PGHOST, PGPORT, PGUSER and PGPASSWORD (or DATABASE_URL), "
            "or unset them to use the built-in server."
        ) from error
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as result:
        yield result


def manifest() -> dict:
    """The add-on's manifest."""
    path = CHECKOUT / MODULE / "__manifest__.py"
    if not path.is_file():
        raise Failure(f"{path} is missing; is this a complete checkout?")
    return ast.literal_eval(path.read_text())


def filestore(database: str) -> Path:
    """The folder of a database's attachments."""
    return server.data_folder() / "filestore" / database


def test_name(suffix: str = "") -> str:
    """A name for a database of this process; leftovers of dead ones are dropped."""
    return f"{TEST}{os.getpid()}{suffix and f'_{suffix}'}"


def exists(database: str) -> bool:
    """Whether the server has that database."""
    with cursor() as cr:
        cr.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        return bool(cr.fetchone())


def drop_database(database: str) -> None:
    """Remove a database and its attachments; no matter whether it exists."""
    with cursor() as cr:
        name = sql.Identifier(database)
        cr.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
    remove(filestore(database))


def clone_database(database: str, source: str | None = None) -> str:
    """Make ``database`` a copy of ``source`` (nobody may be connected to that one).

    Without a source it is a copy of the template: everything the add-on depends
    on is installed, the add-on itself is not.
    """
    source = source or template()
    drop_database(database)
    with cursor() as cr:
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        cr.execute(copy.format(sql.Identifier(database), sql.Identifier(source)))
    if filestore(source).exists():
        # Odoo never changes a stored file, so both can share it.
        shutil.copytree(filestore(source), filestore(database), copy_function=_share)
    return database


def rename_database(old: str, new: str) -> None:
    """Give a database, to which nobody is connected, its final name."""
    remove(filestore(new))
    if filestore(old).exists():
        filestore(old).rename(filestore(new))
    with cursor() as cr:
        names = [sql.Identifier(old), sql.Identifier(new)]
        cr.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*names))


def _share(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def template(demo: bool = False) -> str:
    """The name of the template; it is built when there is none that fits."""
    depends = sorted(manifest().get("depends", []))
    name = template_name(depends, demo)
    with locked(name):
        if not (exists(name) and template_log(name).exists()):
            _build_template(name, depends, demo)
        template_log(name).touch()
        _prune()
    return name


def template_name(depends: list[str], demo: bool) -> str:
    """Changes whenever a template built before would not fit any more."""
    from odoo import release

    odoo = Path(release.__file__)
    # A package's folder names its version; a checkout's release file is dated.
    # Its attachments lie in our folder, so it is of no use to anybody else's.
    parts = [str(home()), str(odoo), str(odoo.stat().st_mtime_ns)]
    parts += [*depends, LANGUAGES]
    key = digest([*parts, CHECKOUT / "requirements.txt"])
    return f"{TEMPLATE}{key}{'_demo' if demo else ''}"


def template_log(name: str) -> Path:
    """What Odoo logged while the template was built."""
    return folder("log") / f"{name}.log"


def _build_template(name: str, depends: list[str], demo: bool) -> None:
    say(f"Building the template database (once): {', '.join(depends)}")
    partial, log = f"{name}_partial", template_log(name)
    drop_database(partial)
    log.unlink(missing_ok=True)
    options = ["-i", ",".join(depends or ["base"]), f"--load-language={LANGUAGES}"]
    server.run_odoo([*options, *(["--with-demo"] if demo else [])], partial, log)
    _require_installed(partial, depends, log)
    # Nobody may connect any more, else it could not be copied meanwhile.
    with cursor() as cr:
        close = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false")
        cr.execute(close.format(sql.Identifier(partial)))
    drop_database(name)
    rename_database(partial, name)


def _require_installed(database: str, modules: list[str], log: Path) -> None:
    with cursor(database) as cr:
        cr.execute(
            "SELECT name FROM ir_module_module WHERE state = 'installed'",
        )
        missing = set(modules) - {name for (name,) in cr.fetchall()}
    if missing:
        raise Failure(
            f"Odoo did not install {', '.join(sorted(missing))} (see {log}). Is its "
            "package in requirements.txt, and its name right in the manifest?"
        )


def install_module(database: str, log: Path, *options: str) -> None:
    """Install the add-on on a copy of the template."""
    server.run_odoo(["-i", MODULE, *options], database, log)
    _require_installed(database, [MODULE], log)


def _complaints(log: Path) -> list[tuple[str, str]]:
    """Each warning or error of a log, with a form of it that can be compared."""
    pattern = re.compile(r"^\S+ \S+ \d+ (WARNING|ERROR|CRITICAL) \S+ (.*)$")
    found = []
    for line in log.read_text(errors="replace").splitlines():
        if match := pattern.match(line):
            # Neither numbers nor the environment's folder tell two of them apart.
            text = re.sub(r"\S*/site-packages/", "", " ".join(match.groups()))
            found.append((re.sub(r"\d+", "#", text), line))
    return found


def new_complaints(log: Path, baseline: Path) -> list[str]:
    """The warnings and errors of a log that the other log has not as well."""
    known = {text for text, _line in _complaints(baseline)}
    return [line for text, line in _complaints(log) if text not in known]


def _prune() -> None:
    """Drop what killed runs and old versions have left on our own server."""
    _prune_logs()
    if not postgres.is_embedded():
        return
    with cursor() as cr:
        cr.execute("SELECT datname FROM pg_database")
        names = [name for (name,) in cr.fetchall()]
    for name in names:
        if _is_orphan(name):
            drop_database(name)
        elif name.startswith(TEMPLATE) and not name.endswith("_partial"):
            # Its log is touched with every use, and pruned with the other logs.
            if not template_log(name).exists():
                drop_database(name)


def _prune_logs() -> None:
    oldest = time.time() - UNUSED_DAYS * 86400
    for log in folder("log").iterdir():
        if log.stat().st_mtime < oldest:
            log.unlink(missing_ok=True)


def _is_orphan(database: str) -> bool:
    """Whether the run that a test database is named after has ended."""
    owner = re.match(rf"{TEST}(\d+)", database)
    return bool(owner) and not Path(f"/proc/{owner[1]}").exists()
