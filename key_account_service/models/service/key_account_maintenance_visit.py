# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.transition import MET, RUN, VOID, Status


class KeyAccountMaintenanceVisit(models.Model):
    """One time of the maintenance that a contract promises (APP-9).

    It becomes a case, from which a crew is sent as for any other; it is done when
    somebody says what was done, with that case closed. It promises its day.
    """

    _name = "key.account.maintenance.visit"
    _inherit = ["key.account.promised.work.mixin", "key.account.case.open.mixin"]
    _description = "Preventive Maintenance"
    _order = "date desc, id desc"

    name = fields.Char(string="Number", required=True, readonly=True, copy=False)
    plan_id = fields.Many2one(
        "key.account.maintenance.plan",
        string="By Contract",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date = fields.Date(string="Due On", required=True, readonly=True, index=True)
    state = fields.Selection(
        [
            ("planned", "To be arranged"),
            ("arranged", "Case made"),
            ("done", "Done"),
            ("skipped", "Left out"),
        ],
        default="planned",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Case",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    result = fields.Text(help="What was found and done, or why it was left out.")
    done_at = fields.Datetime(string="Done On", readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    _day_uniq = models.Constraint(
        "UNIQUE (plan_id, date)", "The maintenance of this day is planned already."
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "date",
            "done_at",
            "done_by_id",
            "name",
            "plan_id",
            "state",
            "ticket_id",
        }

    @api.depends("name", "account_id")
    def _compute_display_name(self):
        for visit in self._named_to_reader():
            parts = visit.name, visit.account_id.name
            visit.display_name = " ".join(filter(None, parts))

    def write(self, vals):
        if not self.env.su and "result" in vals:
            self._check_not_over()
        return super().write(vals)

    def _check_not_over(self):
        """:raises UserError: for whoever changes what was put on record at the end"""
        for visit in self:
            if visit.state in ("done", "skipped"):
                raise UserError(
                    self.env._(
                        "%(visit)s is over: its result stays as it was written down. "
                        "Add what is to be added as a note below.",
                        visit=visit.name,
                    )
                )

    # ------------------------------------------------------------------
    # What happens to it
    # ------------------------------------------------------------------

    def action_make_case(self):
        """Make the case from which a crew is sent.

        :raises AccessError: for whoever does not serve the account
        :raises UserError: if there is one, or it is over
        """
        self.ensure_one()
        self._check_in("planned")
        case = self.env["helpdesk.ticket"].create(self._case_values())
        self.sudo().write({"state": "arranged", "ticket_id": case.id})
        return self.action_open_case()

    def _case_values(self):
        plan = self.plan_id
        return {
            "name": self.env._("Maintenance: %(what)s", what=plan.name),
            "description": plan.task,
            "partner_id": (plan.partner_id or plan.account_id).id,
            "case_kind": "maintenance",
            "company_id": self.company_id.id,
        }

    def action_done(self):
        """It is done, as the result says.

        :raises UserError: without a result, or while the case is open
        """
        for visit in self:
            visit._check_in("planned", "arranged")
            visit._check_result()
            visit._check_case_over()
            visit._end("done")

    def action_skip(self):
        """Leave this time out, with the reason; the superior in charge decides.

        :raises UserError: without a reason, or if a case runs
        """
        for visit in self:
            visit._check_in("planned", "arranged")
            visit._check_case_over()
            visit._check_result()
            if not visit._may_decide():
                raise UserError(
                    self.env._(
                        "The contract promises it: only the supervisor in charge "
                        "leaves it out. Ask your supervisor."
                    )
                )
            visit._end("skipped")

    def _check_in(self, *states):
        self.check_access("write")
        self.sudo().lock_for_update()
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This cannot be done any more with %(visit)s: %(state)s.",
                    visit=self.name,
                    state=labels[self.state],
                )
            )

    def _check_result(self):
        if not (self.result or "").strip():
            raise UserError(
                self.env._("Write down under “Result” what was done, or why not.")
            )

    def _check_case_over(self):
        # By number and state only, whoever may read the case.
        case = self.ticket_id.sudo()
        if case and not case.stage_id.closed:
            raise UserError(
                self.env._(
                    "Case %(case)s is still open. Close it first.", case=case.number
                )
            )

    def _end(self, state):
        now = fields.Datetime.now()
        self.sudo().write({"state": state, "done_at": now, "done_by_id": self.env.uid})

    # ------------------------------------------------------------------
    # The promise: done on its day, with the grace of the policy
    # ------------------------------------------------------------------

    @api.model
    def _deadline_kinds(self):
        return [*super()._deadline_kinds(), "maintain"]

    def _deadline_length(self, promise, start, clock):
        return promise + clock.measure(start, max(self._end_of(self.date), start))

    def _deadline_statuses(self, kind):
        if kind != "maintain":
            return super()._deadline_statuses(kind)
        return {visit.id: visit._maintain_status() for visit in self}

    def _maintain_status(self):
        if self.state == "done":
            return Status(MET, at=self.done_at)
        if self.state == "skipped":
            return Status(VOID, note=self.env._("It was left out."))
        return Status(RUN)


class KeyAccountDeadlinePolicy(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline.policy"  # pylint: disable=consider-merging-classes-inherited

    kind = fields.Selection(
        selection_add=[("maintain", "Preventive maintenance")],
        ondelete={"maintain": "cascade"},
    )
