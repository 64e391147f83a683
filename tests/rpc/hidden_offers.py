"""Hidden records of announcements, trials, desks and maintenance, see ``hidden``."""

from announcements import AnnouncementMixin
from makers import hides

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
