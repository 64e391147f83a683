"""Departments with people in them, and cases that wait for them."""

from odoo.fields import Command
from odoo.tests import new_test_user

from common import NOON, BranchMixin

TASK = "key.account.case.task"


class DepartmentMixin(BranchMixin):
    """Two departments with a named contact each, one that has only a telephone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.engineer = cls._employee("kas-engineer")
        cls.rigger = cls._employee("kas-rigger")
        cls.technical = cls._department("Technical", cls.engineer)
        cls.crew = cls._department("Crew", cls.rigger)
        cls.outside = cls._department("Landlord", None)

    @classmethod
    def _employee(cls, login):
        """Somebody without any right in this app."""
        return new_test_user(
            cls.env, login, groups="base.group_user", email=f"{login}@kas.test"
        )

    @classmethod
    def _department(cls, name, user):
        contact = {"user_id": user.id} if user else {"name": "Mr. Wu", "phone": "1"}
        return cls.env["key.account.department"].create(
            {"name": name, "contact_ids": [Command.create(contact)]}
        )

    def ask(self, case, department=None, moment=NOON, user=None):
        """The account manager asks a department."""
        with self.at(moment):
            tasks = self.env[TASK].with_user(user or self.officer)
            return tasks.create(
                {
                    "ticket_id": case.id,
                    "department_id": (department or self.technical).id,
                    "what": "Measure the line of floor 7",
                }
            ).with_env(self.env)

    def answer(self, task, answer, user=None, moment=NOON, words="Because", **values):
        """Somebody answers by the form."""
        with self.at(moment):
            forms = self.env["key.account.case.task.answer"].with_user(
                user or self.engineer
            )
            form = forms.create(
                {"task_id": task.id, "answer": answer, "words": words, **values}
            )
            form.action_apply()
        self.env.invalidate_all()

    def accept(self, task, user=None, moment=NOON):
        with self.at(moment):
            task.with_user(user or self.engineer).action_accept()
        self.env.invalidate_all()

    def level(self, code):
        return self.ref(f"complaint_level_{code}")

    def alarmed(self, work):
        """Logins of those alarmed at once, by what happened."""
        marks = [
            ("mark", "=like", "now:%"),
            ("deadline_id", "in", work.deadline_ids.ids),
        ]
        alarms = self.env["key.account.alarm"].search(marks, order="id")
        return [
            (alarm.mark.partition("/")[0][4:], alarm.user_id.login) for alarm in alarms
        ]
