"""APP-5, APP-6: customers are told once, whatever happens to us or to the gateway."""

from proof import rows
from test_failures import QUEUE, SERVER, MailServer, port

__all__ = ["port"]

MAKE = """
from datetime import date, timedelta
until = date.today() + timedelta(days=3)
tier = env.ref("key_account_service.tier_c")
# Customers of other tests hear nothing any more.
env["res.partner"].search([("key_account_tier_id", "=", tier.id)]).action_archive()
accounts = env["res.partner"].create([{
    "name": f"Hotel {number}", "email": f"hotel{number}@customer.example",
    "key_account_kind": "group", "key_account_tier_id": tier.id,
} for number in range(4)])
files = env["key.account.file"].search([("partner_id", "in", accounts.ids)])
services = env["key.account.service"].create([{
    "file_id": file.id, "name": "x", "date_from": until - timedelta(days=200),
    "date_until": until} for file in files])
announcement = env["key.account.announcement"].create({
    "name": "4K", "body": "<p>Sharper.</p>",
    "wave_ids": [(0, 0, {"tier_id": tier.id, "wait_days": 0})]})
announcement.action_start()
result = {"announcement": announcement.id, "services": services.ids}
"""
TELL = """
env["key.account.announcement.wave"]._cron_announce()
env["key.account.service.notice"]._cron_remind()
"""
ALONE = "env['ir.mail_server'].search([]).unlink()"
#: Stops when a message is written and not yet committed.
TELLING = """
def told(original, records):
    original()
    env.flush_all()
    stop("telling")
around(env["key.account.announcement.recipient"], "_note_told", told)
""" + (TELL)
LISTED = """
    SELECT state, count(*) FROM key_account_announcement_recipient
    WHERE announcement_id = %s GROUP BY state
"""
REMINDED = """
    SELECT n.state, count(*) FROM key_account_service_notice n
    JOIN key_account_service_term t ON t.id = n.term_id
    WHERE t.service_id = ANY(%s) GROUP BY n.state
"""
AGAIN = """
env["key.account.announcement.recipient"].search(
    [("announcement_id", "=", {announcement})]).action_send_again()
env["key.account.service.notice"].search(
    [("service_id", "in", {services})]).action_try_again()
"""
#: What an administrator does who finds them in Odoo's own list.
RETRY_ALL = """
env["mail.mail"].search([("state", "=", "exception")]).mark_outgoing()
"""


def told(database, made):
    """What is on record of announcement and reminders."""
    return (
        rows(database, LISTED, made["announcement"]),
        rows(database, REMINDED, made["services"]),
    )


def subjects(server):
    return sorted(
        message.partition(b"\r\nTo: ")[2].partition(b"\r\n")[0]
        for message in server.messages
    )


def test_killed_while_it_announces(database, pair, victim):
    made = pair[0].do(MAKE)
    victim.begin(TELLING)
    victim.stopped("telling")
    victim.kill()
    assert ("told", 4) not in rows(database, LISTED, made["announcement"])
    for worker in pair:
        worker.do(TELL)
    assert told(database, made) == ([("told", 4)], [("told", 4)])
    mails = "SELECT count(*) FROM mail_message WHERE model = %s AND res_id IN ("
    mails += "SELECT id FROM key_account_announcement_recipient"
    mails += " WHERE announcement_id = %s)"
    model = "key.account.announcement.recipient"
    assert rows(database, mails, model, made["announcement"]) == [(4,)]


def test_the_gateway_is_down_and_comes_back(database, pair, port):
    made = pair[0].do(ALONE + SERVER.format(port=port) + MAKE)
    pair[0].do(TELL)
    pair[1].do(QUEUE)
    assert told(database, made) == ([("failed", 4)], [("failed", 4)])
    with MailServer(port) as server:
        pair[0].do(AGAIN.format(**made))
        pair[0].do(TELL)
        pair[1].do(RETRY_ALL + QUEUE)
        pair[1].do(QUEUE)
        found = subjects(server)
        server.shutdown()
    assert len(found) == 8
    assert len(set(found)) == 4, "each customer both, none twice"
    assert told(database, made) == ([("told", 4)], [("told", 4)])


def test_what_the_queue_sends_in_the_end_counts(database, pair, port):
    made = pair[0].do(ALONE + SERVER.format(port=port) + MAKE)
    pair[0].do(TELL)
    pair[1].do(QUEUE)
    with MailServer(port) as server:
        pair[1].do(RETRY_ALL + QUEUE)
        assert len(server.messages) == 8
        server.shutdown()
    assert told(database, made) == ([("told", 4)], [("told", 4)])
