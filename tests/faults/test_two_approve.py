"""APP-1: two superiors decide about one application at once; one of them decides."""

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
officer = user("Officer", "officer")
zhao, chen = user("Zhao Min", "supervisor"), user("Chen Hua", "supervisor")
group = env["res.groups"].create({"name": "x", "user_ids": [(6, 0, (zhao | chen).ids)]})
env.ref("key_account_service.tier_definition_application_supervisor").write(
    {"review_type": "group", "reviewer_group_id": group.id}
)
contact = env["res.partner"].create({"name": "Director Sun"})
service = env["product.product"].create({"name": "x", "key_account_service_ok": True})
application = env["key.account.application"].with_user(officer).create(
    {
        "partner_id": contact.id,
        "kind": "new",
        "customer_kind": "business_partner",
        "is_network_customer": "yes",
        "manager_id": officer.id,
        "reason": "x",
        "line_ids": [(0, 0, {"product_id": service.id})],
    }
)
application.action_submit()
env.flush_all()
result = {"application": application.id, "zhao": zhao.id, "chen": chen.id}
"""
DECIDE = """
from odoo.exceptions import UserError
from odoo.service.model import retrying
application = env["key.account.application"].with_user(%(user)s)
application = application.browse(%(application)s)
waited = []
def decide():
    application.state
    if %(look)s and not waited:
        waited.append(True)
        stop("looked")
    %(decision)s
    env.flush_all()
    if %(hold)s:
        stop("decided")
try:
    retrying(decide, application.env)
    result = ""
except UserError as error:
    env.cr.rollback()
    result = str(error)
"""
APPROVE = "application.validate_tier()"
REJECT = """form = env["comment.wizard"].with_user(application.env.user).with_context(
        **application.reject_tier()["context"]).create({"comment": "x"})
    form.add_comment()"""
OUTCOME = """
    SELECT a.state, array_agg(r.status ORDER BY r.id), array_agg(r.done_by)
    FROM key_account_application a
    JOIN tier_review r ON r.model = 'key.account.application' AND r.res_id = a.id
    WHERE a.id = %s GROUP BY a.id
"""


@pytest.fixture
def scene(pair):
    return pair[0].do(SCENE)


def decide(scene, who, decision, look=False, hold=False):
    return DECIDE % {
        "application": scene["application"],
        "user": scene[who],
        "decision": decision,
        "look": look,
        "hold": hold,
    }


@pytest.mark.parametrize("second", [APPROVE, REJECT], ids=["approve", "reject"])
def test_whoever_decides_during_the_first_decision_is_refused(
    database, pair, scene, second
):
    zhao, chen = pair
    zhao.begin(decide(scene, "zhao", APPROVE, hold=True))
    zhao.stopped("decided")
    assert chen.do(decide(scene, "chen", second)) != ""
    zhao.go_on()
    assert zhao.result() == ""
    found = rows(database, OUTCOME, scene["application"])
    assert found == [("approved", ["approved"], [scene["zhao"]])]


@pytest.mark.parametrize("late", [APPROVE, REJECT], ids=["approve", "reject"])
def test_whoever_looked_before_and_decides_after_comes_too_late(
    database, pair, scene, late
):
    zhao, chen = pair
    zhao.begin(decide(scene, "zhao", late, look=True))
    zhao.stopped("looked")
    assert chen.do(decide(scene, "chen", APPROVE)) == ""
    zhao.go_on()
    assert "not asked to decide" in zhao.result()
    found = rows(database, OUTCOME, scene["application"])
    assert found == [("approved", ["approved"], [scene["chen"]])]
