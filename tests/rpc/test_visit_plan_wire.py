"""VISIT-1, SEC-1, SEC-3: nobody helps a visit plan over the wire."""

from visit_plans import VisitPlanMixin

from common import NOON
from wire import DENIED, WireCase

PLAN, VISIT = "key.account.visit.plan", "key.account.visit"
GRID, CELL, RULE = (f"key.account.visit.rule{part}" for part in (".grid", ".cell", ""))
ALL = "key.account.visit.plan.all"
OUTSIDERS = ("deputy", "stranger", "outsider", "clerk", "abroad", "portal")
#: What only the add-on writes, with a value that would suit whoever plans.
FACTS = {
    "name": "Forged",
    "state": "approved",
    "validation_status": "validated",
    "author_ids": [[6, 0, []]],
    "team_id": False,
    "decided_by_id": 1,
    "decided_at": "2026-03-02 12:30:00",
    "submitted_by_id": 1,
    "submitted_at": "2026-03-02 12:30:00",
    "proposed_at": False,
    "propose_at": "2026-03-02 12:30:00",
    "error": "Forged",
    "error_at": "2026-03-02 12:30:00",
    "review_ids": [[0, 0, {"status": "approved"}]],
    "past_review_ids": [[0, 0, {"status": "approved"}]],
}


class TestPlanWire(VisitPlanMixin, WireCase):
    def setUp(self):
        super().setUp()
        self.person("liaison")
        self.plan = self.propose()
        self.visit = self.plan.visit_ids[:1]
        self.env.flush_all()

    def test_no_fact_is_written(self):
        for user in (self.officer, self.supervisor, self.manager):
            for name, value in FACTS.items():
                with self.subTest(user=user.login, field=name):
                    self.assert_refused(
                        user, PLAN, "write", self.plan.ids, {name: value}, why=(DENIED,)
                    )

    def test_none_is_born_approved(self):
        period = {"date_from": "2027-01-01", "date_to": "2027-03-31"}
        for name, value in FACTS.items():
            self.assert_refused(self.officer, PLAN, "create", [{**period, name: value}])
        context = {f"default_{name}": value for name, value in FACTS.items()}
        [made] = self.rpc(self.officer, PLAN, "create", [period], context=context)
        plan = self.env[PLAN].browse(made)
        self.assertEqual(plan.state, "draft")
        self.assertIn(self.officer, plan.author_ids)
        self.assertFalse(plan.review_ids or plan.submitted_at)

    def test_a_visit_joins_no_plan_and_becomes_planned_by_no_one(self):
        other = {
            "plan_id": self.plan.id,
            "state": "planned",
            "rule_id": False,
            "due_on": "2030-01-01",
            "is_changed": False,
        }
        for user in (self.officer, self.manager):
            for name, value in other.items():
                self.assert_refused(
                    user, VISIT, "write", self.visit.ids, {name: value}, why=(DENIED,)
                )
        commands = (
            [0, 0, {"partner_id": self.account.id}],
            [0, 0, {"partner_id": self.account.id, "state": "planned"}],
            [1, self.visit.id, {"state": "planned"}],
            [3, self.visit.id, 0],
            [5, 0, 0],
        )
        before = self.stored(self.plan.visit_ids)
        for command in commands:
            self.outcome(
                self.officer, PLAN, "write", self.plan.ids, {"visit_ids": [command]}
            )
        made = self.plan.visit_ids.filtered(lambda visit: visit.state == "planned")
        self.assertFalse(made)
        self.assertEqual(self.stored(self.plan.visit_ids)[: len(before)], before)

    def test_outsiders_neither_read_nor_touch_it(self):
        for role in OUTSIDERS:
            user = self.roles[role]
            for method, *args in (
                ("read", ["name"]),
                ("write", {"note": "Forged"}),
                ("action_propose",),
                ("action_submit",),
                ("action_cancel",),
                ("unlink",),
            ):
                with self.subTest(role=role, method=method):
                    self.assert_refused(user, PLAN, method, self.plan.ids, *args)
        self.assertEqual(self.plan.state, "draft")

    def test_nobody_approves_but_the_supervisor(self):
        self.submitted(self.plan)
        users = [
            self.roles[role] for role in (*OUTSIDERS, "officer", "head", "manager")
        ]
        for user in users:
            for method in ("validate_tier", "reject_tier", "return_tier"):
                self.assert_refused(user, PLAN, method, self.plan.ids)
        self.assertEqual(self.plan.state, "submitted")
        self.rpc(self.supervisor, PLAN, "validate_tier", self.plan.ids)
        self.assertEqual(self.plan.state, "approved")
        self.assertEqual(self.visit.state, "planned")

    def test_what_superiors_look_at_stays(self):
        self.submitted(self.plan)
        context = {"skip_validation_check": True}
        for user in (self.officer, self.supervisor, self.manager):
            for values in ({"note": "x"}, {"date_to": "2026-07-31"}):
                self.assert_refused(
                    user, PLAN, "write", self.plan.ids, values, context=context
                )
        moved = {"planned_at": "2026-05-05 02:00:00"}
        for user in (self.officer, self.supervisor, self.manager):
            self.assert_refused(user, VISIT, "write", self.visit.ids, moved)
            self.assert_refused(user, VISIT, "action_cancel", self.visit.ids)

    def test_a_plan_is_not_given_to_somebody_else(self):
        empty = self.make_plan(first="2027-01-01", last="2027-03-31")
        for user in (self.supervisor, self.officer):
            self.assert_refused(
                user, PLAN, "write", empty.ids, {"user_id": self.stranger.id}
            )
        values = {"date_from": "2028-01-01", "date_to": "2028-03-31"}
        for user in (self.officer, self.supervisor):
            self.assert_refused(
                user, PLAN, "create", [{**values, "user_id": self.stranger.id}]
            )

    def test_plans_are_drafted_for_the_own_teams_only(self):
        values = {"date_from": "2027-01-01", "date_to": "2027-03-31"}
        values["team_ids"] = [[6, 0, self.other_team.ids]]
        [made] = self.rpc(self.supervisor, ALL, "create", [values])
        self.assert_refused(self.supervisor, ALL, "action_draft", [made])
        self.assertFalse(self.env[PLAN].search([("user_id", "=", self.stranger.id)]))
        for user in (self.officer, self.auditor, self.clerk, self.portal):
            self.assert_refused(user, ALL, "create", [{}], why=(DENIED,))
        self.assert_refused(self.outsider, ALL, "action_draft", [made])

    def test_rules_are_changed_by_administrators_only(self):
        rule = self.ref("visit_rule_a_liaison")
        for role in ("officer", "supervisor", "head", "auditor", "clerk", "portal"):
            user = self.roles[role]
            for model in (GRID, CELL):
                self.assert_refused(user, model, "create", [{}], why=(DENIED,))
            self.assert_refused(user, RULE, "write", rule.ids, {"interval_months": 9})
        [grid] = self.rpc(self.manager, GRID, "create", [{}])
        self.assert_refused(self.supervisor, GRID, "action_apply", [grid])
        self.assertEqual(rule.interval_months, 1)

    def test_moving_in_the_calendar_is_marked(self):
        moved = {"planned_at": "2026-05-05 02:00:00"}
        with self.at(NOON):
            self.rpc(self.officer, VISIT, "write", self.visit.ids, moved)
        self.assertTrue(self.visit.is_changed)
