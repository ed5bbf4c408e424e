"""Why a file is refused before any of its pages is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError, ReportRefused, Where, refuse
from kyokai_pipeline.regular_file import content_of
from kyokai_pipeline.settings import limits

if TYPE_CHECKING:
    from pathlib import Path


def refused(error: ReportError) -> ReportRefused:
    """A refusal of the whole file."""
    return ReportRefused.because([error])


def bytes_of(path: Path) -> bytes:
    """What a file holds.

    Raises:
        ReportRefused: It is no regular file, too large, empty or no PDF.
    """
    where = Where(file=path.name)
    try:
        content = content_of(path)
    except ReportError as error:
        raise refused(error) from error
    if not content.strip():
        raise refused(refuse("empty_file", where))
    if b"%PDF-" not in content[:1024]:
        start = content[:40].decode("utf-8", "replace").strip().splitlines()[:1]
        raise refused(refuse("not_a_pdf", Where(file=path.name, printed=start[0] if start else None)))
    return content


def unopened(path: Path, content: bytes, reason: str) -> ReportRefused:
    """Why pdfium cannot open a file: encrypted, cut off or damaged."""
    where, reason = Where(file=path.name), reason.rstrip(".")
    if "password" in reason.lower() or "security" in reason.lower():
        return refused(refuse("encrypted", where))
    if b"%%EOF" not in content[-2048:]:
        return refused(refuse("truncated", where, reason=reason))
    return refused(refuse("damaged", where, reason=reason))


def require_few_pages(pages: int, where: Where) -> None:
    """Check that a file has no more pages than any real one has.

    Raises:
        ReportRefused: It has more.
    """
    most = limits().pages
    if pages > most:
        raise refused(refuse("limit_pages", where, pages=pages, limit=most))
