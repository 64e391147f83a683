# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import clean_context

from ...lib.transition import MET, VOID


class KeyAccountDeadlineMixin(models.AbstractModel):
    """Work that promises times.

    A model of work says which promises it can carry, since when, whether each is kept
    by now, and who answers for it; the engine does the rest. What depends on the time
    of day is never stored on the work: it stores when its earliest promise is due and
    when to warn of it, and ``deadline_state`` follows from these.
    """

    _name = "key.account.deadline.mixin"
    _description = "Work with Deadlines"

    deadline_ids = fields.One2many(
        "key.account.deadline",
        "res_id",
        string="Deadlines",
        domain=lambda self: [("res_model", "=", self._name)],
        bypass_search_access=True,
        readonly=True,
        copy=False,
    )
    deadline_due_at = fields.Datetime(
        string="Next Deadline",
        compute="_compute_deadline_times",
        compute_sudo=True,
        store=True,
        index="btree_not_null",
        copy=False,
        help="The earliest due time of a promise that is still open.",
    )
    deadline_warn_at = fields.Datetime(
        string="Deadline Warning",
        compute="_compute_deadline_times",
        compute_sudo=True,
        store=True,
        copy=False,
        help="The earliest moment at which an open promise is to be warned of.",
    )
    deadline_state = fields.Selection(
        # Worst first: groups come in this order.
        [("missed", "Missed"), ("warning", "Warning"), ("on_track", "On track")],
        compute="_compute_deadline_state",
        search="_search_deadline_state",
        help="State of the open promises now: missed if one is overdue, warning if one "
        "soon will be.",
    )

    @api.depends("deadline_ids.due_at", "deadline_ids.warn_at")
    def _compute_deadline_times(self):
        for work in self:
            due = [at for at in work.deadline_ids.mapped("due_at") if at]
            warn = [at for at in work.deadline_ids.mapped("warn_at") if at]
            work.deadline_due_at = min(due, default=False)
            work.deadline_warn_at = min(warn, default=False)

    @api.depends("deadline_due_at", "deadline_warn_at")
    def _compute_deadline_state(self):
        now = fields.Datetime.now()
        for work in self:
            due = work.deadline_due_at
            if not due:
                work.deadline_state = False
            elif due <= now:
                work.deadline_state = "missed"
            else:
                warned = work.deadline_warn_at <= now
                work.deadline_state = "warning" if warned else "on_track"

    def _search_deadline_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        ahead = Domain("deadline_due_at", ">", now)
        domains = {
            False: Domain("deadline_due_at", "=", False),
            "missed": Domain("deadline_due_at", "<=", now),
            "warning": ahead & Domain("deadline_warn_at", "<=", now),
            "on_track": ahead & Domain("deadline_warn_at", ">", now),
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    def _field_to_sql(self, alias, fname, query=None):
        """Let the database group by the state of this moment."""
        if fname != "deadline_state":
            return super()._field_to_sql(alias, fname, query)
        self._check_field_access(self._fields[fname], "read")
        now = fields.Datetime.now()
        due = self._field_to_sql(alias, "deadline_due_at", query)
        warn = self._field_to_sql(alias, "deadline_warn_at", query)
        return SQL(
            "CASE WHEN %(due)s <= %(now)s THEN 'missed'"
            " WHEN %(due)s IS NOT NULL AND %(warn)s <= %(now)s THEN 'warning'"
            " WHEN %(due)s IS NOT NULL THEN 'on_track' END",
            due=due,
            warn=warn,
            now=now,
        )

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        """Worst first: in the order of the times from which the state follows."""
        if field_name == "deadline_state":
            field_name = "deadline_due_at"
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)

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
        for kind in self._deadline_kinds():
            works._deadline_sync_kind(kind, rematch)

    def _deadline_sync_kind(self, kind, rematch):
        statuses = self._deadline_statuses(kind)
        existing = self._deadline_find(kind)._lock()
        reopened = existing.filtered(
            lambda d: d.state == "met" and statuses[d.res_id].wanted != MET
        )
        matched = self if rematch else self.browse(reopened.mapped("res_id"))
        policies = self.env["key.account.deadline.policy"]._match(matched, kind)
        started = self._deadline_start(kind, policies, statuses, existing)
        now = fields.Datetime.now()
        watches = existing._watches()
        for deadline, watch in watches.items():
            status = statuses[deadline.res_id]
            if deadline.res_id in matched.ids:
                status = deadline._rematch(policies.get(deadline.res_id), watch, status)
            watch.follow(status, now)
        existing._store({**started, **watches})
        existing._refresh(self)

    def _deadline_start(self, kind, policies, statuses, existing):
        """Give promises to the work that has none yet.

        :return: dict of new deadline to its watch
        """
        known = set(existing.mapped("res_id"))
        promised = self.filtered(
            lambda work: (
                work.id in policies
                and work.id not in known
                and statuses[work.id].wanted != VOID
            )
        )
        now = fields.Datetime.now()
        watches = promised._deadline_give(kind, policies)._watches()
        for deadline, watch in watches.items():
            status = statuses[deadline.res_id]
            # What was kept before it was recorded was not missed in between.
            watch.start(deadline.started_at, min(status.at or now, now))
            watch.follow(status, now)
        return watches

    def _deadline_find(self, kind):
        """The deadlines that the records already have for a promise."""
        return self.env["key.account.deadline"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("kind", "=", kind),
            ]
        )

    def _deadline_give(self, kind, policies):
        """Give each record the promise of its policy, counted from the policy's start.

        :param policies: dict of record id to policy
        """
        vals_list = []
        for work in self:
            policy = policies[work.id]
            start = policy._start(work)
            promise = policy._promise(start, work._deadline_company())
            vals_list.append(
                {
                    **work._deadline_values(),
                    "res_model": work._name,
                    "res_id": work.id,
                    "kind": kind,
                    "policy_id": policy.id,
                    "promise_seconds": promise.total_seconds(),
                    "started_at": start,
                }
            )
        return self.env["key.account.deadline"].create(vals_list)
