"""TEAM-5, CASE-5, SEC-3: the duty roster and the preview of alarms over the wire."""

import json
from datetime import timedelta

from common import NOON
from wire import DENIED, Refused, WireCase

DUTY = "key.account.duty"
GAP = "key.account.duty.gap"
ROTA = "key.account.duty.rota"
PREVIEW = "key.account.alarm.preview"
PLANNERS = {"supervisor", "head", "outsider", "manager"}
READERS = PLANNERS | {"officer", "deputy", "stranger", "auditor"}
DAY = timedelta(days=1)
SPEC = {
    "line_ids": {
        "fields": {
            "at": {},
            "res_name": {},
            "user_id": {"fields": {"display_name": {}}},
        }
    },
    **dict.fromkeys(("deadline_id", "policy_id", "work_ref", "start_at", "hours"), {}),
}


class DutyWireCase(WireCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.duty = cls.env[DUTY].create(
            {"user_id": cls.officer.id, "date_from": NOON, "date_to": NOON + DAY}
        )
        cls.gap = cls.env[GAP].create(
            {
                "date_from": NOON,
                "date_to": NOON + DAY,
                "company_id": cls.company.id,
            }
        )
        cls.everybody = {
            **cls.roles,
            "public": cls.env.ref("base.public_user"),
        }

    def allowed(self, model, method, *args):
        """The roles that the server lets do it."""
        return {
            role
            for role, user in self.roles.items()
            if not self.outcome(user, model, method, *args)
        }


class TestRosterWire(DutyWireCase):
    def test_those_who_serve_read_the_roster(self):
        for record in (self.duty, self.gap):
            readers = self.allowed(record._name, "read", [record.id], ["date_from"])
            self.assertEqual(readers, READERS, record._name)

    def test_nobody_without_a_session_reads_it(self):
        for record in (self.duty, self.gap):
            self.login(None)
            with self.assertRaises(Refused):
                self.rpc(self.env["res.users"], record._name, "read", [record.id])

    def test_the_public_user_has_no_right_at_all(self):
        public = self.env.ref("base.public_user")
        for model in (DUTY, GAP, ROTA, PREVIEW):
            for operation in ("read", "write", "create", "unlink"):
                self.assertFalse(
                    self.env[model].with_user(public).has_access(operation)
                )

    def test_those_who_plan_change_it(self):
        values = {
            "user_id": self.deputy.id,
            "date_from": "2026-03-05 12:00:00",
            "date_to": "2026-03-06 12:00:00",
            "company_id": self.company.id,
        }
        self.assertEqual(self.allowed(DUTY, "create", [values]), PLANNERS)
        self.assertEqual(
            self.allowed(DUTY, "write", [self.duty.id], {"note": "x"}), PLANNERS
        )
        for role in set(self.roles) - PLANNERS:
            self.assert_refused(self.roles[role], DUTY, "unlink", [self.duty.id])
        self.rpc(self.supervisor, DUTY, "unlink", [self.duty.id])
        self.assertFalse(self.duty.exists())

    def test_nobody_puts_somebody_of_another_company_on_duty(self):
        values = {
            "user_id": self.abroad.id,
            "date_from": "2026-03-05 12:00:00",
            "date_to": "2026-03-06 12:00:00",
            "company_id": self.company.id,
        }
        self.assert_refused(self.supervisor, DUTY, "create", [values])
        values["company_id"] = self.abroad.company_id.id
        self.assert_refused(self.supervisor, DUTY, "create", [values])

    def test_nobody_invents_or_closes_a_gap(self):
        values = {"state": "filled"}
        new = {
            "date_from": "2026-03-05 12:00:00",
            "date_to": "2026-03-06 12:00:00",
            "company_id": self.company.id,
        }
        for user in self.roles.values():
            self.assert_refused(user, GAP, "write", [self.gap.id], values)
            self.assert_refused(user, GAP, "create", [new])
            self.assert_refused(user, GAP, "unlink", [self.gap.id])

    def test_a_rota_is_planned_by_those_who_plan(self):
        values = {
            "first_day": "2026-03-10",
            "last_day": "2026-03-11",
            "person_ids": [[0, 0, {"user_id": self.officer.id}]],
        }
        for role, user in self.roles.items():
            planned = self.env[DUTY].search_count([])
            try:
                (rota,) = self.rpc(user, ROTA, "create", [values])
                self.rpc(user, ROTA, "action_plan", [rota])
            except Refused:
                pass
            self.env[DUTY].invalidate_model()
            added = self.env[DUTY].search_count([]) - planned
            self.assertEqual(added, 2 if role == "supervisor" else 0, role)

    def test_the_plan_of_another_is_out_of_reach(self):
        values = {"person_ids": [[0, 0, {"user_id": self.officer.id}]]}
        (rota,) = self.rpc(self.supervisor, ROTA, "create", [values])
        for method, args in (
            ("read", []),
            ("write", [{"hours": 1}]),
            ("action_plan", []),
        ):
            for user in (self.head, self.manager, self.stranger, self.clerk):
                self.assert_refused(user, ROTA, method, [rota], *args, why=(DENIED,))

    def test_nobody_forges_that_he_was_on_duty(self):
        alarms = self.late(self.foreign)
        for user in (self.officer, self.supervisor, self.manager):
            self.assert_refused(
                user,
                "key.account.alarm",
                "write",
                alarms.ids[:1],
                {"on_duty": True, "user_id": user.id},
            )


class TestPreviewWire(DutyWireCase):
    def foreseen(self, user, **values):
        """What the form of the preview shows a user, as text."""
        answer = self.rpc(user, PREVIEW, "onchange", [], values, [], SPEC)
        return json.dumps(answer)

    def test_those_above_see_who_would_be_alarmed(self):
        deadline = self.deadline(self.case)
        for role, user in self.roles.items():
            with self.subTest(role=role):
                try:
                    told = self.foreseen(user, deadline_id=deadline.id)
                except Refused as refusal:
                    told = str(refusal)
                sees = role in ("supervisor", "head", "manager")
                self.assertEqual(self.case.number in told, sees)
                self.assertEqual("kas-officer" in told, sees)

    def test_a_policy_tried_on_the_work_of_others_tells_nothing(self):
        values = {
            "policy_id": self.ref("policy_resolve_level_1").id,
            "work_ref": f"helpdesk.ticket,{self.case.id}",
        }
        for role, user in self.roles.items():
            with self.subTest(role=role):
                try:
                    told = self.foreseen(user, **values)
                except Refused as refusal:
                    told = str(refusal)
                sees = role in ("supervisor", "head", "manager")
                self.assertEqual("kas-officer" in told, sees)

    def test_all_that_are_open_are_those_that_one_may_see(self):
        told = self.foreseen(self.outsider, hours=9999)
        self.assertNotIn(self.case.number, told)
        self.assertIn(self.foreign.number, told)
        self.assertNotIn(self.case.number, self.foreseen(self.abroad, hours=9999))

    def test_nobody_looks_ahead_for_ever(self):
        for hours in (1e308, 10.0**12, -5.0):
            self.assertIn('"line_ids"', self.foreseen(self.supervisor, hours=hours))

    def test_a_strange_reference_is_refused(self):
        policy = self.ref("policy_resolve_level_1").id
        for ref in (f"res.users,{self.officer.id}", "res.users,1", "no.such.model,1"):
            told = ""
            try:
                told = self.foreseen(self.supervisor, policy_id=policy, work_ref=ref)
            except Refused:
                pass
            self.assertNotIn("kas-officer", told)
            self.assertNotIn('"at"', told)

    def test_the_preview_of_another_is_out_of_reach(self):
        values = {"deadline_id": self.deadline(self.case).id}
        (preview,) = self.rpc(self.supervisor, PREVIEW, "create", [values])
        for user in (self.outsider, self.manager, self.officer, self.auditor):
            self.assert_refused(user, PREVIEW, "read", [preview], why=(DENIED,))
