"""CASE-5, SEC-1: messages leave for the internet only, and never hang."""

import contextlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from urllib3.connection import HTTPConnection

from kas_lib import outbound

HERE = frozenset({"127.0.0.1"})


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers["Content-Length"])
        self.server.bodies.append(self.rfile.read(length))
        self.server.paths.append(self.path)
        self.server.answer(self)

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    running.bodies, running.paths = [], []
    running.url = f"http://127.0.0.1:{running.server_port}/send?key=SECRET"
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()


def says(status, body=b"", headers=()):
    def answer(handler):
        handler.send_response(status)
        for name, value in headers:
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def reason(url, trusted=HERE, **kwargs):
    with pytest.raises(outbound.Undelivered) as caught:
        outbound.post(url, {"a": 1}, trusted, **kwargs)
    assert "SECRET" not in str(caught.value) + repr(caught.value)
    return caught.value.reason


def test_what_the_server_answers_is_returned(server):
    server.answer = says(200, b'{"errcode": 0}')
    assert outbound.post(server.url, {"a": "号"}, HERE) == b'{"errcode": 0}'
    assert server.bodies == [b'{"a": "\\u53f7"}']


@pytest.mark.parametrize("status", [400, 403, 404, 500, 503])
def test_any_other_status_is_a_failure(server, status):
    server.answer = says(status)
    assert reason(server.url) == "status"


def test_no_redirection_is_followed(server):
    server.answer = says(302, headers=[("Location", "/elsewhere")])
    assert reason(server.url) == "status"
    assert server.paths == ["/send?key=SECRET"]


def test_a_silent_server_is_left_in_time(server):
    server.answer = lambda handler: time.sleep(3)
    start = time.monotonic()
    assert reason(server.url, timeout=0.3) == "timeout"
    assert time.monotonic() - start < 2


def test_a_dripping_server_is_left_in_time(server):
    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        with contextlib.suppress(OSError):
            for _tenth in range(50):
                handler.wfile.write(b" ")
                time.sleep(0.1)

    server.answer = drip
    start = time.monotonic()
    assert reason(server.url, timeout=0.4) == "timeout"
    assert time.monotonic() - start < 2


def test_an_endless_answer_is_not_read(server):
    server.answer = says(200, b"x" * 1_000_000)
    assert len(outbound.post(server.url, {}, HERE)) == outbound.ANSWER_SIZE


def test_nobody_there():
    assert reason("http://127.0.0.1:9/x?key=SECRET") == "unreachable"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://qyapi.weixin.qq.com/x", "insecure"),
        ("ftp://qyapi.weixin.qq.com/x", "insecure"),
        ("file:///etc/passwd", "insecure"),
        ("https://", "insecure"),
        ("https://[::1", "insecure"),
        ("https://user:SECRET@qyapi.weixin.qq.com/x", "insecure"),
        ("https://127.0.0.1/x", "private"),
        ("https://10.1.2.3/x", "private"),
        ("https://169.254.169.254/latest/meta-data", "private"),
        ("https://[::1]/x", "private"),
        ("https://[::ffff:192.168.0.1]/x", "private"),
        ("https://[fd00::1]/x", "private"),
        ("https://[64:ff9b::10.0.0.1]/x", "private"),
        ("https://[64:ff9b:1::10.0.0.1]/x", "private"),
        ("https://[::127.0.0.1]/x", "private"),
        ("https://[2002:7f00:1::]/x", "private"),
        ("https://0.0.0.0/x", "private"),
        ("https://224.0.0.1/x", "private"),
    ],
)
def test_addresses_that_are_refused(url, expected):
    assert reason(url, frozenset()) == expected


def test_a_name_that_leads_inside_is_refused_before_a_word_is_said(server, monkeypatch):
    """The name looks public; who answers is the house itself."""
    said = []
    monkeypatch.setattr(HTTPConnection, "send", lambda self, data: said.append(data))
    url = f"https://localhost:{server.server_port}/x?key=SECRET"
    assert reason(url, frozenset()) == "private"
    assert not said and not server.bodies


def test_a_proxy_of_the_environment_is_not_asked(server, monkeypatch):
    server.answer = says(200, b"{}")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert outbound.post(server.url, {}, HERE) == b"{}"
