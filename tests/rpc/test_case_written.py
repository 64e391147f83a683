"""CASE-4, SEC-3: what an officer may write by hand on the own case, and nothing else.

The fields are found by the test, and each is tried: one that is added later has to be
a fact, or to be named here.
"""

from odoo.models import MAGIC_COLUMNS

from wire import Refused, WireCase

#: What whoever serves a case says of it.
BY_HAND = {
    "cause_analysis",
    "channel_id",
    "color",
    "description",
    "device_number",
    "email_cc",
    "kanban_state",
    "name",
    "partner_email",
    "partner_name",
    "priority",
    "resolution",
    "sequence",
    "special_reason",
    "stage_id",
    "team_id",
    "user_id",
    "void_reason",
}


class TestWritten(WireCase):
    def other(self, field):
        """Another value of a field than the one the case has."""
        before = self.case[field.name]
        if field.type == "many2one":
            others = self.env[field.comodel_name].with_context(active_test=False)
            return others.search([("id", "!=", before.id)], limit=1).id
        if field.type == "selection":
            values = [v for v in field.get_values(self.env) if v != before]
            return values and values[-1]
        return {
            "boolean": not before,
            "date": "2026-03-01",
            "datetime": "2026-03-01 04:04:04",
            "char": "Forged",
            "text": "Forged",
            "html": "<p>Forged</p>",
        }.get(field.type, 44)

    def test_every_other_field_is_a_fact(self):
        written = set()
        for name, field in self.case._fields.items():
            lines = field.type in ("one2many", "many2many")
            if not field.store or lines or name in MAGIC_COLUMNS:
                continue
            before = self.case[name]
            with self.env.cr.savepoint() as savepoint:
                try:
                    self.rpc(
                        self.officer,
                        "helpdesk.ticket",
                        "write",
                        self.case.ids,
                        {name: self.other(field)},
                    )
                except Refused:
                    pass
                if self.case[name] != before:
                    written.add(name)
                savepoint.rollback()
            self.env.invalidate_all()
        self.assertEqual(written, BY_HAND)

    def test_the_number_is_given_once(self):
        taken = {"number": self.foreign.number}
        values = {"name": "x", "description": "x", "partner_id": self.contact.id}
        context = {f"default_{name}": value for name, value in taken.items()}
        made = []
        for vals, defaults in (({**values, **taken}, {}), (values, context)):
            made += self.rpc(
                self.officer, "helpdesk.ticket", "create", [vals], context=defaults
            )
        cases = self.env["helpdesk.ticket"].browse(made) | self.foreign
        self.assertEqual(len(set(cases.mapped("number"))), 3)
