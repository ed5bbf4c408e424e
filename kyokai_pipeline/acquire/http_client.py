"""One request at a time, with limits: a document arrives whole, or there is one clear reason why not."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, Self
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx

from kyokai_pipeline.acquire import problems, robots
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.messages import Phrase, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from kyokai_pipeline.settings import Fetch

_AGAIN = {408, 425, 429, 500, 502, 503, 504}
"""Answers that may be another one in a moment."""
_REDIRECTS = {301, 302, 303, 307, 308}
_MOST_REDIRECTS = 8
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Validators:
    """What a server gave to ask later whether a document is still the same."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """For a conditional request."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True)
class Answer:
    """A document that arrived whole.

    Attributes:
        url: Where it finally came from, after redirects.
        content_type: As the server said it, in lower case, without parameters.
        charset: As the server said it.
        file_name: The name that the server gave it (Content-Disposition), untrusted.
    """

    url: str
    content_type: str
    charset: str | None
    file_name: str | None
    validators: Validators


class _Again(Exception):
    """Worth another try, after ``wait`` seconds where the server said so."""

    def __init__(self, why: str | Phrase, wait: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.wait = wait


class Client:
    """Asks the hosts that are allowed, as politely as ``rules`` say. Use it in a ``with`` block.

    Args:
        rules: Limits, hosts, and who asks.
        first: The address asked first; its host is allowed where ``rules`` name none.
        sleep: Waits between two tries.
    """

    def __init__(self, rules: Fetch, first: str, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._rules = rules
        self._sleep = sleep
        self._agent = rules.user_agent.split()[0].partition("/")[0] if rules.user_agent.strip() else "*"
        self._first = _origin(first)
        self._allowed = rules.allowed_hosts or (self._first[0],)
        self._sockets: list[socket.socket] = []
        self._robots: dict[tuple[str, str], robots.Rules] = {}
        self._http = httpx.Client(
            headers={"User-Agent": rules.user_agent, "Accept-Encoding": "identity"},
            timeout=rules.timeout_s,
            follow_redirects=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(self, url: str, into: BinaryIO, known: Validators | None = None) -> Answer | None:
        """Fetch a document.

        Args:
            url: http or https.
            into: An empty file that takes the content; what a failed try left there is taken away.
            known: From an earlier answer, to spare the server the same content again.

        Returns:
            None where the document has not changed since (304).

        Raises:
            ReportError: It cannot be had, or not whole.
        """
        end = time.monotonic() + self._rules.deadline_s
        return self._ask(url, into, known, _Limits(self._rules.max_mb * 1e6, end, self._rules.deadline_s))

    def _ask(
        self, url: str, into: BinaryIO, known: Validators | None, limits: _Limits, *, is_robots: bool = False
    ) -> Answer | None:
        for tried in range(1, self._rules.tries + 1):
            try:
                return self._follow(url, into, known, limits, is_robots=is_robots)
            except _Again as again:
                wait = 2.0 ** (tried - 1) if again.wait is None else again.wait
                if tried == self._rules.tries or time.monotonic() + wait > limits.end:
                    raise problems.unavailable(url, again.why, tried, again.wait) from again
                self._sleep(wait)
        raise AssertionError("tries is at least 1")

    def _follow(
        self, url: str, into: BinaryIO, known: Validators | None, limits: _Limits, *, is_robots: bool
    ) -> Answer | None:
        visited: list[str] = []
        while True:
            self._may(url, limits, is_robots=is_robots, before=visited[-1] if visited else None)
            if url in visited or len(visited) > _MOST_REDIRECTS:
                raise problems.redirect_loop([*visited, url])
            visited.append(url)
            try:
                with self._cut_off(limits), self._stream(url, known, limits) as response:
                    if response.status_code in _REDIRECTS and "location" in response.headers:
                        url = urljoin(url, response.headers["location"])
                        continue
                    if response.status_code == 304 and known:
                        return None
                    _answered(url, response)
                    _take(url, response, into, limits)
                    return _answer(url, response)
            except httpx.RequestError as error:
                raise _cut_short(url, error, limits) from error
            except (httpx.InvalidURL, ValueError) as error:
                raise problems.unusable_address(url, phrase("address_malformed", reason=str(error))) from error

    def _stream(self, url: str, known: Validators | None, limits: _Limits) -> AbstractContextManager[httpx.Response]:
        left = max(limits.end - time.monotonic(), 0.001)
        return self._http.stream(
            "GET",
            url,
            headers=known.headers() if known else {},
            timeout=min(self._rules.timeout_s, left),
            extensions={"trace": self._note_socket},
        )

    def _note_socket(self, event: str, about: dict[str, Any]) -> None:
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self._sockets = [about["return_value"].get_extra_info("socket")]

    def _shut(self) -> None:
        for door in self._sockets:
            with suppress(OSError):  # it has ended by itself
                door.shutdown(socket.SHUT_RDWR)

    @contextmanager
    def _cut_off(self, limits: _Limits) -> Iterator[None]:
        """End a request at the deadline whatever it is doing.

        A time-out begins anew with every byte; a server that sends one now and then is never late by it.
        """
        timer = threading.Timer(max(limits.end - time.monotonic(), 0), self._shut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _may(self, url: str, limits: _Limits, *, is_robots: bool, before: str | None) -> None:
        """Scheme, host and robots.txt, before every request, also of a redirect."""
        scheme, _, origin = _parts(url)
        if before is not None and _parts(before)[0] == "https" and scheme != "https":
            raise problems.unusable_address(url, phrase("address_downgrade"))
        if not self._is_allowed(url):
            raise problems.other_host(url, self._allowed)
        if is_robots:
            return
        rules = self._rules_of(scheme, origin, limits)
        if not rules.allows(url, self._agent):
            raise problems.forbidden(url, rules.address)
        if wait := rules.delay(self._agent):
            self._sleep(wait)

    def _is_allowed(self, url: str) -> bool:
        """The address asked first, and allowed hosts at its port or at the ports that http and https have."""
        host, port = _origin(url)
        usual = set(_PORTS.values())
        if not self._rules.allowed_hosts and self._first[1] not in usual:
            usual = set()
        return host in self._allowed and port in usual | {self._first[1]}

    def _rules_of(self, scheme: str, origin: str, limits: _Limits) -> robots.Rules:
        if (scheme, origin) not in self._robots:
            address, content = urlunsplit((scheme, origin, "/robots.txt", "", "")), BytesIO()
            try:
                self._ask(address, content, None, replace(limits, most=robots.MOST_BYTES), is_robots=True)
            except ReportError as error:
                # RFC 9309: no such file means no wishes; a server that cannot say is not asked further.
                if not 400 <= error.details.get("status", 0) < 500:
                    raise
            self._robots[scheme, origin] = robots.parse(address, content.getvalue())
        return self._robots[scheme, origin]


@dataclass(frozen=True)
class _Limits:
    most: float
    end: float
    seconds: float


def _cut_short(url: str, error: httpx.RequestError, limits: _Limits) -> Exception:
    """Too late, or worth another try."""
    if time.monotonic() >= limits.end:
        return problems.too_slow(url, limits.seconds)
    if isinstance(error, httpx.TimeoutException):
        return _Again(phrase("timed_out"))
    return _Again(" ".join(str(error).split()) or type(error).__name__)


def _origin(url: str) -> tuple[str, int]:
    """Host and port."""
    scheme, host, _ = _parts(url)
    return host, urlsplit(url).port or _PORTS[scheme]


def _parts(url: str) -> tuple[str, str, str]:
    """Scheme, host, and host with port."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise problems.unusable_address(url, phrase("address_malformed", reason=str(error))) from error
    if parts.scheme not in {"http", "https"} or not host:
        raise problems.unusable_address(url, phrase("address_scheme"))
    if parts.username or parts.password:
        raise problems.unusable_address(url, phrase("address_password"))
    return parts.scheme, host, parts.netloc


def _answered(url: str, response: httpx.Response) -> None:
    status = response.status_code
    if status in _AGAIN:
        raise _Again(f"HTTP {status}", _retry_after(response.headers.get("retry-after")))
    if status != 200:
        raise problems.refused_by_server(url, status)


def _take(url: str, response: httpx.Response, into: BinaryIO, limits: _Limits) -> None:
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length) > limits.most:
        raise problems.too_large(url, limits.most)
    into.seek(0)
    into.truncate()
    taken = 0
    for chunk in response.iter_bytes():
        taken += len(chunk)
        if taken > limits.most:
            raise problems.too_large(url, limits.most)
        if time.monotonic() > limits.end:
            raise problems.too_slow(url, limits.seconds)
        into.write(chunk)
    if time.monotonic() > limits.end:  # what was cut off at the deadline may look like the end of the document
        raise problems.too_slow(url, limits.seconds)
    into.flush()


def _answer(url: str, response: httpx.Response) -> Answer:
    headers = response.headers
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return Answer(
        url,
        kind,
        response.charset_encoding,
        _file_name(headers.get("content-disposition", "")),
        Validators(headers.get("etag"), headers.get("last-modified")),
    )


def _file_name(disposition: str) -> str | None:
    """From ``attachment; filename*=UTF-8''…`` or ``filename="…"``."""
    from email.message import Message

    message = Message()
    message["content-disposition"] = disposition
    return message.get_filename()


def _retry_after(value: str | None) -> float | None:
    """Seconds, from seconds or from a date."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
