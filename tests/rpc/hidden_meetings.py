"""Hidden meetings and the forms that print, see ``hidden``."""

from makers import hides, wizard

from common import NOON


@hides("key.account.meeting")
def meeting(test, model):
    """A meeting of the hotel's manager, too dear for him alone."""
    found = test.env[model].search([("title", "=", "Secret")], limit=1)
    if found:
        return found
    return wizard(
        test,
        test.officer,
        model,
        title="Secret",
        kind_id=test.ref("meeting_kind_exchange").id,
        date_start=NOON,
        programme="Secret",
        planned_cost=9000,
        line_ids=[(0, 0, {"partner_id": test.contact.id, "outcome": "Secret"})],
    )


@hides("key.account.meeting.line")
def meeting_line(test, _model):
    return meeting(test, "key.account.meeting").line_ids


@hides("key.account.visit.list")
def visit_list(test, model):
    return wizard(test, test.officer, model, account_id=test.account.id)


@hides("key.account.contact.history")
def contact_history(test, model):
    return wizard(test, test.officer, model, partner_id=test.account.id)
