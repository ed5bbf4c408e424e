"""What a server answered: its status, the document with limits on size and time, and what its headers say of it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, BinaryIO

from kyokai_pipeline.acquire import problems

if TYPE_CHECKING:
    import httpx

    from kyokai_pipeline.messages import Phrase

_AGAIN = {408, 425, 429, 500, 502, 503, 504}
"""Answers that may be another one in a moment."""


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


class Again(Exception):
    """Worth another try, after ``wait`` seconds where the server said so."""

    def __init__(self, why: str | Phrase, wait: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.wait = wait


@dataclass(frozen=True)
class Limits:
    """The most bytes, the moment by which all must be there, and how many seconds that were."""

    most: float
    end: float
    seconds: float


def check_status(url: str, response: httpx.Response) -> None:
    """Raise where the status is no success: a refusal, or ``Again`` where another try may help."""
    status = response.status_code
    if status in _AGAIN:
        raise Again(f"HTTP {status}", _retry_after(response.headers.get("retry-after")))
    if status != 200:
        raise problems.refused_by_server(url, status)


def take(url: str, response: httpx.Response, into: BinaryIO, limits: Limits) -> None:
    """Write the body into a file, within the limits."""
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


def answer_of(url: str, response: httpx.Response) -> Answer:
    """What the headers say of a document."""
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
