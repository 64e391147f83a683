# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...lib.clock import ContinuousClock

_logger = logging.getLogger(__name__)


class KeyAccountDeadlinePolicy(models.Model):
    """Promises that count working time only (TIER-3, OPS-2)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline.policy"  # pylint: disable=consider-merging-classes-inherited

    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working Hours",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('flexible_hours', '=', False), ('company_id', 'in',"
        " [False] + (company_id and [company_id] or allowed_company_ids))]",
        help="The hours that count, with their public holidays and make-up days.",
    )

    _calendar_given = models.Constraint(
        "CHECK (clock <> 'calendar' OR calendar_id IS NOT NULL)",
        "Choose the working hours by which the promise is counted.",
    )
    _days_around_the_clock = models.Constraint(
        "CHECK (clock <> 'calendar' OR unit <> 'days')",
        "Days of 24 hours only exist around the clock. By working hours, count hours, "
        "or choose the end of the n-th working day.",
    )

    @api.constrains("clock", "calendar_id", "company_id")
    def _check_calendar(self):
        counted = self.filtered(lambda policy: policy.clock == "calendar")
        for policy in counted:
            company = policy.calendar_id.company_id
            if policy.company_id and company and company != policy.company_id:
                raise ValidationError(
                    self.env._(
                        "The working hours “%(calendar)s” belong to %(company)s, but "
                        "the policy “%(policy)s” to another company.",
                        calendar=policy.calendar_id.name,
                        company=company.name,
                        policy=policy.name,
                    )
                )
        counted.calendar_id._check_working_time()

    @api.model
    def _promise_fields(self):
        return super()._promise_fields() | {"calendar_id"}

    @api.model
    def _by_calendars(self, calendars):
        """Conditions on the policies, archived ones too, that go by calendars."""
        return Domain("clock", "=", "calendar") & Domain(
            "calendar_id", "in", calendars.ids
        )

    @api.model
    def _calendars_in_use(self, calendars):
        """Those calendars by which promises are given, or still run."""
        if not calendars:
            return calendars
        running = self.env["key.account.deadline"]._search(
            [("state", "in", ("running", "paused"))]
        )
        in_use = Domain("active", "=", True) | Domain(
            "id", "in", running.subselect("policy_id")
        )
        policies = self.with_context(active_test=False).search(
            self._by_calendars(calendars) & in_use
        )
        return policies.calendar_id

    def _clock(self):
        if self.clock != "calendar":
            return super()._clock()
        clock = self.sudo().calendar_id._working_clock()
        if clock.is_usable():
            return clock
        # Configuration prevents it; should it happen, the stricter promise is safe and
        # nobody who records work is kept from it.
        _logger.error("Nobody works by %s: %s is counted 24×7", self.calendar_id, self)
        return ContinuousClock()
