"""Hidden visits in the calendar, their moves and coverage, see ``hidden``."""

from datetime import timedelta

from makers import hides, wizard
from visits import VisitMixin

from odoo import fields


def planned(test):
    moment = fields.Datetime.now() + timedelta(days=3)
    return VisitMixin.make_visit(test, planned_at=moment, content="Secret")


@hides("key.account.visit.move")
def move(test, _model):
    visit = planned(test)
    visit.planned_at += timedelta(days=1)
    return visit.move_ids


@hides("key.account.visit.reschedule")
def reschedule(test, model):
    visit = planned(test)
    return wizard(
        test,
        test.officer,
        model,
        visit_id=visit.id,
        planned_at=visit.planned_at + timedelta(days=1),
        reason="Secret",
    )


@hides("key.account.visit.log")
def log(test, model):
    return wizard(
        test, test.officer, model, partner_id=test.contact.id, content="Secret"
    )


@hides("key.account.visit.coverage")
def coverage(test, model):
    test.contact.key_person_role = "liaison"
    test.env.flush_all()
    return test.env[model].search([("partner_id", "=", test.contact.id)])
