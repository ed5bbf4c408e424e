"""The links of a page, and which of them is the newest report."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from kyokai_pipeline.acquire import problems
from kyokai_pipeline.japanese.calendar import NotADate, fiscal_year
from kyokai_pipeline.japanese.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kyokai_pipeline.settings import Fetch

_MOST_LISTED = 12
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "caption", "dt", "th"}
_YEAR = re.compile(r"(?:[12]\d{3}|(?:令和|平成|R|H)(?:元|\d{1,2}))(?:\([^)]*\))?年?度")
_META = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """A link of a page.

    Attributes:
        url: Absolute, without fragment.
        text: What stands in the link, pictures' texts included.
        under: The heading above it.
        kind: The type that the page itself gives for it.
    """

    url: str
    text: str
    under: str = ""
    kind: str = ""

    @property
    def is_pdf(self) -> bool:
        """It says that it leads to a PDF."""
        named = urlsplit(self.url).path.lower().endswith(".pdf")
        return named or self.kind == "application/pdf" or "PDF" in squeeze(self.text).upper()

    @property
    def year(self) -> int | None:
        """The fiscal year that its own text names, or else its heading or address."""
        for text in (self.text, self.under, unquote(self.url)):
            for found in _YEAR.finditer(squeeze(text)):
                with suppress(NotADate):
                    return fiscal_year(found[0])
        return None

    def __str__(self) -> str:
        return f"{self.text or '（文字なし no text）'}  {self.url}"


@dataclass
class Page:
    """What is used of a page."""

    url: str
    title: str
    links: list[Link] = field(default_factory=list)


def read_page(content: bytes, url: str, charset: str | None) -> Page:
    """Title and links of an HTML page, broken or not.

    Args:
        content: As it came.
        url: Of the page; relative links start from here or from its ``<base>``.
        charset: As the server named it; else the page's own, else UTF-8, else Shift_JIS.
    """
    parser = _Parser(url)
    parser.feed(_decoded(content, charset))
    parser.close()
    return Page(url, parser.title.strip(), parser.links)


def choose(page: Page, rules: Fetch) -> Link:
    """The link to the report of the newest fiscal year.

    Raises:
        ReportError: No link fits, or several do; they are listed.
    """
    wanted = " + ".join(rules.link_words) + "".join(f" − {word}" for word in rules.not_words)
    fitting = _once(link for link in page.links if _fits(link, rules))
    candidates = [link for link in fitting if link.is_pdf]
    if not candidates:
        raise problems.no_candidate(page.url, wanted, page.title, _listed(page, fitting))
    newest = max((link.year for link in candidates if link.year is not None), default=None)
    chosen = [link for link in candidates if link.year == newest]
    if len(chosen) > 1:
        raise problems.several_candidates(page.url, wanted, [*map(str, chosen[:_MOST_LISTED])])
    return chosen[0]


def _once(links: Iterable[Link]) -> list[Link]:
    """One link to each address."""
    return list({link.url: link for link in links}.values())


def _fits(link: Link, rules: Fetch) -> bool:
    own = squeeze(link.text + unquote(link.url))
    around = own + squeeze(link.under)
    return all(squeeze(word) in around for word in rules.link_words) and not any(
        squeeze(word) in own for word in rules.not_words
    )


def _listed(page: Page, fitting: list[Link]) -> list[str]:
    """What the page has instead: pages that fit first, since the PDF may stand one page further."""
    further = [f"{link}  (HTML)" for link in fitting]
    listed = [*further, *map(str, _once(link for link in page.links if link.is_pdf))]
    more = len(listed) - _MOST_LISTED
    return [*listed[:_MOST_LISTED], *([f"…(+{more})"] if more > 0 else [])]


def _decoded(content: bytes, charset: str | None) -> str:
    own = _META.search(content[:4096])
    named = [charset, own[1].decode("ascii", "replace") if own else None, "utf-8"]
    for name in filter(None, named):
        # What calls itself Shift_JIS holds the characters that Windows added to it.
        codec = "cp932" if name.lower() in {"shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"} else name
        with suppress(LookupError, UnicodeDecodeError):
            return content.decode(codec)
    return content.decode("cp932", "replace")


class _Parser(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[Link] = []
        self.title = ""
        self._base = url
        self._under = ""
        self._heading: list[str] | None = None
        self._in_title = False
        self._open: tuple[str, str] | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "base" and given.get("href"):
            self._base = self._joined(given["href"]) or self._base
        elif tag == "title":
            self._in_title = True
        elif tag in _HEADINGS:
            self._heading = []
        elif tag == "a":
            self._end_link()
            if given.get("href"):
                self._open, self._text = (given["href"], given.get("type", "")), []
        elif tag == "img":
            self.handle_data(given.get("alt", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        elif tag in _HEADINGS and self._heading is not None:
            self._under, self._heading = _plain(self._heading), None
        elif tag == "a":
            self._end_link()

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        if self._heading is not None:
            self._heading.append(data)
        if self._open is not None:
            self._text.append(data)

    def close(self) -> None:
        super().close()
        self._end_link()

    def _end_link(self) -> None:
        if self._open is None:
            return
        href, kind = self._open
        self._open = None
        url = self._joined(href)
        if url and urlsplit(url).scheme in {"http", "https"}:
            self.links.append(Link(url, _plain(self._text), self._under, kind.lower()))

    def _joined(self, href: str) -> str | None:
        try:
            return urldefrag(urljoin(self._base, href.strip())).url
        except ValueError:  # http://[ and the like
            return None


def _plain(parts: list[str]) -> str:
    return " ".join("".join(parts).split())
