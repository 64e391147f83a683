# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .key_account_case_task import OPEN_STATES


class KeyAccountCaseTask(models.Model):
    """What becomes of a task: accepted, done, refused, passed on (TEAM-3)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.case.task"

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_accept(self):
        """Take the task on, as a named contact of its department.

        :raises AccessError: for everybody else
        :raises UserError: if it does not wait for the department any more
        """
        for task in self._locked():
            task._check_department_answers()
            task._check_state("asked", "refused")
            task._proceed(
                "accepted",
                accepted_at=fields.Datetime.now(),
                accepted_by_id=self.env.uid,
            )

    def action_answer(self):
        """Open the form for an answer that needs words; ``answer`` of the context says
        which one."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answer"),
            "res_model": "key.account.case.task.answer",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_task_id": self.id,
                "default_answer": self.env.context.get("answer", "done"),
            },
        }

    # ------------------------------------------------------------------
    # What is done
    # ------------------------------------------------------------------

    def _finish(self, result):
        """The department has done what it was asked."""
        task = self._locked()
        task._check_department_answers()
        task._check_state("asked", "accepted")
        if task.state == "asked":
            # What is done at once was taken on as well.
            task.action_accept()
        task._proceed("done", done_at=fields.Datetime.now(), result=result)
        task._note(
            self.env._("%(department)s has done its part: %(words)s"), words=result
        )

    def _refuse(self, reason):
        """The department does not do it. The clock runs on (TEAM-3)."""
        task = self._locked()
        task._check_department_answers()
        task._check_state("asked", "accepted")
        task._count_refusal("refused", reason)
        task._note(self.env._("%(department)s refused: %(words)s"), words=reason)
        task._tell_refusal(task, reason)

    def _pass_on(self, department, reason):
        """The department passes it on to another one, which wins no time by that.

        :return: the task of the other department
        """
        task = self._locked()
        task._check_department_answers()
        task._check_state("asked", "accepted")
        if department == task.department_id:
            raise UserError(
                self.env._("Pass it on to another department than your own.")
            )
        task._count_refusal("passed_on", reason)
        values = {
            "ticket_id": task.ticket_id.id,
            "department_id": department.id,
            "what": task.what,
            "passed_from_id": task.id,
            "asked_by_id": self.env.uid,
            "clock_from": task.clock_from,
        }
        other = self.sudo().create(values)
        task._note(
            self.env._("%(department)s passed it on to %(other)s: %(words)s"),
            words=reason,
            other=department.name,
        )
        task._tell_refusal(other, reason)
        return other

    def _ask_again(self, reason):
        """Whoever serves the case does not accept the answer; the clock goes on."""
        task = self._locked()
        task._check_case_served()
        task._check_state("refused", "done")
        task._check_case_open()
        task._proceed("asked", reason=reason, done_at=False, accepted_at=False)
        task._note(self.env._("%(department)s is asked again: %(words)s"), words=reason)
        task._tell_department()

    def _withdraw(self, reason):
        """The case does not need the department any more."""
        task = self._locked()
        task._check_case_served()
        task._check_state(*OPEN_STATES)
        task._proceed("withdrawn", reason=reason)
        task._note(
            self.env._("%(department)s is not needed any more: %(words)s"), words=reason
        )

    # ------------------------------------------------------------------
    # Rights and facts
    # ------------------------------------------------------------------

    def _check_department_answers(self):
        """:raises AccessError: for whoever is no named contact of the department"""
        if self - self._answered_by_user():
            raise AccessError(
                self.env._(
                    "Only a named contact of %(department)s can answer for it.",
                    department=self.sudo().department_id.name,
                )
            )

    def _check_case_served(self):
        """:raises AccessError: for whoever may not change the case"""
        if not self.env.su:
            self.ticket_id.check_access("write")

    def _proceed(self, state, **facts):
        # Who may answer was checked; nobody writes a task by hand.
        self.sudo().write({"state": state, **facts})

    def _count_refusal(self, state, reason):
        self._proceed(
            state,
            reason=reason,
            refused_at=fields.Datetime.now(),
            refused_by_id=self.env.uid,
            refusal_count=self.refusal_count + 1,
        )

    # ------------------------------------------------------------------
    # Who is told
    # ------------------------------------------------------------------

    def _note(self, sentence, **words):
        """Write into the case what the department answered.

        :param str sentence: translated, to be filled in
        """
        department = self.sudo().department_id.name
        self._note_in_case(sentence % {"department": department, **words})

    def _tell_department(self):
        """Alarm the department at once that it was asked."""
        for task in self.filtered(lambda task: task._department_users()):
            topic = f"asked-{task.refusal_count}"
            task.sudo().deadline_ids._tell_at_once(
                topic, ["responsible"], task._asked()
            )

    def _asked(self):
        return self.env._(
            "%(department)s was asked.", department=self.sudo().department_id.name
        )

    def _tell_refusal(self, running, reason):
        """Alarm the account manager and the supervisor at once (TEAM-3).

        :param running: the task whose clock runs on: this one, or that of the next
        """
        note = self.env._(
            "%(department)s did not take it: %(reason)s",
            department=self.sudo().department_id.name,
            reason=reason,
        )
        topic = f"refused-{self.id}-{self.refusal_count}"
        running.sudo().deadline_ids._tell_at_once(topic, ["supervisor"], note)

    def _end_with_case(self):
        """The case is over: nobody waits for these departments any more."""
        if self:
            self.write(
                {"state": "withdrawn", "reason": self.env._("The case is over.")}
            )
