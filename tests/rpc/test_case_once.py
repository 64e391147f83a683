"""CASE-1…9: out of order, twice, or by the wrong one, nothing happens to a case."""

from visits import drawing
from watched import Watched

from wire import Refused, WireCase


class OrderCase(Watched, WireCase):
    def press(self, user, model, ids, button, **context):
        """Press a button as far as the server lets ``user``."""
        try:
            self.rpc(user, model, button, ids, context=context)
        except Refused:
            pass

    def added_by(self, call):
        """How many rows of which model ``call`` added: dict of name to number."""
        self.env.flush_all()
        before = self.rows()
        call()
        added = self.rows().keys() - before.keys()
        models = [model for model, _id in added]
        return {model: models.count(model) for model in models}


class TestTwice(OrderCase):
    """A button that is pressed twice, or whose call is sent again."""

    def assert_once(self, user, model, values, button, made):
        (dialog,) = self.rpc(user, model, "create", [values])
        first = self.added_by(lambda: self.press(user, model, [dialog], button))
        self.assertEqual(first.get(made), 1, first)
        again = self.added_by(lambda: self.press(user, model, [dialog], button))
        self.assertEqual(again, {})

    def intake(self, **values):
        return {
            "name": "No sound in the lobby",
            "description": "No sound.",
            "case_kind": "enquiry",
            "partner_name": "Somebody",
            **values,
        }

    def test_a_new_case(self):
        self.assert_once(
            self.officer,
            "helpdesk.ticket.intake",
            self.intake(),
            "action_create_case",
            "helpdesk.ticket",
        )

    def test_an_answer_at_the_counter(self):
        self.assert_once(
            self.officer,
            "helpdesk.ticket.intake",
            self.intake(answer="Press the button."),
            "action_answered",
            "key.account.reception",
        )

    def test_what_is_added_to_a_case(self):
        values = self.intake(partner_id=self.contact.id, join_case_id=self.case.id)
        self.assert_once(
            self.officer,
            "helpdesk.ticket.intake",
            values,
            "action_join_case",
            "key.account.reception",
        )

    def test_a_contact(self):
        self.assert_once(
            self.officer,
            "helpdesk.ticket.contact",
            {"ticket_id": self.case.id, "way": "phone", "summary": "We are on it."},
            "action_log",
            "key.account.case.note",
        )

    def test_departments(self):
        line = {"department_id": self.ref("department_technical").id, "what": "Look."}
        self.assert_once(
            self.officer,
            "key.account.case.task.ask",
            {"ticket_id": self.case.id, "line_ids": [(0, 0, line)]},
            "action_apply",
            "key.account.case.task",
        )

    def test_a_crew(self):
        team = self.env["fsm.team"].search([], limit=1)
        team.company_id = self.company
        worker = self.env["fsm.person"].create({"name": "Worker", "team_id": team.id})
        values = {
            "ticket_id": self.case.id,
            "team_id": team.id,
            "person_ids": [(6, 0, worker.ids)],
            "street": "Shuhan Road 1",
            "contact": "Wang Fang",
            "task": "Mend it.",
            "date_from": "2036-03-03 02:00:00",
            "date_until": "2036-03-03 04:00:00",
            "agreed_with": "Wang Fang",
        }
        self.assert_once(
            self.officer, "helpdesk.ticket.repair", values, "action_send", "fsm.order"
        )

    def test_a_signature(self):
        values = {
            "ticket_id": self.case.id,
            "signed_by": "Wang Fang",
            "signature": drawing().decode(),
        }
        self.assert_once(
            self.officer,
            "helpdesk.ticket.sign",
            values,
            "action_sign",
            "key.account.case.form",
        )

    def test_an_offer(self):
        self.assert_once(
            self.officer,
            "key.account.case.offer.make",
            {"ticket_id": self.case.id, "user_id": self.deputy.id},
            "action_offer",
            "key.account.case.offer",
        )
