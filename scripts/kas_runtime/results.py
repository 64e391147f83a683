"""What the tests came to."""

from __future__ import annotations

import fnmatch
import json
from dataclasses import dataclass, field
from pathlib import Path

from .paths import CHECKOUT, Failure

ALLOWED_SKIPS = CHECKOUT / "tests" / "allowed_skips.txt"
WORSE = {"passed": 0, "skipped": 1, "failed": 2}


@dataclass
class Results:
    """Outcome and reason of each test, over all runs."""

    outcomes: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)

    def add(self, test: str, outcome: str, reason: str = "") -> None:
        """A test is as bad as the worst of its phases and subtests."""
        if WORSE[outcome] >= WORSE[self.outcomes.get(test, "passed")]:
            self.outcomes[test] = outcome
            self.reasons[test] = reason

    def read(self, report: Path, code: int) -> float | None:
        """Take over what one run of pytest noted; ``code`` is how it ended.

        Returns when its first test began.
        """
        first = None
        started: set[str] = set()
        ended: set[str] = set()
        for line in report.read_text().splitlines() if report.exists() else ():
            facts = json.loads(line)
            if "start" in facts:
                started.add(facts["start"])
                first = first or facts["at"]
                continue
            self.add(facts["id"], facts["outcome"], facts["reason"])
            if facts["when"] == "teardown":
                ended.add(facts["id"])
        for test in started - ended:
            self.add(test, "failed", "the test process ended during this test")
        # 0: all passed, 1: some failed, 5: nothing to run; all else is a breakdown.
        if code not in (0, 1, 5) and "failed" not in self.outcomes.values():
            self.add(f"pytest (exit code {code})", "failed")
        return first

    def judge_skips(self) -> list[str]:
        """Turn skips that nobody allowed into failures; return a line for each."""
        allowed = allowed_skips()
        lines = []
        for test, outcome in self.outcomes.items():
            if outcome != "skipped" or any(_fits(test, rule) for rule in allowed):
                continue
            self.outcomes[test] = "failed"
            lines.append(f"{test}: skipped ({self.reasons[test]})")
        return lines

    def count(self, outcome: str) -> int:
        """How many tests came to that."""
        return list(self.outcomes.values()).count(outcome)

    def summary(self) -> str:
        """The closing line."""
        line = f"{self.count('passed')} passed, {self.count('failed')} failed"
        skipped = self.count("skipped")
        return f"{line}, {skipped} skipped" if skipped else line


def _fits(test: str, rule: str) -> bool:
    # Parametrised tests have brackets in their names, which are no pattern.
    return test == rule or fnmatch.fnmatchcase(test, rule.replace("[", "[[]"))


def allowed_skips() -> list[str]:
    """The patterns of tests that may be skipped; each line must give a reason."""
    if not ALLOWED_SKIPS.exists():
        return []
    rules = []
    for line in ALLOWED_SKIPS.read_text().splitlines():
        rule, _, reason = line.partition("  #")
        if line.startswith("#") or not line.strip():
            continue
        if not reason.strip():
            raise Failure(
                f"{ALLOWED_SKIPS}: “{line}” gives no reason (two spaces, #, why)."
            )
        rules.append(rule.strip())
    return rules
