"""CASE-2, TEAM-3: what departments are asked to do, and what becomes of it."""

from datetime import timedelta

from departments import TASK, DepartmentMixin

from odoo.exceptions import AccessError, RedirectWarning, UserError, ValidationError
from odoo.tests import Form

from common import HOUR, NOON, KeyAccountCase


class TestDepartmentTask(DepartmentMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.case = self.make_case(user=self.officer)
        self.task = self.ask(self.case)

    # What happens

    def test_a_task_goes_from_asked_to_done(self):
        self.assertEqual(self.task.state, "asked")
        self.assertEqual(self.task.asked_by_id, self.officer)
        self.assertEqual(self.task.contact_id.user_id, self.engineer)
        self.accept(self.task, moment=NOON + HOUR)
        self.assertEqual(self.task.state, "accepted")
        self.assertEqual(self.task.accepted_by_id, self.engineer)
        self.answer(self.task, "done", words="Amplifier replaced")
        self.assertEqual(
            (self.task.state, self.task.result), ("done", "Amplifier replaced")
        )
        self.assertEqual(self.case.refusal_count, 0)
        self.assertIn("Amplifier replaced", self.notes())

    def notes(self):
        return " ".join(self.case.message_ids.mapped("body"))

    def test_a_refusal_is_counted_told_and_stays_open(self):
        self.answer(self.task, "refuse", words="Not our line")
        self.assertEqual(self.task.state, "refused")
        self.assertEqual((self.task.refusal_count, self.case.refusal_count), (1, 1))
        self.assertEqual(self.task.refused_by_id, self.engineer)
        self.assertEqual(self.deadline(self.task, "department").state, "running")
        self.assertEqual(self.case.open_task_count, 1)
        told = self.alarmed(self.task)[1:]
        self.assertEqual(
            {login for _topic, login in told}, {"kas-officer", "kas-supervisor"}
        )
        self.assertIn("Not our line", self.notes())

    def test_the_refusal_stands_in_the_ledger_with_its_reason(self):
        self.answer(self.task, "refuse", words="Not our line")
        events = self.task.deadline_ids.event_ids.filtered(lambda e: e.kind == "told")
        self.assertIn("Not our line", events[-1].note)

    def test_the_alarm_of_a_refusal_is_delivered_once_and_acknowledged(self):
        self.answer(self.task, "refuse")
        for _twice in range(2):
            self.sweep(NOON + timedelta(minutes=1))
        alarms = self.task.deadline_ids.alarm_ids.filtered(
            lambda a: a.user_id == self.supervisor
        )
        self.assertEqual(alarms.mapped("state"), ["delivered"])
        alarms.with_user(self.supervisor)._acknowledge("I call them")
        self.assertEqual(alarms.state, "acknowledged")

    def test_a_department_may_take_on_after_all_what_it_refused(self):
        self.answer(self.task, "refuse")
        self.accept(self.task)
        self.assertEqual((self.task.state, self.task.refusal_count), ("accepted", 1))

    def test_whoever_serves_the_case_asks_again_and_the_next_refusal_counts(self):
        self.answer(self.task, "refuse")
        self.answer(self.task, "ask_again", self.officer, words="It is your line")
        self.assertEqual(self.task.state, "asked")
        self.assertIn(("asked-1", "kas-engineer"), self.alarmed(self.task))
        self.answer(self.task, "refuse", words="Still not")
        self.assertEqual(self.case.refusal_count, 2)
        topics = [
            topic for topic, login in self.alarmed(self.task) if "officer" in login
        ]
        self.assertEqual(len(topics), 2, "each refusal is told")

    def test_what_was_done_badly_is_asked_again(self):
        self.accept(self.task)
        self.answer(self.task, "done")
        self.assertEqual(self.deadline(self.task, "department").state, "met")
        self.answer(self.task, "ask_again", self.officer)
        self.assertEqual(self.deadline(self.task, "department").state, "running")
        self.assertFalse(self.task.done_at)

    def test_nobody_is_asked_again_about_a_case_that_is_over(self):
        """CASE-5: nothing about a closed case ever alarms."""
        self.accept(self.task)
        self.answer(self.task, "done")
        for ending in ({"stage_id": self.stage("cancelled").id}, {"active": False}):
            self.case.write({"active": True, "stage_id": self.stage("new").id})
            self.case.write(ending)
            with self.assertRaises(UserError):
                self.answer(self.task, "ask_again", self.officer)
        self.assertEqual(self.task.state, "done")

    def test_passing_on_makes_a_task_of_the_other_department_and_wins_no_time(self):
        due = self.deadline(self.task, "department").due_at
        self.answer(
            self.task,
            "pass_on",
            moment=NOON + HOUR,
            department_id=self.crew.id,
            words="Somebody has to climb",
        )
        other = self.case.task_ids - self.task
        self.assertEqual((self.task.state, other.state), ("passed_on", "asked"))
        self.assertEqual(other.department_id, self.crew)
        self.assertEqual(other.passed_from_id, self.task)
        self.assertEqual(self.deadline(other, "department").due_at, due)
        self.assertEqual(self.deadline(self.task, "department").state, "cancelled")
        self.assertEqual(self.case.refusal_count, 1)
        told = dict(self.alarmed(other))
        self.assertEqual(told["asked-0"], "kas-rigger")
        self.assertIn("kas-supervisor", {login for _t, login in self.alarmed(other)})

    def test_withdrawn_it_promises_nothing_any_more(self):
        self.answer(self.task, "withdraw", self.officer, words="Solved by telephone")
        self.assertEqual(self.task.state, "withdrawn")
        self.assertEqual(self.deadline(self.task, "department").state, "cancelled")

    # What does not happen

    def test_each_transition_that_is_not_allowed_is_refused(self):
        allowed = {
            "asked": {"accept", "refuse", "pass_on", "withdraw"},
            "accepted": {"done", "refuse", "pass_on", "withdraw"},
            "refused": {"accept", "ask_again", "withdraw"},
            "done": {"ask_again"},
            "passed_on": set(),
            "withdrawn": set(),
        }
        every = {"accept", "done", "refuse", "pass_on", "ask_again", "withdraw"}
        for state, good in allowed.items():
            for way in sorted(every - good):
                with self.subTest(state=state, way=way):
                    task = self.ask(self.case)
                    task.write({"state": state, "reason": "x"})
                    with self.assertRaises(UserError):
                        self.go(task, way)
                    self.assertEqual(task.state, state)
            for way in sorted(good):
                with self.subTest(state=state, way=way):
                    task = self.ask(self.case)
                    task.write({"state": state, "reason": "x"})
                    self.go(task, way)
                    self.assertNotEqual(task.state, state)

    def go(self, task, way):
        if way == "accept":
            return self.accept(task)
        user = self.officer if way in ("ask_again", "withdraw") else self.engineer
        return self.answer(task, way, user, department_id=self.crew.id)

    def test_only_the_department_answers_and_only_whoever_serves_asks(self):
        for user in (self.officer, self.supervisor, self.manager):
            with self.assertRaises(AccessError):
                self.accept(self.task, user)
            with self.assertRaises(AccessError):
                self.answer(self.task, "refuse", user)
        for user in (self.rigger, self.stranger, self.clerk):
            with self.assertRaises(AccessError):
                self.accept(self.task, user)
        for way in ("withdraw", "ask_again"):
            self.task.state = "refused" if way == "ask_again" else "asked"
            self.task.reason = "x"
            with self.assertRaises(AccessError):
                self.answer(self.task, way, self.engineer)

    def test_no_answer_without_words(self):
        for way in ("refuse", "withdraw", "pass_on"):
            with self.assertRaises(UserError):
                self.answer(self.task, way, words="  ", department_id=self.crew.id)

    def test_nothing_is_passed_on_to_oneself_or_to_nobody(self):
        for department in (self.technical.id, False):
            with self.assertRaises(UserError):
                self.answer(self.task, "pass_on", department_id=department)

    def test_what_a_department_without_users_says_is_written_down_for_it(self):
        task = self.ask(self.case, self.outside)
        self.assertEqual(self.alarmed(task), [], "nobody there can be told")
        self.accept(task, self.officer)
        self.answer(task, "done", self.officer)
        self.assertEqual(task.state, "done")

    def test_a_person_of_another_department_cannot_be_asked(self):
        with self.assertRaises(ValidationError):
            self.env[TASK].create(
                {
                    "ticket_id": self.case.id,
                    "department_id": self.crew.id,
                    "contact_id": self.technical.contact_ids.id,
                    "what": "x",
                }
            )

    def test_a_closed_case_asks_nobody(self):
        case = self.make_case()
        case.stage_id = self.stage("cancelled")
        with self.assertRaises(UserError):
            self.ask(case)

    # The case

    def test_a_case_is_not_solved_while_a_department_owes_its_part(self):
        case = self.case.with_user(self.officer)
        for state in ("asked", "accepted", "refused"):
            self.task.write({"state": state, "reason": "x"})
            with (
                self.subTest(state=state),
                self.assertRaises(RedirectWarning) as refusal,
            ):
                case.stage_id = self.stage("solved")
            self.assertIn("Technical", str(refusal.exception))
        self.task.state = "done"
        case.stage_id = self.stage("solved")
        self.assertTrue(case.solved_at)

    def test_what_stands_in_the_way_of_closing_is_said_with_the_way_to_it(self):
        ((sentence, action), *_rest) = self.case._closing_obstacles()
        self.assertIn(self.case.number, sentence)
        self.assertEqual(action["res_model"], TASK)

    def test_departments_are_let_go_when_the_case_is_cancelled(self):
        self.case.stage_id = self.stage("cancelled")
        self.assertEqual(self.task.state, "withdrawn")
        self.assertEqual(self.deadline(self.task, "department").state, "cancelled")

    def test_the_form_asks_several_departments_at_once(self):
        form = Form(
            self.env["key.account.case.task.ask"]
            .with_user(self.officer)
            .with_context(default_ticket_id=self.case.id)
        )
        for department in (self.crew, self.outside):
            with form.line_ids.new() as line:
                line.department_id = department
                line.what = "Come along"
        form.save().action_apply()
        self.assertEqual(
            self.case.task_ids.department_id, self.technical | self.crew | self.outside
        )

    def test_the_form_asks_for_at_least_one(self):
        form = self.env["key.account.case.task.ask"].create({"ticket_id": self.case.id})
        with self.assertRaises(UserError):
            form.action_apply()

    def test_cases_that_wait_for_a_department_are_found(self):
        cases = self.env["helpdesk.ticket"]
        ours = [("id", "in", (self.case | self.make_case()).ids)]
        waiting = cases.search([*ours, ("open_task_count", ">", 0)])
        self.assertEqual(waiting, self.case)
        self.assertNotIn(self.case, cases.search([*ours, ("open_task_count", "=", 0)]))

    def test_what_was_asked_is_erased_with_the_words_of_the_case(self):
        self.answer(self.task, "refuse", words="Mrs. Wang is never at home")
        self.case._erase_words()
        self.assertEqual(self.task.reason, "Erased")
        self.assertEqual(self.task.what, "Erased")
        self.assertEqual(self.task.refusal_count, 1)

    # Being named is all it takes

    def test_whoever_is_named_gets_the_inbox_and_loses_it(self):
        group = self.ref("group_key_account_department")
        self.assertIn(self.engineer, group.user_ids)
        contact = self.technical.with_user(self.manager).contact_ids
        contact.user_id = self.clerk
        self.assertIn(self.clerk, group.user_ids)
        self.assertNotIn(self.engineer, group.user_ids)
        contact.unlink()
        self.assertNotIn(self.clerk, group.user_ids)

    def test_a_contact_of_two_departments_keeps_the_inbox_of_the_other(self):
        self.crew.contact_ids.user_id = self.engineer
        self.technical.contact_ids.unlink()
        group = self.ref("group_key_account_department")
        self.assertIn(self.engineer, group.user_ids)
        self.assertNotIn(self.rigger, group.user_ids)
