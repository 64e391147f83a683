# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.fields import Domain

from ...lib.local_day import local_day, wall_to_utc
from ...lib.transition import MET, RUN, VOID, Status


class KeyAccountDeadlinePolicy(models.Model):
    """By when a planned visit is paid and on record, by tier (VISIT-2)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.deadline.policy"

    kind = fields.Selection(
        selection_add=[("visit", "Planned visit")], ondelete={"visit": "cascade"}
    )

    def _applicable(self, records):
        records = super()._applicable(records)
        if records._name != "key.account.visit" or not self.tier_ids:
            return records
        tiers = self.tier_ids
        return records.filtered(lambda visit: visit.key_account_tier_id in tiers)


class KeyAccountVisit(models.Model):
    """What a visit says to the clock: it is paid when it was planned (VISIT-2, CASE-5).

    It is watched from when it was planned. The policy counts from the morning of the
    planned day, in its own zone or that of the company.
    """

    _name = "key.account.visit"
    _inherit = ["key.account.visit", "key.account.deadline.mixin"]

    planned_since = fields.Datetime(
        compute="_compute_planned_since",
        store=True,
        precompute=True,
        copy=False,
        help="When it was planned, or a plan with it was approved.",
    )
    is_late = fields.Boolean(
        string="Overdue",
        compute="_compute_is_late",
        search="_search_is_late",
        help="It is still planned, and its day is over in the zone of the company.",
    )

    @api.depends("state")
    def _compute_planned_since(self):
        now = fields.Datetime.now()
        for visit in self:
            since = visit.planned_since
            visit.planned_since = since or (visit.state == "planned" and now)

    @api.depends("state", "planned_at")
    def _compute_is_late(self):
        for visit in self:
            visit.is_late = visit.state == "planned" and visit._is_day_over()

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        # pylint: disable-next=no-search-all
        companies = self.env["res.company"].sudo().search([])
        now = fields.Datetime.now()
        late = Domain("state", "=", "planned") & Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("planned_at", "<", company._day_begins_at(now))
            for company in companies
        )
        return late if True in value else ~late

    def _is_day_over(self):
        """Whether the planned day lies behind, in the zone of the company."""
        zone = self.sudo().company_id._key_account_zone()
        today = local_day(fields.Datetime.now(), zone)
        return bool(self.planned_at) and local_day(self.planned_at, zone) < today

    @api.model
    def _visit_facts(self):
        return super()._visit_facts() | {
            "deadline_ids",
            "deadline_due_at",
            "deadline_warn_at",
            "planned_since",
        }

    # ------------------------------------------------------------------
    # What it says to the clock
    # ------------------------------------------------------------------

    @api.model
    def _deadline_kinds(self):
        return [*super()._deadline_kinds(), "visit"]

    @api.model
    def _deadline_triggers(self):
        return super()._deadline_triggers() | {"state", "user_id"}

    @api.model
    def _deadline_classifiers(self):
        return super()._deadline_classifiers() | {"state", "partner_id", "company_id"}

    def _deadline_received_at(self):
        return self.planned_since

    def _deadline_counted_from(self, policy, start):
        if policy.kind != "visit":
            return super()._deadline_counted_from(policy, start)
        company = self.sudo().company_id
        zone = ZoneInfo(policy.tz) if policy.tz else company._key_account_zone()
        morning = wall_to_utc(local_day(self.planned_at, zone), 0, zone)
        return max(start, morning)

    def _deadline_statuses(self, kind):
        if kind != "visit":
            return super()._deadline_statuses(kind)
        return {visit.id: visit._visit_status() for visit in self}

    def _visit_status(self):
        if self.state in ("done", "signed"):
            return Status(MET, at=self.visited_at)
        if self.state == "planned":
            return Status(RUN)
        labels = dict(self._fields["state"]._description_selection(self.env))
        return Status(VOID, note=labels[self.state])

    def _deadline_company(self):
        return self.company_id

    def _deadline_customer(self):
        return self.partner_id

    def _deadline_reference(self):
        return self.name

    def _may_decide(self):
        # Whoever supervises, so far as the visit is his to change.
        return super()._may_decide() and self.has_access("write")

    def _deadline_role_users(self, role, moment=None):
        # Who serves an account is known to the system, not to every reader.
        visit = self.sudo()
        account = visit.key_account_id
        team = account.key_account_team_id
        deputy = account._key_account_deputy_at(moment or fields.Datetime.now())
        users = {
            "responsible": visit.user_id,
            "colleague": account.key_account_manager_id,
            "deputy": deputy,
            "supervisor": team.leader_id,
            "department_head": team.parent_id.leader_id,
            "company_head": visit.company_id.key_account_head_id,
        }
        return users.get(role) or super()._deadline_role_users(role, moment)

    # ------------------------------------------------------------------
    # Its promise follows the planned moment
    # ------------------------------------------------------------------

    def write(self, vals):
        result = super().write(vals)
        if {"planned_at", "state"} & vals.keys():
            self._move_visit_promise()
        return result

    def _move_visit_promise(self):
        """The deadline follows the day for which the visit is planned now.

        A day that lies behind moves nothing: what was promised stays promised.
        """
        now = fields.Datetime.now()
        for visit in self.sudo().filtered(lambda visit: visit.state == "planned"):
            deadline = visit.deadline_ids.filtered(
                lambda one: one.kind == "visit" and one.state == "running"
            )
            due = deadline and deadline.policy_id._root()._due(visit)
            if deadline and now < due != deadline.due_at:
                deadline._move(due, self.env._("The visit was moved to another day."))
