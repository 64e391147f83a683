"""APP-1: two people apply for the same at once; one application is under way."""

import pytest
from proof import rows

SCENE = """
from uuid import uuid4
def user(name, group):
    group = env.ref(f"key_account_service.group_key_account_{group}")
    login = f"kas-faults-{uuid4()}"
    return env["res.users"].create(
        {"name": name, "login": login, "group_ids": [(6, 0, group.ids)]}
    )
manager, colleague = user("Wang Fang", "officer"), user("Li Na", "officer")
zhao = user("Zhao Min", "supervisor")
env["key.account.team"].create({
    "name": "x", "leader_id": zhao.id, "member_ids": [(6, 0, (manager | colleague).ids)]
})
hotel = env["res.partner"].create({
    "name": "Hotel", "key_account_kind": "group", "key_account_manager_id": manager.id,
})
service = env["product.product"].create({"name": "x", "key_account_service_ok": True})
def apply(user):
    return env["key.account.application"].with_user(user).create(
        {
            "partner_id": hotel.id,
            "kind": "more",
            "reason": "x",
            # The same twice in one application is no mistake.
            "line_ids": [(0, 0, {"product_id": service.id})] * 2,
        }
    )
papers = [apply(manager), apply(colleague)]
env.flush_all()
result = {
    "papers": [paper.id for paper in papers],
    "users": [manager.id, colleague.id],
    "zhao": zhao.id,
}
"""
SUBMIT = """
from odoo.exceptions import UserError, ValidationError
from odoo.service.model import retrying
paper = env["key.account.application"].with_user(%(user)s).browse(%(paper)s)
waited = []
def submit():
    paper.state
    if %(look)s and not waited:
        waited.append(True)
        stop("looked")
    paper.action_submit()
    if %(hold)s:
        stop("submitted")
try:
    retrying(submit, paper.env)
    result = ""
except (UserError, ValidationError) as error:
    env.cr.rollback()
    result = str(error)
"""
STATES = "SELECT state FROM key_account_application WHERE id IN %s ORDER BY id"


@pytest.fixture
def scene(pair):
    return pair[0].do(SCENE)


def submit(scene, which, look=False, hold=False):
    return SUBMIT % {
        "user": scene["users"][which],
        "paper": scene["papers"][which],
        "look": look,
        "hold": hold,
    }


def states(database, scene):
    return [state for (state,) in rows(database, STATES, tuple(scene["papers"]))]


def test_whoever_submits_during_the_first_submission_is_told_so(database, pair, scene):
    first, second = pair
    first.begin(submit(scene, 0, hold=True))
    first.stopped("submitted")
    second.begin(submit(scene, 1))
    first.go_on()
    assert first.result() == ""
    assert "for this customer" in second.result()
    assert states(database, scene) == ["submitted", "draft"]


def test_whoever_looked_before_and_submits_after_too(database, pair, scene):
    first, second = pair
    first.begin(submit(scene, 0, look=True))
    first.stopped("looked")
    assert second.do(submit(scene, 1)) == ""
    first.go_on()
    assert "for this customer" in first.result()
    assert states(database, scene) == ["draft", "submitted"]


def test_what_was_taken_back_may_be_applied_for_again(database, pair, scene):
    first, second = pair
    assert first.do(submit(scene, 0)) == ""
    assert "for this customer" in second.do(submit(scene, 1))
    paper = f"env['key.account.application'].browse({scene['papers'][0]})"
    first.do(f"{paper}.with_user({scene['users'][0]}).action_withdraw()")
    assert second.do(submit(scene, 1)) == ""
    assert states(database, scene) == ["withdrawn", "submitted"]
