"""SEC-1, SEC-3: no form tells the title of a case that one may not read."""

from wire import DENIED, Refused, WireCase

#: Forms of a desk that name a case, with what else they want.
FORMS = {
    "helpdesk.ticket.contact": {"summary": "x"},
    "helpdesk.ticket.intake": {"name": "x"},
    "key.account.call.back.record": {"outcome": "satisfied"},
    "key.account.case.offer.make": {},
    "key.account.case.task.ask": {},
}
#: Whatever else an officer could begin with a made-up link.
MODELS = (
    *FORMS,
    "fsm.order",
    "fsm.order.close.wizard",
    "helpdesk.ticket.duplicate.wizard",
    "helpdesk.ticket.cause",
    "helpdesk.ticket.repair",
    "helpdesk.ticket.sign",
    "key.account.case.measure",
    "key.account.case.offer",
    "key.account.case.task",
    "key.account.investigation",
    "key.account.visit",
)
TITLE = "Canary title"


class TestCaseLink(WireCase):
    def setUp(self):
        super().setUp()
        self.case.name = TITLE
        self.env.flush_all()

    def link(self, model):
        return "join_case_id" if model == "helpdesk.ticket.intake" else "ticket_id"

    def test_no_form_is_begun_with_a_foreign_case(self):
        for model, values in FORMS.items():
            values = {**values, self.link(model): self.case.id}
            with self.subTest(model):
                self.assert_refused(
                    self.stranger, model, "create", [values], why=(DENIED,)
                )
                made = self.rpc(self.officer, model, "create", [values])
                self.assertTrue(made)

    def test_no_change_of_a_form_and_no_default_tells_the_title(self):
        for model in MODELS:
            link = self.link(model)
            spec = {link: {"fields": {"display_name": {}}}}
            for values, context in (
                ({link: self.case.id}, {}),
                ({}, {f"default_{link}": self.case.id}),
            ):
                with self.subTest(model, values=values):
                    self.assertNotIn(TITLE, self.changed(model, values, spec, context))

    def test_a_line_of_an_open_form_is_begun(self):
        """Its case is what is typed there, not a number."""
        measure, parent = "key.account.case.measure", {"id": self.case.id}
        spec = {"name": {}, "ticket_id": {}}
        values = {"ticket_id": parent}
        self.assertTrue(
            self.rpc(self.officer, measure, "onchange", [], values, [], spec)
        )

    def changed(self, model, values, spec, context):
        """What a stranger is told by a form that is not saved."""
        try:
            found = self.rpc(
                self.stranger,
                model,
                "onchange",
                [],
                values,
                [],
                spec,
                context=context,
            )
        except Refused:
            return ""
        return str(found)
