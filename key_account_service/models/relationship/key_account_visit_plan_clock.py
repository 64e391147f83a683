# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...lib.local_day import wall_to_utc
from ...lib.transition import MET, PAUSE, RUN, VOID, Status
from .key_account_visit_plan import EDITABLE

#: So many years ahead a plan begins at most.
AHEAD = 2


class KeyAccountDeadlinePolicy(models.Model):
    """By when a visit plan is handed in, and decided about (VISIT-1)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.deadline.policy"

    kind = fields.Selection(
        selection_add=[
            ("visit_plan", "Visit plan handed in"),
            ("visit_plan_decide", "Decision about a visit plan"),
        ],
        ondelete={"visit_plan": "cascade", "visit_plan_decide": "cascade"},
    )


class KeyAccountVisitPlan(models.Model):
    """A plan is handed in before its period, and decided about (VISIT-1, CASE-5).

    So a manager who plans nothing is seen by the superiors, and so is a superior who
    lets a plan lie. Handing in counts to the day that the company has set before the
    period; a plan that is made later than that, to the end of the day on which it is
    made. Deciding counts from the first submission and stands still while the plan is
    with the manager.
    """

    _name = "key.account.visit.plan"
    _inherit = ["key.account.visit.plan", "key.account.deadline.mixin"]

    drafted_at = fields.Datetime(
        string="Drafted On",
        readonly=True,
        copy=False,
        default=fields.Datetime.now,
        help="From then on it is owed.",
    )

    @api.model
    def _fact_fields(self):
        facts = {"deadline_ids", "deadline_due_at", "deadline_warn_at", "drafted_at"}
        return super()._fact_fields() | facts

    @api.model
    def _deadline_kinds(self):
        return [*super()._deadline_kinds(), "visit_plan", "visit_plan_decide"]

    @api.model
    def _deadline_triggers(self):
        return super()._deadline_triggers() | {"state", "user_id"}

    @api.model
    def _deadline_classifiers(self):
        return super()._deadline_classifiers() | {"company_id", "submitted_at"}

    def _deadline_received_at(self):
        return self.drafted_at

    def _deadline_counted_from(self, policy, start):
        if policy.kind != "visit_plan":
            return super()._deadline_counted_from(policy, start)
        company = self.sudo().company_id
        zone = ZoneInfo(policy.tz) if policy.tz else company._key_account_zone()
        last = self.date_from - timedelta(days=company.key_account_visit_plan_due_days)
        return max(start, wall_to_utc(last, 0, zone))

    def _deadline_statuses(self, kind):
        if kind == "visit_plan":
            return {plan.id: plan._handed_in_status() for plan in self}
        if kind == "visit_plan_decide":
            return {plan.id: plan._decided_status() for plan in self}
        return super()._deadline_statuses(kind)

    def _handed_in_status(self):
        if self.state == "cancelled":
            return Status(VOID, note=self.env._("The plan was cancelled."))
        if self.state in EDITABLE:
            return Status(RUN)
        return Status(MET, at=self.submitted_at)

    def _decided_status(self):
        if self.state == "submitted":
            return Status(RUN)
        if not self.submitted_at or self.state == "cancelled":
            return Status(VOID, note=self.env._("Nothing is to be decided."))
        if self.state in EDITABLE:
            return Status(PAUSE, note=self.env._("With whose plan it is."))
        return Status(MET, at=self.decided_at)

    @api.constrains("date_from")
    def _check_near(self):
        """Nobody promises a plan for a day that the clock cannot count to."""
        for plan in self:
            today = plan.company_id._today_at(fields.Datetime.now())
            if plan.date_from > today + relativedelta(years=AHEAD):
                raise ValidationError(
                    self.env._(
                        "A plan begins within the next %(years)s years. Choose nearer "
                        "days.",
                        years=AHEAD,
                    )
                )

    def _deadline_company(self):
        return self.company_id

    def _deadline_reference(self):
        return self.name

    def _deadline_duty_users(self, presence, moment):
        """None: who is on duty may not read the plans of others."""
        return self.env["res.users"]

    def _may_decide(self):
        """Supervisors, for the managers of the teams they lead."""
        partners = self.env["res.partner"]
        return super()._may_decide() and partners._are_own_teams(self.sudo().team_id)

    def _deadline_role_users(self, role, moment=None):
        """Whose plan it is, or who is asked to decide; above them goes the line."""
        asked, line = self._asked_to_decide(), self._line()
        if asked:
            ranks = [rank for rank, user in enumerate(line, 1) if user in asked]
            line = line[max(ranks, default=0) :]
        users = {
            "responsible": asked or self.sudo().user_id,
            "supervisor": line[:1],
            "department_head": line[1:2] or line[:1],
            "company_head": self._company_heads(),
        }
        return users.get(role) or super()._deadline_role_users(role, moment)

    def _asked_to_decide(self):
        """Who has to decide now, if it was handed in; of several, any."""
        plan = self.sudo()
        if plan.state != "submitted":
            return self.env["res.users"]
        pending = plan.review_ids.filtered(lambda review: review.status == "pending")
        return (pending.reviewer_ids - plan.author_ids).filtered("active")

    def _step_decided(self):
        """Somebody else is asked now: the promise knows who answers for it."""
        self._deadline_sync(rematch=False)
        return super()._step_decided()

    def write(self, vals):
        result = super().write(vals)
        if "date_from" in vals:
            note = self.env._("The plan is for another period now.")
            self._deadline_follow_times(note)
        return result

    # ------------------------------------------------------------------
    # No way around it
    # ------------------------------------------------------------------

    def action_cancel(self):
        """Drop a plan; the next superior learns that nobody plans these days."""
        result = super().action_cancel()
        for plan in self:
            told = plan._line()[:1] - self.env.user
            if told:
                plan._notify(told, "_text_cancelled")
        return result

    def _text_cancelled(self):
        return self.env._(
            "A visit plan was cancelled. Nobody plans these visits unless another plan "
            "is made."
        )
