"""A process with Odoo in it that does what a test tells it, one task a line.

A task is Python code with ``env`` in it, in a transaction of its own that is committed
in the end; what it leaves in ``result`` is the answer. ``stop(word)`` tells the test
how far it has come and waits for it; ``around`` replaces a method for the task.
"""

import json
import os
import sys
import threading
import traceback

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config


class Task:
    """One task and what it has replaced."""

    def __init__(self, answers):
        self.answers = answers
        self.replaced = []

    def stop(self, word):
        self.say(stop=word)
        sys.stdin.readline()

    def say(self, **values):
        print(json.dumps(values), file=self.answers, flush=True)

    def around(self, model, name, function):
        """Let ``function(original, records)`` run in place of a model's method."""
        owner = type(model)
        original = getattr(owner, name)

        def replacement(records, *args, **kwargs):
            return function(lambda: original(records, *args, **kwargs), records)

        setattr(owner, name, replacement)
        self.replaced.append((owner, name))

    def run(self, database, code):
        registry = Registry(database).check_signaling()
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            names = {"env": env, "stop": self.stop, "around": self.around}
            try:
                exec(code, names)
                cr.commit()
            finally:
                for owner, name in self.replaced:
                    delattr(owner, name)
        registry.signal_changes()
        return names.get("result")


def main(database, answers):
    config.parse_config(["-c", os.environ["ODOO_RC"], "-d", database, "--no-http"])
    threading.current_thread().dbname = database
    Registry(database)
    Task(answers).say(ready=True)
    while line := sys.stdin.readline():
        task = Task(answers)
        try:
            task.say(done=task.run(database, json.loads(line)))
        except Exception:
            task.say(failed=traceback.format_exc())


if __name__ == "__main__":
    # Whatever else is printed must not be taken for an answer.
    answers, sys.stdout = sys.stdout, sys.stderr
    main(sys.argv[1], answers)
