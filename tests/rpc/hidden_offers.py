"""Hidden records of announcements, trials, desks and maintenance, see ``hidden``."""

from announcements import AnnouncementMixin
from makers import hides, wizard
from site_days import SiteMixin
from visits import drawing

from common import NOON


@hides("key.account.announcement")
def announcement(test, model):
    """Every officer reads what is announced; the secret is whom it was told to."""
    found = test.env[model].search([])
    return found[:1] or AnnouncementMixin.make_announcement(test)


@hides("key.account.announcement.recipient")
def announcement_recipient(test, model):
    values = {
        "announcement_id": announcement(test, "key.account.announcement").id,
        "account_id": test.account.id,
        "partner_id": test.account.id,
        "note": "Secret",
        "state": "to_call",
        "send_at": NOON,
    }
    found = test.env[model].search([("account_id", "=", test.account.id)])
    return found or test.env[model].create(values)


@hides("key.account.opt.out")
def opt_out(test, model):
    found = test.env[model].search([("partner_id", "=", test.account.id)])
    return found or test.env[model].create(
        {"partner_id": test.account.id, "note": "Secret"}
    )


@hides("key.account.site.day")
def site_day(test, _model):
    return SiteMixin.make_day(test, place="Secret")


@hides("key.account.site.plan")
def site_plan(test, model):
    values = {"account_id": test.account.id, "place": "Secret"}
    return test.env[model].with_user(test.officer).create(values)


@hides("key.account.site.request")
def site_request(test, model):
    day = site_day(test, model)
    return SiteMixin.ask(test, day, what="Secret", result="Secret")


@hides("key.account.receipt")
def receipt(test, model):
    day = site_day(test, model)
    return SiteMixin.make_receipt(test, day, person="Secret")


@hides("key.account.receipt.sign")
def receipt_sign(test, model):
    return wizard(
        test,
        test.officer,
        model,
        receipt_id=receipt(test, model).id,
        signed_by="Secret",
        signature=drawing(),
    )


@hides("key.account.trial")
def trial(test, model):
    found = test.env[model].search([("account_id", "=", test.account.id)])
    if found:
        return found[:1]
    product = test.env["product.product"].create(
        {"name": "4K", "key_account_service_ok": True, "key_account_trial_days": 30}
    )
    application = test.env["key.account.application"].create(
        {
            "partner_id": test.account.id,
            "kind": "trial",
            "line_ids": [(0, 0, {"product_id": product.id, "is_free": True})],
        }
    )
    made = application.line_ids._begin_trials(NOON.date())
    made.opinion = "Secret"
    return made


@hides("key.account.maintenance.visit")
def maintenance_visit(test, model):
    found = test.env[model].search([("account_id", "=", test.account.id)])
    if found:
        return found[:1]
    plan = test.env["key.account.maintenance.plan"].create(
        {
            "name": "Secret",
            "account_id": test.account.id,
            "task": "Secret",
            "user_id": test.officer.id,
        }
    )
    plan._make_days([NOON.date()])
    plan.visit_ids.result = "Secret"
    return plan.visit_ids
