"""SEC-1: nobody first creates what he may, and then writes it into another's hands.

Odoo asks before a record is written whether it may be, not afterwards.
"""

from odoo.fields import Command

from wire import DENIED, WireCase

LEAVE = "resource.calendar.leaves"
DAY_OFF = {"date_from": "2026-03-09 00:00:00", "date_to": "2026-03-09 23:59:59"}
HOURS = {"dayofweek": "6", "hour_from": 8, "hour_to": 9, "name": "Sunday"}


class TestMovedAway(WireCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {"name": "Office", "company_id": cls.company.id, "tz": "Asia/Shanghai"}
        )
        cls.resources = {
            user: cls.env["resource.resource"].create(
                {"name": "x", "user_id": user.id, "calendar_id": cls.calendar.id}
            )
            for user in (cls.clerk, cls.supervisor, cls.officer)
        }

    def own_leave(self, user):
        values = {"resource_id": self.resources[user].id, **DAY_OFF}
        (leave,) = self.rpc(user, LEAVE, "create", [values])
        return self.env[LEAVE].browse(leave)

    def test_own_time_off_does_not_become_that_of_everybody(self):
        for user in (self.clerk, self.officer):
            leave = self.own_leave(user)
            values = {"resource_id": False}
            self.assert_refused(user, LEAVE, "write", leave.ids, values, why=(DENIED,))
            self.assertEqual(leave.resource_id, self.resources[user])

    def test_own_time_off_does_not_become_that_of_the_supervisor(self):
        for user in (self.clerk, self.officer):
            leave = self.own_leave(user)
            values = {"resource_id": self.resources[self.supervisor].id}
            self.assert_refused(user, LEAVE, "write", leave.ids, values, why=(DENIED,))
            self.assertEqual(leave.resource_id, self.resources[user])

    def test_own_time_off_is_changed_as_before(self):
        leave = self.own_leave(self.clerk)
        values = {"date_to": "2026-03-10 12:00:00", "time_type": "other"}
        self.rpc(self.clerk, LEAVE, "write", leave.ids, values)
        self.assertEqual(leave.time_type, "other")

    def test_no_day_off_is_given_to_the_hours_of_another_company(self):
        values = {"calendar_id": self.calendar.id, **DAY_OFF}
        company = {"company_id": self.abroad.company_id.id}
        self.outcome(self.abroad, LEAVE, "create", [{**values, **company}])
        self.assertFalse(self.calendar.leave_ids)
        own = self.abroad.company_id.resource_calendar_id.id
        (leave,) = self.rpc(
            self.abroad, LEAVE, "create", [{**DAY_OFF, "calendar_id": own}]
        )
        for values in (
            {"calendar_id": self.calendar.id},
            {"calendar_id": self.calendar.id, **company},
            {"calendar_id": False, "company_id": self.company.id},
        ):
            self.outcome(self.abroad, LEAVE, "write", [leave], values)
            found = self.env[LEAVE].browse(leave)
            self.assertNotEqual(found.calendar_id, self.calendar)
            self.assertEqual(found.company_id, self.abroad.company_id)

    def test_nothing_is_written_into_another_company(self):
        for model, values, change in self.configuration():
            (found,) = self.rpc(self.abroad, model, "create", [values])
            with self.subTest(model=model, change=change):
                before = self.env[model].browse(found).read(list(change))
                self.assert_refused(
                    self.abroad, model, "write", [found], change, why=(DENIED,)
                )
                self.assertEqual(
                    self.env[model].browse(found).read(list(change)), before
                )

    def configuration(self):
        """What an administrator of one company could give to another."""
        mine, yours = self.abroad.company_id, self.company
        own = mine.resource_calendar_id.id
        company = {"company_id": yours.id}
        calendar = {"calendar_id": self.calendar.id}
        policy = {
            "name": "x",
            "model_id": self.env["ir.model"]._get_id("helpdesk.ticket"),
            "kind": "resolve",
            "amount": 9999,
            "sequence": 0,
            "company_id": mine.id,
        }
        day = {"name": "x", "date": "2026-03-07", "calendar_id": own}
        duty = {
            "user_id": self.abroad.id,
            "date_from": "2026-03-05 12:00:00",
            "date_to": "2026-03-06 12:00:00",
            "company_id": mine.id,
        }
        webhook = {"name": "x", "url": "https://x.example/", "company_id": mine.id}
        hours = {"company_id": mine.id}
        team = {"name": "x", "leader_id": self.abroad.id, "company_id": mine.id}
        return [
            ("key.account.deadline.policy", policy, company),
            ("key.account.quiet.hours", hours, company),
            ("key.account.webhook", webhook, company),
            ("key.account.duty", duty, {**company, "user_id": self.officer.id}),
            (
                "key.account.team",
                team,
                {**company, "leader_id": self.officer.id},
            ),
            ("resource.calendar", {"name": "x", **hours}, company),
            ("resource.calendar.attendance", {**HOURS, "calendar_id": own}, calendar),
            ("resource.calendar.extra.day", day, calendar),
        ]

    def test_a_calendar_takes_nothing_from_another_by_a_command(self):
        own = self.abroad.company_id.resource_calendar_id
        day = self.env["resource.calendar.extra.day"].create(
            {"name": "x", "date": "2026-03-07", "calendar_id": self.calendar.id}
        )
        for name, found in (
            ("extra_day_ids", day),
            ("attendance_ids", self.calendar.attendance_ids[:1]),
        ):
            command = [Command.link(found.id)]
            self.outcome(
                self.abroad, "resource.calendar", "write", own.ids, {name: command}
            )
            self.assertEqual(found.calendar_id, self.calendar)
