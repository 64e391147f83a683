"""VISIT-4: a visit is signed while somebody else works on it; the seal holds."""

import pytest

SCENE = """
import base64, io
from datetime import date, timedelta
from uuid import uuid4
from PIL import Image, ImageDraw
group = env.ref("key_account_service.group_key_account_officer")
officer = env["res.users"].create(
    {"name": "Wang Fang", "login": f"kas-{uuid4()}", "group_ids": [(6, 0, group.ids)]}
)
hotel = env["res.partner"].create({
    "name": "Hotel", "key_account_kind": "group", "key_account_manager_id": officer.id,
})
visit = env["key.account.visit"].with_user(officer).create(
    {"partner_id": hotel.id, "content": "x"}
)
promise = env["key.account.visit.promise"].with_user(officer).create(
    {"visit_id": visit.id, "name": "x", "due_on": date.today() + timedelta(days=3)}
)
picture = Image.new("RGB", (30, 10), "white")
ImageDraw.Draw(picture).line([(2, 8), (28, 1)], "navy", 4)
buffer = io.BytesIO()
picture.save(buffer, "PNG")
photo = env["ir.attachment"].with_user(officer).create({
    "name": "x.png", "raw": buffer.getvalue(), "res_model": visit._name,
    "res_id": visit.id,
})
visit.photo_ids = photo
env.flush_all()
result = {
    "visit": visit.id, "promise": promise.id, "photo": photo.id, "user": officer.id,
    "drawing": base64.b64encode(buffer.getvalue()).decode(),
}
"""
#: What somebody does with the visit; repeated by Odoo if the database asks for it.
DO = """
from datetime import date, datetime, timedelta
from odoo.exceptions import AccessError, UserError
from odoo.service.model import retrying
visit = env["key.account.visit"].with_user({user}).browse({visit})
promise = visit.env["key.account.visit.promise"].browse({promise})
photo = visit.env["ir.attachment"].browse({photo})
# Printing takes its time.
around(visit, "_print_signed", lambda original, records: b"")
waited = []
def act():
    visit.state
    if {look} and not waited:
        waited.append(True)
        stop("looked")
    {what}
    env.flush_all()
    if {hold}:
        stop("done")
try:
    retrying(act, visit.env)
    result = ""
except (AccessError, UserError) as error:
    env.cr.rollback()
    result = str(error)
"""
SIGN = "visit._sign('{drawing}', 'Director Sun')"
#: What would not be in the seal, if it came in between.
CHANGES = {
    "new promise": (
        "promise.create(dict(visit_id=visit.id, name='y',"
        " due_on=date.today() + timedelta(days=9)))"
    ),
    "no promise": "promise.unlink()",
    "other photo": "photo.raw = b'\\x89PNG\\r\\n\\x1a\\n' + b'x' * 40",
    "another day": "visit._reschedule(datetime.now() + timedelta(days=9), 'x')",
    "other people": "visit.participant_ids = [(4, visit.user_id.partner_id.id)]",
}
INTACT = """
visit = env["key.account.visit"].browse({visit})
result = [visit.state, visit.is_intact]
"""


@pytest.fixture
def scene(pair):
    return pair[0].do(SCENE)


def task(scene, what, look=False, hold=False):
    return DO.format(**scene, what=what.format(**scene), look=look, hold=hold)


def test_it_is_signed_once(pair, scene):
    first, second = pair
    first.begin(task(scene, SIGN, hold=True))
    first.stopped("done")
    assert second.do(task(scene, SIGN)) != ""
    first.go_on()
    assert first.result() == ""
    assert "any more" in second.do(task(scene, SIGN))
    assert first.do(INTACT.format(**scene)) == ["signed", True]


@pytest.mark.parametrize("change", CHANGES)
def test_what_comes_before_the_signature_is_signed(pair, scene, change):
    """Whoever signs has looked at the visit before it changed."""
    first, second = pair
    first.begin(task(scene, SIGN, look=True))
    first.stopped("looked")
    assert second.do(task(scene, CHANGES[change])) == ""
    first.go_on()
    assert first.result() == ""
    assert first.do(INTACT.format(**scene)) == ["signed", True]


@pytest.mark.parametrize("change", CHANGES)
def test_what_comes_after_the_signature_is_refused(pair, scene, change):
    """Whoever changes it has looked at the visit before it was signed."""
    first, second = pair
    first.begin(task(scene, CHANGES[change], look=True))
    first.stopped("looked")
    assert second.do(task(scene, SIGN)) == ""
    first.go_on()
    assert first.result() != ""
    assert second.do(INTACT.format(**scene)) == ["signed", True]
