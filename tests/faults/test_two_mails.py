"""CASE-1: two workers take in one mail at the same moment: it becomes one case."""

import pytest
from proof import rows, wait_until

SCENE = """
from uuid import uuid4
name = f"desk-{uuid4().hex[:8]}"
domain = env["mail.alias.domain"].search([], limit=1) or env[
    "mail.alias.domain"].create({"name": "faults.example"})
env.company.alias_domain_id = domain
desk = env["helpdesk.ticket.team"].create(
    {"name": name, "alias_name": name, "alias_domain_id": domain.id}
)
result = {"desk": desk.id, "address": desk.alias_id.alias_full_name, "number": name}
"""
TAKE_IN = """
from odoo.service.model import retrying
mail = (
    "From: wang.fang@hotel.example\\r\\nTo: %(address)s\\r\\n"
    "Message-Id: <%(number)s@hotel.example>\\r\\nSubject: No picture\\r\\n\\r\\nHelp"
).encode()
context = {"default_fetchmail_server_id": False, **%(context)s}
gate = env["mail.thread"].with_context(context)
def take_in():
    %(before)s
    found = gate.message_process(None, mail)
    %(after)s
    return found
result = %(call)s
"""
CASES = "SELECT id FROM helpdesk_ticket WHERE team_id = %s"
ASIDE = "SELECT id FROM key_account_mail_aside WHERE team_id = %s"
WAITING = """
    SELECT 1 FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
LOOK = 'env.cr.execute("SELECT 1 FROM mail_message LIMIT 1"); '


@pytest.fixture
def scene(pair):
    return pair[0].do(SCENE)


def by_script(scene, before="pass", after="pass"):
    """As the mail server's script calls: Odoo itself tries again."""
    values = {"before": before, "after": after, "call": "retrying(take_in, env)"}
    return TAKE_IN % {**scene, **values, "context": "{}"}


def by_fetching(scene, before="pass"):
    """As mails are fetched: Odoo marks them as read whatever happens."""
    context = '{"default_fetchmail_server_id": 1}'
    values = {"before": before, "after": "pass", "call": "take_in()"}
    return TAKE_IN % {**scene, **values, "context": context}


def assert_one_case(database, scene, found):
    assert rows(database, CASES, scene["desk"]) == [(found,)]
    assert rows(database, ASIDE, scene["desk"]) == []


def test_whoever_comes_while_another_takes_it_in_waits(database, pair, scene):
    first, second = pair
    first.begin(by_script(scene, after='stop("taken in")'))
    first.stopped("taken in")
    second.begin(by_script(scene))
    wait_until(lambda: rows(database, WAITING), patience=20)
    first.go_on()
    found = first.result()
    assert found and not second.result()
    assert_one_case(database, scene, found)


@pytest.mark.parametrize("way", [by_script, by_fetching])
def test_whoever_looked_before_the_other_was_done_starts_over(
    database, pair, scene, way
):
    first, second = pair
    second.begin(way(scene, before=LOOK + 'stop("looked")'))
    second.stopped("looked")
    found = first.do(by_script(scene))
    second.go_on()
    if way is by_script:
        second.stopped("looked")
        second.go_on()
    assert not second.result()
    assert_one_case(database, scene, found)
