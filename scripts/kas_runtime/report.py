"""A pytest plugin: notes each test's start and outcome in a file, line by line.

The file tells what happened even when the test process dies.
"""

from __future__ import annotations

import json
import os
import time


def _note(**facts) -> None:
    with open(os.environ["KAS_REPORT"], "a") as file:
        file.write(json.dumps(facts) + "\n")


def _reason(report) -> str:
    if getattr(report, "wasxfail", None):
        return f"expected failure: {report.wasxfail}"
    detail = report.longrepr
    return str(detail[2] if isinstance(detail, tuple) else detail or "")


def pytest_runtest_logstart(nodeid):
    """A test begins."""
    _note(start=nodeid, at=time.time())


def pytest_runtest_logreport(report):
    """One of a test's phases, or a subtest, has ended."""
    reason = _reason(report) if report.skipped else ""
    _note(id=report.nodeid, when=report.when, outcome=report.outcome, reason=reason)


def pytest_collectreport(report):
    """A file could not be read, or is skipped as a whole."""
    if report.outcome != "passed":
        reason = _reason(report) if report.skipped else ""
        _note(id=report.nodeid, when="collect", outcome=report.outcome, reason=reason)
