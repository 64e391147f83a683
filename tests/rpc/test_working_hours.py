"""OPS-2, SEC-1: who sets working hours, and whose, over the wire."""

from odoo.fields import Command
from odoo.tests import new_test_user

from wire import DENIED, Refused, WireCase

WIZARD = "resource.calendar.holidays"
DAY_OFF = {"date_from": "2026-03-09 00:00:00", "date_to": "2026-03-09 23:59:59"}


class TestWorkingHours(WireCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.system = new_test_user(
            cls.env, "kas-system", groups="base.group_system", email="system@kas.test"
        )
        cls.roles["system"] = cls.system
        cls.calendar = cls.env["resource.calendar"].create(
            {"name": "Office", "company_id": cls.company.id, "tz": "Asia/Shanghai"}
        )
        cls.abroad_calendar = cls.abroad.company_id.resource_calendar_id
        cls.env["resource.calendar.leaves"].create(
            {"name": "Closed", "calendar_id": cls.calendar.id, **DAY_OFF}
        )
        cls.env["resource.calendar.extra.day"].create(
            {"name": "Secret", "calendar_id": cls.calendar.id, "date": "2026-03-07"}
        )
        cls.policy = cls.ref("policy_resolve_level_1")
        cls.policy.write({"clock": "calendar", "calendar_id": cls.calendar.id})
        cls.company.country_id = cls.env.ref("base.cn")

    def records(self):
        """What a calendar consists of, with a change and what to create it from."""
        calendar = {"calendar_id": self.calendar.id}
        hours = {"dayofweek": "6", "hour_from": 8, "hour_to": 9, "name": "Forged"}
        return {
            self.calendar: ({"tz": "UTC"}, {"name": "Forged"}),
            self.calendar.attendance_ids[0]: ({"hour_from": 7}, {**calendar, **hours}),
            self.calendar.leave_ids[0]: (
                {"date_to": "2026-03-10 23:59:59"},
                {**calendar, **DAY_OFF},
            ),
            self.calendar.extra_day_ids[0]: (
                {"date": "2026-03-08"},
                {**calendar, "name": "Forged", "date": "2026-03-14"},
            ),
        }

    def test_only_administrators_set_working_hours(self):
        for role in set(self.roles) - {"manager", "system"}:
            user = self.roles[role]
            for record, (change, values) in self.records().items():
                if role == "abroad" and record._name == "resource.calendar":
                    values = {**values, "company_id": self.company.id}
                with self.subTest(role=role, model=record._name):
                    call = (user, record._name)
                    self.assert_refused(*call, "write", record.ids, change)
                    self.assert_refused(*call, "create", [values])
                    self.assert_refused(*call, "unlink", record.ids)

    def test_administrators_set_working_hours(self):
        for user in (self.manager, self.system):
            for record, (change, values) in self.records().items():
                with self.subTest(user=user.login, model=record._name):
                    call = (user, record._name)
                    self.assertFalse(self.outcome(*call, "write", record.ids, change))
                    (made,) = self.rpc(*call, "create", [values])
                    self.assertFalse(self.outcome(*call, "unlink", [made]))

    def test_make_up_days_of_another_company_are_not_read(self):
        model, day = "resource.calendar.extra.day", self.calendar.extra_day_ids
        self.assert_refused(self.abroad, model, "read", day.ids, why=(DENIED,))
        self.assertNotIn(day.id, self.rpc(self.abroad, model, "search", []))
        for role in ("portal", "portal_bank"):
            self.assert_refused(self.roles[role], model, "search", [], why=(DENIED,))

    def test_hours_in_use_are_not_emptied(self):
        attendances = self.calendar.attendance_ids
        self.assert_refused(
            self.system,
            "resource.calendar.attendance",
            "unlink",
            attendances.ids,
            why=("ValidationError",),
        )
        self.assertTrue(attendances.exists())

    def values(self, calendar):
        return {
            "country_id": self.env.ref("base.cn").id,
            "year": 2026,
            "calendar_ids": [Command.set(calendar.ids)],
        }

    def load(self, user, calendar):
        """Load holidays as far as the server lets ``user``."""
        (wizard,) = self.rpc(user, WIZARD, "create", [self.values(calendar)])
        self.rpc(user, WIZARD, "action_load", [wizard])
        return wizard

    def test_administrators_load_public_holidays(self):
        for user in (self.manager, self.system):
            self.calendar.extra_day_ids.unlink()
            self.calendar.leave_ids.unlink()
            with self.subTest(user=user.login):
                self.load(user, self.calendar)
                self.assertEqual(len(self.calendar.extra_day_ids), 6)

    def test_nobody_else_does(self):
        before = self.calendar.leave_ids, self.calendar.extra_day_ids
        for role in set(self.roles) - {"manager", "system"}:
            with self.subTest(role=role), self.assertRaises(Refused):
                self.load(self.roles[role], self.calendar)
        self.assertEqual((self.calendar.leave_ids, self.calendar.extra_day_ids), before)

    def test_not_into_the_working_hours_of_another_company(self):
        with self.assertRaises(Refused):
            self.load(self.manager, self.abroad_calendar)
        self.assertFalse(self.abroad_calendar.extra_day_ids)

    def test_the_preview_of_another_is_out_of_reach(self):
        (wizard,) = self.rpc(
            self.manager, WIZARD, "create", [self.values(self.calendar)]
        )
        for user in (self.system, self.abroad):
            for method, args in (
                ("read", []),
                ("write", [{"year": 2025}]),
                ("action_load", []),
            ):
                self.assert_refused(
                    user, WIZARD, method, [wizard], *args, why=(DENIED,)
                )
            lines = self.rpc(user, f"{WIZARD}.line", "search", [])
            self.assertFalse(lines)

    def test_employees_still_take_time_off(self):
        resource = self.env["resource.resource"].create(
            {"name": "Clerk", "user_id": self.clerk.id, "calendar_id": self.calendar.id}
        )
        values = {"resource_id": resource.id, **DAY_OFF}
        model = "resource.calendar.leaves"
        (leave,) = self.rpc(self.clerk, model, "create", [values])
        self.rpc(self.clerk, model, "write", [leave], {"name": "Ill"})
        self.rpc(self.clerk, model, "unlink", [leave])

    def test_the_form_proposes_what_the_user_may_see(self):
        for user in (self.manager, self.system):
            proposed = self.rpc(user, WIZARD, "default_get", ["calendar_ids", "year"])
            self.assertTrue(proposed["calendar_ids"])
