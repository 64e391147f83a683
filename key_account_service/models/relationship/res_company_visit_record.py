# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models

from ...lib.local_day import wall_to_utc


class ResCompany(models.Model):
    """When visitors are reminded of records that they have begun (VISIT-3)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "res.company"  # pylint: disable=consider-merging-classes-inherited

    key_account_record_hour = fields.Float(
        string="Remind of Unfinished Records At",
        default=8.5,
        help="Time of the next working day, by the zone of the company.",
    )
    key_account_record_days = fields.Integer(
        string="Tell the Superior After",
        default=3,
        help="Days for which a record may be left unfinished before the superior of "
        "the visitor is told. 0: nobody is told.",
    )

    _key_account_record_sane = models.Constraint(
        "CHECK (COALESCE(key_account_record_hour, 0) >= 0"
        " AND COALESCE(key_account_record_hour, 0) < 24"
        " AND COALESCE(key_account_record_days, 0) >= 0)",
        "Remind between 0:00 and 24:00, and tell the superior after 0 or more days.",
    )

    def _reminds_of_records(self, moment):
        """Whether the hour of the reminder has come on a working day of the company.

        :param moment: naive UTC
        """
        zone, today = self._key_account_zone(), self._today_at(moment)
        hour = wall_to_utc(today, round(self.key_account_record_hour * 3600), zone)
        return moment >= hour and self._works_on(today)

    def _works_on(self, day):
        """Whether the company works on a day, by its working hours, holidays and
        make-up days; without working hours it works every day."""
        calendar = self.sudo().resource_calendar_id
        clock = calendar and calendar._working_clock()
        if not clock or not clock.is_usable():
            return True
        begin = wall_to_utc(day, 0, clock.zone)
        end = wall_to_utc(day + timedelta(days=1), 0, clock.zone)
        return clock.measure(begin, end) > timedelta()
