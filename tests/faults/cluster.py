"""A database server of our own, for tests that restart one."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg2

from kas_runtime import postgres

ROLE = "odoo"


class Cluster:
    """A PostgreSQL server in a folder of its own, reached by its socket only."""

    def __init__(self):
        # Not below pytest's folders: the server's user may not enter these.
        self.folder = Path(tempfile.mkdtemp(prefix="kas-", dir="/tmp"))
        self.identity = postgres._identity()
        if self.identity:
            os.chown(self.folder, self.identity["user"], self.identity["group"])
        locale = ["--locale-provider=builtin", "--locale=C.UTF-8", "--encoding=UTF8"]
        options = ["--auth=trust", f"--username={ROLE}", "--no-sync", *locale]
        self._run("initdb", *options)
        settings = {
            "listen_addresses": "''",
            "unix_socket_directories": str(self.folder),
            "port": "5432",
            "fsync": "off",
        }
        given = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self._control("start", "-o", given)

    def crash_and_restart(self):
        """Without any goodbye to those who are connected."""
        self._control("restart", "-m", "immediate")

    def copy(self, database):
        """A copy of a database of the server that the environment names."""
        self.execute("postgres", f'CREATE DATABASE "{database}"')
        dump = [str(postgres.programs() / "pg_dump"), "--no-owner", "-d", database]
        restore = [str(postgres.programs() / "psql"), "-q1", "-v", "ON_ERROR_STOP=1"]
        restore += ["-h", str(self.folder), "-p", "5432", "-U", ROLE, "-d", database]
        with subprocess.Popen(dump, stdout=subprocess.PIPE) as dumping:
            subprocess.run(
                restore, stdin=dumping.stdout, stdout=subprocess.DEVNULL, check=True
            )
        assert dumping.returncode == 0

    @contextlib.contextmanager
    def cursor(self, database, autocommit=True):
        """A cursor that commits every statement by itself, unless told otherwise."""
        address = {"host": str(self.folder), "port": 5432, "user": ROLE}
        connection = psycopg2.connect(dbname=database, **address)
        connection.autocommit = autocommit
        with contextlib.closing(connection), connection.cursor() as cr:
            yield cr

    def execute(self, database, query, *values):
        """Run a query and return what it finds, if it finds rows."""
        with self.cursor(database) as cr:
            cr.execute(query, values)
            return cr.fetchall() if cr.description else None

    def remove(self):
        self._control("stop", "-m", "immediate")
        shutil.rmtree(self.folder)

    def _control(self, *arguments):
        self._run("pg_ctl", *arguments, "-w", "-l", str(self.folder / "log"))

    def _run(self, program, *arguments):
        subprocess.run(
            [
                str(postgres.programs() / program),
                *arguments,
                "-D",
                f"{self.folder}/data",
            ],
            check=True,
            cwd="/",
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            # A pipe would be inherited by the server and never be closed.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **self.identity,
        )
