"""CASE-4, SEC-3: holding, moving and re-measuring deadlines, by every kind of user."""

from datetime import timedelta

from odoo import fields

from wire import DENIED, REFUSALS, Refused, WireCase

DEADLINE = "key.account.deadline"
HOLD = "key.account.deadline.hold"
MOVE = "key.account.deadline.move"
POLICY = "key.account.deadline.policy"
APPLY = "key.account.deadline.policy.apply"


class HandCase(WireCase):
    def setUp(self):
        super().setUp()
        # The wire knows only the time of the wall.
        now = fields.Datetime.now()
        self.case = self.make_case(moment=now, team_id=self.desk.id)
        self.promise = self.deadline(self.case)
        self.reason = self.ref("pause_reason_customer")
        self.later = fields.Datetime.to_string(now + timedelta(hours=30))

    def try_to(self, call, *args, **kwargs):
        """Whether a user gets through."""
        try:
            call(*args, **kwargs)
        except Refused as refusal:
            self.assertIn(str(refusal), REFUSALS)
            return False
        return True

    def hold(self, user, **values):
        values = {
            "deadline_id": self.promise.id,
            "reason_id": self.reason.id,
            "note": "Secret of the hotel",
            **values,
        }
        (wizard,) = self.rpc(user, HOLD, "create", [values])
        self.rpc(user, HOLD, "action_hold", [wizard])

    def move(self, user, **values):
        values = {
            "deadline_id": self.promise.id,
            "due_at": self.later,
            "reason": "Secret of the hotel",
            **values,
        }
        (wizard,) = self.rpc(user, MOVE, "create", [values])
        self.rpc(user, MOVE, "action_move", [wizard])


class TestHold(HandCase):
    def test_who_answers_for_the_case_holds_and_resumes(self):
        allowed = {"officer", "deputy", "supervisor", "head", "manager"}
        for role, user in self.roles.items():
            with self.subTest(role=role):
                done = self.try_to(self.hold, user)
                self.assertEqual(done, role in allowed)
                self.assertEqual(bool(self.promise.hold_reason_id), role in allowed)
                if done:
                    self.rpc(user, DEADLINE, "action_resume", self.promise.ids)
                self.assertEqual(self.promise.state, "running")

    def test_nobody_else_resumes(self):
        self.hold(self.officer)
        allowed = {"officer", "deputy", "supervisor", "head", "manager"}
        for role in set(self.roles) - allowed:
            with self.subTest(role=role):
                self.assert_refused(
                    self.roles[role],
                    DEADLINE,
                    "action_resume",
                    self.promise.ids,
                    why=(DENIED,),
                )
                self.assertTrue(self.promise.hold_reason_id)

    def test_a_dialog_is_not_turned_to_a_foreign_deadline(self):
        foreign = self.deadline(self.foreign)
        values = {"deadline_id": self.promise.id, "reason_id": self.reason.id}
        (wizard,) = self.rpc(self.officer, HOLD, "create", [values])
        turned = [wizard], {"deadline_id": foreign.id}
        self.assert_refused(self.officer, HOLD, "write", *turned, why=(DENIED,))
        self.outcome(self.officer, HOLD, "action_hold", [wizard])
        self.assertFalse(foreign.hold_reason_id)

    def test_a_dialog_tells_nothing_of_a_foreign_deadline(self):
        foreign = self.deadline(self.foreign)
        answer = {}
        try:
            answer = self.rpc(
                self.officer,
                HOLD,
                "onchange",
                [],
                {"deadline_id": foreign.id, "reason_id": self.reason.id},
                ["reason_id"],
                {"until": {}, "deadline_id": {"fields": {"res_name": {}}}},
            )
        except Refused:
            pass
        self.assertFalse(answer.get("value", {}).get("until"))
        self.assertNotIn(self.foreign.number, str(answer))

    def test_facts_are_not_written(self):
        for name, value in (
            ("hold_reason_id", self.reason.id),
            ("moved_by_hand", True),
            ("first_due_at", self.later),
            ("due_at", self.later),
        ):
            for user in (self.officer, self.supervisor, self.manager):
                self.assert_refused(
                    user, DEADLINE, "write", self.promise.ids, {name: value}
                )


class TestMove(HandCase):
    def test_only_supervisors_of_the_case_move_it(self):
        allowed = {"supervisor", "head", "manager"}
        for role, user in self.roles.items():
            with self.subTest(role=role):
                moved = len(self.promise.event_ids)
                done = self.try_to(self.move, user)
                self.assertEqual(done, role in allowed)
                self.assertEqual(len(self.promise.event_ids) > moved, role in allowed)

    def test_a_dialog_of_a_supervisor_is_out_of_reach(self):
        values = {
            "deadline_id": self.promise.id,
            "due_at": self.later,
            "reason": "Secret",
        }
        (wizard,) = self.rpc(self.supervisor, MOVE, "create", [values])
        for user in (self.officer, self.outsider, self.auditor, self.clerk):
            for method, args in (
                ("read", []),
                ("write", [{"reason": "x"}]),
                ("action_move", []),
            ):
                self.assert_refused(user, MOVE, method, [wizard], *args, why=(DENIED,))

    def test_not_into_the_past(self):
        for due_at in ("2020-01-01 00:00:00", False):
            self.assertFalse(self.try_to(self.move, self.supervisor, due_at=due_at))


class TestApply(HandCase):
    def setUp(self):
        super().setUp()
        self.policy = self.promise.policy_id
        self.policy.amount = 9

    def test_only_the_administrator_previews_and_applies(self):
        for role in set(self.roles) - {"manager", "abroad"}:
            with self.subTest(role=role):
                user = self.roles[role]
                self.assert_refused(
                    user, POLICY, "action_apply_terms", self.policy.ids, why=(DENIED,)
                )
                self.assert_refused(
                    user,
                    APPLY,
                    "create",
                    [{"policy_id": self.policy.id}],
                    why=(DENIED,),
                )
        action = self.rpc(self.manager, POLICY, "action_apply_terms", self.policy.ids)
        wizard = [action["res_id"]]
        self.assert_refused(
            self.manager, APPLY, "action_apply", wizard, why=("UserError",)
        )
        self.rpc(self.manager, APPLY, "write", wizard, {"reason": "Agreed with all"})
        self.rpc(self.manager, APPLY, "action_apply", wizard)
        self.assertEqual(self.promise.policy_id, self.policy)
        self.assertEqual(self.promise.promise_seconds, 9 * 3600)

    def test_of_other_companies_the_preview_names_no_case(self):
        action = self.rpc(self.abroad, POLICY, "action_apply_terms", self.policy.ids)
        lines = self.rpc(
            self.abroad,
            APPLY,
            "web_read",
            [action["res_id"]],
            {"line_ids": {"fields": {"deadline_id": {"fields": {"res_name": {}}}}}},
        )
        self.assertEqual(lines[0]["line_ids"], [])

    def test_the_preview_of_another_is_out_of_reach(self):
        action = self.rpc(self.manager, POLICY, "action_apply_terms", self.policy.ids)
        for method in ("read", "action_apply"):
            self.assert_refused(
                self.abroad, APPLY, method, [action["res_id"]], why=(DENIED,)
            )
        self.assertNotEqual(self.promise.policy_id, self.policy)
