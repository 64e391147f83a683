"""OPS-1: install, upgrade twice, uninstall, each in a process of its own."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from service_scene import SERVICES
from visit_scene import VISITS

from kas_runtime import databases, server

MODULE = "key_account_service"
EVENTS = "SELECT count(*) FROM calendar_event WHERE name LIKE %s"
OURS = "SELECT count(*) FROM information_schema.tables WHERE table_name LIKE %s"


@pytest.fixture(scope="module")
def database():
    """A database of its own: what depends on nothing of ours is installed."""
    name = f"{databases.TEST}{os.getpid()}_lifecycle"
    databases.clone_database(name)
    yield name
    databases.drop_database(name)


@pytest.fixture
def log(tmp_path):
    return tmp_path / "odoo.log"


def query(database, statement, *values):
    with databases.cursor(database) as cr:
        cr.execute(statement, values)
        return cr.fetchall() if cr.description else []


def complaints(log):
    baseline = databases.template_log(databases.template())
    return databases.new_complaints(log, baseline)


def add_ticket(database):
    """A ticket that helpdesk had before we came."""
    query(
        database,
        "INSERT INTO helpdesk_ticket (name, number, description, company_id, stage_id,"
        " active, create_date, rating_status)"
        " SELECT 'Old', 'HT00000', 'x', 1, min(id), true, now(), 'no_rate'"
        " FROM helpdesk_ticket_stage",
    )


def test_install_leaves_the_tickets_of_before_alone(database, log):
    add_ticket(database)
    databases.install_module(database, log)
    assert complaints(log) == []
    found = query(database, "SELECT received_at, case_kind FROM helpdesk_ticket")
    assert found == [(None, None)]
    assert query(database, "SELECT count(*) FROM key_account_deadline") == [(0,)]


def test_upgrade_twice_keeps_what_people_changed(database, log):
    query(database, "UPDATE key_account_deadline_policy SET amount = 77")
    # As an earlier version of ours, without the narrower rule, would have left it.
    rule = "UPDATE ir_rule SET domain_force = %s WHERE name = %s"
    query(database, rule, "[('id', 'child_of', 0)]", "Portal Personal Tickets")
    for _twice in range(2):
        server.run_odoo(["-u", MODULE], database, log)
    assert complaints(log) == []
    amounts = query(database, "SELECT DISTINCT amount FROM key_account_deadline_policy")
    assert amounts == [(77.0,)]
    public = query(
        database,
        "SELECT a.perm_write FROM ir_model_access a JOIN ir_model_data d"
        " ON d.res_id = a.id AND d.model = 'ir.model.access'"
        " WHERE d.name = 'access_helpdesk_ticket_stage_public'",
    )
    assert public == [(False,)]
    assert "child_of" not in portal_domain(database)


def portal_domain(database):
    """What portal users see: a record rule of helpdesk that we narrow."""
    ((domain,),) = query(
        database,
        "SELECT r.domain_force FROM ir_rule r JOIN ir_model_data d"
        " ON d.res_id = r.id AND d.model = 'ir.rule'"
        " WHERE d.name = 'helpdesk_ticket_rule_portal'",
    )
    return domain


SCENE = (
    """
from datetime import timedelta
from odoo import fields
team = env.ref("key_account_service.helpdesk_ticket_team_key_account")
case = env["helpdesk.ticket"].create(
    {"name": "No picture", "description": "x", "team_id": team.id}
)
case.stage_id = env.ref("key_account_service.helpdesk_ticket_stage_solved")
case.deadline_ids._cancel("because")
told = env["helpdesk.ticket"].create(
    {"name": "No sound", "description": "x", "case_kind": "complaint"}
)
told.stage_id = case.stage_id
told._note_contact(fields.Datetime.now())
call = told.call_back_ids
call._record("not_reached", fields.Datetime.now(), "phone", "x")
assert call.deadline_ids
env["key.account.investigation"].create({"ticket_id": told.id})
env["key.account.call.back.sample"].create({})
tier = env.ref("key_account_service.tier_a")
customer = env["res.partner"].create(
    {"name": "Hotel", "key_account_kind": "group", "key_account_tier_id": tier.id}
)
place = env["fsm.location"]._for_building(env.company, "Street 1", "City", "")
start = fields.Datetime.now() + timedelta(hours=3)
order = env["fsm.order"]._create_repair(
    {
        "ticket_id": env["helpdesk.ticket"].create(
            {"name": "Line", "description": "x", "team_id": team.id}
        ).id,
        "location_id": place.id,
        "scheduled_date_start": start,
        "scheduled_date_end": start + timedelta(hours=1),
    }
)
order._fail(
    "absent",
    "x",
    {
        "scheduled_date_start": start,
        "scheduled_date_end": start + timedelta(hours=1),
        "agreed_with": "x",
    },
)
visit = env["key.account.visit"].create({"partner_id": customer.id, "content": "x"})
visit.action_done()
manager = env.ref("base.user_admin")
customer.key_account_manager_id = manager
env["key.account.colleague"].create(
    {
        "account_id": customer.id,
        "function_id": env.ref("key_account_service.function_finance").id,
        "user_id": manager.id,
    }
)
taker = env["res.users"].create({"name": "Taker", "login": "taker"})
taker.group_ids |= env.ref("key_account_service.group_key_account_officer")
handover = env["key.account.handover"].create(
    {
        "giver_id": manager.id,
        "taker_id": taker.id,
        "account_ids": customer.ids,
    }
)
handover.action_propose()
team = env["key.account.team"].create({"name": "Team", "leader_id": manager.id})
env["key.account.assignment.rule"].search([], limit=1).team_id = team
now = fields.Datetime.now()
env["key.account.duty"].create(
    {"user_id": 2, "date_from": now, "date_to": now + timedelta(hours=1)}
)
proposal = env["key.account.tier.proposal"].create(
    {"account_id": customer.id, "tier_id": tier.id, "reason": "x"}
)
proposal.author_ids = False
proposal.action_submit()
assert proposal.review_ids
assert env["key.account.tier.history"].search([("account_id", "=", customer.id)])
announcement = env["key.account.announcement"].create(
    {"name": "x", "body": "x", "wave_ids": [(0, 0, {"tier_id": tier.id})]}
)
env["key.account.announcement.recipient"].create(
    {
        "announcement_id": announcement.id,
        "account_id": customer.id,
        "partner_id": customer.id,
        "tier_id": tier.id,
    }
)
env["key.account.opt.out"].create({"partner_id": customer.id})
day = env["key.account.site.day"].create({"account_id": customer.id})
env["key.account.site.request"].create(
    {"day_id": day.id, "person": "x", "what": "x"}
).action_make_case()
plan = env["key.account.maintenance.plan"].create(
    {"name": "x", "account_id": customer.id, "task": "x", "user_id": manager.id}
)
plan._make_days([now.date()])
assert plan.visit_ids.deadline_ids
"""
    + SERVICES
    + VISITS
    + """
env["key.account.duty.gap"]._cron_find()
assert env["key.account.duty.gap"].search([]).activity_ids
env.cr.commit()
"""
)


def test_uninstall_leaves_nothing_broken(database, log):
    """With a running business: cases in our stages, deadlines, a ledger."""
    run_shell(database, SCENE)
    assert query(database, "SELECT count(*) FROM key_account_deadline") != [(0,)]
    options = ["-c", os.environ["ODOO_RC"], "-d", database]
    with log.open("a") as output:
        subprocess.run(
            [sys.executable, "-m", "odoo", "module", "uninstall", *options, MODULE],
            check=True,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    assert complaints(log) == []
    assert query(database, OURS, "key_account_%") == [(0,)]
    left = query(database, "SELECT name FROM ir_model_data WHERE module = %s", MODULE)
    assert left == []
    functions = "SELECT count(*) FROM pg_proc WHERE proname LIKE %s"
    assert query(database, functions, "key_account_%") == [(0,)]
    # Whose calendar it is keeps the appointments.
    assert query(database, EVENTS, "Visit KV%") != [(0,)]
    approvals = "SELECT count(*) FROM tier_review WHERE model LIKE %s"
    assert query(database, approvals, "key.account.%") == [(0,)]
    assert portal_domain(database).count("child_of") == 2
    stages = query(
        database,
        "SELECT count(*) FROM helpdesk_ticket t LEFT JOIN helpdesk_ticket_stage s"
        " ON s.id = t.stage_id WHERE s.id IS NULL",
    )
    assert stages == [(0,)]


VIEWS = """
for model in ("helpdesk.ticket", "res.partner", "res.company", "helpdesk.ticket.team"):
    env[model].get_views([(False, "form"), (False, "list"), (False, "search")])
print("VIEWS", "GOOD")
"""


def test_the_views_of_others_still_open(database):
    assert "VIEWS GOOD" in run_shell(database, VIEWS)


def run_shell(database, code):
    """Run Python in Odoo's shell and return what it printed."""
    options = ["-c", os.environ["ODOO_RC"], "-d", database, "--no-http"]
    done = subprocess.run(
        [sys.executable, "-m", "odoo", "shell", *options],
        input=code,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "Traceback" not in done.stderr, done.stderr[-3000:]
    return done.stdout


def test_the_wheel_is_complete_and_found_without_addons_path(tmp_path):
    checkout = Path(os.environ["KAS_CHECKOUT"])
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    wheels = tmp_path / "wheels"
    options = ["--no-deps", "--no-build-isolation", "--no-index"]
    with contextlib.chdir(tmp_path):
        subprocess.run(
            [*pip, "wheel", *options, "-w", wheels, checkout], check=True, timeout=300
        )
    (wheel,) = wheels.glob("odoo_addon_key_account_service-*.whl")
    target = tmp_path / "site"
    subprocess.run(
        [*pip, "install", *options, "--target", target, wheel], check=True, timeout=300
    )
    addon = target / "odoo" / "addons" / MODULE
    tracked = subprocess.run(
        ["git", "ls-files", MODULE], cwd=checkout, capture_output=True, text=True
    ).stdout.split()
    missing = [
        name for name in tracked if not (target / "odoo" / "addons" / name).is_file()
    ]
    assert missing == []
    (metadata,) = target.glob("*.dist-info/METADATA")
    requires = [
        line for line in metadata.read_text().splitlines() if "Requires-Dist" in line
    ]
    assert any(
        "odoo-addon-helpdesk-mgmt" in line.replace("_", "-") for line in requires
    )
    found = subprocess.run(
        [
            sys.executable,
            "-c",
            "import odoo.addons; from odoo.modules import Manifest;"
            f" print(Manifest.for_addon('{MODULE}').path)",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(target), "ODOO_RC": os.devnull},
        capture_output=True,
        text=True,
    )
    assert found.stdout.strip() == str(addon), found.stderr
