# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain

from .key_account_case_task import OPEN_STATES

#: Who may know what departments are asked: whoever has a seat at a desk, and auditors.
DESK = (
    "helpdesk_mgmt.group_helpdesk_user_own,"
    "key_account_service.group_key_account_auditor"
)


class HelpdeskTicket(models.Model):
    """Which departments have to act for a case, and whether they did (TEAM-3)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    task_ids = fields.One2many(
        "key.account.case.task",
        "ticket_id",
        string="Departments",
        readonly=True,
        copy=False,
        groups=DESK,
    )
    open_task_count = fields.Integer(
        string="Departments We Wait For",
        compute="_compute_task_counts",
        search="_search_open_task_count",
        groups=DESK,
    )
    refusal_count = fields.Integer(
        string="Refusals of Departments",
        compute="_compute_task_counts",
        groups=DESK,
        help="How often a department refused its part of this case or passed it on.",
    )
    departments_missing = fields.Boolean(
        compute="_compute_departments_missing",
        groups=DESK,
        help="The level names departments that must act, but none was asked yet.",
    )

    @api.depends("task_ids.state", "task_ids.refusal_count")
    def _compute_task_counts(self):
        tasks = self.env["key.account.case.task"].sudo()
        counts = {
            ticket: (waiting, refusals)
            for ticket, waiting, refusals in tasks._read_group(
                [("ticket_id", "in", self.ids)],
                ["ticket_id"],
                ["state:array_agg", "refusal_count:sum"],
            )
        }
        for ticket in self:
            states, refusals = counts.get(ticket._origin, ((), 0))
            ticket.open_task_count = sum(state in OPEN_STATES for state in states)
            ticket.refusal_count = refusals

    @api.model
    def _search_open_task_count(self, operator, value):
        """Only whether there are any: ``> 0`` and ``= 0``."""
        if (operator, value) not in ((">", 0), ("in", [0]), ("=", 0)):
            return NotImplemented
        waiting = Domain("task_ids.state", "in", OPEN_STATES)
        return waiting if operator == ">" else ~waiting

    @api.depends("complaint_level_id", "task_ids")
    def _compute_departments_missing(self):
        for ticket in self:
            needed = ticket.complaint_level_id.sudo().needs_departments
            ticket.departments_missing = needed and not ticket.sudo().task_ids

    @api.model
    def _case_facts(self):
        return super()._case_facts() | {"task_ids"}

    # ------------------------------------------------------------------
    # Asking
    # ------------------------------------------------------------------

    def action_ask_departments(self):
        """Open the form that asks which departments have to act, and what.

        :raises AccessError: for whoever may not change the case
        """
        self.ensure_one()
        self.check_access("write")
        return self._ask_action(self.env._("Ask Departments"))

    def action_change_level(self):
        """Open the form that asks for another level, and why.

        :raises AccessError: for whoever may not change the case
        """
        self.ensure_one()
        self.check_access("write")
        return self._ask_action(self.env._("Change the Level"), default_relevel=True)

    def _ask_action(self, name, **context):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "key.account.case.task.ask",
            "view_mode": "form",
            "target": "new",
            "context": {"default_ticket_id": self.id, **context},
        }

    def _ask(self, asked):
        """Ask departments, as the current user.

        :param asked: list of (department, what)
        """
        return self.env["key.account.case.task"].create(
            [
                {
                    "ticket_id": self.id,
                    "department_id": department.id,
                    "what": what,
                }
                for department, what in asked
            ]
        )

    # ------------------------------------------------------------------
    # Following the case
    # ------------------------------------------------------------------

    def _open_tasks(self):
        return (
            self.env["key.account.case.task"]
            .sudo()
            .search([("ticket_id", "in", self.ids), ("state", "in", OPEN_STATES)])
        )

    def _deadline_sync(self, rematch=True):
        """What departments owe follows the case: its level, its manager, its end."""
        result = super()._deadline_sync(rematch)
        over = self.filtered(lambda case: case._is_void() or case.closed)
        if over:
            over._open_tasks()._end_with_case()
        return result

    def write(self, vals):
        result = super().write(vals)
        if {"complaint_level_id", "case_kind", "partner_id"} & vals.keys():
            self._open_tasks()._deadline_sync()
        elif {"key_account_manager_id", "first_contact_user_id"} & vals.keys():
            self._open_tasks()._deadline_sync(rematch=False)
        return result

    # ------------------------------------------------------------------
    # Closing
    # ------------------------------------------------------------------

    def _closing_obstacles(self):
        return self._task_obstacles() + super()._closing_obstacles()

    def _task_obstacles(self):
        """What has to happen with departments before this case is solved (CASE-2)."""
        waiting = self._open_tasks()
        if waiting:
            sentence = self.env._(
                "%(case)s still waits for: %(departments)s. They finish their part, or "
                "you withdraw what you asked.",
                case=self.number,
                departments=", ".join(waiting.department_id.mapped("name")),
            )
            return [(sentence, self._open_tasks_action())]
        if self.sudo()._without_departments():
            sentence = self.env._(
                "%(case)s is of a level for which other departments have to act: name "
                "at least one.",
                case=self.number,
            )
            return [(sentence, self._ask_action(self.env._("Ask Departments")))]
        return []

    def _open_tasks_action(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": "key.account.case.task",
            "view_mode": "list,form",
            "domain": [("ticket_id", "=", self.id)],
            "name": self.env._("Departments"),
        }

    @api.constrains("stage_id")
    def _check_tasks_done(self):
        """A case is not solved while a department still owes its part."""
        if self._is_closed_by_customer():
            return
        solved = self.filtered(lambda case: case.clock_role == "solved")
        # Whoever moves many is told of the first; none is asked for one by one.
        for ticket in solved._open_tasks().ticket_id | solved._without_departments():
            ticket._refuse_to_close(*ticket._task_obstacles()[0])

    def _without_departments(self):
        """The cases whose level needs departments of which none was asked."""
        # What the system itself closes, such as an import, was settled elsewhere.
        if self.env.uid == SUPERUSER_ID:
            return self.browse()
        return self.filtered(
            lambda case: (
                case.complaint_level_id.needs_departments and case.departments_missing
            )
        )
