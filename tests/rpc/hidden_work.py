"""Makers of hidden records: work."""

from makers import hides, wizard
from visits import drawing

from common import NOON


@hides("helpdesk.ticket.cause")
def case_cause(test, model):
    return wizard(
        test,
        test.officer,
        model,
        ticket_id=test.case.id,
        cause_id=test.ref("cause_network_node").id,
        cause_analysis="Secret",
    )


@hides("helpdesk.ticket.sign")
def case_sign(test, model):
    return wizard(
        test,
        test.officer,
        model,
        ticket_id=test.case.id,
        signed_by="Secret",
        signature=drawing(),
    )


@hides("key.account.case.measure")
def case_measure(test, model):
    values = {"ticket_id": test.case.id, "name": "Secret", "date_due": NOON.date()}
    return test.env[model].with_user(test.officer).create(values)


@hides("key.account.case.form")
def case_form(test, _model):
    image = {"name": "Secret", "image": drawing().decode()}
    return test.case.with_user(test.officer)._sign_form({"customer": image})


@hides("key.account.cause")
def cause(test, _model):
    return test.ref("cause_network_node")


@hides("key.account.cause.merge")
def cause_merge(test, model):
    return wizard(
        test,
        test.manager,
        model,
        cause_ids=[(6, 0, test.ref("cause_network_node").ids)],
        target_id=test.ref("cause_network_line").id,
    )
