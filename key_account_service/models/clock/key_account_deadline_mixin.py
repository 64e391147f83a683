# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from functools import cache

from odoo import api, fields, models
from odoo.tools.misc import clean_context

from ...lib.transition import MET, VOID


class KeyAccountDeadlineMixin(models.AbstractModel):
    """Work that promises times.

    A model of work says which promises it can carry, since when, whether each is kept
    by now, and who answers for it; the engine does the rest.
    """

    _name = "key.account.deadline.mixin"
    _description = "Work with Deadlines"

    deadline_ids = fields.One2many(
        "key.account.deadline",
        "res_id",
        string="Deadlines",
        bypass_search_access=True,
        readonly=True,
        copy=False,
    )

    # ------------------------------------------------------------------
    # What the work answers
    # ------------------------------------------------------------------

    @api.model
    def _deadline_kinds(self):
        """Hook: the promises that this work can carry (``kind`` of a policy)."""
        return []

    @api.model
    def _deadline_triggers(self):
        """Hook: fields whose change may pause, resume, keep or void a promise."""
        return {"active"} & self._fields.keys()

    @api.model
    def _deadline_classifiers(self):
        """Hook: fields whose change may start a promise or make it another one."""
        return self.env["key.account.deadline.policy"]._classifiers(self._name)

    def _deadline_received_at(self):
        """Hook: moment (UTC) from which promises count; empty: nothing is promised."""
        return self.create_date

    def _deadline_counted_from(self, policy, start):
        """Hook: the moment from which the policy counts, if that is still to come.

        A promise is watched from its ``start`` on, though it may grant its time from a
        later moment that was agreed on; what lies between is added.
        """
        return start

    def _deadline_length(self, promise, start, clock):
        """Hook: the length of a promise, where the work itself sets a limit or an end.

        :param timedelta promise: what the policy grants
        :param start: moment (naive UTC) from which it counts
        :param clock: by which it is measured
        """
        return promise

    def _deadline_statuses(self, kind):
        """Hook: what each record says of its promise.

        :return: dict of record id to :class:`..lib.transition.Status`
        """
        raise NotImplementedError

    def _deadline_company(self):
        """Hook: the company that gives the promise."""
        return self.env.company

    def _deadline_customer(self):
        """Hook: the contact to whom the promise is given."""
        return self.env["res.partner"]

    def _deadline_reference(self):
        """Hook: a number by which staff know the work; never its content."""
        return self.display_name

    def _may_decide(self):
        """Hook: whether the current user supervises all this work."""
        return self.env.user.has_group(
            "key_account_service.group_key_account_supervisor"
        )

    def _deadline_values(self):
        """What a deadline keeps of its work, so that it can be found and delivered."""
        self.ensure_one()
        return {
            "res_name": self._deadline_reference(),
            "partner_id": self._deadline_customer().id,
            "responsible_id": self._deadline_responsible().id,
            "company_id": self._deadline_company().id,
        }

    # ------------------------------------------------------------------
    # Keeping deadlines in line with the work
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        works = super().create(vals_list)
        works._deadline_sync()
        return works

    def write(self, vals):
        result = super().write(vals)
        rematch = bool(self._deadline_classifiers() & vals.keys())
        if rematch or self._deadline_triggers() & vals.keys():
            # The row of the work goes first: two who change it meet there and not at
            # the deadline, so that one of them starts over.
            self.flush_recordset()
            self._deadline_sync(rematch)
        return result

    def unlink(self):
        # The proof outlives the work: a deadline is never deleted with it.
        deadlines = self.sudo().deadline_ids
        result = super().unlink()
        deadlines._cancel(self.env._("The work was deleted."))
        return result

    def _deadline_follow_times(self, note):
        """Running promises that count from what was changed in the work follow it.

        One that would be over by now stays as it was: nothing is missed by a change.

        :param str note: why, for the ledger
        """
        now = fields.Datetime.now()
        for work in self.sudo():
            for deadline in work.deadline_ids.filtered(lambda d: d.state == "running"):
                due = deadline.policy_id._root()._due(work)
                if due > now and due != deadline.due_at:
                    deadline._move(due, note)

    def _deadline_sync(self, rematch=True):
        """Start, move, pause, meet or cancel promises as the work says now.

        With all rights: whoever may change the work, changes what it promises.

        :param bool rematch: whether another policy may apply now; running promises are
            otherwise left under the terms they were given
        """
        # Defaults meant for the work must not reach what we create beside it, and the
        # ledger speaks the language of the company, whoever acts.
        works = self.sudo().with_context(
            clean_context(self.env.context), lang=self.env.company.partner_id.lang
        )
        statuses = works._deadline_said()
        existing = works._deadline_find()._lock()
        policies = works._deadline_match(existing, statuses, rematch)
        now = fields.Datetime.now()
        watches = existing._watches()
        for deadline, watch in watches.items():
            promise = deadline._promise_key()
            status = statuses[promise]
            if promise in policies:
                status = deadline._rematch(policies[promise], watch, status)
            elif watch.is_lapsed():
                continue  # Nothing is promised until the work is of another kind.
            watch.follow(status, now)
        works._deadline_start(policies, statuses, existing)
        existing._store(watches)
        existing._refresh(works)

    def _deadline_said(self):
        """What the records say of all their promises.

        :return: dict of (record id, kind of promise) to status
        """
        return {
            (work_id, kind): status
            for kind in self._deadline_kinds()
            for work_id, status in self._deadline_statuses(kind).items()
        }

    def _deadline_find(self):
        """The deadlines that the records already have."""
        return self.env["key.account.deadline"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("kind", "in", self._deadline_kinds()),
            ]
        )

    def _deadline_match(self, existing, statuses, rematch):
        """The policies that apply where the choice is open.

        :return: dict of (record id, kind of promise) to policy, if any applies
        """
        reopened = existing.filtered(
            lambda d: d.state == "met" and statuses[d._promise_key()].wanted != MET
        )
        policies = {}
        for kind in self._deadline_kinds():
            again = reopened.filtered(lambda d, kind=kind: d.kind == kind)
            works = self if rematch else self.browse(again.mapped("res_id"))
            found = self.env["key.account.deadline.policy"]._match(works, kind)
            policies |= {(work.id, kind): found.get(work.id) for work in works}
        return policies

    def _deadline_start(self, policies, statuses, existing):
        """Give promises to the work that has none yet."""
        known = {deadline._promise_key() for deadline in existing}
        new = {
            promise: policy
            for promise, policy in policies.items()
            if policy and promise not in known and statuses[promise].wanted != VOID
        }
        promised = {work_id for work_id, _kind in new}
        works = {work.id: work for work in self if work.id in promised}
        values = {work_id: work._deadline_values() for work_id, work in works.items()}
        # Thousands of promises share a few terms.
        terms = cache(lambda policy, promise: policy._terms(promise))
        vals_list, watches = [], []
        for (work_id, kind), policy in new.items():
            status = statuses[work_id, kind]
            watch, given = policy._give(works[work_id], status, terms)
            vals_list.append({**values[work_id], **given, "kind": kind})
            watches.append(watch)
        deadlines = self.env["key.account.deadline"].create(vals_list)
        deadlines._write_ledger(dict(zip(deadlines, watches, strict=True)))
