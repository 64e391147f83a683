"""CASE-5: killed at the worst moment; what was not committed never was, and is done."""

from process import SWEEP
from proof import assert_caught_up, rows, still_due, wait_until

#: Small batches; stops after the second one, before anything of the third.
BETWEEN = (
    """
from odoo.addons.key_account_service.models.clock import key_account_sweep_mixin
key_account_sweep_mixin.BATCH_SIZE = 10
calls = []
def claim(original, records):
    calls.append(1)
    if len(calls) == 3:
        stop("between")
    return original()
around(env["key.account.deadline"], "_sweep_claim", claim)
"""
    + SWEEP
)
#: Stops when a batch is written and not yet committed.
INSIDE = (
    """
def store(original, records):
    original()
    env.flush_all()
    stop("inside")
around(env["key.account.deadline"], "_store", store)
"""
    + SWEEP
)
#: Stops when the message is written and not yet committed.
SENDING = (
    """
def send(original, records):
    original()
    env.flush_all()
    stop("sending")
around(env["key.account.alarm"], "_deliver_to", send)
"""
    + SWEEP
)
MESSAGES = "SELECT count(*) FROM mail_message WHERE subject ~ 'deadlines need you'"


def test_killed_between_two_batches(database, pair, victim, due):
    cases = due(25)
    victim.begin(BETWEEN)
    victim.stopped("between")
    victim.kill()
    assert still_due(database, cases) == 30
    pair[1].do(SWEEP)
    assert_caught_up(database, cases)


def test_killed_in_the_middle_of_a_batch(database, pair, victim, due):
    cases = due(25)
    victim.begin(INSIDE)
    victim.stopped("inside")
    # The others go round what is locked, until the locks die with their owner.
    pair[1].do(SWEEP)
    assert still_due(database, cases) == 50
    victim.kill()
    wait_until(lambda: pair[1].do(SWEEP) or not still_due(database, cases))
    assert_caught_up(database, cases)


def test_killed_while_it_tells_people(database, pair, victim, due):
    cases = due(5)

    def messages():
        return rows(database, MESSAGES)[0][0]

    before = messages()
    victim.begin(SENDING)
    victim.stopped("sending")
    victim.kill()
    assert still_due(database, cases) == 0
    assert messages() == before
    wait_until(lambda: pair[1].do(SWEEP) or messages() > before)
    pair[1].do(SWEEP)
    assert messages() == before + 1
    assert_caught_up(database, cases)
