"""Asking a site that misbehaves: the document arrives whole, or there is one clear reason."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.acquire.http_client import Client
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.settings import Fetch
from kyokai_pipeline_tests.acquire.site import Reply, open_site, pdf

if TYPE_CHECKING:
    from kyokai_pipeline.acquire.http_answer import Answer, Validators
    from kyokai_pipeline_tests.acquire.site import Site

BODY = b"%PDF-1.7 " + b"x" * 5000
PATH = "/a.pdf"


class Asking:
    """One client, what it waited for and what it got."""

    def __init__(self, site: Site, **rules: object) -> None:
        self.site = site
        self.rules = Fetch(**{"timeout_s": 0.5, "deadline_s": 5.0, "max_mb": 1.0, **rules})  # type: ignore[arg-type]
        self.waits: list[float] = []
        self.got = BytesIO()

    def ask(self, url: str | None = None, known: Validators | None = None) -> Answer | None:
        url = url or self.site.url(PATH)
        with Client(self.rules, url, sleep=self.waits.append) as client:
            return client.ask(url, self.got, known)

    def refused(self, url: str | None = None) -> ReportError:
        with pytest.raises(ReportError) as error:
            self.ask(url)
        assert error.value.file
        assert error.value.what
        assert error.value.remedy_ja
        return error.value


def test_a_document_arrives_whole_and_says_who_asked(site: Site) -> None:
    site.puts(PATH, pdf(BODY))
    asking = Asking(site)
    answer = asking.ask()
    assert answer is not None
    assert asking.got.getvalue() == BODY
    assert (answer.url, answer.content_type) == (site.url(PATH), "application/pdf")
    assert [path for path, _ in site.asked] == ["/robots.txt", PATH]
    assert all("kyokai-pipeline" in headers["user-agent"] for _, headers in site.asked)


def test_headers_that_trickle_end_at_the_deadline_too() -> None:
    """One byte of a header every tenth of a second: no single wait is long, and the deadline is for all of them."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def trickle() -> None:
            door, _ = server.accept()
            with door, suppress(OSError):
                door.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
                while not ended.wait(0.1):
                    door.sendall(b"x")

        thread = threading.Thread(target=trickle, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{port}/a.pdf"
        rules = Fetch(timeout_s=5.0, deadline_s=1.0, tries=1)
        started = time.monotonic()
        with pytest.raises(ReportError) as error, Client(rules, url) as client:
            client.ask(url, BytesIO())
        ended.set()
        thread.join(timeout=30)
    assert error.value.code == "too_slow"
    assert time.monotonic() - started < 60


def test_a_redirect_to_another_port_is_not_followed(site: Site) -> None:
    with open_site() as other:
        other.puts(PATH, pdf(BODY))
        site.puts(PATH, Reply(b"", 302, headers={"Location": other.url(PATH)}))
        assert Asking(site).refused().code == "other_host"
        assert other.asked == []


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    site.puts(PATH, pdf(BODY))
    asking = Asking(site)
    first = asking.ask()
    assert first is not None
    assert first.validators.etag
    asking.got = BytesIO()
    assert asking.ask(known=first.validators) is None
    assert asking.got.getvalue() == b""


def test_a_date_serves_where_there_is_no_etag(site: Site) -> None:
    site.conditional = False
    day = "Wed, 23 Oct 2024 08:00:00 GMT"
    site.puts(PATH, Reply(BODY, headers={"Last-Modified": day}), Reply(b"", 304))
    asking = Asking(site)
    first = asking.ask()
    assert first is not None
    assert asking.ask(known=first.validators) is None
    assert site.asked[-1][1]["if-modified-since"] == day


def test_an_answer_304_that_nobody_asked_for_is_no_document(site: Site) -> None:
    site.puts(PATH, Reply(b"", 304))
    assert Asking(site).refused().code == "http_status"


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_an_answer_that_may_change_is_asked_for_again(site: Site, status: int) -> None:
    site.puts(PATH, Reply(b"busy", status), Reply(b"busy", status), pdf(BODY))
    asking = Asking(site)
    assert asking.ask() is not None
    assert asking.got.getvalue() == BODY
    assert asking.waits == [1.0, 2.0]


def test_the_server_says_how_long_to_wait(site: Site) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=3), usegmt=True)
    replies = [Reply(b"", 429, headers={"Retry-After": value}) for value in ("2", later, "soon")]
    site.puts(PATH, *replies, pdf(BODY))
    asking = Asking(site, deadline_s=60.0)
    assert asking.ask() is not None
    seconds, until, unknown = asking.waits
    assert seconds == 2
    assert 1 < until <= 3
    assert unknown == 4


def test_a_wait_longer_than_there_is_time_ends_at_once(site: Site) -> None:
    site.puts(PATH, Reply(b"", 503, headers={"Retry-After": "3600"}))
    asking = Asking(site)
    error = asking.refused()
    assert (error.code, asking.waits) == ("unavailable", [])
    assert "3600 s" in error.what


def test_tries_end(site: Site) -> None:
    site.puts(PATH, Reply(b"", 500))
    asking = Asking(site, tries=3, deadline_s=60.0)
    error = asking.refused()
    assert (error.code, site.times(PATH), asking.waits) == ("unavailable", 3, [1.0, 2.0])
    assert "HTTP 500" in error.what


@pytest.mark.parametrize("status", [401, 403, 404, 410, 418])
def test_an_answer_that_will_not_change_is_asked_for_once(site: Site, status: int) -> None:
    site.puts(PATH, Reply(b"no", status))
    error = Asking(site).refused()
    assert (error.code, error.details["status"], site.times(PATH)) == ("http_status", status, 1)


def test_a_truncated_document_is_asked_for_again_and_nothing_of_it_stays(site: Site) -> None:
    site.puts(PATH, Reply(BODY[:3000], promised=len(BODY)), pdf(BODY))
    asking = Asking(site)
    assert asking.ask() is not None
    assert asking.got.getvalue() == BODY


def test_a_document_that_is_always_truncated(site: Site) -> None:
    site.puts(PATH, Reply(BODY[:3000], promised=len(BODY)))
    error = Asking(site, tries=2).refused()
    assert error.code == "unavailable"
    assert "received 3000 bytes, expected 5009" in error.what


def test_a_server_that_falls_silent(site: Site) -> None:
    site.puts(PATH, Reply(BODY, pause=1.0, pieces=2))
    error = Asking(site, timeout_s=0.2, tries=1).refused()
    assert (error.code, "time-out" in error.what) == ("unavailable", True)


def test_a_server_that_drips(site: Site) -> None:
    """Each wait is short, the whole is not."""
    site.puts(PATH, Reply(BODY, pause=0.05, pieces=100))
    assert Asking(site, deadline_s=0.4).refused().code == "too_slow"


@pytest.mark.parametrize("promised", [None, -1])
def test_too_large_whether_the_server_says_so_before_or_not(site: Site, promised: int | None) -> None:
    site.puts(PATH, Reply(b"%PDF" + b"x" * 20_000, promised=promised, pieces=10))
    asking = Asking(site, max_mb=0.01)
    error = asking.refused()
    assert error.code == "too_large"
    assert "0.01 MB" in error.what
    assert len(asking.got.getvalue()) <= 10_000


def test_redirects_are_followed_to_the_end(site: Site) -> None:
    site.puts(PATH, Reply(status=301, headers={"Location": "b.pdf?x=1"}))
    site.puts("/b.pdf?x=1", Reply(status=307, headers={"Location": "/c.pdf"}))
    site.puts("/c.pdf", pdf(BODY))
    asking = Asking(site)
    answer = asking.ask()
    assert answer is not None
    assert answer.url == site.url("/c.pdf")
    assert asking.got.getvalue() == BODY


def test_a_redirect_loop_is_named(site: Site) -> None:
    site.puts(PATH, Reply(status=302, headers={"Location": "/b.pdf"}))
    site.puts("/b.pdf", Reply(status=302, headers={"Location": PATH}))
    error = Asking(site).refused()
    assert error.code == "redirect_loop"
    assert error.what.count("→") == 2


def test_redirects_without_end(site: Site) -> None:
    for number in range(20):
        site.puts(f"/{number}", Reply(status=302, headers={"Location": f"/{number + 1}"}))
    assert Asking(site).refused(site.url("/0")).code == "redirect_loop"


def test_a_redirect_to_another_host_only_where_it_is_allowed(site: Site) -> None:
    there = site.url("/b.pdf", host="localhost")
    site.puts(PATH, Reply(status=302, headers={"Location": there}))
    site.puts("/b.pdf", pdf(BODY))
    error = Asking(site).refused()
    assert (error.code, error.file) == ("other_host", there)
    assert site.times("/b.pdf") == 0
    asking = Asking(site, allowed_hosts=("127.0.0.1", "localhost"))
    assert asking.ask() is not None
    assert asking.got.getvalue() == BODY


@pytest.mark.parametrize("where", ["ftp://127.0.0.1/a.pdf", "file:///etc/passwd", "https://[", "http:///a.pdf"])
def test_redirects_to_no_address(site: Site, where: str) -> None:
    site.puts(PATH, Reply(status=302, headers={"Location": where}))
    assert Asking(site).refused().code in {"address", "redirect_loop"}


@pytest.mark.parametrize(
    "url",
    ["", "a.pdf", "ftp://h/a.pdf", "http://", "http://[x/", "http://user:word@127.0.0.1/a.pdf", "http://h:99999/"],
)
def test_addresses_that_are_none(site: Site, url: str) -> None:
    with pytest.raises(ReportError) as error, Client(Fetch(), url) as client:
        client.ask(url, BytesIO())
    assert error.value.code == "address"
    assert "word@" not in error.value.what


def test_a_host_that_does_not_listen(site: Site) -> None:
    error = Asking(site, tries=2).refused("http://127.0.0.1:9/a.pdf")
    assert error.code == "unavailable"
    assert "tried 2 times" in error.what


ROBOTS = "/robots.txt"


def robots(text: str) -> Reply:
    return Reply(text.encode(), kind="text/plain")


def test_robots_txt_is_obeyed_and_asked_for_once(site: Site) -> None:
    site.puts(PATH, pdf(BODY))
    site.puts("/private/a.pdf", pdf(BODY))
    site.puts(ROBOTS, robots("User-agent: *\nDisallow: /private/\n"))
    asking = Asking(site)
    with Client(asking.rules, site.url(PATH)) as client:
        client.ask(site.url(PATH), asking.got)
        with pytest.raises(ReportError) as error:
            client.ask(site.url("/private/a.pdf"), asking.got)
    assert error.value.code == "robots"
    assert site.times("/private/a.pdf") == 0
    assert site.times(ROBOTS) == 1


def test_robots_txt_names_us(site: Site) -> None:
    site.puts(PATH, pdf(BODY))
    site.puts(ROBOTS, robots("User-agent: *\nDisallow:\n\nUser-agent: kyokai-pipeline\nDisallow: /\n"))
    assert Asking(site).refused().code == "robots"
    assert Asking(site, user_agent="somebody/1.0").ask() is not None


def test_a_redirect_into_what_robots_txt_forbids(site: Site) -> None:
    site.puts(PATH, Reply(status=302, headers={"Location": "/private/a.pdf"}))
    site.puts(ROBOTS, robots("User-agent: *\nDisallow: /private/\n"))
    assert Asking(site).refused().code == "robots"


def test_robots_txt_asks_to_wait(site: Site) -> None:
    site.puts(PATH, pdf(BODY))
    site.puts(ROBOTS, robots("User-agent: *\nCrawl-delay: 7\n"))
    asking = Asking(site)
    assert asking.ask() is not None
    assert asking.waits == [7.0]


def test_a_robots_txt_that_cannot_be_read_is_a_no_and_one_that_is_not_there_is_none(site: Site) -> None:
    site.puts(PATH, pdf(BODY))
    site.puts(ROBOTS, Reply(b"", 503))
    error = Asking(site, tries=1).refused()
    assert error.code == "unavailable"
    assert str(error.file).endswith(ROBOTS)
    assert site.times(PATH) == 0
    site.puts(ROBOTS, Reply(b"", 403))
    assert Asking(site).ask() is not None


def test_the_name_that_a_server_gives(site: Site) -> None:
    named = "attachment; filename*=UTF-8''%E6%A6%82%E8%A6%81.pdf"
    site.puts("/download?id=3", Reply(BODY, headers={"Content-Disposition": named}))
    answer = Asking(site).ask(site.url("/download?id=3"))
    assert answer is not None
    assert answer.file_name == "概要.pdf"


@pytest.mark.parametrize("allowed", [False, True])
def test_a_name_that_leads_into_a_private_network(allowed: bool, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A publisher's name whose record points at this machine: nothing is asked there unless it was configured."""
    resolve = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _host, *more, **how: resolve("127.0.0.1", *more, **how))
    monkeypatch.setenv("NO_PROXY", "*")
    site.puts(PATH, pdf(BODY))
    url = site.url(PATH).replace("127.0.0.1", "publisher.example")
    asking = Asking(site, private_hosts=("publisher.example",) if allowed else ())
    if allowed:
        assert asking.ask(url) is not None
        return
    error = asking.refused(url)
    assert (error.code, error.words["address"]) == ("private_address", "127.0.0.1")
    assert site.asked == []


def test_a_redirect_to_a_private_address(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the name itself is allowed: the redirect leads to a host in numbers that nobody named."""
    resolve = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _host, *more, **how: resolve("127.0.0.1", *more, **how))
    monkeypatch.setenv("NO_PROXY", "*")
    site.puts(PATH, Reply(status=302, headers={"Location": "http://169.254.169.254/latest"}))
    url = site.url(PATH).replace("127.0.0.1", "publisher.example")
    assert Asking(site, private_hosts=("publisher.example",)).refused(url).code == "other_host"
