# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from ...lib.transition import MET, RUN, VOID, Status
from .key_account_case_task import OPEN_STATES

#: Who is asked when the whole is overdue already has no time left, but is told all the
#: same: marks that lie behind at the start tell nobody.
SHORTEST = timedelta(minutes=1)


class KeyAccountCaseTask(models.Model):
    """The deadline of a task: its own, inside that of the whole case (CASE-2).

    Its line of command is that of the case: the account manager supervises the
    departments, so refusals and misses go to the manager and the supervisor together.
    """

    _name = "key.account.case.task"
    _inherit = ["key.account.case.task", "key.account.case.promise.mixin"]

    clock_from = fields.Datetime(
        default=fields.Datetime.now,
        readonly=True,
        copy=False,
        help="From when the deadline counts: passing on wins no time.",
    )

    @api.model
    def _deadline_kinds(self):
        return [*super()._deadline_kinds(), "department"]

    @api.model
    def _deadline_triggers(self):
        return super()._deadline_triggers() | {"state", "contact_id", "department_id"}

    def _deadline_received_at(self):
        return self.clock_from

    def _deadline_length(self, promise, start, clock):
        """Never later than the case itself is to be solved."""
        limit = self.sudo().ticket_id.resolve_by
        if not limit:
            return promise
        return max(min(promise, clock.measure(start, limit)), SHORTEST)

    def _deadline_statuses(self, kind):
        if kind != "department":
            return super()._deadline_statuses(kind)
        return {task.id: task._department_status() for task in self}

    def _department_status(self):
        if self.state == "done":
            return Status(MET, at=self.done_at)
        if self.state not in OPEN_STATES:
            labels = dict(self._fields["state"]._description_selection(self.env))
            return Status(VOID, note=f"{labels[self.state]}: {self.reason or ''}")
        return Status(RUN)

    def _deadline_role_users(self, role, moment=None):
        case = self.sudo().ticket_id
        of_case = case._deadline_role_users
        if role == "responsible":
            waits_for_us = self.state == "refused" or not self._department_users()
            return of_case(role, moment) if waits_for_us else self._asked_user()
        if role == "colleague":
            return self._department_users()
        if role == "supervisor":
            return of_case("responsible", moment) | of_case(role, moment)
        return of_case(role, moment)

    def _asked_user(self):
        """Whom of the department we ask, if the person works in this system."""
        asked = self.sudo().contact_id.user_id.filtered("active")
        return asked or self._department_users()[:1]

    def _stay_inside(self, case_ids):
        """Bring the deadlines of these cases' open tasks inside those of the cases."""
        tasks = self.search(
            [("ticket_id", "in", case_ids), ("state", "in", OPEN_STATES)]
        )
        tasks.deadline_ids._stay_inside()
