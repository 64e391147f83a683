"""Hidden weekly reviews and needs of the hotel, see ``hidden``."""

from makers import hides, wizard
from weekly import MONDAY

from common import NOON


@hides("key.account.weekly.review")
def review(test, model):
    """The officer's review, in a week of its own."""
    found = test.env[model].search([("user_id", "=", test.officer.id)], limit=1)
    return found or test.env[model].create(
        {
            "user_id": test.officer.id,
            "company_id": test.company.id,
            "team_id": test.team.id,
            "week_start": MONDAY,
            "promised_at": NOON,
            "listed_at": NOON,
            "note": "Secret",
        }
    )


@hides("key.account.weekly.review.reopen")
def reopen(test, model):
    return wizard(
        test,
        test.supervisor,
        model,
        review_id=review(test, "key.account.weekly.review").id,
        reason="Secret",
    )


@hides("key.account.weekly.line")
def line(test, model):
    found = test.env[model].search([("account_id", "=", test.account.id)], limit=1)
    return found or test.env[model].create(
        {
            "review_id": review(test, "key.account.weekly.review").id,
            "account_id": test.account.id,
            "remark": "Secret",
            "facts": [],
        }
    )


@hides("key.account.weekly.action")
def action(test, model):
    return wizard(
        test,
        test.officer,
        model,
        line_id=line(test, "key.account.weekly.line").id,
        what="Secret",
        due_on=MONDAY,
    )


@hides("key.account.need")
def need(test, model):
    return wizard(
        test,
        test.officer,
        model,
        partner_id=test.contact.id,
        what="Secret",
        solution="Secret",
    )
