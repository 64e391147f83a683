"""A chat robot on a real socket, and the webhook that leads to it."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TRUSTED_HOSTS = "key_account_service.webhook_trusted_hosts"
OK = (200, b'{"errcode": 0, "errmsg": "ok"}')


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append(json.loads(body))
        self.server.paths.append(self.path)
        queued = self.server.answers
        status, answer = queued.pop(0) if queued else OK
        self.send_response(status)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        """Keep the output of the tests clean."""


@contextmanager
def robot_server():
    """A server with ``heard`` messages, ``paths``, and ``answers`` to give in turn."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.heard, server.paths, server.answers = [], [], []
    server.url = f"http://127.0.0.1:{server.server_port}/send?key=TOPSECRET"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class ChatMixin:
    """Gives every test a robot and a webhook to it."""

    def setUp(self):
        super().setUp()
        self.robot = self.enterContext(robot_server())
        self.env["ir.config_parameter"].set_param(TRUSTED_HOSTS, "127.0.0.1")
        self.webhook = self.env["key.account.webhook"].create(
            {"name": "Night shift", "company_id": False, "url": self.robot.url}
        )

    def add_step(self, name="policy_resolve_level_1", **values):
        """One more step of an escalation, by default a chat at the due time."""
        values = {"recipient": "nobody", "by_notification": False, **values}
        policy = self.ref(name)
        return self.env["key.account.escalation.step"].create(
            {"policy_id": policy.id, **values}
        )

    def send(self, moment):
        """The scheduled action that sends what is queued, at ``moment``."""
        with self.at(moment):
            done = self.env["key.account.webhook.message"]._send_due()
        self.env.invalidate_all()
        return done

    def messages(self):
        return self.env["key.account.webhook.message"].search([], order="id")
