"""A calendar of office hours in Shanghai, by which the shipped promise is counted."""

from datetime import datetime

from odoo.fields import Command

from common import HOUR, KeyAccountCase

#: Friday 2026-03-06, 16:00 in Shanghai.
FRIDAY = datetime(2026, 3, 6, 8)


def utc(text):
    """Naive UTC of a moment in Shanghai."""
    return datetime.fromisoformat(text) - 8 * HOUR


class CalendarCase(KeyAccountCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.make_calendar("Office", days=range(5))
        cls.policy = cls.ref("policy_resolve_level_1")
        cls.policy.write({"clock": "calendar", "calendar_id": cls.calendar.id})
        cls.settle()

    @classmethod
    def make_calendar(cls, name, days, hours=((8, 12), (13, 17)), **values):
        return cls.env["resource.calendar"].create(
            {
                "name": name,
                "tz": "Asia/Shanghai",
                "attendance_ids": [
                    Command.create(cls.attendance(day, *period))
                    for day in days
                    for period in hours
                ],
                **values,
            }
        )

    @staticmethod
    def attendance(day, hour_from, hour_to, **values):
        period = "morning" if hour_from < 12 else "afternoon"
        return {
            "name": "Work",
            "dayofweek": str(day),
            "hour_from": hour_from,
            "hour_to": hour_to,
            "day_period": period,
            **values,
        }

    @classmethod
    def settle(cls):
        """What happens at the end of a transaction."""
        cls.env.cr.flush()

    def follow(self, moment):
        """The scheduled action after a change of hours, then the sweep."""
        self.settle()
        with self.at(moment):
            while self.env["key.account.deadline"]._follow_calendars():
                pass
        self.sweep(moment)

    def leave(self, start, end, **values):
        return self.env["resource.calendar.leaves"].create(
            {
                "name": "Closed",
                "calendar_id": self.calendar.id,
                "date_from": utc(start),
                "date_to": utc(end),
                **values,
            }
        )

    def make_up(self, day, **values):
        return self.env["resource.calendar.extra.day"].create(
            {
                "name": "Make-up day",
                "calendar_id": self.calendar.id,
                "date": day,
                **values,
            }
        )
