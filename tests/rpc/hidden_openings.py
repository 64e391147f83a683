"""Openings for the hotel that outsiders must learn nothing of: see ``hidden``."""

from makers import hides, wizard

from common import HOUR, NOON


def opening(test):
    """An approved application of the hotel, which is being opened."""
    application = test.env["key.account.application"].create(
        {
            "partner_id": test.account.id,
            "kind": "new",
            "reason": "Secret",
            "flat": "Secret",
            "equipment_ids": [(0, 0, {"number": "Secret", "model": "Secret"})],
        }
    )
    application._write_facts({"state": "approved", "approved_at": NOON})
    application._start_opening()
    return application


def install(test, application=None):
    """A crew on its way to the hotel."""
    application = application or opening(test)
    building = test.env["fsm.location"]._for_building(
        test.company, "Shuhan Road 1", "Chengdu", ""
    )
    order = test.env["fsm.order"]._create_repair(
        {
            "application_id": application.id,
            "location_id": building.id,
            "scheduled_date_start": NOON.replace(year=2036),
            "scheduled_date_end": NOON.replace(year=2036) + HOUR,
            "repair_flat": "Secret",
            "repair_task": "Secret",
        }
    )
    application.equipment_ids.sudo().order_id = order
    return order


@hides("key.account.application")
def application(test, _model):
    return opening(test)


@hides("key.account.application.step")
def step(test, _model):
    return opening(test).step_ids[:1]


@hides("key.account.application.equipment")
def equipment(test, _model):
    application = opening(test)
    install(test, application)
    return application.equipment_ids


@hides("key.account.application.crew")
def crew(test, model):
    team = test.env["fsm.team"].search([], limit=1)
    return wizard(
        test,
        test.officer,
        model,
        application_id=opening(test).id,
        network_condition="two_way",
        team_id=team.id,
        street="Secret",
        contact="Secret",
        task="Secret",
    )


@hides("key.account.application.call.record")
def call_record(test, model):
    values = {"application_id": opening(test).id, "outcome": "satisfied"}
    return wizard(test, test.officer, model, **values, said="Secret")


@hides("key.account.application.give.up")
def give_up(test, model):
    values = {"application_id": opening(test).id, "reason": "Secret"}
    return wizard(test, test.supervisor, model, **values)


@hides("key.account.application.report")
def report(test, model):
    values = {"application_id": opening(test).id, "text": "Secret"}
    return wizard(test, test.officer, model, **values)
