# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models

from ...lib.watch import USED_UP, Watch


class KeyAccountDeadline(models.Model):
    """Between the ledger and the arithmetic: read the one, write down the other."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline"  # pylint: disable=consider-merging-classes-inherited

    def _watches(self):
        """The promise of each deadline, ledger included, as plain arithmetic."""
        entries = self._entries()
        clocks = {policy: policy._clock() for policy in self.policy_id}
        # Thousands of deadlines share a few terms.
        terms = {
            (policy, seconds): policy._terms(timedelta(seconds=seconds))
            for policy, seconds in {(d.policy_id, d.promise_seconds) for d in self}
        }
        return {
            deadline: Watch(
                terms[deadline.policy_id, deadline.promise_seconds],
                clocks[deadline.policy_id],
                entries[deadline.id],
                deadline.state,
                deadline.round,
                deadline.missed_at or None,
            )
            for deadline in self
        }

    def _entries(self):
        """The ledger of each deadline.

        :return: dict of id to list of :class:`..lib.ledger.Entry`
        """
        entries = {deadline.id: [] for deadline in self}
        events = self.env["key.account.deadline.event"].sudo()
        for event in events.search([("deadline_id", "in", self.ids)], order="id"):
            entries[event.deadline_id.id].append(event._entry())
        return entries

    @api.model
    def _store(self, watches):
        """Write what the arithmetic found: ledger, times, facts and alarms."""
        now = fields.Datetime.now()
        told = self._tell(watches, now)
        self._write_changes(
            {
                deadline: self._watch_values(watch, now)
                for deadline, watch in watches.items()
            }
        )
        self._write_ledger(watches, told)
        self.env["key.account.alarm"].sudo()._raise(
            [
                deadline._alarm_values(telling, watches[deadline])
                for deadline, tellings in told.items()
                for telling in tellings
                if telling.address
            ]
        )
        # Work that was over can come back on hold, too.
        reopened = [
            deadline.id
            for deadline, watch in watches.items()
            if any(entry.kind in ("resumed", "paused") for entry in watch.new)
        ]
        self.browse(reopened).alarm_ids._revive()

    @api.model
    def _write_ledger(self, watches, told=None):
        """Write down the new facts, and who was told of them.

        :param told: dict of deadline to list of tellings, where somebody was
        """
        told = told or {}
        self.env["key.account.deadline.event"].sudo().create(
            [
                deadline._event_values(entry, told.get(deadline, ()))
                for deadline, watch in watches.items()
                for entry in watch.new
            ]
        )

    @api.model
    def _write_changes(self, values):
        """Write only what changes, because the work's own columns depend on it.

        What changes alike is written together.

        :param values: dict of deadline to its values
        """
        alike = defaultdict(list)
        for deadline, vals in values.items():
            changes = tuple(
                (name, value)
                for name, value in vals.items()
                if deadline._fields[name].convert_to_write(deadline[name], deadline)
                != value
            )
            alike[changes].append(deadline.id)
        for changes, ids in alike.items():
            if changes:
                self.browse(ids).write(dict(changes))

    def _event_values(self, entry, tellings):
        return {
            "deadline_id": self.id,
            "kind": entry.kind,
            "at": entry.at,
            "mark": entry.mark,
            "round": entry.round,
            "note": self._event_note(entry, tellings),
            "by_hand": entry.by_hand,
            "pause_reason_id": entry.reason,
            "cap_seconds": entry.cap.total_seconds() if entry.cap else 0,
            "promise_seconds": entry.promise.total_seconds() if entry.promise else 0,
        }

    def _event_note(self, entry, tellings):
        if entry.silent and entry.kind == "escalated":
            return self.env._("Already passed when recorded; nobody was told.")
        if entry.mark.startswith(USED_UP):
            reason = self.env["key.account.pause.reason"].browse(entry.reason)
            return self.env._(
                "The longest hold for “%(reason)s” is used up.", reason=reason.name
            )
        return entry.note or self._telling_note(entry, tellings)

    @api.model
    def _watch_values(self, watch, now):
        """Times and facts of a deadline as its watch has them at ``now``."""
        plan = watch.plan(now)
        ahead = [passed.at for passed in plan.passed] + [plan.next_at]
        values = {
            "state": watch.state,
            "round": watch.round,
            "missed_at": watch.missed_at or False,
            "due_at": plan.due_at or False,
            "warn_at": plan.warn_at or False,
            "next_event_at": min((at for at in ahead if at), default=False),
            "hold_reason_id": watch.reason_by_hand() or False,
            "error": False,
            "error_at": False,
        }
        if watch.first_due_at:
            values["first_due_at"] = watch.first_due_at
        if watch.met_at or watch.state != "met":
            values["met_at"] = watch.met_at or False
            values["late_by"] = watch.late_by.total_seconds()
        return values

    def _alarm_values(self, telling, watch):
        """Values of the alarm by which somebody is told of a step."""
        return {
            "deadline_id": self.id,
            "step_id": telling.step._origin.id,
            "mark": telling.mark,
            "round": telling.round,
            "due_at": watch.due_at,
            **telling.address,
        }
