"""A form that is sent twice records once (CASE-1, CASE-2, CASE-4, CASE-9)."""

from departments import DepartmentMixin
from repairs import RepairMixin

from odoo.exceptions import UserError
from odoo.fields import Command

from common import HOUR, NOON, KeyAccountCase


class TestSentOnce(RepairMixin, DepartmentMixin, KeyAccountCase):
    def twice(self, form, button):
        getattr(form, button)()
        with self.assertRaises(UserError):
            getattr(form, button)()

    def test_a_new_case(self):
        intake = self.env["helpdesk.ticket.intake"].with_user(self.deputy)
        form = intake.create(
            {
                "partner_id": self.contact.id,
                "name": "No picture",
                "case_kind": "complaint",
                "another_matter": True,
            }
        )
        cases = self.env["helpdesk.ticket"]
        before = cases.search_count([])
        self.twice(form, "action_create_case")
        self.assertEqual(cases.search_count([]), before + 1)

    def test_a_crew(self):
        case = self.make_case()
        with self.at(NOON):
            self.twice(self.send_form(case), "action_send")
        self.assertEqual(len(self.repairs(case)), 1)

    def test_a_contact(self):
        case = self.make_case()
        with self.at(NOON + HOUR):
            form = self.env["helpdesk.ticket.contact"].with_user(self.officer)
            form = form.create({"ticket_id": case.id, "summary": "We are on it."})
            self.twice(form, "action_log")
        self.assertEqual(len(case.contact_ids), 1)

    def test_departments(self):
        case = self.make_case()
        line = {"department_id": self.technical.id, "what": "Measure"}
        form = self.env["key.account.case.task.ask"].with_user(self.officer)
        form = form.create({"ticket_id": case.id, "line_ids": [Command.create(line)]})
        self.twice(form, "action_apply")
        self.assertEqual(len(case.task_ids), 1)
