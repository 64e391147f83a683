"""APP-5: a customer presses “Please renew” twice in one moment; it is asked once."""

from proof import rows

SCENE = """
from datetime import date, timedelta
from uuid import uuid4
until = date.today() + timedelta(days=10)
product = env["product.product"].create({"name": "x", "key_account_service_ok": True})
hotel = env["res.partner"].create({
    "name": "Hotel", "key_account_kind": "group",
    "key_account_tier_id": env.ref("key_account_service.tier_a").id})
portal = env["res.users"].create({
    "name": "x", "login": f"kas-faults-{uuid4()}", "partner_id": hotel.id,
    "group_ids": [(6, 0, env.ref("base.group_portal").ids)]})
file = env["key.account.file"].search([("partner_id", "=", hotel.id)])
service = env["key.account.service"].create({
    "file_id": file.id, "name": "x", "product_id": product.id,
    "date_from": until - timedelta(days=200), "date_until": until})
result = {"service": service.id, "user": portal.id}
"""
ASK = """
from odoo.service.model import retrying
user = env["res.users"].browse(%(user)s)
service = env["key.account.service"].with_user(user).sudo().browse(%(service)s)
waited = []
def ask():
    service.term_ids.requested_at
    if %(look)s and not waited:
        waited.append(True)
        stop("looked")
    asked = service._customer_asks(user)
    env.flush_all()
    if %(hold)s:
        stop("asked")
    return asked
result = retrying(ask, env)
"""
LINES = "SELECT count(*) FROM key_account_application_line WHERE service_id = %s"


def ask(scene, look=False, hold=False):
    return ASK % {**scene, "look": look, "hold": hold}


def test_the_second_press_comes_during_the_first(database, pair):
    scene = pair[0].do(SCENE)
    pair[0].begin(ask(scene, hold=True))
    pair[0].stopped("asked")
    assert pair[1].do(ask(scene)) is False
    pair[0].go_on()
    assert pair[0].result() is True
    assert rows(database, LINES, scene["service"]) == [(1,)]


def test_the_second_press_began_before_the_first_was_done(database, pair):
    scene = pair[0].do(SCENE)
    pair[0].begin(ask(scene, look=True))
    pair[0].stopped("looked")
    assert pair[1].do(ask(scene)) is True
    pair[0].go_on()
    assert pair[0].result() is False
    assert rows(database, LINES, scene["service"]) == [(1,)]
