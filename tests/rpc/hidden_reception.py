"""Entries of the reception log for ``hidden``."""

from hidden import hides


@hides("key.account.reception")
def reception(test, model):
    return test.env[model].create(
        {
            "partner_id": test.contact.id,
            "matter": "Secret of the hotel",
            "answer": "Secret",
            "user_id": test.officer.id,
            "ticket_id": test.case.id,
            "outcome": "case",
        }
    )
