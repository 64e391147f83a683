"""CASE-7: a customer clicks twice on Yes or No; the answer counts once."""

import pytest
from proof import rows

SCENE = """
from uuid import uuid4
contact = env["res.partner"].create(
    {"name": "Wang Fang", "email": f"{uuid4()}@hotel.example"}
)
user = env["res.users"].create(
    {
        "name": "Wang Fang",
        "login": f"kas-faults-{uuid4()}",
        "partner_id": contact.id,
        "group_ids": [(6, 0, env.ref("base.group_portal").ids)],
    }
)
case = env["helpdesk.ticket"].create(
    {
        "name": "x",
        "description": "x",
        "case_kind": "complaint",
        "partner_id": contact.id,
    }
)
stages = case.team_id._get_applicable_stages()
case.stage_id = stages.filtered(lambda s: s.clock_role == "solved" and not s.closed)[:1]
case._note_contact(case.solved_at)
result = {"case": case.id, "user": user.id}
"""
ANSWER = """
from odoo.exceptions import UserError
from odoo.service.model import retrying
case = env["helpdesk.ticket"].with_user(%(user)s).browse(%(case)s)
def answer():
    %(before)s
    case.%(answer)s
    env.flush_all()
    %(after)s
try:
    retrying(answer, case.env)
    result = ""
except UserError as error:
    env.cr.rollback()
    result = str(error)
"""
#: Started over after the other click, it does not wait again.
LOOK = 'case._asks_customer() and stop("looked")'
YES, NO = '_customer_confirms(5, "Good")', '_customer_denies("Room 12 is dark")'
OUTCOME = """
    SELECT COALESCE(reopen_count, 0), confirmed_by,
        (SELECT count(*) FROM rating_rating
          WHERE res_model = 'helpdesk.ticket' AND res_id = t.id AND consumed),
        (SELECT count(*) FROM mail_message
          WHERE model = 'helpdesk.ticket' AND res_id = t.id
            AND body LIKE '%%Room 12%%')
    FROM helpdesk_ticket t WHERE id = %s
"""
ONCE = {YES: (0, "portal", 1, 0), NO: (1, None, 0, 1)}


@pytest.fixture
def scene(pair):
    return pair[0].do(SCENE)


def click(scene, answer, before="pass", after="pass"):
    return ANSWER % {**scene, "answer": answer, "before": before, "after": after}


@pytest.mark.parametrize("answer", [YES, NO], ids=["yes", "no"])
def test_a_second_click_during_the_first_counts_for_nothing(
    database, pair, scene, answer
):
    first, second = pair
    first.begin(click(scene, answer, after='stop("answered")'))
    first.stopped("answered")
    assert second.do(click(scene, answer)) != ""
    first.go_on()
    assert first.result() == ""
    assert rows(database, OUTCOME, scene["case"]) == [ONCE[answer]]


@pytest.mark.parametrize(
    ("late", "answer"),
    [(YES, YES), (NO, NO), (YES, NO), (NO, YES)],
    ids=["yes-yes", "no-no", "yes-no", "no-yes"],
)
def test_a_click_that_saw_the_question_still_open_comes_too_late(
    database, pair, scene, late, answer
):
    first, second = pair
    first.begin(click(scene, late, before=LOOK))
    first.stopped("looked")
    assert second.do(click(scene, answer)) == ""
    first.go_on()
    assert "nothing to answer" in first.result()
    assert rows(database, OUTCOME, scene["case"]) == [ONCE[answer]]
