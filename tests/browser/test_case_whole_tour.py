"""CASE-1 to CASE-9: a complaint by telephone, from the first word to the printed form.

Every step is done in a browser by whose work it is.
"""

from departments import DepartmentMixin
from repairs import RepairMixin

from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestWholeCase(RepairMixin, DepartmentMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Beside “Crew Jinniu”, who drives there, the department that is asked.
        cls.crew.name = "Riggers"

    def tour(self, name, user, size="1366x768"):
        self.browser_size, self.touch_enabled = size, size.startswith("390")
        self.start_tour("/odoo", f"key_account_whole_{name}", login=user.login)
        self.env.invalidate_all()

    def test_from_the_call_to_the_closed_case(self):
        self.tour("call", self.stranger)
        case = self.env["helpdesk.ticket"].search(
            [("name", "=", "No picture in the hall")]
        )
        self.assertEqual(case.complaint_level_id, self.level("2"))
        self.assertEqual(case.first_contact_user_id, self.stranger)
        self.assertEqual(case.key_account_manager_id, self.officer)
        self.work(case)
        self.tour("close", self.officer)
        self.assertEqual(case.reopen_count, 1)
        self.assert_closed(case)

    def test_the_clock_wipes_nothing_that_is_being_typed(self):
        self.make_case(name="No picture in the hall")
        self.tour("typing", self.officer)

    def work(self, case):
        """Departments and crew do their part; the customer is calmed first."""
        self.tour("soothe", self.officer)
        self.assertTrue(case.first_response_at)
        self.tour("department_does", self.engineer)
        self.tour("department_refuses", self.rigger)
        self.tour("ask_again", self.officer)
        self.tour("department_does", self.rigger)
        self.assertEqual(set(case.task_ids.mapped("state")), {"done"})
        self.assertEqual(case.refusal_count, 1)
        self.tour("repair", self.worker, "390x844")
        order = self.repairs(case)
        self.assertEqual((order.repair_state, order.repair_rating), ("done", 5))
        self.assertEqual(order.signed_by, "Wang Fang")

    def assert_closed(self, case):
        self.assertTrue(case.closed)
        outcomes = case.call_back_ids.sorted("id").mapped("result")
        self.assertEqual(set(outcomes), {"not_satisfied", "satisfied"})
        self.assertEqual(set(case.deadline_ids.mapped("state")), {"met"})
        self.assertEqual(case.form_standing, "agrees")
        self.authenticate(self.officer.login, self.officer.login)
        report = "key_account_service.report_complaint_form"
        answer = self.url_open(f"/report/pdf/{report}/{case.id}")
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        # Tests render the page without the engine; test_case_form prints with it.
        self.assertIn(case.number, answer.text)
