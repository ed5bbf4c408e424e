"""What can go wrong at the publisher's site: which refusal, at which address, with which words.

Does not belong here: the sentences (messages/en/acquire.ftl and messages/ja/acquire.ftl).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError, Where, refuse

if TYPE_CHECKING:
    from kyokai_pipeline.messages import Phrase


def unusable_address(url: str, why: Phrase) -> ReportError:
    """An address that is malformed or must not be asked."""
    return refuse("address", Where(file=url), why=why)


def other_host(url: str, allowed: tuple[str, ...]) -> ReportError:
    """A link or a redirect that leads to a host nobody allowed."""
    return refuse("other_host", Where(file=url), allowed=allowed)


def private_address(url: str, host: str, address: str) -> ReportError:
    """A name that leads into a private network, which no publisher's does."""
    return refuse("private_address", Where(file=url), host=host, address=address)


def forbidden(url: str, robots: str) -> ReportError:
    """robots.txt asks not to fetch this."""
    return refuse("robots", Where(file=url), robots=robots)


def redirect_loop(visited: list[str]) -> ReportError:
    """Redirects that never arrive."""
    return refuse("redirect_loop", Where(file=visited[0]), chain=" → ".join(visited))


def refused_by_server(url: str, status: int) -> ReportError:
    """An answer that will not change by asking again, such as 404."""
    return refuse("http_status", Where(file=url), details={"status": status}, status=status, gone=status in {404, 410})


def unavailable(url: str, why: str | Phrase, tries: int, wait: float | None) -> ReportError:
    """The server could not answer however often it was asked."""
    seconds = f"{wait:.0f}" if wait else None
    return refuse("unavailable", Where(file=url), details={"tries": tries}, why=why, tries=tries, wait=seconds)


def too_large(url: str, limit: float) -> ReportError:
    """More bytes than a report has."""
    return refuse("too_large", Where(file=url), megabytes=limit / 1e6)


def too_slow(url: str, seconds: float) -> ReportError:
    """The answer never ended."""
    return refuse("too_slow", Where(file=url), seconds=seconds)


def no_pdf(url: str, kind: str, beginning: str) -> ReportError:
    """Something else than a PDF, often a page that says why."""
    return refuse("no_pdf", Where(file=url, printed=beginning or None), kind=kind or None)


def no_candidate(url: str, wanted: str, title: str, found: list[str]) -> ReportError:
    """A page that does not link to a report: it has changed, or moved."""
    where = Where(file=url, printed=title or None)
    return refuse("page_changed", where, details={"found": found}, wanted=wanted, found=_listed(found))


def several_candidates(url: str, wanted: str, found: list[str]) -> ReportError:
    """A page on which more than one link may be the report."""
    details = {"found": found}
    return refuse(
        "several_candidates", Where(file=url), details=details, wanted=wanted, count=len(found), found=_listed(found)
    )


def _listed(found: list[str]) -> str | None:
    return "".join(f"\n    {line}" for line in found) or None
