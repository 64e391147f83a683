# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class KeyAccountVisitPromise(models.Model):
    """How a promise ends, and what follows for the visit (VISIT-3)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit.promise"

    def action_done(self):
        """Put on record that the promises were kept."""
        self._end("done")

    def action_give_up(self):
        """Put on record that the promises are not kept, and why.

        :raises UserError: without a reason
        """
        for promise in self:
            if not (promise.result or "").strip():
                raise UserError(
                    self.env._(
                        "Write down under “How It Ended” why “%(promise)s” is given "
                        "up, and what the customer was told.",
                        promise=promise.name,
                    )
                )
        self._end("given_up")

    def action_take_up(self):
        """Take up promises again that were ended: their clock goes on."""
        self.check_access("write")
        if any(promise.state == "open" for promise in self):
            raise UserError(self.env._("This promise is open already."))
        if any(visit.state == "cancelled" for visit in self.sudo().visit_id):
            raise UserError(self.env._("The visit was cancelled: plan it again first."))
        self._proceed("open", done_at=False, done_by_id=False, is_kept_by_case=False)

    def action_open(self):
        """Open a promise from the list of its visit."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_open_visit(self):
        """Open the visit on which it was promised, for those who may read it."""
        self.ensure_one()
        self.visit_id.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "key.account.visit",
            "res_id": self.visit_id.id,
            "views": [(False, "form")],
        }

    def _end(self, state):
        """:raises UserError: if one was ended already, as after a second click"""
        self.check_access("write")
        self.sudo().lock_for_update()
        self.invalidate_recordset(["state"])
        self._check_open({"result"})
        self._proceed(state, done_at=fields.Datetime.now(), done_by_id=self.env.uid)

    def _proceed(self, state, **facts):
        # Who may end it was checked; nobody writes these facts by hand.
        promises = self.sudo()
        promises.write({"state": state, **facts})
        promises.visit_id._follow_promises()


class KeyAccountVisit(models.Model):
    """The promises of a visit, and how far we are with them (VISIT-3)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit"

    promise_ids = fields.One2many(
        "key.account.visit.promise", "visit_id", string="Promises", copy=False
    )
    promise_count = fields.Integer(
        string="Promises Made", compute="_compute_promise_counts"
    )
    open_promise_count = fields.Integer(
        string="Open Promises", compute="_compute_promise_counts"
    )

    @api.depends("promise_ids.state")
    def _compute_promise_counts(self):
        # Who reads the visit may know of its promises.
        groups = (
            self.env["key.account.visit.promise"]
            .sudo()
            ._read_group(
                [("visit_id", "in", self.ids)], ["visit_id", "state"], ["__count"]
            )
        )
        counts = {(visit.id, state): count for visit, state, count in groups}
        for visit in self:
            key = visit._origin.id
            visit.open_promise_count = counts.get((key, "open"), 0)
            visit.promise_count = sum(
                count for (visit_id, _state), count in counts.items() if visit_id == key
            )

    def _follow_promises(self):
        """The state of handling follows from what hangs on it, also after signing."""
        # The seal holds what it was when the customer signed.
        for visit in self.sudo().exists():
            steps = visit._handling_steps()
            if steps:
                # Some open, some done: it is in progress.
                wanted = steps.pop() if len(steps) == 1 else "in_progress"
                if visit.handling_state != wanted:
                    visit.handling_state = wanted

    def _handling_steps(self):
        """Hook: how far each thing is that was promised or asked for on the visit.

        :return: set of states of handling; empty: it is said by hand
        """
        ends = {"open": "in_progress"}
        return {ends.get(promise.state, "done") for promise in self.promise_ids}

    def action_cancel(self):
        """What was noted on a visit that does not take place was not promised."""
        result = super().action_cancel()
        # It is still planned where a reason is asked for first.
        off = self.sudo().filtered(lambda visit: visit.state == "cancelled")
        off.promise_ids.filtered(lambda promise: promise.state == "open")._proceed(
            "given_up",
            done_at=fields.Datetime.now(),
            done_by_id=self.env.uid,
            result=self.env._("The visit was cancelled."),
        )
        return result

    def unlink(self):
        # In the database they would go without ending their deadlines.
        self.check_access("unlink")
        self.sudo().promise_ids.unlink()
        return super().unlink()
