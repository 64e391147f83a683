# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.fields import Domain

from ...lib.local_day import local_day, wall_to_utc


class KeyAccountPlannedMixin(models.AbstractModel):
    """Work that is planned for a day, done and put on record (VISIT-2, CASE-5).

    It is watched from when it was planned. A policy of its kind counts from the morning
    of the planned day, in its own zone or that of the company.
    """

    _name = "key.account.planned.mixin"
    _inherit = "key.account.deadline.mixin"
    _description = "Planned for a Day"

    #: The promise that it is done and on record (``kind`` of a policy).
    _planned_kind = None
    #: Fields from which the planned day follows.
    _planned_fields = ()

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

    def _planned_moment(self):
        """Hook: the moment (UTC) on whose day it is to be done."""
        raise NotImplementedError

    @api.model
    def _planned_before(self, moment):
        """Hook: domain of what was to be done before a moment (naive UTC)."""
        raise NotImplementedError

    def _text_day_changed(self):
        """Hook: why its deadline moves, for the ledger."""
        raise NotImplementedError

    @api.depends("state")
    def _compute_planned_since(self):
        now = fields.Datetime.now()
        for work in self:
            since = work.planned_since
            work.planned_since = since or (work.state == "planned" and now)

    @api.depends(lambda self: ("state", *self._planned_fields))
    def _compute_is_late(self):
        for work in self:
            work.is_late = work.state == "planned" and work._is_day_over()

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        # pylint: disable-next=no-search-all
        companies = self.env["res.company"].sudo().search([])
        now = fields.Datetime.now()
        late = Domain("state", "=", "planned") & Domain.OR(
            Domain("company_id", "=", company.id)
            & self._planned_before(company._day_begins_at(now))
            for company in companies
        )
        return late if True in value else ~late

    def _is_day_over(self):
        """Whether the planned day lies behind, in the zone of the company."""
        zone = self.sudo().company_id._key_account_zone()
        today = local_day(fields.Datetime.now(), zone)
        moment = self._planned_moment()
        return bool(moment) and local_day(moment, zone) < today

    # ------------------------------------------------------------------
    # What it says to the clock
    # ------------------------------------------------------------------

    @api.model
    def _deadline_kinds(self):
        return [*super()._deadline_kinds(), self._planned_kind]

    @api.model
    def _deadline_triggers(self):
        return super()._deadline_triggers() | {"state", "user_id"}

    @api.model
    def _deadline_classifiers(self):
        return super()._deadline_classifiers() | {"state", "company_id"}

    def _deadline_received_at(self):
        return self.planned_since

    def _deadline_counted_from(self, policy, start):
        if policy.kind != self._planned_kind:
            return super()._deadline_counted_from(policy, start)
        company = self.sudo().company_id
        zone = ZoneInfo(policy.tz) if policy.tz else company._key_account_zone()
        morning = wall_to_utc(local_day(self._planned_moment(), zone), 0, zone)
        return max(start, morning)

    def _deadline_company(self):
        return self.company_id

    def _deadline_reference(self):
        return self.name

    def _may_decide(self):
        # Whoever supervises, so far as the work is his to change.
        return super()._may_decide() and self.has_access("write")

    def write(self, vals):
        result = super().write(vals)
        if {"state", *self._planned_fields} & vals.keys():
            self._move_planned_promise()
        return result

    def _move_planned_promise(self):
        """The deadline follows the day for which the work is planned now.

        A day that lies behind moves nothing: what was promised stays promised.
        """
        now = fields.Datetime.now()
        for work in self.sudo().filtered(lambda one: one.state == "planned"):
            deadline = work.deadline_ids.filtered(
                lambda one: one.kind == self._planned_kind and one.state == "running"
            )
            due = deadline and deadline.policy_id._root()._due(work)
            if deadline and now < due != deadline.due_at:
                deadline._move(due, work._text_day_changed())
