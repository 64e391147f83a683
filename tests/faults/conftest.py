"""One database for all tests of faults, and processes that work on it."""

import os

import pytest
from process import Worker

from kas_runtime import databases


@pytest.fixture(scope="session")
def database(tmp_path_factory):
    """Our module, freshly installed; each test makes its own cases in it."""
    name = databases.test_name("faults")
    installed = os.environ.get("KAS_INSTALLED")
    databases.clone_database(name, installed)
    if not installed:
        log = tmp_path_factory.mktemp("faults") / "odoo.log"
        databases.install_module(name, log)
    yield name
    databases.drop_database(name)


@pytest.fixture(scope="session")
def pair(database):
    """Two processes that live as long as the tests."""
    workers = [Worker(database), Worker(database)]
    yield workers
    for worker in workers:
        worker.kill()


@pytest.fixture
def victim(database):
    """A process to be killed."""
    worker = Worker(database)
    yield worker
    worker.kill()


@pytest.fixture
def due(database, pair):
    """Makes cases whose promises fell due while no scheduler ran for a day."""

    def make(count):
        return pair[0].do(
            f"""
from datetime import datetime, timedelta
from freezegun import freeze_time
env.ref("base.user_admin").email = "admin@branch.example"
values = {{"name": "x", "description": "x", "case_kind": "complaint"}}
with freeze_time(datetime.now().replace(microsecond=0) - timedelta(hours=26)):
    result = env["helpdesk.ticket"].create([values] * {count}).ids
    env.flush_all()
"""
        )

    return make
