"""Repairs of the hotel that outsiders must learn nothing of: see ``hidden``."""

from makers import hides, wizard
from visits import drawing

from common import HOUR, NOON


def repair(test):
    """A repair of the hotel, on the way to its flat."""
    found = test.env["fsm.order"].search([("ticket_id", "=", test.case.id)], limit=1)
    return found or test.env["fsm.order"]._create_repair(
        {
            "ticket_id": test.case.id,
            "location_id": test.env["fsm.location"]
            ._for_building(test.company, "Shuhan Road 1", "Chengdu", "")
            .id,
            "scheduled_date_start": NOON.replace(year=2036),
            "scheduled_date_end": NOON.replace(year=2036) + HOUR,
            "repair_flat": "Secret",
            "repair_contact": "Secret",
            "repair_phone": "Secret",
            "repair_task": "Secret",
        }
    )


@hides("fsm.order")
def repair_order(test, _model):
    return repair(test)


@hides("helpdesk.ticket.repair")
def send_crew(test, model):
    team = test.env["fsm.team"].search([], limit=1)
    return wizard(
        test,
        test.officer,
        model,
        ticket_id=test.case.id,
        team_id=team.id,
        street="Secret",
        contact="Secret",
        task="Secret",
    )


@hides("fsm.order.appointment")
def repair_appointment(test, model):
    order_id = repair(test).id
    return wizard(test, test.officer, model, order_id=order_id, reason="Secret")


@hides("fsm.order.fail")
def repair_failed(test, model):
    values = {"order_id": repair(test).id, "reason": "absent", "note": "Secret"}
    return wizard(test, test.officer, model, **values)


@hides("fsm.order.finish", "fsm.order.sign.wizard")
def repair_signature(test, model):
    values = {"order_id": repair(test).id, "signature": drawing()}
    if model == "fsm.order.sign.wizard":
        return test.env[model].create({**values, "signed_by": "Secret"})
    return wizard(test, test.officer, model, **values, rating_text="Secret")
