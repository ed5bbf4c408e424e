"""Asking the publisher for a new edition: the page, the link, the PDF, and then the same way in as any other PDF."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from kyokai_pipeline.acquire import problems
from kyokai_pipeline.acquire.add_file import Arrived, add_file, file_name
from kyokai_pipeline.acquire.http_client import Client
from kyokai_pipeline.acquire.link_page import choose, read_page
from kyokai_pipeline.acquire.seen import Seen, SeenDocument, SeenPage, load_seen
from kyokai_pipeline.errors import ReportError, ReportRefused, refuse
from kyokai_pipeline.raw_folder.shelf import REFUSED, look
from kyokai_pipeline.raw_folder.sidecar_writing import Origin, describe
from kyokai_pipeline.refresh.due import TOKYO

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyokai_pipeline.acquire.http_answer import Answer
    from kyokai_pipeline.settings import Fetch

NO_PAGE = "no_page"
"""Code of the error that says that no address is known to ask."""
_MAGIC_WITHIN = 1024
"""Readers of PDFs look for %PDF this far (ISO 32000-1, annex H)."""


@dataclass(frozen=True)
class Fetched:
    """What came of asking.

    Attributes:
        asked: The address asked.
        document: The address of the PDF.
        arrived: The edition that is new in raw/; None where nothing is new.
        unchanged: The server said that nothing has changed, and no PDF was sent.
    """

    asked: str
    document: str
    arrived: Arrived | None = None
    unchanged: bool = False


def fetch_new(
    rules: Fetch,
    raw: Path,
    warehouse: Path,
    url: str | None = None,
    *,
    origin: Origin | None = None,
    replacing: bool = False,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Ask for the newest report; put it into ``raw`` where it is not there.

    Args:
        rules: Where and how to ask.
        raw: Where the PDFs lie.
        warehouse: Where is remembered what was seen.
        url: A page or a PDF; none: ``rules.page``.
        origin: What else is known of the document.
        replacing: Whether it may take the place of another file of the same edition.
        sleep: Waits between two tries.

    Raises:
        ReportError: There is no address to ask (code ``no_page``), or the document cannot be had; raw/ is as before.
        ReportRefused: The document is not to be trusted; it is kept in ``raw/.refused/`` to be looked at.
    """
    address = url or rules.page
    if address is None:
        raise refuse("no_page")
    seen = load_seen(warehouse)
    errand = _Errand(rules, raw, warehouse, seen, origin or Origin(), replacing)
    with tempfile.TemporaryDirectory(prefix="kyokai-") as folder, Client(rules, address, sleep=sleep) as client:
        fetched = errand.run(client, address, Path(folder) / "document")
    with suppress(OSError):  # what is not remembered is asked for again
        seen.save()
    return fetched


@dataclass
class _Errand:
    rules: Fetch
    raw: Path
    warehouse: Path
    seen: Seen
    origin: Origin
    replacing: bool

    def run(self, client: Client, address: str, path: Path) -> Fetched:
        page = self._known_page(address)
        answer = _ask(client, address, path, self.known.get(address) or page)
        if answer is None:
            return self._linked(client, address, page.document, path) if page else _unchanged(address, address)
        if is_pdf(path):
            return self._document(address, address, answer, path)
        chosen = self._chosen(address, answer, path)
        found = self._linked(client, address, chosen, path)
        self.seen.pages[address] = SeenPage(chosen, self._words(), answer.validators)
        return found

    @cached_property
    def held(self) -> set[str]:
        """Hashes of the PDFs in raw/."""
        return {paper.sha256 for paper in look(self.raw).papers}

    @cached_property
    def known(self) -> dict[str, SeenDocument]:
        """Address -> what was seen there, of PDFs that are still in raw/."""
        return {url: seen for url, seen in self.seen.documents.items() if seen.sha256 in self.held}

    def _known_page(self, address: str) -> SeenPage | None:
        """The page as it was seen, unless other words choose from it now or what it leads to is gone from raw/."""
        page = self.seen.pages.get(address)
        return page if page and page.words == self._words() and page.document in self.known else None

    def _words(self) -> list[list[str]]:
        return [list(self.rules.link_words), list(self.rules.not_words)]

    def _chosen(self, address: str, answer: Answer, path: Path) -> str:
        content = path.read_bytes()
        if not (answer.content_type.endswith(("html", "xml")) or b"<a" in content.lower()):
            raise problems.no_pdf(address, answer.content_type, _beginning(path))
        return choose(read_page(content, answer.url, answer.charset), self.rules).url

    def _linked(self, client: Client, address: str, url: str, path: Path) -> Fetched:
        """The document that the page at an address links to."""
        answer = _ask(client, url, path, self.known.get(url))
        if answer is None:
            return _unchanged(address, url)
        if not is_pdf(path):
            raise problems.no_pdf(url, answer.content_type, _beginning(path))
        return self._document(address, url, answer, path)

    def _document(self, address: str, url: str, answer: Answer, path: Path) -> Fetched:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        arrived = None
        if sha256 not in self.held:
            origin = Origin(
                **{
                    **vars(self.origin),
                    "url": self.origin.url or url,
                    "retrieved_at": datetime.now(TOKYO).date(),
                    "terms": self.origin.terms or self.rules.terms,
                }
            )
            arrived = self._arrive(path, origin, _name(url, answer))
        self.seen.documents[url] = SeenDocument(sha256, answer.validators)
        return Fetched(address, url, arrived)

    def _arrive(self, path: Path, origin: Origin, name: str) -> Arrived:
        named = path.with_name(name)
        path.replace(named)
        try:
            return add_file(named, self.raw, self.warehouse, origin, replacing=self.replacing)
        except ReportRefused as refused:
            try:
                kept = _keep_refused(named, self.raw, origin)
            except OSError:  # a full disk, say, which is why it was refused
                raise refused from None
            raise ReportRefused.because([_kept(problem, kept) for problem in refused.problems]) from refused


def _ask(client: Client, url: str, path: Path, seen: SeenDocument | SeenPage | None) -> Answer | None:
    """What the server sends, into a file; None where it says that nothing has changed since it was seen."""
    with path.open("wb") as file:
        return client.ask(url, file, seen.validators if seen else None)


def _unchanged(address: str, url: str) -> Fetched:
    return Fetched(address, url, unchanged=True)


def is_pdf(path: Path) -> bool:
    """Whether the file begins as a PDF does, whatever it is called."""
    with path.open("rb") as file:
        return b"%PDF-" in file.read(_MAGIC_WITHIN)


def _keep_refused(path: Path, raw: Path, origin: Origin) -> Path:
    """What was fetched and refused stays, hidden from runs, with its origin: the words it needs may come later."""
    folder = raw / REFUSED
    folder.mkdir(exist_ok=True)
    kept = folder / path.name
    shutil.copyfile(path, kept)
    sidecar = kept.with_suffix(".yml")
    sidecar.write_text(describe(sidecar, "", origin, is_new=True), encoding="utf-8")
    return kept


def _kept(problem: ReportError, kept: Path) -> ReportError:
    where = f"{kept.parent.parent.name}/{REFUSED}/{kept.name}"
    return problem.advised("kept_refused", kept=where)


def _name(url: str, answer: Answer) -> str:
    """The name that the address ends with, or that the server gives."""
    last = unquote(urlsplit(url).path).rpartition("/")[2]
    if not last.lower().endswith(".pdf"):
        last = answer.file_name or last
    return file_name(last)


def _beginning(path: Path) -> str:
    """The first words of what came instead."""
    text = path.read_bytes()[:600].decode("utf-8", "replace")
    return " ".join(text.split())[:120]
