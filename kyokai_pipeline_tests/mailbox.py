"""A local receiver of alerts: what was posted to it, or a door that is closed."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


class Mailbox(ThreadingHTTPServer):
    """Listens on a free port; ``status`` is what it answers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Slot)
        self.letters: list[dict[str, Any]] = []
        self.status = 200

    @property
    def address(self) -> str:
        """As Apprise writes it."""
        return f"json://:secret-word@127.0.0.1:{self.server_port}/alerts"


class _Slot(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        box = self.server
        assert isinstance(box, Mailbox)
        box.letters.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(box.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing on stderr."""


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    """A mailbox that listens as long as the block runs."""
    with Mailbox() as box:
        thread = threading.Thread(target=box.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield box
        finally:
            box.shutdown()
            thread.join()
