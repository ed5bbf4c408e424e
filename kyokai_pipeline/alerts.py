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
            failed.append(f"{url.partition(':')[0]}:… (not an address that Apprise knows)")
        elif not target.notify(title=title, body=body, body_format=apprise.NotifyFormat.TEXT):
            failed.append(str(target.url(privacy=True)).partition("?")[0])  # type: ignore[no-untyped-call]
    return failed
