"""Telling somebody that a refresh failed or was refused, through whatever Apprise can reach. Off unless configured."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def tell(urls: Sequence[str], title: str, body: str) -> list[str]:
    """Send one message to every address.

    Args:
        urls: Addresses as Apprise writes them; none: nothing is sent.
        title: One line.
        body: Plain text.

    Returns:
        Addresses that could not be told, without what is secret in them; empty where all went well.
    """
    if not urls:
        return []
    # Some of Apprise's many plugins use what Python is about to retire; that is not the reader's concern.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return _tell(urls, title, body)


def _tell(urls: Sequence[str], title: str, body: str) -> list[str]:
    import apprise

    failed = []
    for url in urls:
        target = apprise.Apprise.instantiate(url)
        if target is None:
            failed.append(f"{_scheme(url)}:… (not an address that Apprise knows)")
        elif not target.notify(title=title, body=body, body_format=apprise.NotifyFormat.TEXT):
            failed.append(_without_secrets(url))
    return failed


def _without_secrets(url: str) -> str:
    """Scheme, host and port: users, passwords and the path of a webhook are secrets, and stay in the settings."""
    host = url.partition("://")[2].partition("/")[0].partition("?")[0].rpartition("@")[2]
    # Where the service has one host for all, what stands in its place is a token.
    return f"{_scheme(url)}://{host if '.' in host or ':' in host or host == 'localhost' else ''}…"


def _scheme(url: str) -> str:
    return url.partition(":")[0]
