"""APP-4, APP-5: killed while it screens or reminds; nothing is lost, nothing twice."""

from proof import rows, wait_until

MAKE = """
from datetime import date, timedelta
until = date.today() + timedelta(days=3)
product = env["product.product"].create(
    {"name": "Channels", "type": "service", "key_account_service_ok": True})
values = {"name": "x", "email": "x@customer.example", "key_account_kind": "group"}
values["key_account_tier_id"] = env.ref("key_account_service.tier_a").id
accounts = env["res.partner"].create([values] * 25)
files = env["key.account.file"].search([("partner_id", "in", accounts.ids)])
env["key.account.service"].create([{
    "file_id": file.id, "name": "Screened", "product_id": product.id,
    "date_from": until - timedelta(days=200), "date_until": until} for file in files])
"""
#: Small batches, as a night with thousands.
SMALL = """
from odoo.addons.key_account_service.models.clock import key_account_sweep_mixin
key_account_sweep_mixin.BATCH_SIZE = 10
"""
SCREEN = 'env["key.account.service.term"]._cron_screen()'
REMIND = 'env["key.account.service.notice"]._cron_remind()'
#: Stops when the second batch is written and not yet committed.
INSIDE = (
    SMALL
    + """
calls = []
def ask(original, records):
    original()
    env.flush_all()
    calls.append(1)
    if len(calls) == 2:
        stop("inside")
around(env["key.account.service.term"], "_ask", ask)
"""
    + SCREEN
)
#: Stops when a message is written and not yet committed.
SENDING = """
def tell(original, records):
    original()
    env.flush_all()
    stop("sending")
around(env["key.account.service.notice"], "_told", tell)
""" + (REMIND)
#: Others that use the database leave services of their own behind.
OURS = "key_account_service s ON s.name = 'Screened' AND s.id"
ASKED = f"""
    SELECT count(*) FROM key_account_service_term t JOIN {OURS} = t.service_id
    WHERE t.asked_at IS NOT NULL
"""
APPLIED = f"""
    SELECT l.service_id, count(*) FROM key_account_application_line l
    JOIN {OURS} = l.service_id GROUP BY l.service_id
"""
PROMISED = f"""
    SELECT count(*), count(DISTINCT d.res_id) FROM key_account_deadline d
    JOIN key_account_service_term t ON t.id = d.res_id AND d.kind = 'renew'
    JOIN {OURS} = t.service_id
"""
TOLD = f"""
    SELECT count(*), count(DISTINCT n.term_id), count(n.mail_message_id)
    FROM key_account_service_notice n
    JOIN key_account_service_term t ON t.id = n.term_id AND n.state = 'told'
    JOIN {OURS} = t.service_id
"""


def test_killed_in_the_middle_of_the_screening(database, pair, victim):
    pair[0].do(SCREEN)
    pair[0].do(MAKE)
    victim.begin(INSIDE)
    victim.stopped("inside")
    victim.kill()
    assert rows(database, ASKED) == [(10,)], "the first batch was committed"
    wait_until(lambda: pair[1].do(SCREEN) or rows(database, ASKED) == [(25,)])
    applied = rows(database, APPLIED)
    assert len(applied) == 25
    assert {count for _service, count in applied} == {1}
    assert rows(database, PROMISED) == [(25, 25)]
    pair[1].do(SCREEN)
    assert len(rows(database, APPLIED)) == 25


def test_killed_while_it_reminds(database, pair, victim):
    victim.begin(SENDING)
    victim.stopped("sending")
    victim.kill()
    assert rows(database, TOLD) == [(0, 0, 0)]
    wait_until(lambda: pair[1].do(REMIND) or rows(database, TOLD)[0][0] == 25)
    assert rows(database, TOLD) == [(25, 25, 25)]
    pair[1].do(REMIND)
    assert rows(database, TOLD) == [(25, 25, 25)]


def test_two_screenings_at_once_share_the_work(database, pair):
    pair[0].do(MAKE)
    for worker in pair:
        worker.begin(SMALL + SCREEN)
    for worker in pair:
        worker.result()
    applied = rows(database, APPLIED)
    assert len(applied) == 50
    assert {count for _service, count in applied} == {1}
