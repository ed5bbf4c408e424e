"""One request at a time, with limits: a document arrives whole, or there is one clear reason why not."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, Self
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx

from kyokai_pipeline.acquire import problems, robots
from kyokai_pipeline.acquire.addresses import check_public
from kyokai_pipeline.acquire.http_answer import Again, Answer, Limits, Validators, answer_of, check_status, take
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.messages import phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from kyokai_pipeline.settings import Fetch

_REDIRECTS = {301, 302, 303, 307, 308}
_MOST_REDIRECTS = 8
_PORTS = {"http": 80, "https": 443}


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
        return self._ask(url, into, known, Limits(self._rules.max_mb * 1e6, end, self._rules.deadline_s))

    def _ask(
        self, url: str, into: BinaryIO, known: Validators | None, limits: Limits, *, is_robots: bool = False
    ) -> Answer | None:
        for tried in range(1, self._rules.tries + 1):
            try:
                return self._follow(url, into, known, limits, is_robots=is_robots)
            except Again as again:
                wait = 2.0 ** (tried - 1) if again.wait is None else again.wait
                if tried == self._rules.tries or time.monotonic() + wait > limits.end:
                    raise problems.unavailable(url, again.why, tried, again.wait) from again
                self._sleep(wait)
        raise AssertionError("tries is at least 1")

    def _follow(
        self, url: str, into: BinaryIO, known: Validators | None, limits: Limits, *, is_robots: bool
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
                    check_status(url, response)
                    take(url, response, into, limits)
                    return answer_of(url, response)
            except httpx.RequestError as error:
                raise _cut_short(url, error, limits) from error
            except (httpx.InvalidURL, ValueError) as error:
                raise problems.unusable_address(url, phrase("address_malformed", reason=str(error))) from error

    def _stream(self, url: str, known: Validators | None, limits: Limits) -> AbstractContextManager[httpx.Response]:
        left = max(limits.end - time.monotonic(), 0.001)
        return self._http.stream(
            "GET",
            url,
            headers=known.headers() if known else {},
            timeout=min(self._rules.timeout_s, left),
            extensions={"trace": lambda event, about: self._note_socket(url, event, about)},
        )

    def _note_socket(self, url: str, event: str, about: dict[str, Any]) -> None:
        if event not in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            return
        self._sockets = [about["return_value"].get_extra_info("socket")]
        if event == "connection.connect_tcp.complete":
            scheme, host, _ = _parts(url)
            try:
                check_public(url, scheme, host, self._sockets[0], self._rules.private_hosts)
            except ReportError:
                about["return_value"].close()
                raise

    def _shut(self) -> None:
        for door in self._sockets:
            with suppress(OSError):  # it has ended by itself
                door.shutdown(socket.SHUT_RDWR)

    @contextmanager
    def _cut_off(self, limits: Limits) -> Iterator[None]:
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

    def _may(self, url: str, limits: Limits, *, is_robots: bool, before: str | None) -> None:
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

    def _rules_of(self, scheme: str, origin: str, limits: Limits) -> robots.Rules:
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


def _cut_short(url: str, error: httpx.RequestError, limits: Limits) -> Exception:
    """Too late, or worth another try."""
    if time.monotonic() >= limits.end:
        return problems.too_slow(url, limits.seconds)
    if isinstance(error, httpx.TimeoutException):
        return Again(phrase("timed_out"))
    return Again(" ".join(str(error).split()) or type(error).__name__)


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
