"""CASE-1: calls of a provider at one moment: none is lost, none makes two cases."""

import pytest
from proof import rows, wait_until

SCENE = """
gateway = env["key.account.gateway"].create({"name": "SMS"})
result = {"gateway": gateway.id}
"""
TAKE_IN = """
from odoo.service.model import retrying
gateway = env["key.account.gateway"].browse(%(gateway)s)
def take_in():
    made = env["key.account.gateway.message"].sudo()._take_in(
        gateway, "%(sender)s", "No picture", number="%(number)s"
    )
    env.flush_all()
    %(after)s
    return [made.id, made.ticket_id.id]
result = retrying(take_in, env)
"""
MESSAGES = "SELECT ticket_id FROM key_account_gateway_message WHERE gateway_id = %s"
WAITING = """
    SELECT 1 FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
ONE, OTHER = "13900000001", "13900000002"


@pytest.fixture
def scene(pair):
    return pair[0].do(SCENE)


def call(scene, sender=ONE, number="1", after="pass"):
    facts = {"sender": sender, "number": number, "after": after}
    return TAKE_IN % {**scene, **facts}


def meet(database, pair, scene, **late):
    """What two calls gave, of which the second comes during the first."""
    first, second = pair
    first.begin(call(scene, after='stop("taken in")'))
    first.stopped("taken in")
    second.begin(call(scene, **late))
    wait_until(lambda: rows(database, WAITING), patience=20)
    first.go_on()
    return first.result(), second.result()


def test_one_message_is_taken_in_once(database, pair, scene):
    first, second = meet(database, pair, scene)
    assert second == first
    assert len(rows(database, MESSAGES, scene["gateway"])) == 1


def test_two_messages_of_one_sender_are_one_case(database, pair, scene):
    first, second = meet(database, pair, scene, number="2")
    assert second[1] == first[1]
    assert len(rows(database, MESSAGES, scene["gateway"])) == 2


def test_messages_of_others_wait_for_nobody(database, pair, scene):
    first, second = pair
    first.begin(call(scene, after='stop("taken in")'))
    first.stopped("taken in")
    _message, case = second.do(call(scene, sender=OTHER, number="2"))
    first.go_on()
    assert case and case != first.result()[1]
