# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

#: As long as one of these, the case waits for the department, or for its manager.
OPEN_STATES = ("asked", "accepted", "refused")


class KeyAccountCaseTask(models.Model):
    """What a department is asked to do for a case (CASE-2, TEAM-3).

    Whoever serves the case asks; a named contact of the department accepts and does it,
    or refuses or passes it on, which needs a reason, is counted and told at once. How
    it proceeds is in ``key_account_case_task_answer``, its deadline in
    ``key_account_case_task_clock``. A refusal does not end it: its clock runs until the
    account manager asks again or withdraws. Nothing of it is changed by hand, and it
    holds nothing of the protected file: title and customer of the case, no more. All
    times are UTC.
    """

    _name = "key.account.case.task"
    _inherit = [
        "key.account.answer.mixin",
        "key.account.case.link.mixin",
        "key.account.case.open.mixin",
        "key.account.derived.access.mixin",
        "key.account.proof.mixin",
    ]
    _description = "Task of a Department"
    _order = "queue_rank, deadline_due_at, queue_tier_rank, id"
    _rec_name = "ticket_number"

    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Case",
        required=True,
        index=True,
        ondelete="cascade",
    )
    department_id = fields.Many2one(
        "key.account.department", required=True, index=True, ondelete="restrict"
    )
    contact_id = fields.Many2one(
        "key.account.department.contact",
        string="Person",
        compute="_compute_contact_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="set null",
        domain="[('department_id', '=', department_id)]",
        help="Whom of the department we ask; all its named contacts may answer.",
    )
    what = fields.Text(string="What Is Asked", required=True)
    state = fields.Selection(
        [
            ("asked", "Not answered"),
            ("accepted", "Accepted"),
            ("done", "Done"),
            ("refused", "Refused"),
            ("passed_on", "Passed on"),
            ("withdrawn", "Withdrawn"),
        ],
        default="asked",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        group_expand=True,
    )
    asked_at = fields.Datetime(
        string="Waiting Since",
        default=fields.Datetime.now,
        required=True,
        readonly=True,
        copy=False,
    )
    asked_by_id = fields.Many2one(
        "res.users",
        default=lambda self: self.env.user,
        required=True,
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    accepted_at = fields.Datetime(string="Accepted On", readonly=True, copy=False)
    accepted_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    done_at = fields.Datetime(string="Done On", readonly=True, copy=False)
    result = fields.Text(string="What Was Done", readonly=True, copy=False)
    reason = fields.Text(
        readonly=True,
        copy=False,
        help="Why it was refused, passed on, asked again or withdrawn.",
    )
    refused_at = fields.Datetime(string="Refused On", readonly=True, copy=False)
    refused_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    refusal_count = fields.Integer(
        string="Refusals",
        readonly=True,
        copy=False,
        help="How often this department did not take it.",
    )
    passed_from_id = fields.Many2one(
        "key.account.case.task",
        string="Passed On From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    # What the department needs of the case; its members may not open the case itself.
    ticket_number = fields.Char(related="ticket_id.number", string="Case Number")
    ticket_name = fields.Char(related="ticket_id.name", string="Title of the Case")
    partner_id = fields.Many2one(related="ticket_id.partner_id", string="Customer")
    company_id = fields.Many2one(related="ticket_id.company_id", store=True, index=True)
    key_account_tier_id = fields.Many2one(
        related="ticket_id.key_account_tier_id",
        string="Tier",
        store=True,
        index="btree_not_null",
    )
    key_account_manager_id = fields.Many2one(
        related="ticket_id.key_account_manager_id",
        string="Account Manager",
        store=True,
        index="btree_not_null",
    )
    queue_rank = fields.Integer(
        related="ticket_id.queue_rank", store=True, aggregator=None
    )
    queue_tier_rank = fields.Integer(
        related="ticket_id.queue_tier_rank", store=True, aggregator=None
    )
    may_answer = fields.Boolean(compute="_compute_may_answer")
    may_ask = fields.Boolean(compute="_compute_may_ask")

    _reason_given = models.Constraint(
        "CHECK (state NOT IN ('refused', 'passed_on', 'withdrawn')"
        " OR COALESCE(reason, '') != '')",
        "Say why: a department does not refuse or pass on without a reason.",
    )
    _inbox_idx = models.Index(
        "(department_id, queue_rank, deadline_due_at, queue_tier_rank, id)"
        " WHERE state IN ('asked', 'accepted')"
    )
    _refused_idx = models.Index("(refused_at, id) WHERE refusal_count > 0")

    @api.depends("department_id")
    def _compute_contact_id(self):
        """The first named contact, rather somebody who works in this system."""
        for task in self:
            contacts = task.department_id.contact_ids
            if task.contact_id not in contacts:
                task.contact_id = (contacts.filtered("user_id") | contacts)[:1]

    @api.depends("ticket_number", "department_id")
    def _compute_display_name(self):
        for task in self:
            parts = task.ticket_number, task.department_id.name
            task.display_name = " · ".join(filter(None, parts))

    @api.depends("state", "department_id")
    @api.depends_context("uid")
    def _compute_may_answer(self):
        mine = self._answered_by_user()
        for task in self:
            task.may_answer = task in mine

    @api.depends("state", "ticket_id")
    @api.depends_context("uid")
    def _compute_may_ask(self):
        cases = self.ticket_id.with_env(self.env)
        mine = self.env.su and cases or cases._filtered_access("write")
        for task in self:
            task.may_ask = task.ticket_id in mine

    # ------------------------------------------------------------------
    # Who
    # ------------------------------------------------------------------

    def _department_users(self):
        """The named contacts of the department who work in this system."""
        contacts = self.sudo().department_id.contact_ids
        return contacts.user_id.filtered("active")

    def _answered_by_user(self):
        """A named contact answers; for a department without one, who serves the case
        writes down what it said on the telephone.

        :return: those of the tasks that the current user may answer
        """
        nobody = self.filtered(lambda task: not task._department_users())
        cases = nobody.ticket_id.with_env(self.env)
        served = cases if self.env.su else cases._filtered_access("write")
        return self.filtered(
            lambda task: (
                task.ticket_id in served
                if task in nobody
                else self.env.user in task._department_users()
            )
        )

    @api.model
    def _derived_access_domain(self):
        """The tasks of the own departments, and those of the cases one may read."""
        mine = Domain("department_id.contact_ids.user_id", "=", self.env.uid)
        cases = self.env["helpdesk.ticket"]
        if not cases.has_access("read"):
            return mine
        readable = cases.with_context(active_test=False)._search([])
        return mine | Domain("ticket_id", "in", readable)

    # ------------------------------------------------------------------
    # Asking
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                self._check_asked_rightly(vals)
        tasks = super().create(vals_list)
        tasks._tell_department()
        tasks.ticket_id._begin_work()
        return tasks

    @api.model
    def _askable_fields(self):
        """What whoever asks may say; everything else follows from what happens."""
        return {"ticket_id", "department_id", "contact_id", "what"}

    @api.model
    def _check_asked_rightly(self, vals):
        """:raises AccessError: for facts, and for whoever does not serve the case"""
        if vals.keys() - self._askable_fields():
            raise AccessError(
                self.env._(
                    "Say only which department is asked, whom, and for what. "
                    "Everything else follows from what happens."
                )
            )
        case = self.env["helpdesk.ticket"].browse(vals.get("ticket_id"))
        case.check_access("write")

    @api.constrains("ticket_id")
    def _check_case_open(self):
        for task in self:
            case = task.sudo().ticket_id
            if case.closed or case._is_void():
                raise UserError(
                    self.env._(
                        "%(case)s is over. Reopen it before you ask a department.",
                        case=case.number,
                    )
                )

    @api.constrains("department_id", "contact_id", "ticket_id")
    def _check_department(self):
        for task in self.sudo():
            company = task.department_id.company_id
            if company and company != task.ticket_id.company_id:
                raise ValidationError(
                    self.env._(
                        "%(department)s belongs to another company than the case.",
                        department=task.department_id.name,
                    )
                )
            if task.contact_id and task.contact_id.department_id != task.department_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s is no named contact of %(department)s. Choose one "
                        "of its contacts, or leave the person empty.",
                        person=task.contact_id.name,
                        department=task.department_id.name,
                    )
                )

    @api.constrains("what")
    def _check_what(self):
        if any(not (task.what or "").strip() for task in self):
            raise ValidationError(self.env._("Say what the department is asked to do."))
