# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace

from odoo import api, fields, models
from odoo.tools import SQL

from ...lib.new_hours import take_new_hours


class KeyAccountDeadline(models.Model):
    """Running deadlines follow their working hours when these are changed (OPS-2).

    A change of hours wakes the deadlines; whoever deals with one next, the sweep or a
    change of its work, finds that the due time is another one and writes it down.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline"  # pylint: disable=consider-merging-classes-inherited

    def _watches(self):
        watches = super()._watches()
        now = fields.Datetime.now()
        note = self.env._("The working hours were changed.")
        for deadline, watch in watches.items():
            if deadline.due_at and deadline.policy_id.clock == "calendar":
                terms = deadline._terms_by_hours(watch)
                take_new_hours(watch, terms, deadline.due_at, now, note)
        return watches

    @api.model
    def _store(self, watches):
        for deadline, watch in watches.items():
            seconds = watch.terms.promise.total_seconds()
            if deadline.promise_seconds != seconds:
                deadline.promise_seconds = seconds
        return super()._store(watches)

    def _terms_by_hours(self, watch):
        """The promise by the hours of now.

        An amount of hours stays what it is; the end of a working day lies elsewhere. A
        due time agreed by hand stays, or is the end of work before it.
        """
        now = fields.Datetime.now()
        policy = self.policy_id
        if any(entry.kind == "moved" for entry in watch.entries):
            left = watch.clock.measure(now, self.due_at)
            promise = watch.used(now) + left if left else watch.terms.promise
            return replace(watch.terms, promise=promise)
        if policy.unit != "end_of_day":
            return watch.terms
        return policy._terms(self._promise_by(policy))

    @api.model
    def _cron_follow_calendars(self):
        """Scheduled action, after a change of working hours."""
        # Another thread may have read the hours of before, after they were forgotten.
        self.env.registry.clear_cache()
        self._sweep_run(self._follow_calendars)

    @api.model
    def _follow_calendars(self, limit=None):
        """Wake deadlines whose working hours were changed, for the sweep to see.

        :param int limit: at most so many, 500 if not given
        :return: ``limit`` if there is more to do, else fewer
        """
        limit = limit or 500
        calendars = self.env["resource.calendar"].sudo()
        changed = calendars.with_context(active_test=False).search(
            [("clock_cursor", ">", 0)], order="id"
        )
        if not changed:
            return 0
        woken = self._wake(changed[0], limit)
        full = len(woken) == limit
        changed[0].clock_cursor = woken[-1] + 1 if full else 0
        return limit if full or len(changed) > 1 else len(woken)

    @api.model
    def _wake(self, calendar, limit):
        """Make deadlines under a calendar due for the sweep, from its cursor on.

        :return: sorted ids of at most ``limit`` deadlines
        """
        self.flush_model()
        policies = self.env["key.account.deadline.policy"].sudo()
        bound = policies.with_context(active_test=False)._search(
            policies._by_calendars(calendar)
        )
        now = fields.Datetime.now()
        rows = self.env.execute_query(
            SQL(
                "WITH woken AS (SELECT id FROM key_account_deadline"
                " WHERE id >= %s AND state IN ('running', 'paused')"
                " AND policy_id IN %s ORDER BY id LIMIT %s FOR NO KEY UPDATE)"
                " UPDATE key_account_deadline d"
                " SET next_event_at = LEAST(d.next_event_at, %s)"
                " FROM woken WHERE woken.id = d.id RETURNING d.id",
                calendar.clock_cursor,
                bound.subselect(),
                limit,
                now,
            )
        )
        self.invalidate_model(["next_event_at"])
        return sorted(row[0] for row in rows)
