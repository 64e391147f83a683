"""People who are away or on duty, for tests of who is told."""

from datetime import timedelta

from common import HOUR, NOON, KeyAccountCase

MINUTE = timedelta(minutes=1)


WARNED = NOON + 4 * HOUR


DUE = NOON + 5 * HOUR


class RecipientCase(KeyAccountCase):
    def on_leave(self, user, start=NOON, end=NOON + 24 * HOUR, **values):
        """Time off as Odoo records it: a leave of a resource of the user."""
        resource = self.env["resource.resource"].create(
            {"name": user.name, "user_id": user.id}
        )
        return self.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource.id,
                "date_from": start,
                "date_to": end,
                **values,
            }
        )

    def on_duty(self, user, start=NOON, end=NOON + 24 * HOUR, **values):
        return self.env["key.account.duty"].create(
            {"user_id": user.id, "date_from": start, "date_to": end, **values}
        )

    def alarm(self, case, user, kind="resolve"):
        return self.deadline(case, kind).alarm_ids.filtered(
            lambda alarm: alarm.user_id == user
        )

    def warned(self, case=None, moment=WARNED):
        """Logins of those who are told when the warning of the solution comes."""
        case = case or self.make_case()
        self.sweep(moment)
        return [login for _mark, login in self.told(case)]
