"""CASE-4: two clerks work on one case at the same moment; nothing of either is lost."""

import pytest
from proof import rows

SCENE = """
from uuid import uuid4
def clerk(name):
    group = env.ref("key_account_service.group_key_account_manager")
    return env["res.users"].create(
        {
            "name": name,
            "login": f"{name}-{uuid4()}",
            "email": f"{name}@kas.test",
            "group_ids": [(6, 0, group.ids)],
        }
    )
one, other = clerk("one"), clerk("other")
contact = env["res.partner"].create(
    {"name": "Wang Fang", "email": f"{uuid4()}@hotel.example"}
)
case = env["helpdesk.ticket"].create(
    {
        "name": "x",
        "description": "x",
        "case_kind": "complaint",
        "partner_id": contact.id,
    }
)
result = {"case": case.id, "one": one.id, "other": other.id}
"""
WORK = """
from odoo.exceptions import UserError
from odoo.service.model import retrying
case = env["helpdesk.ticket"].with_user(%(user)s).browse(%(case)s)
seen = []
def work():
    case.read(["name", "cause_analysis", "complaint_level_id"])
    if not seen:
        seen.append(True)
        %(before)s
    %(work)s
    env.flush_all()
try:
    retrying(work, case.env)
    result = ""
except UserError as error:
    env.cr.rollback()
    result = str(error)
"""
LOOK = 'stop("looked")'
CAUSE = 'case.write({"cause_analysis": "The amplifier"})'
LEVEL = """case.write({
        "complaint_level_id": env.ref("key_account_service.complaint_level_3").id,
        "level_reason": "Others have to help",
    })"""
TALK = """case._record_contact(case.received_at, we_said="We are on it.")"""
KEPT = """
    SELECT t.cause_analysis, l.code,
        (SELECT count(*) FROM key_account_case_note n WHERE n.ticket_id = t.id),
        (SELECT count(*) FROM key_account_deadline d
          WHERE d.res_model = 'helpdesk.ticket' AND d.res_id = t.id
            AND d.kind = 'resolve')
    FROM helpdesk_ticket t
    JOIN key_account_complaint_level l ON l.id = t.complaint_level_id
    WHERE t.id = %s
"""


@pytest.fixture
def scene(pair):
    return pair[0].do(SCENE)


def clerk(scene, who, work, before="pass"):
    facts = {"case": scene["case"], "user": scene[who]}
    return WORK % {**facts, "work": work, "before": before}


@pytest.mark.parametrize(
    ("late", "quick", "kept"),
    [
        (CAUSE, LEVEL, ("The amplifier", "3", 0, 1)),
        (LEVEL, CAUSE, ("The amplifier", "3", 0, 1)),
        (TALK, LEVEL, (None, "3", 1, 1)),
        (TALK, TALK, (None, "1", 2, 1)),
    ],
    ids=["cause-level", "level-cause", "talk-level", "talk-talk"],
)
def test_what_both_did_is_kept(database, pair, scene, late, quick, kept):
    first, second = pair
    first.begin(clerk(scene, "one", late, before=LOOK))
    first.stopped("looked")
    assert second.do(clerk(scene, "other", quick)) == ""
    first.go_on()
    assert first.result() == ""
    assert rows(database, KEPT, scene["case"]) == [kept]
