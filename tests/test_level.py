"""CASE-2: another level, the departments it needs, the heads it alerts."""

from datetime import timedelta

from departments import DepartmentMixin

from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import Form

from common import HOUR, NOON, KeyAccountCase


class TestLevel(DepartmentMixin, KeyAccountCase):
    def complaint(self, code="1"):
        return self.make_case(user=self.officer, complaint_level_id=self.level(code).id)

    def change(self, case, code, user=None, reason="Three floors", **values):
        with self.at(NOON + HOUR):
            case.with_user(user or self.officer).write(
                {
                    "complaint_level_id": self.level(code).id,
                    "level_reason": reason,
                    **values,
                }
            )
        self.env.invalidate_all()

    def form(self, case, code, user=None, **values):
        """The form that the button of a case opens."""
        with self.at(NOON + HOUR):
            action = case.with_user(user or self.officer).action_change_level()
            form = Form(
                self.env[action["res_model"]]
                .with_user(user or self.officer)
                .with_context(**action["context"])
            )
            form.level_id = self.level(code)
            form.reason = values.get("reason", "Three floors")
            for department in values.get("departments", self.env["res.users"]):
                with form.line_ids.new() as line:
                    line.department_id = department
                    line.what = "Come along"
            form.save().action_apply()
        self.env.invalidate_all()

    # Raising and lowering

    def test_whoever_serves_a_case_raises_it_and_says_why(self):
        case = self.complaint()
        self.change(case, "3")
        self.assertEqual(case.complaint_level_id, self.level("3"))
        self.assertEqual(case.level_reason, "Three floors")
        notes = " ".join(case.message_ids.mapped("body"))
        self.assertIn("Level 1 → Level 3: Three floors", notes)

    def test_another_level_without_a_reason_opens_the_form_for_it(self):
        case = self.complaint()
        for user in (self.officer, self.supervisor, self.manager):
            for reason in (False, "  "):
                with self.assertRaises(RedirectWarning) as asked:
                    self.change(case, "3", user, reason)
                context = asked.exception.args[3]
                self.assertEqual(context["default_level_id"], self.level("3").id)
        self.assertEqual(case.complaint_level_id, self.level("1"))

    def test_only_a_supervisor_lowers_it(self):
        for user in (self.officer, self.deputy):
            case = self.complaint("3")
            with self.assertRaises(AccessError):
                self.change(case, "1", user)
        for user in (self.supervisor, self.head, self.manager):
            case = self.complaint("3")
            self.change(case, "1", user)
            self.assertEqual(case.complaint_level_id, self.level("1"))

    def test_the_time_used_stays_used(self):
        case = self.complaint()
        self.change(case, "3")
        self.assertEqual(case.resolve_by, NOON + 12 * HOUR)
        self.change(case, "1", self.supervisor)
        self.assertEqual(case.resolve_by, NOON + 5 * HOUR)

    def test_a_reason_cannot_be_rewritten_later(self):
        case = self.complaint()
        self.change(case, "3")
        with self.assertRaises(AccessError):
            case.with_user(self.manager).write({"level_reason": "Forged"})

    def test_the_same_level_is_no_change(self):
        case = self.complaint()
        self.change(case, "1", reason=False)
        self.assertFalse(case.level_reason)

    def test_the_level_is_guided_by_what_each_means(self):
        ask = self.env["key.account.case.task.ask"].create(
            {"ticket_id": self.complaint().id, "relevel": True}
        )
        for code in "123":
            self.assertIn(self.level(code).guidance, ask.guidance)

    # Departments

    def test_a_level_that_needs_departments_is_not_set_without_one(self):
        case = self.complaint()
        with self.assertRaises(RedirectWarning) as asked, self.cr.savepoint():
            self.change(case, "2")
        context = asked.exception.args[3]
        self.assertEqual(context["default_reason"], "Three floors")
        self.env.invalidate_all()
        self.assertEqual(case.complaint_level_id, self.level("1"))

    def test_the_form_asks_which_departments_and_sets_the_level(self):
        case = self.complaint()
        self.form(case, "2", departments=self.technical | self.crew)
        self.assertEqual(case.complaint_level_id, self.level("2"))
        self.assertEqual(case.task_ids.department_id, self.technical | self.crew)
        self.assertEqual(case.resolve_by, NOON + 8 * HOUR)
        for task in case.task_ids:
            due = self.deadline(task, "department").due_at
            self.assertEqual(due, NOON + 5 * HOUR, "an hour of the case was used")

    def test_the_form_insists_on_reason_and_department(self):
        case = self.complaint()
        for values in ({}, {"departments": self.crew, "reason": " "}):
            with self.assertRaises(UserError):
                self.form(case, "2", **values)

    def test_departments_asked_before_are_enough(self):
        case = self.complaint()
        self.ask(case)
        self.change(case, "2")
        self.assertEqual(case.complaint_level_id, self.level("2"))

    def test_a_complaint_recorded_at_such_a_level_is_not_solved_without(self):
        case = self.complaint("2").with_user(self.officer)
        self.assertTrue(case.departments_missing)
        with self.assertRaises(RedirectWarning), self.cr.savepoint():
            case.stage_id = self.stage("solved")
        self.ask(case).state = "done"
        self.assertFalse(case.departments_missing)
        case.stage_id = self.stage("solved")

    def test_the_counter_names_the_departments(self):
        with self.at(NOON):
            form = Form(self.env["helpdesk.ticket.intake"].with_user(self.officer))
            form.partner_id = self.contact
            form.case_kind = "complaint"
            form.complaint_level_id = self.level("2")
            form.name = "No picture"
            form.description = "In 40 rooms"
            form.department_ids.add(self.technical)
            action = form.save().action_create_case()
        case = self.env["helpdesk.ticket"].browse(action["res_id"])
        self.assertEqual(case.task_ids.department_id, self.technical)
        self.assertEqual(case.task_ids.what, "In 40 rooms")

    def test_the_counter_is_asked_for_departments(self):
        intake = self.env["helpdesk.ticket.intake"].create(
            {
                "partner_id": self.contact.id,
                "case_kind": "complaint",
                "complaint_level_id": self.level("2").id,
                "name": "No picture",
                "description": "x",
            }
        )
        with self.assertRaises(UserError):
            intake.action_create_case()

    # The head

    def heads(self, case):
        return [a for a in self.alarmed(case) if a[0] == "level-3"]

    def test_a_major_complaint_alerts_the_heads_at_once(self):
        case = self.complaint("3")
        told = [("level-3", "kas-head"), ("level-3", "kas-manager")]
        self.assertEqual(self.heads(case), told)
        self.sweep(NOON + timedelta(seconds=1))
        self.sweep(NOON + timedelta(minutes=1))
        alarms = self.deadline(case).alarm_ids
        self.assertEqual(set(alarms.mapped("state")), {"delivered"})
        self.assertEqual(len(alarms), 2, "delivered once")
        alarms[0].with_user(alarms[0].user_id)._acknowledge("Seen")
        self.assertEqual(alarms[0].state, "acknowledged")

    def test_raised_to_major_it_alerts_as_well_and_only_once(self):
        case = self.complaint()
        self.assertEqual(self.heads(case), [])
        self.change(case, "3")
        self.assertEqual(len(self.heads(case)), 2)
        self.change(case, "3", reason="again")
        self.change(case, "1", self.supervisor)
        self.assertEqual(len(self.heads(case)), 2)

    def test_the_alert_stands_in_the_ledger(self):
        case = self.complaint("3")
        notes = self.deadline(case).event_ids.mapped("note")
        self.assertIn("A complaint of Level 3.", notes)

    def test_a_head_on_leave_is_replaced(self):
        self.company.key_account_head_id = self.auditor
        self.head.active = False
        case = self.complaint("3")
        self.assertEqual(set(self.heads(case)), {("level-3", "kas-auditor")})

    def test_which_level_does_what_is_configuration(self):
        self.level("1").with_user(self.manager).write({"alerts_head": True})
        self.level("3").with_user(self.manager).write({"alerts_head": False})
        self.assertEqual(len(self.alarmed(self.complaint("1"))), 2)
        self.assertEqual(self.alarmed(self.complaint("3")), [])

    def test_the_line_of_command_may_be_one_person(self):
        self.department.leader_id = self.manager
        case = self.complaint("3")
        self.assertEqual({login for _t, login in self.heads(case)}, {"kas-manager"})
