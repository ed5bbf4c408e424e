"""Where a name leads: a publisher's name that resolves into a private network is not asked.

Belongs here: what counts as private. Does not belong here: which hosts may be asked at all (http_client.py).
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies, proxy_bypass

from kyokai_pipeline.acquire import problems

if TYPE_CHECKING:
    from collections.abc import Collection


def check_public(url: str, scheme: str, host: str, connection: Any, private_hosts: Collection[str]) -> None:
    """Look where a connection leads before anything is asked there.

    An address in numbers and localhost say themselves where they lead, and whoever allowed them meant that. Behind a
    proxy only the proxy knows.

    Args:
        url: What is asked for, for messages.
        scheme: Its scheme.
        host: Its host.
        connection: The open socket.
        private_hosts: Names that may lead into a private network.

    Raises:
        ReportError: The name leads to a private, loopback or link-local address.
    """
    if host in private_hosts or host == "localhost" or _as_address(host) is not None:
        return
    if getproxies().get(scheme) and not proxy_bypass(host):
        return
    address = _as_address(str(connection.getpeername()[0]))
    if address is not None and not address.is_global:
        raise problems.private_address(url, host, str(address))


def _as_address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(text.partition("%")[0].strip("[]"))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
