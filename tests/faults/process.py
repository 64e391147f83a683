"""A process with Odoo in it, as the tests of faults see it; see ``worker.py``."""

import json
import signal
import subprocess
import sys
from pathlib import Path

WORKER = Path(__file__).with_name("worker.py")

SWEEP = """
env["key.account.deadline"]._cron_enforce_due()
env["key.account.alarm"]._cron_deliver()
"""


class Worker:
    """Does one task after the other; a test can stop it in the middle of one."""

    def __init__(self, database):
        self.process = subprocess.Popen(
            [sys.executable, str(WORKER), database],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def begin(self, task):
        """Start a task: Python code, see ``worker.py``."""
        self._write(json.dumps(task))

    def stopped(self, word):
        """Wait until the task says a word and waits."""
        assert self._answer() == {"stop": word}

    def go_on(self):
        """Let a task go on that waits."""
        self._write("")

    def result(self):
        """Wait for the end of the task."""
        return self._answer()["done"]

    def do(self, task):
        """Start a task and wait for its end."""
        self.begin(task)
        return self.result()

    def kill(self):
        """As a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()

    def _answer(self):
        line = self.process.stdout.readline()
        assert line, "the process has ended"
        answer = json.loads(line)
        if "ready" in answer:
            return self._answer()
        assert "failed" not in answer, answer["failed"]
        return answer

    def _write(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
