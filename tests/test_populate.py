"""What the benchmarks measure on is what the engine itself would have written."""

import sys
from pathlib import Path

from odoo.fields import Domain

from common import NOON, KeyAccountCase

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from populate import Population  # noqa: E402

CASES, DUE = 120, 20


class TestPopulate(KeyAccountCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        before = cls.env["key.account.deadline"].search([])
        env = cls.env(user=cls.env.ref("base.user_root"))
        for _done in Population(env, NOON).add(CASES, open_share=0.5, due=DUE):
            pass
        cls.deadlines = cls.env["key.account.deadline"].search(
            Domain("id", "not in", before.ids)
        )

    def test_the_ledger_alone_gives_every_stored_time(self):
        self.assertEqual(len(self.deadlines), CASES)
        with self.at(NOON):
            for deadline, watch in self.deadlines._watches().items():
                if deadline.met_at:
                    watch.met_at = deadline.met_at
                    watch.late_by = watch._lateness(deadline.met_at)
                worked_out = self.deadlines._watch_values(watch, NOON)
                stored = {
                    name: deadline._fields[name].convert_to_write(
                        deadline[name], deadline
                    )
                    for name in worked_out
                }
                self.assertEqual(worked_out, stored)

    def test_the_work_stores_what_its_deadlines_say(self):
        tickets = self.env["helpdesk.ticket"].browse(self.deadlines.mapped("res_id"))
        stored = tickets.read(["deadline_due_at", "deadline_warn_at", "resolve_by"])
        for name in ("deadline_due_at", "deadline_warn_at", "resolve_by"):
            self.env.add_to_compute(tickets._fields[name], tickets)
        fields = ["deadline_due_at", "deadline_warn_at", "resolve_by"]
        self.assertEqual(tickets.read(fields), stored)

    def test_what_is_due_is_due_and_nothing_else(self):
        self.assertEqual(self.sweep(NOON), DUE)
        missed = self.deadlines.filtered(lambda d: d.state == "running" and d.missed_at)
        self.assertEqual(len(missed), DUE)
        self.assertIn("delivered", missed.alarm_ids.mapped("state"))
        self.assertEqual(self.sweep(NOON), 0)

    def test_there_is_something_of_everything(self):
        kinds = set(self.deadlines.event_ids.mapped("kind"))
        expected = {"started", "paused", "resumed", "warned", "escalated", "met"}
        self.assertLessEqual(expected | {"missed"}, kinds)
        self.assertTrue(any(self.deadlines.mapped("late_by")))
