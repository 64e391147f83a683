"""Hidden records of a customer's services, see ``hidden``."""

from datetime import date, timedelta

from makers import hides, wizard

MONTH = timedelta(days=20)


def file_of(test):
    files = test.env["key.account.file"]
    return files.search([("partner_id", "=", test.account.id)])


@hides("key.account.service")
def service(test, model):
    file = file_of(test)
    found = file.service_ids.filtered(lambda one: one.name == "Secret")
    until = date.today() + MONTH
    values = {"file_id": file.id, "name": "Secret", "date_until": until}
    return found or test.env[model].create(values)


@hides("key.account.service.term")
def term(test, _model):
    return service(test, "key.account.service").term_ids


@hides("key.account.service.notice")
def notice(test, model):
    values = {"days_before": 30, "partner_id": test.account.id, "note": "Secret"}
    values |= {"state": "failed", "error": "Secret"}
    known = term(test, "").notice_ids
    return known or test.env[model].create({"term_id": term(test, "").id, **values})


@hides("key.account.service.step")
def step(test, model):
    values = {"service_id": service(test, "key.account.service").id}
    values |= {"step": "suspend", "reason": "Secret"}
    return wizard(test, test.officer, model, **values)


@hides("key.account.service.called")
def called(test, model):
    values = {"notice_id": notice(test, "key.account.service.notice").id}
    return wizard(test, test.officer, model, note="Secret", **values)
