# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.ledger import Entry
from ...lib.transition import MET, PAUSE, RUN, VOID, Status
from ...lib.watch import Watch


class KeyAccountDeadline(models.Model):
    """One promise on one piece of work, watched by the clock.

    ``state`` is the life cycle only; that a promise was missed is a fact beside it,
    ``missed_at``. All times are UTC. The times of a deadline are worked out from its
    ledger and its terms and kept here only so that the database can find what is due.
    Everything but reading is done by the engine itself (CASE-5).
    """

    _name = "key.account.deadline"
    _inherit = ["key.account.derived.access.mixin", "key.account.sweep.mixin"]
    _description = "Deadline"
    _order = "due_at, id"
    _rec_name = "res_name"

    res_model = fields.Char(string="Work Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Work ID", model_field="res_model", required=True, readonly=True
    )
    res_name = fields.Char(
        string="Work",
        readonly=True,
        help="Number of the work, kept when the work is deleted.",
    )
    kind = fields.Selection(
        selection=lambda self: self._selection_kind(),
        string="Promise",
        required=True,
        readonly=True,
    )
    policy_id = fields.Many2one(
        "key.account.deadline.policy",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    promise_seconds = fields.Integer(readonly=True, help="Length of the promise.")
    state = fields.Selection(
        [
            ("running", "Running"),
            ("paused", "On hold"),
            ("met", "Kept"),
            ("cancelled", "Cancelled"),
        ],
        default="running",
        required=True,
        readonly=True,
    )
    started_at = fields.Datetime(readonly=True)
    warn_at = fields.Datetime(string="Warning", readonly=True)
    due_at = fields.Datetime(string="Due", readonly=True)
    next_event_at = fields.Datetime(string="Next Step", readonly=True)
    missed_at = fields.Datetime(string="Missed", readonly=True)
    met_at = fields.Datetime(string="Kept On", readonly=True)
    late_by = fields.Integer(
        readonly=True, help="Seconds by which the promise was kept too late."
    )
    round = fields.Integer(
        default=1,
        readonly=True,
        help="How often a later due time was given after a warning or a miss, plus 1.",
    )
    urgent = fields.Boolean(related="policy_id.urgent")
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    responsible_id = fields.Many2one("res.users", readonly=True, index=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    event_ids = fields.One2many(
        "key.account.deadline.event", "deadline_id", string="Ledger", readonly=True
    )
    alarm_ids = fields.One2many(
        "key.account.alarm", "deadline_id", string="Alarms", readonly=True
    )

    _next_event_idx = models.Index(
        "(next_event_at, id) WHERE next_event_at IS NOT NULL"
    )
    _work_uniq = models.UniqueIndex("(res_model, res_id, kind)")

    @api.model
    def _selection_kind(self):
        policy_kind = self.env["key.account.deadline.policy"]._fields["kind"]
        return policy_kind._description_selection(self.env)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "Deadlines are the proof of what was promised and cannot be deleted. "
                "Cancel the work instead."
            )
        )

    def action_open_work(self):
        """Open the piece of work that carries the promise."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }

    @api.model
    def _derived_access_domain(self):
        """A deadline is read by those who may read its work (SEC-3)."""
        policies = self.env["key.account.deadline.policy"]
        return Domain.OR(
            Domain("res_model", "=", name)
            & Domain("res_id", "in", work.with_context(active_test=False)._search([]))
            for name in policies._work_models()
            if (work := self.env[name]).has_access("read")
        )

    # ------------------------------------------------------------------
    # Following the work
    # ------------------------------------------------------------------

    @api.model
    def _rebind(self, policy, revision):
        """Bind the deadlines of a policy to its earlier terms, a million as well."""
        self.flush_model(["policy_id"])
        self.env.cr.execute(
            SQL(
                "UPDATE key_account_deadline SET policy_id = %s WHERE policy_id = %s",
                revision.id,
                policy.id,
            )
        )
        self.invalidate_model(["policy_id"])

    def _lock(self):
        """Wait for whoever works on these deadlines; work on what they left.

        A sweep that has just moved one makes this transaction start over, instead of
        both of them writing the same fact.
        """
        if self:
            self.flush_model()
            self.env.cr.execute(
                SQL(
                    "SELECT id FROM key_account_deadline WHERE id IN %s"
                    " ORDER BY id FOR NO KEY UPDATE",
                    tuple(self.ids),
                )
            )
        return self

    def _rematch(self, policy, watch, status):
        """Choose the policy anew, because the work is of another kind now.

        :param policy: the one that applies, if any
        :return: what the work says, or that nothing is promised any more
        """
        bound = self.policy_id._root()
        work = self.env[self.res_model].browse(self.res_id)
        if not bound.active and bound._applicable(work):
            return status  # Archived meanwhile: what was promised is promised.
        if not policy:
            note = self.env._("No promise applies any more.")
            return Status(VOID, note=note, lapsed=True)
        kept = self.state == "met" and status.wanted == MET
        if policy != bound and not kept:
            self._change_policy(policy, watch)
        return status

    def _change_policy(self, policy, watch):
        """Measure a promise by another policy from now on."""
        promise = policy._promise(self.started_at, self.company_id)
        self.write({"policy_id": policy.id, "promise_seconds": promise.total_seconds()})
        watch.change(policy._terms(promise), fields.Datetime.now(), note=policy.name)

    def _refresh(self, works):
        """Note who answers for the work now, and under which number it is known."""
        for deadline in self:
            values = works.browse(deadline.res_id)._deadline_values()
            changed = {
                name: value
                for name, value in values.items()
                if deadline._fields[name].convert_to_write(deadline[name], deadline)
                != value
            }
            deadline.write(changed)

    def _follow(self, statuses):
        """Write the facts that follow from what the work says.

        :param statuses: dict of deadline to :class:`..lib.transition.Status`
        """
        watches = self._watches()
        for deadline, watch in watches.items():
            watch.follow(statuses[deadline], fields.Datetime.now())
        self._store(watches)

    def _pause(self, reason):
        """Stop the clock by hand.

        :param str reason: why the promise is on hold
        """
        self._follow(dict.fromkeys(self, Status(PAUSE, note=reason)))

    def _resume(self):
        """Let the clock run again, with the time used so far."""
        self._follow(dict.fromkeys(self, Status(RUN)))

    def _cancel(self, note):
        """Nothing is promised any more; what was missed stays missed."""
        self._follow(dict.fromkeys(self, Status(VOID, note=note)))

    # ------------------------------------------------------------------
    # Between the ledger and the arithmetic
    # ------------------------------------------------------------------

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
    def _store(self, watches):
        """Write what the arithmetic found: ledger, times, facts and alarms."""
        now = fields.Datetime.now()
        events = []
        alarms = []
        resumed = self.browse()
        told = self._tell(watches, now)
        for deadline, watch in watches.items():
            tellings = told.get(deadline, ())
            events += [deadline._event_values(entry, tellings) for entry in watch.new]
            alarms += [deadline._alarm_values(t) for t in tellings if t.to]
            deadline.write(deadline._watch_values(watch, watch.plan(now)))
            if any(entry.kind == "resumed" for entry in watch.new):
                resumed |= deadline
        self.env["key.account.deadline.event"].sudo().create(events)
        self.env["key.account.alarm"].sudo()._raise(alarms)
        resumed.alarm_ids._revive()

    def _event_values(self, entry, tellings=()):
        """Values of a fact in the ledger.

        :param tellings: who is told of what the promise passes now
        """
        note = entry.note or self._telling_note(entry, tellings)
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

    def _alarm_values(self, telling):
        """Values of the alarm by which somebody is told of a step."""
        step = telling.step
        return {
            "deadline_id": self.id,
            "step_id": step.id,
            "mark": step.mark,
            "round": telling.round,
            "user_id": telling.to.user.id,
            "instead_of_id": telling.to.instead_of.id,
            "on_duty": telling.to.on_duty,
            "due_at": self.due_at,
            "by_notification": step.by_notification,
            "by_email": step.by_email,
        }
