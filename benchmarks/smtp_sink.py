"""A mail server that takes everything, so that e-mails count as sent."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

READY = "220 ready"
OK = "250 ok"
GO_ON = "354 go on"
BYE = "221 bye"


class Handler(socketserver.StreamRequestHandler):
    """One client's dialogue."""

    def handle(self) -> None:
        """Agree to every command until the client leaves."""
        self.say(READY)
        for line in self.rfile:
            command = line[:4].upper()
            if command == b"DATA":
                self.say(GO_ON)
                self.skip_message()
            self.say(BYE if command == b"QUIT" else OK)
            if command == b"QUIT":
                return

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def skip_message(self) -> None:
        while self.rfile.readline().strip(b"\r\n") != b".":
            pass


@contextmanager
def smtp_sink() -> Iterator[int]:
    """The port at which it listens, on this machine only."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as sink:
        sink.daemon_threads = True
        threading.Thread(target=sink.serve_forever, daemon=True).start()
        try:
            yield sink.server_address[1]
        finally:
            sink.shutdown()
