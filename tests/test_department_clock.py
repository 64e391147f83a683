"""CASE-2: the deadline of a department lies inside that of its case, and escalates."""

from datetime import timedelta

from departments import DepartmentMixin

from odoo.exceptions import UserError

from common import HOUR, NOON, KeyAccountCase

KIND = "department"


class TestDepartmentClock(DepartmentMixin, KeyAccountCase):
    def due(self, task):
        return self.deadline(task, KIND).due_at

    def test_each_level_grants_its_part(self):
        for code, hours in (("1", 2), ("2", 4), ("3", 6)):
            case = self.make_case(complaint_level_id=self.level(code).id)
            self.assertEqual(self.due(self.ask(case)), NOON + hours * HOUR)

    def test_other_cases_have_a_part_too(self):
        case = self.make_case(case_kind="maintenance")
        self.assertEqual(self.due(self.ask(case)), NOON + 8 * HOUR)

    def test_it_is_never_later_than_the_case(self):
        case = self.make_case(complaint_level_id=self.level("2").id)
        task = self.ask(case, moment=NOON + 7 * HOUR)
        self.assertEqual(self.due(task), case.resolve_by)

    def test_asked_when_the_case_is_overdue_it_is_due_at_once_and_alarms(self):
        case = self.make_case()
        task = self.ask(case, moment=NOON + 6 * HOUR)
        self.assertEqual(self.due(task), NOON + 6 * HOUR + timedelta(minutes=1))
        self.sweep(NOON + 6 * HOUR + timedelta(minutes=2))
        self.assertTrue(self.deadline(task, KIND).missed_at)
        self.assertIn(("due+0/supervisor", "kas-supervisor"), self.told(task))

    def test_an_earlier_due_time_of_the_case_shortens_it(self):
        case = self.make_case(complaint_level_id=self.level("2").id)
        task = self.ask(case)
        with self.at(NOON + HOUR):
            self.deadline(case)._move(NOON + 2 * HOUR, "agreed")
        self.assertEqual(self.due(task), NOON + 2 * HOUR)
        with self.at(NOON + HOUR):
            self.deadline(case)._move(NOON + 20 * HOUR, "agreed")
        self.assertEqual(self.due(task), NOON + 2 * HOUR, "nothing is loosened")

    def test_another_level_gives_departments_its_time(self):
        case = self.make_case(complaint_level_id=self.level("3").id)
        task = self.ask(case)
        with self.at(NOON + HOUR):
            case.complaint_level_id = self.level("1")
        self.assertEqual(self.due(task), NOON + 2 * HOUR)

    def test_a_supervisor_does_not_move_it_behind_the_case(self):
        case = self.make_case(complaint_level_id=self.level("2").id)
        task = self.ask(case)
        with self.at(NOON), self.assertRaises(UserError):
            self.deadline(task, KIND)._move(NOON + 9 * HOUR, "x")
        with self.at(NOON):
            self.deadline(task, KIND)._move(NOON + 6 * HOUR, "x")
        self.assertEqual(self.due(task), NOON + 6 * HOUR)

    def test_warning_and_escalation_go_up_the_line_of_the_case(self):
        task = self.ask(self.make_case(complaint_level_id=self.level("2").id))
        self.sweep(NOON + 3.5 * HOUR)
        self.sweep(NOON + 4 * HOUR)
        self.sweep(NOON + 6 * HOUR)
        self.sweep(NOON + 8 * HOUR)
        told = self.told(task)[1:]
        self.assertEqual(
            told,
            [
                ("warning+0/responsible", "kas-engineer"),
                ("due+0/responsible", "kas-engineer"),
                ("due+0/supervisor", "kas-officer"),
                ("due+0/supervisor", "kas-supervisor"),
                ("due+120/department_head", "kas-head"),
                ("due+240/company_head", "kas-manager"),
            ],
        )

    def test_what_was_refused_is_the_account_managers_to_settle(self):
        task = self.ask(self.make_case())
        self.answer(task, "refuse")
        self.assertEqual(self.deadline(task, KIND).responsible_id, self.officer)

    def test_an_accepted_task_done_late_was_missed(self):
        task = self.ask(self.make_case())
        self.accept(task)
        self.answer(task, "done", moment=NOON + 3 * HOUR)
        deadline = self.deadline(task, KIND)
        self.assertEqual((deadline.state, deadline.late_by), ("met", 3600))

    def test_a_new_account_manager_answers_for_the_departments(self):
        task = self.ask(self.make_case())
        self.answer(task, "refuse")
        task.ticket_id.key_account_manager_id = self.deputy
        self.assertEqual(self.deadline(task, KIND).responsible_id, self.deputy)

    def test_the_department_is_told_at_once_that_it_was_asked(self):
        task = self.ask(self.make_case())
        self.sweep(NOON)
        [alarm] = task.deadline_ids.alarm_ids
        self.assertEqual((alarm.user_id, alarm.state), (self.engineer, "delivered"))
        message = alarm.mail_message_id
        self.assertIn(task.ticket_number, message.subject)
        self.assertIn("at once", message.subject)
        self.assertNotIn("Measure the line", message.body, "no content leaves")
