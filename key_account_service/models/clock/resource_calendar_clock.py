# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from zoneinfo import ZoneInfo

from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...lib.working_time import ExtraTime, Period, WorkingClock

#: Where a transaction keeps the ids of the calendars that it has changed.
CHANGED = "key_account_service.changed_calendars"


class ResourceCalendar(models.Model):
    """Working hours as a clock for promises, and what follows from changing them."""

    # A file a concern: see docs/decisions.md.
    _inherit = "resource.calendar"  # pylint: disable=consider-merging-classes-inherited

    clock_cursor = fields.Integer(
        copy=False,
        help="Technical: the first deadline that does not know yet that the working "
        "hours have changed; 0 if all of them do.",
    )

    def write(self, vals):
        result = super().write(vals)
        if self._clock_fields() & vals.keys():
            self._clock_changed()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        """The database would refuse as well, in words of its own."""
        uses = Domain("calendar_id", "in", self.ids)
        policies = self.env["key.account.deadline.policy"].sudo()
        companies = self.env["res.company"].sudo()
        if policies.with_context(active_test=False).search_count(
            uses, limit=1
        ) or companies.search_count(
            [("resource_calendar_id", "in", self.ids)], limit=1
        ):
            raise UserError(
                self.env._(
                    "A deadline policy or a company goes by these working hours. "
                    "Archive them instead of deleting them."
                )
            )

    @api.model
    def _clock_fields(self):
        """Fields of a calendar on which its working time depends."""
        return {
            "tz",
            "schedule_type",
            "flexible_hours",
            "two_weeks_calendar",
            "company_id",
        }

    @tools.ormcache("self.id")
    def _working_clock(self):
        """The calendar as a clock: see :class:`..lib.working_time.WorkingClock`.

        Kept until a calendar changes, so that a promise costs no query. With all
        rights, since whoever may see a promise is told by which hours it counts.
        """
        calendar = self.sudo().with_context(active_test=False)
        leaves = calendar._clock_leaves()
        holidays = leaves.filtered("public_holiday")
        return WorkingClock(
            ZoneInfo(calendar.tz),
            calendar._clock_periods(),
            holidays=holidays._clock_spans(),
            extra=calendar._clock_extra(),
            closures=(leaves - holidays)._clock_spans(),
        )

    def _clock_periods(self):
        """The weekly pattern; flexible hours are nobody's to count on."""
        if self.flexible_hours:
            return []
        return [
            Period(
                int(attendance.dayofweek),
                _seconds(attendance.hour_from),
                _seconds(attendance.hour_to),
                int(attendance.week_type) if self.two_weeks_calendar else None,
            )
            for attendance in self.attendance_ids
            # As Odoo does: what ends before it begins is no working time.
            if attendance._is_work_period()
            and attendance.hour_from < attendance.hour_to
        ]

    def _clock_extra(self):
        return [
            ExtraTime(day.date, _seconds(hour_from), _seconds(hour_to))
            for day in self.extra_day_ids
            for hour_from, hour_to in day._hours()
            if hour_from < hour_to
        ]

    def _clock_leaves(self):
        """Time off of everybody: the calendar's, and that of its whole company.

        A calendar shared by companies has only its own, so that one company's closure
        puts off no promise of another.
        """
        company = Domain("calendar_id", "=", False) & Domain(
            "company_id", "=", self.company_id.id
        )
        return self.env["resource.calendar.leaves"].search(
            Domain("resource_id", "=", False)
            & Domain("time_type", "=", "leave")
            & (Domain("calendar_id", "=", self.id) | company)
        )

    def _check_working_time(self):
        """Nothing is promised by hours at which nobody ever works.

        :raises ValidationError: naming the calendar
        """
        for calendar in self:
            if not calendar._working_clock().is_usable():
                raise ValidationError(
                    self.env._(
                        "By the working hours “%s” nobody ever works, so no deadline "
                        "could be counted by them. Enter fixed working hours and end "
                        "time off that never ends, or choose other working hours in "
                        "the deadline policies that use them.",
                        calendar.name,
                    )
                )

    def _clock_changed(self):
        """Note that working time may have changed.

        What follows is done once, when the transaction ends: a form empties a calendar
        before it fills it again.
        """
        if not self:
            return
        self.env.registry.clear_cache()
        precommit = self.env.cr.precommit
        if CHANGED not in precommit.data:
            precommit.data[CHANGED] = set()
            precommit.add(self.env["resource.calendar"].sudo()._clock_settle)
        precommit.data[CHANGED].update(self.ids)

    @api.model
    def _clock_settle(self):
        """Refuse hours that make promises impossible; have deadlines follow the rest.

        The scheduled action does it, not who edits: there may be a million of them.
        """
        changed = self.browse(self.env.cr.precommit.data.pop(CHANGED, ())).exists()
        policies = self.env["key.account.deadline.policy"].sudo()
        used = policies._calendars_in_use(changed)
        used._check_working_time()
        if used:
            used.clock_cursor = 1
            self.env.ref("key_account_service.ir_cron_follow_calendars")._trigger()


def _seconds(hours):
    """Seconds after midnight, to the minute, as Odoo reads hours."""
    return round(hours * 60) * 60
