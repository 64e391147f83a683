# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_datetime

from ...lib.transition import OPEN


class KeyAccountDeadline(models.Model):
    """What people do to a deadline by hand: put it on hold, resume it, move it.

    A hold by hand and one by the work are two: the clock runs when neither is left.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline"  # pylint: disable=consider-merging-classes-inherited

    hold_reason_id = fields.Many2one(
        "key.account.pause.reason",
        string="Held by Hand",
        readonly=True,
        ondelete="restrict",
        help="Why a person put this deadline on hold. It stays so until somebody "
        "resumes it or the longest hold for the reason is used up.",
    )
    may_hold = fields.Boolean(compute="_compute_may_hold")

    @api.depends_context("uid")
    def _compute_may_hold(self):
        for deadline in self:
            answers = deadline._is_answered_by(self.env.user)
            deadline.may_hold = answers or deadline._is_decided_by_user()

    def _is_decided_by_user(self):
        """Whether the current user supervises all the work of these deadlines."""
        for model, deadlines in self.grouped("res_model").items():
            if model not in self.env:
                return False
            work = self.env[model].browse(deadlines.mapped("res_id")).exists()
            if not work._may_decide():
                return False
        return True

    def _is_answered_by(self, user):
        """Whether a user, or whoever the user stands in for, answers for the work."""
        if self.res_model not in self.env:
            return False
        work = self.env[self.res_model].browse(self.res_id).exists()
        if not work:
            return False
        deputy = work._deadline_role_users("deputy")
        return user in work._deadline_role_users("responsible") | deputy

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_hold(self):
        """Ask for the reason for which the clock is stopped."""
        return self._dialog("key.account.deadline.hold", self.env._("Put on Hold"))

    def action_move(self):
        """Ask for the due time that was agreed, and why."""
        return self._dialog("key.account.deadline.move", self.env._("Move Due Time"))

    def action_resume(self):
        """Let the clock run again that a person has stopped.

        :raises AccessError: for whoever does not answer for the work
        :raises UserError: if nobody put the deadline on hold by hand
        """
        self._check_hold_right()
        if not all(deadline.hold_reason_id for deadline in self):
            raise UserError(
                self.env._(
                    "This deadline is not on hold by hand. If the work holds it, move "
                    "the work on."
                )
            )
        # Who answers for the work was checked; the engine writes what nobody may.
        self.sudo()._resume()

    def _dialog(self, wizard, title):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": wizard,
            "view_mode": "form",
            "target": "new",
            "context": {"default_deadline_id": self.id},
        }

    # ------------------------------------------------------------------
    # Rights
    # ------------------------------------------------------------------

    def _check_hold_right(self):
        """Whoever answers for the work, the deputy and supervisors stop its clock.

        :raises AccessError: for everybody else, and for who may not change the work
        """
        self._check_work_access()
        if not all(self.mapped("may_hold")):
            raise AccessError(
                self.env._(
                    "Only who answers for the work, the deputy or a supervisor may put "
                    "a deadline on hold or resume it."
                )
            )

    def _check_move_right(self):
        """:raises AccessError: for everybody but supervisors of this work"""
        self._check_work_access()
        if not self._is_decided_by_user():
            raise AccessError(
                self.env._("Only a supervisor may move the due time of a deadline.")
            )

    def _check_work_access(self):
        """:raises AccessError: for whoever may not change the work"""
        self.check_access("read")
        for model, deadlines in self.grouped("res_model").items():
            self.env[model].browse(deadlines.mapped("res_id")).check_access("write")

    def _in_words_of_company(self):
        """The ledger speaks the language of the company, whoever acts."""
        return self.with_context(lang=self.env.company.partner_id.lang)

    # ------------------------------------------------------------------
    # What is done
    # ------------------------------------------------------------------

    def _pause(self, reason, note=""):
        """Stop the clock by hand, whatever the work says, until :meth:`_resume`.

        :param reason: a pause reason; its longest hold counts from now
        :param str note: what is to be known besides
        :raises UserError: if it is not open, on hold by hand or the reason is used up
        """
        now = fields.Datetime.now()
        deadlines = self._in_words_of_company()
        status = reason.with_env(deadlines.env)._status(note)
        watches = deadlines._lock()._watches()
        for watch in watches.values():
            watch.tick(now)
            self._check_hold(watch, reason, now)
            watch.hold(status, now)
        deadlines._store(watches)

    def _check_hold(self, watch, reason, now):
        if watch.state not in OPEN:
            raise UserError(
                self.env._("This promise is over; there is nothing to put on hold.")
            )
        if watch.reason_by_hand():
            raise UserError(
                self.env._("This deadline is on hold by hand already. Resume it first.")
            )
        if not reason.active:
            raise UserError(
                self.env._(
                    "The reason “%(reason)s” is not in use any more. Choose another "
                    "one.",
                    reason=reason.name,
                )
            )
        if watch.is_used_up(reason._status(), now):
            raise UserError(
                self.env._(
                    "The longest hold for “%(reason)s” is used up for this deadline. "
                    "Let the clock run, or ask a supervisor to move the due time.",
                    reason=reason.name,
                )
            )

    def _hold_until(self, reason):
        """When a hold by hand that begins now would end by itself (UTC), False: never.

        A moment that is not ahead says that the reason is used up already.
        """
        cap = reason._cap()
        if not self or not cap:
            return False
        now = fields.Datetime.now()
        # The ledger is read in the name of the engine; only a time comes of it.
        (watch,) = self.sudo()._watches().values()
        return now + cap - watch.held(reason.id, now)

    def _resume(self):
        """End a hold by hand; the clock runs, with the time used so far, if the work
        does not hold it as well."""
        deadlines = self._in_words_of_company()
        watches = deadlines._lock()._watches()
        for watch in watches.values():
            watch.release(fields.Datetime.now())
        deadlines._store(watches)

    def _move(self, due_at, note):
        """Give a running promise another due time that was agreed on.

        :param due_at: naive UTC
        :param str note: why
        :raises UserError: if it is not running, or ``due_at`` is no time of its clock
        """
        self.ensure_one()
        now = fields.Datetime.now()
        deadline = self._in_words_of_company()
        watches = deadline._lock()._watches()
        deadline._settle(watches)
        watch = watches[deadline]
        self._check_move(watch, due_at, now)
        watch.move(due_at, now, note)
        deadline.write(
            {
                "promise_seconds": watch.terms.promise.total_seconds(),
                "moved_by_hand": True,
            }
        )
        deadline._store(watches)

    def _check_move(self, watch, due_at, now):
        if watch.state == "paused":
            raise UserError(
                self.env._(
                    "On hold there is no due time to move. Let the clock run first."
                )
            )
        if watch.state != "running":
            raise UserError(
                self.env._("This promise is over; its due time cannot be moved.")
            )
        if due_at <= now:
            raise UserError(
                self.env._("The new due time lies in the past. Choose a later one.")
            )
        found = watch.clock.add(now, watch.clock.measure(now, due_at))
        if found != due_at:
            raise UserError(
                self.env._(
                    "At that time the clock of this deadline stands still. The last "
                    "working moment before it is %(moment)s.",
                    moment=format_datetime(self.env, found, dt_format="short"),
                )
            )
