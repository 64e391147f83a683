"""CASE-3 to CASE-5: any life of a real case, compared with a model of it.

Hypothesis chooses what people do and when; after every step the stored times, states
and facts must be those of ``reference.py``, and those that the ledger alone tells.
"""

from datetime import datetime, timedelta

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from reference_case import Case

from odoo.fields import Command

from common import KeyAccountCase
from recompute import of_record, stored
from reference import Agreement

ZERO = datetime(2026, 3, 27, 9)
HOUR = 3600
REASONS = ["access", "appointment", "customer"]
STAGES = {
    "new": "run",
    "in_progress": "run",
    "awaiting": "pause",
    "solved": "solved",
    "done": "closed",
    "cancelled": "void",
}
SHIPPED = (
    ("warning+0/responsible", "warning", 0),
    ("due+0/responsible", "due", 0),
    ("due+0/supervisor", "due", 0),
    ("due+120/department_head", "due", 2 * HOUR),
    ("due+240/company_head", "due", 4 * HOUR),
)
#: The second level is given other steps, so that they differ between levels.
OTHER = (("due-60/deputy", "due", -HOUR), ("due+0/supervisor", "due", 0))
ANSWER = {
    kind: Agreement(24 * HOUR, ahead=ahead, steps=SHIPPED)
    for kind, ahead in (("complaint", 900), ("enquiry", 960))
}
LEVELS = {
    1: Agreement(5 * HOUR, steps=SHIPPED),
    2: Agreement(8 * HOUR, share=0.5, steps=OTHER),
    3: Agreement(12 * HOUR, steps=SHIPPED),
}
PROMISES = {
    "respond": lambda kind, level: ANSWER[kind],
    "resolve": lambda kind, level: LEVELS[level] if kind == "complaint" else None,
}
levels = st.sampled_from(sorted(LEVELS))
seconds = st.one_of(st.just(0), st.integers(min_value=0, max_value=9 * HOUR))


def moment(second):
    return None if second is None else ZERO + timedelta(seconds=second)


class CaseLife(RuleBasedStateMachine):
    """One case in a savepoint of its own; ``test`` is the test it belongs to."""

    test = None

    def __init__(self):
        super().__init__()
        self.savepoint = self.test.env.cr.savepoint()

    def teardown(self):
        self.savepoint.close(rollback=True)
        self.test.env.invalidate_all()

    @initialize(level=levels, before=seconds, kind=st.sampled_from(sorted(ANSWER)))
    def arrive(self, level, before, kind):
        self.now = 10 * HOUR
        received = self.now - before
        self.reasons = {
            name: self.test.ref(f"pause_reason_{name}")
            for name in ("customer", "access", "appointment")
        }
        holds = self.hold_of("customer")
        self.model = Case(PROMISES, holds, kind, level, received, self.now)
        values = {"case_kind": kind, "received_at": moment(received)}
        if kind == "complaint":
            values["complaint_level_id"] = self.level(level).id
        else:
            self.model.level = 1  # What a complaint is before somebody sets it.
        self.case = self.test.make_case(moment(self.now), **values)

    def hold_of(self, name):
        """What the model is to know of a reason: its number and its longest hold."""
        reason = self.reasons[name]
        return reason.id, round(reason.max_hours * HOUR) or None

    def level(self, level):
        return self.test.ref(f"complaint_level_{level}")

    def act(self, work):
        """Do something to the real case at the present moment."""
        with self.test.at(moment(self.now)):
            work()
            self.test.env.flush_all()

    @rule(more=seconds)
    def time_passes(self, more):
        self.now += more

    @precondition(lambda self: self.ahead())
    @rule(more=st.sampled_from([-1, 0, 1]), sweep=st.booleans())
    def until_something_is_due(self, more, sweep):
        self.now = max(self.now, min(self.ahead()) + more)
        if sweep:
            self.sweep()

    def ahead(self):
        found = (watched.next() for watched in self.model.watched.values())
        return [at for at in found if at is not None]

    @rule()
    def sweep(self):
        self.model.sweep(self.now)
        self.test.sweep(moment(self.now))

    @rule(name=st.sampled_from(sorted(STAGES)))
    def move(self, name):
        if name == "done" and self.model.informed is None:
            return  # A complaint is not closed before the customer knows.
        if name in STAGES and self.case.stage_id == self.test.stage(name):
            return
        self.model.move(STAGES[name], self.now)
        self.act(lambda: self.case.write({"stage_id": self.test.stage(name).id}))

    @precondition(lambda self: self.model.informed is None and self.model.active)
    @rule(before=seconds)
    def tell_that_it_is_solved(self, before):
        at = max(self.now - before, self.model.received)
        if self.model.solved is None:
            self.model.move("solved", self.now)
            self.model.solved = at
        self.model.word(at, self.now)
        self.act(lambda: self.contact(at))

    def contact(self, at):
        values = {"summary": "Done.", "solved": True, "contacted_at": moment(at)}
        Contact = self.test.env["helpdesk.ticket.contact"]
        Contact.create({"ticket_id": self.case.id, **values}).action_log()

    @precondition(lambda self: self.model.active)
    @rule()
    def write_to_the_customer(self):
        self.model.word(self.now, self.now)
        case = self.case.with_user(self.test.officer)
        self.act(
            lambda: case.message_post(
                body="We are working on it.",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                partner_ids=self.test.contact.ids,
            )
        )

    @rule()
    def write_a_note(self):
        self.act(lambda: self.case.message_post(body="Seen."))

    @precondition(lambda self: self.model.kind == "complaint")
    @rule(level=levels)
    def re_level(self, level):
        self.model.level = level
        self.model.sync(self.now, classify=True)
        self.act(lambda: self.case.write({"complaint_level_id": self.level(level).id}))

    @rule(kind=st.sampled_from(sorted(PROMISES)), name=st.sampled_from(REASONS))
    def hold_by_hand(self, kind, name):
        watched, deadline = self.open(kind)
        reason, cap = self.hold_of(name)
        if watched is None or "hand" in watched.holds:
            return
        watched.sweep(self.now)
        used_up = cap is not None and watched.held_for(reason, self.now) >= cap
        if used_up or "hand" in watched.holds:
            self.act(lambda: deadline._enforce())
        else:
            watched.hold(self.now, reason, cap)
            self.act(lambda: deadline._pause(self.reasons[name]))

    @rule(kind=st.sampled_from(sorted(PROMISES)))
    def resume_by_hand(self, kind):
        watched, deadline = self.open(kind)
        if watched is not None and "hand" in watched.holds:
            watched.release(self.now)
            self.act(lambda: deadline._resume())

    @rule(kind=st.sampled_from(sorted(PROMISES)), later=st.integers(1, 20 * HOUR))
    def move_by_hand(self, kind, later):
        watched, deadline = self.open(kind)
        if watched is not None and watched.state == "running":
            watched.move(self.now + later, self.now)
            due = moment(self.now + later)
            self.act(lambda: deadline._move(due, "As agreed."))

    def open(self, kind):
        """A promise of which the work still says that it is open."""
        watched = self.model.watched.get(kind)
        if watched is None or watched.state not in ("running", "paused"):
            return None, None
        return watched, self.test.deadline(self.case, kind)

    @rule()
    def call_it_something_else(self):
        complaint = self.model.kind == "complaint"
        self.model.kind = "enquiry" if complaint else "complaint"
        # Whoever calls it a complaint later gives it the lowest level.
        self.model.level = 1
        self.model.sync(self.now, classify=True)
        self.act(lambda: self.case.write({"case_kind": self.model.kind}))

    @rule()
    def archive_or_restore(self):
        self.model.active = not self.model.active
        self.model.sync(self.now)
        self.act(lambda: self.case.write({"active": self.model.active}))

    @invariant()
    def the_stored_figures_are_those_of_the_model(self):
        if not hasattr(self, "case"):
            return
        self.test.env.invalidate_all()
        deadlines = {d.kind: d for d in self.case.deadline_ids}
        self.test.assertEqual(set(deadlines), set(self.model.watched))
        for kind, watched in self.model.watched.items():
            figures = {
                "state": watched.state,
                "round": watched.round,
                "promise_seconds": watched.agreement.promise,
                "missed_at": moment(watched.missed),
                "met_at": moment(watched.met),
                "late_by": watched.late,
                "due_at": moment(watched.due()),
                "warn_at": moment(watched.warn()),
                "next_event_at": moment(watched.next()),
            }
            self.test.assertEqual(stored(deadlines[kind]), figures, kind)

    @invariant()
    def the_ledger_alone_tells_them(self):
        for deadline in getattr(
            self, "case", self.test.env["helpdesk.ticket"]
        ).deadline_ids:
            self.test.assertEqual(of_record(deadline), stored(deadline))

    @invariant()
    def the_same_people_were_told_each_once(self):
        if not hasattr(self, "case"):
            return
        for deadline in self.case.deadline_ids:
            # What is told at once, whatever the clock says, has tests of its own.
            told = [
                (alarm.round, alarm.mark)
                for alarm in deadline.alarm_ids
                if not alarm.mark.startswith("now:")
            ]
            model = [
                (round_, mark)
                for round_, mark in self.model.watched[deadline.kind].told
                if "/" in mark or mark.startswith("hold+")
            ]
            self.test.assertEqual(sorted(told), sorted(model), deadline.kind)
            self.test.assertFalse(deadline.error)

    @invariant()
    def the_case_shows_its_earliest_promise(self):
        if not hasattr(self, "case"):
            return
        due = {kind: moment(w.due()) for kind, w in self.model.watched.items()}
        self.test.assertEqual(self.case.respond_by or None, due.get("respond"))
        self.test.assertEqual(self.case.resolve_by or None, due.get("resolve"))
        earliest = min((at for at in due.values() if at), default=None)
        self.test.assertEqual(self.case.deadline_due_at or None, earliest)
        with self.test.at(moment(self.now)):
            late = bool(earliest) and earliest <= moment(self.now)
            self.test.assertEqual(self.case.deadline_state == "missed", late)


class TestModelBased(KeyAccountCase):
    def test_any_life_of_a_case(self):
        self.ref("policy_resolve_level_2").write(
            {
                "warn_share": 0.5,
                "step_ids": [
                    Command.clear(),
                    Command.create({"offset_hours": -1, "recipient": "deputy"}),
                    Command.create({"recipient": "supervisor"}),
                ],
            }
        )
        for name, hours in (("customer", 6), ("access", 2.0001), ("appointment", 0)):
            self.ref(f"pause_reason_{name}").max_hours = hours
        # What a rule tells beyond the steps is not the clock's.
        self.ref("base_automation_level_3_missed").active = False
        # So that the two promises of an answer can be told from each other.
        self.ref("policy_respond_tier_a").warn_minutes = 16
        self.env.flush_all()
        machine = type("Life", (CaseLife,), {"test": self})
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=20,
                stateful_step_count=20,
                deadline=None,
                # A real case is too slow for shrinking; twenty steps can be read.
                phases=(Phase.reuse, Phase.generate),
                suppress_health_check=list(HealthCheck),
            ),
        )
