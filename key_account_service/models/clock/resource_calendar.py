# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from pytz import timezone

from odoo import fields, models
from odoo.tools.intervals import Intervals


class ResourceCalendar(models.Model):
    """Working hours that can be added to, not only taken from (OPS-2).

    Working time is the weekly pattern, less public holidays, plus make-up days, less
    all other time off. Whoever asks Odoo for working time gets the same answer.
    """

    _name = "resource.calendar"
    _inherit = ["resource.calendar", "key.account.reach.mixin"]

    extra_day_ids = fields.One2many(
        "resource.calendar.extra.day", "calendar_id", string="Make-up Days", copy=True
    )

    def _attendance_intervals_batch(
        self, start_dt, end_dt, resources=None, domain=None, tz=None, lunch=False
    ):
        result = super()._attendance_intervals_batch(
            start_dt, end_dt, resources=resources, domain=domain, tz=tz, lunch=lunch
        )
        if self.flexible_hours or not self.extra_day_ids:
            return result
        for resource in [*(resources or ()), self.env["resource.resource"]]:
            if not (resource and resource._is_flexible()):
                zone = tz or timezone((resource or self).tz)
                result[resource.id] |= self.extra_day_ids._intervals(
                    start_dt, end_dt, zone, domain, lunch
                )
        return result

    def _leave_intervals_batch(
        self, start_dt, end_dt, resources=None, domain=None, tz=None
    ):
        """A make-up day is worked even where a public holiday was loaded."""
        days = self.extra_day_ids._between(start_dt, end_dt)
        if not days:
            return super()._leave_intervals_batch(
                start_dt, end_dt, resources=resources, domain=domain, tz=tz
            )
        base = [("time_type", "=", "leave")] if domain is None else list(domain)
        by_hand, public = (
            super(ResourceCalendar, self)._leave_intervals_batch(
                start_dt,
                end_dt,
                resources=resources,
                domain=[*base, ("public_holiday", "=", loaded)],
                tz=tz,
            )
            for loaded in (False, True)
        )
        for resource in [*(resources or ()), self.env["resource.resource"]]:
            zone = tz or timezone((resource or self).tz)
            worked = days._intervals(start_dt, end_dt, zone)
            by_hand[resource.id] |= public[resource.id] - Intervals(worked)
        return by_hand
