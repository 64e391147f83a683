"""VISIT-1, VISIT-3, TEAM-4: killed while it plans, lists or reminds; nothing twice."""

from proof import rows, wait_until

MAKE = """
from datetime import timedelta
from uuid import uuid4
from odoo import fields
env["res.company"].search([]).write(
    {"key_account_visit_plan_auto": False, "key_account_weekly": False})
company = env["res.company"].create({
    "name": f"Branch {uuid4()}", "key_account_visit_plan_auto": False,
    "key_account_weekly": %(weekly)s, "key_account_weekly_hour": 0,
    "key_account_visit_daily_limit": 3})
company.resource_calendar_id = env["resource.calendar"].create(
    {"name": "x", "company_id": company.id})
group = env.ref("key_account_service.group_key_account_officer")
users = env["res.users"].create([
    {"name": f"Manager {n}", "login": f"kas-{uuid4()}", "email": "x@branch.example",
     "group_ids": [(6, 0, group.ids)], "company_id": company.id,
     "company_ids": [(6, 0, company.ids)]} for n in range(6)])
env["key.account.team"].create({
    "name": "x", "company_id": company.id, "leader_id": users[0].id,
    "member_ids": [(6, 0, users.ids)]})
hotels = env["res.partner"].create([
    {"name": f"Hotel {n}", "is_company": True, "key_account_kind": "group",
     "key_account_tier_id": env.ref("key_account_service.tier_a").id,
     "key_account_company_id": company.id, "company_id": company.id,
     "key_account_manager_id": user.id,
     "child_ids": [(0, 0, {"name": "x", "key_person_role": "liaison"})]}
    for n, user in enumerate(users)])
env.flush_all()
result = {"company": company.id, "hotels": hotels.ids, "users": users.ids}
"""
DRAFT = """
from datetime import date
from dateutil.relativedelta import relativedelta
first = date.today() + relativedelta(months=1, day=1)
plans = env["key.account.visit.plan"]
plans._draft(
    env["res.company"].browse({company}), first, first + relativedelta(months=2, day=31)
)
run = lambda: plans._sweep_run(plans._propose_due, 2)
"""
RUN = DRAFT + "run()"
#: Stops when the second batch is written and not yet committed.
INSIDE = (
    DRAFT
    + """
calls = []
def fill(original, records):
    original()
    env.flush_all()
    calls.append(1)
    if len(calls) == 3:
        stop("inside")
around(plans, "_fill", fill)
run()
"""
)
POISONED = (
    DRAFT
    + """
def fill(original, records):
    if records.user_id.id == {users}[0]:
        raise ValueError("poisoned")
    original()
around(plans, "_fill", fill)
run()
"""
)
PLANS = """
    SELECT count(*), count(DISTINCT user_id), count(proposed_at)
    FROM key_account_visit_plan WHERE company_id = %s
"""
VISITS = """
    SELECT count(*), count(DISTINCT (partner_id, rule_id, due_on))
    FROM key_account_visit WHERE company_id = %s
"""
FAILED = """
    SELECT user_id FROM key_account_visit_plan
    WHERE company_id = %s AND error LIKE '%%poisoned%%'
"""
PROPOSE = """
from odoo.exceptions import UserError
from odoo.service.model import retrying
plan = env["key.account.visit.plan"].search([("company_id", "=", {company})], limit=1)
plan = plan.with_user(plan.user_id)
waited = []
def propose():
    plan.state
    if not waited:
        waited.append(True)
        stop("looked")
    plan.action_propose()
    env.flush_all()
try:
    retrying(propose, plan.env)
    result = ""
except UserError as error:
    env.cr.rollback()
    result = str(error)
"""
REVIEW = """
from odoo.addons.key_account_service.models.analysis import (
    key_account_weekly_review_open)
key_account_weekly_review_open.BATCH = 2
reviews = env["key.account.weekly.review"]
"""
WEEK = REVIEW + "reviews._cron_open()"
LISTING = (
    REVIEW
    + """
calls = []
def list_(original, records):
    original()
    env.flush_all()
    calls.append(1)
    if len(calls) == 3:
        stop("inside")
around(reviews, "_list", list_)
reviews._cron_open()
"""
)
REVIEWS = """
    SELECT count(*), count(DISTINCT user_id), count(listed_at)
    FROM key_account_weekly_review WHERE company_id = %s
"""
LINES = """
    SELECT count(*), count(DISTINCT account_id) FROM key_account_weekly_line
    WHERE company_id = %s
"""
TOLD = """
    SELECT count(*), count(DISTINCT a.deadline_id) FROM key_account_alarm a
    JOIN key_account_deadline d ON d.id = a.deadline_id
    JOIN key_account_weekly_review r ON r.id = d.res_id AND d.kind = 'weekly'
    WHERE r.company_id = %s
"""
UNFINISHED = """
from datetime import timedelta
from odoo import fields
yesterday = fields.Datetime.now() - timedelta(days=2)
for user, hotel in zip({users}, {hotels}):
    env["key.account.visit"].create({{
        "partner_id": hotel, "company_id": {company}, "user_id": user,
        "planned_at": yesterday, "content": "begun"}})
"""
REMINDER = """
reminders = env["key.account.visit.reminder"]
# Whatever hour and day it is when the test runs.
around(env["res.company"], "_reminds_of_records",
    lambda original, company: company.id == {company})
"""
REMIND = REMINDER + "reminders._cron_remind()"
REMINDING = (
    REMINDER
    + """
calls = []
def send(original, records):
    original()
    env.flush_all()
    calls.append(1)
    if len(calls) == 3:
        stop("inside")
around(reminders, "_send", send)
reminders._cron_remind()
"""
)
REMINDED = """
    SELECT count(*), count(DISTINCT user_id), count(sent_at)
    FROM key_account_visit_reminder WHERE company_id = %s AND role = 'visitor'
"""
LETTERS = """
    SELECT count(*) FROM mail_message m JOIN mail_notification n
    ON n.mail_message_id = m.id JOIN res_users u ON u.partner_id = n.res_partner_id
    WHERE u.company_id = %s AND m.subject LIKE '%%unfinished%%'
"""


def test_killed_while_it_drafts_the_plans_of_all(database, pair, victim):
    scene = pair[0].do(MAKE % {"weekly": False})
    company = scene["company"]
    victim.begin(INSIDE.format(**scene))
    victim.stopped("inside")
    victim.kill()
    drafted = rows(database, PLANS, company)[0]
    assert drafted[0] == drafted[1] == 6, "plans are there, to be filled"
    assert drafted[2] < 6
    run = RUN.format(**scene)
    wait_until(lambda: pair[1].do(run) or rows(database, PLANS, company)[0][2] == 6)
    visits = rows(database, VISITS, company)
    assert visits[0][0] == visits[0][1] > 6
    pair[0].do(run)
    assert rows(database, PLANS, company) == [(6, 6, 6)]
    assert rows(database, VISITS, company) == visits
    two_propose_at_once(pair, scene)
    visits = rows(database, VISITS, company)
    assert visits[0][0] == visits[0][1]


def two_propose_at_once(pair, scene):
    """Both have looked at the plan before somebody new is met in it."""
    pair[0].do(
        f"env['res.partner'].browse({scene['hotels']}).write("
        "{'child_ids': [(0, 0, {'name': 'y', 'key_person_role': 'decision_maker'})]})"
    )
    for worker in pair:
        worker.begin(PROPOSE.format(**scene))
        worker.stopped("looked")
    for worker in pair:
        worker.go_on()
    for worker in pair:
        worker.result()


def test_a_poisoned_plan_stops_no_other(database, pair):
    scene = pair[0].do(MAKE % {"weekly": False})
    pair[0].do(POISONED.format(**scene))
    assert rows(database, FAILED, scene["company"]) == [(scene["users"][0],)]
    assert rows(database, PLANS, scene["company"]) == [(6, 6, 5)]


def test_killed_while_it_lists_the_week(database, pair, victim):
    scene = pair[0].do(MAKE % {"weekly": True})
    company = scene["company"]
    victim.begin(LISTING.format(**scene))
    victim.stopped("inside")
    victim.kill()
    assert rows(database, REVIEWS, company)[0][2] < 6
    week = WEEK.format(**scene)
    wait_until(lambda: pair[1].do(week) or rows(database, REVIEWS, company)[0][2] == 6)
    told = rows(database, TOLD, company)
    pair[0].do(week)
    assert rows(database, REVIEWS, company) == [(6, 6, 6)]
    assert rows(database, LINES, company) == [(6, 6)]
    assert rows(database, TOLD, company) == told == [(6, 6)]


def test_killed_while_it_reminds(database, pair, victim):
    scene = pair[0].do(MAKE % {"weekly": False})
    company = scene["company"]
    pair[0].do(UNFINISHED.format(**scene))
    victim.begin(REMINDING.format(**scene))
    victim.stopped("inside")
    victim.kill()
    remind = REMIND.format(**scene)
    wait_until(
        lambda: pair[1].do(remind) or rows(database, REMINDED, company)[0][2] == 6
    )
    pair[0].do(remind)
    assert rows(database, REMINDED, company) == [(6, 6, 6)]
    assert rows(database, LETTERS, company) == [(6,)]
