"""Makers of hidden records: close."""

from call_backs import CallBackMixin
from makers import hides, wizard


@hides("key.account.call.back")
def call_back(test, model):
    # A case of its own: a crew may be on its way for the other.
    of_hotel = [("ticket_id.partner_id", "=", test.case.partner_id.id)]
    if not (call := test.env[model].search(of_hotel, limit=1)):
        case = test.make_case()
        call = CallBackMixin.tell(test, case).call_back_ids[:1]
    return call


@hides("key.account.call.back.record")
def call_back_record(test, model):
    call = call_back(test, "key.account.call.back")
    return wizard(
        test, test.officer, model, call_back_id=call.id, outcome="not_reached"
    )


@hides("key.account.call.back.release")
def call_back_release(test, model):
    call = call_back(test, "key.account.call.back")
    return wizard(test, test.supervisor, model, call_back_id=call.id, reason="Secret")


@hides("key.account.call.back.sample")
def call_back_sample(test, model):
    return test.env[model].search([], limit=1) or test.env[model].create({})


@hides("key.account.investigation")
def investigation(test, model):
    findings = dict.fromkeys(("found", "root", "consequence"), "Secret")
    return test.env[model].create({"ticket_id": test.case.id, **findings})
