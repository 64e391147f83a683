"""CASE-5: what fails stops only itself, is shown, and is caught up once mended."""

import socket
import socketserver
import threading

import pytest
from process import SWEEP
from proof import assert_caught_up, rows, still_due

ERRORS = """
    SELECT count(*) FROM key_account_deadline
    WHERE res_id = ANY(%s) AND error IS NOT NULL
"""
#: The quarter of an hour after which a poisoned row is tried again has passed.
LATER = """
env.cr.execute(
    "UPDATE key_account_deadline SET next_event_at = next_event_at - interval '1 hour'"
    " WHERE error IS NOT NULL")
"""
RULE = """
rule = env["base.automation"].create({
    "name": "Broken",
    "model_id": env["ir.model"]._get_id("key.account.alarm"),
    "trigger": "on_create_or_write",
    "filter_domain": "[('state', '=', 'delivered')]",
})
env["ir.actions.server"].create({
    "name": "Broken", "model_id": rule.model_id.id, "usage": "base_automation",
    "base_automation_id": rule.id, "state": "code",
    "code": "raise UserError('It is broken.')",
})
result = rule.id
"""


def test_a_poisoned_deadline(database, pair, due):
    """Its work is of a model that is gone, as after a module was removed."""
    cases = due(20)
    poisoned = [cases[7]]
    break_it = "UPDATE key_account_deadline SET res_model = %r WHERE res_id = %s"
    pair[0].do(f"env.cr.execute({break_it % ('no.such.model', poisoned[0])!r})")
    pair[1].do(SWEEP)
    healthy = [case for case in cases if case not in poisoned]
    assert_caught_up(database, healthy)
    assert rows(database, ERRORS, cases) == [(2,)]
    # It is not tried again and again meanwhile.
    assert still_due(database, cases) == 0
    pair[0].do(f"env.cr.execute({break_it % ('helpdesk.ticket', poisoned[0])!r})")
    pair[0].do(LATER)
    pair[1].do(SWEEP)
    assert rows(database, ERRORS, cases) == [(0,)]
    assert_caught_up(database, cases)


def test_a_failing_automation_rule(database, pair, due):
    cases = due(5)
    rule = pair[0].do(RULE)
    pair[1].do(SWEEP)
    assert_caught_up(database, cases)
    shown = "SELECT alarm_error FROM base_automation WHERE id = %s"
    assert "broken" in rows(database, shown, rule)[0][0]
    pair[0].do(f"env['base.automation'].browse({rule}).action_archive()")
    pair[1].do(SWEEP)
    assert_caught_up(database, cases)


class MailServer(socketserver.ThreadingTCPServer):
    """Takes every message and keeps it."""

    allow_reuse_address = daemon_threads = True

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            self.answer("220 ready")
            while line := self.rfile.readline().decode().strip():
                word = line[:4].upper()
                if word == "DATA":
                    self.answer("354 go on")
                    self.server.messages.append(self.message())
                self.answer("250 ok" if word != "QUIT" else "221 bye")

        def answer(self, line):
            self.wfile.write(f"{line}\r\n".encode())

        def message(self):
            lines = []
            while (line := self.rfile.readline()) not in (b".\r\n", b""):
                lines.append(line)
            return b"".join(lines)

    def __init__(self, port):
        self.messages = []
        super().__init__(("127.0.0.1", port), self.Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()


@pytest.fixture
def port():
    """A port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


SERVER = """
env["ir.mail_server"].create({{
    "name": "Ours", "smtp_host": "127.0.0.1", "smtp_port": {port},
    "smtp_encryption": "none", "smtp_authentication": "login",
}})
env["mail.mail"].search([]).unlink()
"""
QUEUE = """
env["mail.mail"].process_email_queue()
"""
HOUR_LATER = """
env.cr.execute(
    "UPDATE mail_mail SET write_date = write_date - interval '1 hour'"
    " WHERE state = 'exception'")
"""
MAILS = "SELECT state, count(*) FROM mail_mail GROUP BY state"


def test_a_failing_mail_server(database, pair, due, port):
    """The e-mail waits in the queue and leaves once when the server is back."""
    cases = due(5)
    states = "SELECT DISTINCT a.state FROM key_account_alarm a JOIN"
    states += " key_account_deadline d ON d.id = a.deadline_id WHERE d.res_id = ANY(%s)"
    pair[0].do(SERVER.format(port=port))
    pair[1].do(SWEEP)
    assert_caught_up(database, cases)
    pair[1].do(QUEUE)
    assert rows(database, MAILS) == [("exception", 1)]
    assert rows(database, states, cases) == [("failed",)]
    with MailServer(port) as mail_server:
        pair[1].do(SWEEP)
        assert rows(database, MAILS) == [("exception", 1)]
        pair[1].do(HOUR_LATER)
        pair[1].do(SWEEP)
        pair[1].do(QUEUE)
        pair[1].do(SWEEP)
        pair[1].do(QUEUE)
        assert len(mail_server.messages) == 1
        assert b"deadlines need you" in mail_server.messages[0]
        mail_server.shutdown()
    assert_caught_up(database, cases)
