"""A publisher's site on this machine that behaves as badly as it is told to."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class Reply:
    """What one request is answered.

    Attributes:
        promised: Content-Length, where it is to be another than the true one; -1: none is sent.
        pause: Seconds between two pieces of the body.
        pieces: Into how many pieces the body is cut.
    """

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    promised: int | None = None
    pause: float = 0
    pieces: int = 1


class Site(ThreadingHTTPServer):
    """Answers each path by its replies in turn, the last one for ever; 404 for the rest, robots.txt included.

    Attributes:
        replies: Path -> replies.
        asked: Every request: path and headers, names in lower case.
        conditional: Whether it gives an ETag and answers 304.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Door)
        self.replies: dict[str, list[Reply]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.conditional = True
        self._count: dict[str, int] = defaultdict(int)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}{path}"

    def puts(self, path: str, *replies: Reply) -> str:
        """Let a path be answered so from now on; its address."""
        self.replies[path] = list(replies)
        self._count[path] = 0
        return self.url(path)

    def times(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(asked == path for asked, _ in self.asked)

    def reply(self, path: str) -> Reply:
        known = self.replies.get(path, [Reply(b"nothing here", 404)])
        number = min(self._count[path], len(known) - 1)
        self._count[path] += 1
        return known[number]


class _Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site = self.server
        assert isinstance(site, Site)
        site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        reply = site.reply(self.path)
        etag = f'"{hashlib.sha256(reply.body).hexdigest()[:16]}"'
        if site.conditional and reply.status == 200 and self.headers.get("If-None-Match") == etag:
            self.send_response(304)
            self.end_headers()
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        self.send_header("Connection", "close")
        if reply.promised != -1:
            self.send_header("Content-Length", str(len(reply.body) if reply.promised is None else reply.promised))
        if site.conditional:
            self.send_header("ETag", etag)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self._send(reply)
        self.close_connection = True

    def _send(self, reply: Reply) -> None:
        size = max(1, -(-len(reply.body) // reply.pieces))
        try:
            for start in range(0, len(reply.body), size):
                self.wfile.write(reply.body[start : start + size])
                self.wfile.flush()
                time.sleep(reply.pause)
        except OSError:  # whoever asked has gone
            return

    def log_message(self, *_: object) -> None:
        """Say nothing on stderr."""


@contextmanager
def open_site() -> Iterator[Site]:
    """A site that answers as long as the block runs."""
    with Site() as site:
        thread = threading.Thread(target=site.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield site
        finally:
            site.shutdown()
            thread.join()


def pdf(content: bytes) -> Reply:
    """A PDF as a well-kept server gives it."""
    return Reply(content, kind="application/pdf")


def page(*links: str, title: str = "事業報告書") -> Reply:
    """A page with links, each as HTML."""
    listed = "\n".join(f"<li>{link}</li>" for link in links)
    return Reply(f"<html><head><title>{title}</title></head><body><ul>{listed}</ul></body></html>".encode())
