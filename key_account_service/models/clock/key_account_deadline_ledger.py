# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from ...lib.ledger import Entry
from ...lib.watch import Watch


class KeyAccountDeadline(models.Model):
    """Between the ledger and the arithmetic: read the one, write down the other."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline"  # pylint: disable=consider-merging-classes-inherited

    def _watches(self):
        """The promise of each deadline, ledger included, as plain arithmetic."""
        entries = {deadline.id: [] for deadline in self}
        events = self.env["key.account.deadline.event"].sudo()
        for event in events.search([("deadline_id", "in", self.ids)], order="id"):
            entries[event.deadline_id.id].append(
                Entry(event.kind, event.at, event.mark or "", event.round)
            )
        return {
            deadline: Watch(
                deadline.policy_id._terms(timedelta(seconds=deadline.promise_seconds)),
                deadline.policy_id._clock(),
                entries[deadline.id],
                deadline.state,
                deadline.round,
                deadline.missed_at or None,
            )
            for deadline in self
        }

    @api.model
    def _store(self, watches, policies=None):
        """Write what the arithmetic found: ledger, times, facts and alarms.

        :param watches: dict of deadline to its watch
        :param policies: dict of deadline to the policy that bound it until now, where
            that may have changed: it says who is told of the marks passed under it
        """
        now = fields.Datetime.now()
        events = []
        alarms = []
        resumed = self.browse()
        for deadline, watch in watches.items():
            events += [deadline._event_values(entry) for entry in watch.new]
            steps = deadline.policy_id.step_ids
            if policies and deadline in policies:
                steps |= policies[deadline].step_ids
            alarms += deadline._alarm_values(watch, steps)
            deadline.write(deadline._watch_values(watch, watch.plan(now)))
            if any(entry.kind == "resumed" for entry in watch.new):
                resumed |= deadline
        self.env["key.account.deadline.event"].sudo().create(events)
        self.env["key.account.alarm"].sudo()._raise(alarms)
        resumed.alarm_ids._revive()

    def _event_values(self, entry):
        note = entry.note
        if entry.silent and entry.kind == "escalated":
            note = self.env._("Already passed when recorded; nobody was told.")
        promised = entry.kind in ("started", "relevelled")
        return {
            "deadline_id": self.id,
            "kind": entry.kind,
            "at": entry.at,
            "mark": entry.mark,
            "round": entry.round,
            "note": note,
            "promise_seconds": self.promise_seconds if promised else 0,
        }

    def _watch_values(self, watch, plan):
        ahead = [passed.at for passed in plan.passed] + [plan.next_at]
        values = {
            "state": watch.state,
            "round": watch.round,
            "missed_at": watch.missed_at or False,
            "due_at": plan.due_at or False,
            "warn_at": plan.warn_at or False,
            "next_event_at": min((at for at in ahead if at), default=False),
            "error": False,
            "error_at": False,
        }
        if watch.met_at or watch.state != "met":
            values["met_at"] = watch.met_at or False
            values["late_by"] = watch.late_by.total_seconds()
        # Only what changes: the work's own columns depend on these.
        return {name: value for name, value in values.items() if self[name] != value}

    def _alarm_values(self, watch, steps):
        """Values of the alarms of those of ``steps`` whose marks were passed."""
        entries = watch.told()
        if not entries:
            return []
        work = self.env[self.res_model].browse(self.res_id)
        return [
            {
                "deadline_id": self.id,
                "step_id": step.id,
                "mark": step.mark,
                "round": entry.round,
                "user_id": user.id,
                "due_at": watch.due_at,
                "by_notification": step.by_notification,
                "by_email": step.by_email,
            }
            for entry in entries
            for step in steps.filtered(lambda s, mark=entry.mark: s.mark == mark)
            for user in work._deadline_recipients(step)
        ]
