"""TEAM-2: two people of a desk accept one case at the same moment: one has it."""

import pytest
from proof import rows

SCENE = """
from uuid import uuid4
from odoo.fields import Command
users = env["res.users"].create([
    {"name": name, "login": f"kas-faults-{uuid4()}"} for name in ("A", "Zhou", "C")
])
users.group_ids |= env.ref("key_account_service.group_key_account_officer")
desk = env["helpdesk.ticket.team"].create(
    {"name": "Night", "user_ids": [Command.set(users[:2].ids)]}
)
case = env["helpdesk.ticket"].create(
    {"name": "x", "description": "x", "first_contact_user_id": users[2].id}
)
offer = env["key.account.case.offer"].create(
    {"ticket_id": case.id, "team_id": desk.id}
)
result = {"offer": offer.id, "case": case.id, "people": users[:2].ids}
"""
ACCEPT = """
from odoo.exceptions import UserError
from odoo.service.model import retrying
offer = env["key.account.case.offer"].with_user(%(user)s).browse(%(offer)s)
def accept():
    %(before)s
    offer.action_accept()
    %(after)s
try:
    retrying(accept, offer.env)
    result = ""
except UserError as error:
    env.cr.rollback()
    result = str(error)
"""
OWNER = "SELECT first_contact_user_id FROM helpdesk_ticket WHERE id = %s"
ANSWERS = """
    SELECT state, answered_by_id FROM key_account_case_offer WHERE ticket_id = %s
"""


@pytest.fixture
def scene(pair):
    return pair[0].do(SCENE)


def accept(scene, person, before="pass", after="pass"):
    user = scene["people"][person]
    values = {"user": user, "offer": scene["offer"], "before": before, "after": after}
    return ACCEPT % values


def assert_one_has_it(database, scene, winner):
    winner = scene["people"][winner]
    assert rows(database, OWNER, scene["case"]) == [(winner,)]
    assert rows(database, ANSWERS, scene["case"]) == [("accepted", winner)]


def test_while_one_is_accepting_the_other_is_told_so(database, pair, scene):
    first, second = pair
    first.begin(accept(scene, 0, after='stop("accepted")'))
    first.stopped("accepted")
    assert "Somebody else is answering" in second.do(accept(scene, 1))
    first.go_on()
    assert first.result() == ""
    assert_one_has_it(database, scene, 0)


def test_whoever_looked_before_the_other_accepted_is_told_who_has_it(
    database, pair, scene
):
    first, second = pair
    # Started over after the other one, it does not wait again.
    once = 'offer.state == "offered" and stop("looked")'
    first.begin(accept(scene, 0, before=once))
    first.stopped("looked")
    assert second.do(accept(scene, 1)) == ""
    first.go_on()
    assert "Zhou has accepted this case already" in first.result()
    assert_one_has_it(database, scene, 1)
