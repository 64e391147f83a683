"""Visits at every stage, for what is uninstalled in the middle of the business."""

VISITS = """
import base64
from PIL import Image, ImageDraw
import io
picture = Image.new("RGBA", (300, 100), (255, 255, 255, 0))
ImageDraw.Draw(picture).line([(20, 80), (90, 20), (280, 70)], "navy", 4)
buffer = io.BytesIO()
picture.save(buffer, "PNG")
drawing = base64.b64encode(buffer.getvalue())
customer.key_account_team_id = team
boss = env["res.partner"].create(
    {"name": "Boss", "parent_id": customer.id, "key_person_role": "decision_maker"}
)
visits = env["key.account.visit"]
signed = visits.create({"partner_id": boss.id, "content": "x", "needs": "x"})
photo = env["ir.attachment"].create(
    {
        "name": "x.png",
        "raw": buffer.getvalue(),
        "res_model": "key.account.visit",
        "res_id": signed.id,
    }
)
signed.photo_ids = photo
env["key.account.visit.promise"].create(
    {"visit_id": signed.id, "name": "x", "due_on": now.date() + timedelta(days=2)}
)
signed._sign(drawing, "Boss")
env["key.account.visit.addendum"].create({"visit_id": signed.id, "words": "x"})
moved = visits.create({"partner_id": boss.id, "planned_at": now + timedelta(days=2)})
moved.planned_at = now + timedelta(days=3)
assert moved.move_ids and moved.event_id and moved.deadline_ids
signed.action_make_need()
need = signed.need_ids
need.department_id = env["key.account.department"].create({"name": "x"})
assert need.deadline_ids
plan = env["key.account.visit.plan"].create({"user_id": taker.id})
customer.key_account_manager_id = taker
plan._propose()
assert plan.visit_ids and plan.visit_ids.rule_id
plan.author_ids = False
plan.user_id.company_id.key_account_head_id = manager
plan.team_id = team
plan.action_submit()
assert plan.review_ids
meeting = env["key.account.meeting"].create(
    {
        "title": "x",
        "kind_id": env.ref("key_account_service.meeting_kind_exchange").id,
        "date_start": now - timedelta(hours=1),
        "outcome": "x",
        "line_ids": [(0, 0, {"partner_id": boss.id, "attendance": "came"})],
    }
)
meeting.action_plan()
meeting.action_done()
assert meeting.line_ids.visit_id
env["key.account.visit.reminder"].create(
    {
        "user_id": taker.id,
        "company_id": 1,
        "day": now.date(),
        "role": "visitor",
        "visit_ids": moved.ids,
    }
)
env["key.account.weekly.review"]._open_week()
env["key.account.weekly.review"]._list_due()
line = env["key.account.weekly.line"].search([], limit=1)
if line:
    env["key.account.weekly.action"].create(
        {
            "line_id": line.id,
            "what": "x",
            "due_on": now.date(),
            "name": "x",
            "account_id": customer.id,
            "company_id": line.company_id.id,
        }
    )
assert env["key.account.visit.coverage"].search([])
"""
