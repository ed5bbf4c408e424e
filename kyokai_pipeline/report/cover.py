"""The cover: which edition this document is, and whether it is such a report at all."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError, Where, refuse
from kyokai_pipeline.japanese.calendar import NotADate, era_label, fiscal_year, period, unknown_era
from kyokai_pipeline.japanese.text import canonical, restore
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.pdf.words import Line
from kyokai_pipeline.report.cover_version import is_draft, revision_of
from kyokai_pipeline.report.model import Edition

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kyokai_pipeline.messages import Phrase, Word
    from kyokai_pipeline.pdf.document import Document, PdfPage

COVER_PAGES = 5
"""Of so many first pages each is looked at: a cover need not spell everything in one piece. A later one must."""

_TITLE = re.compile(r"事業報告書")
_TITLED_YEAR = re.compile(r"(?P<year>(?:[12]\d{3}\(?|令和|平成|R|H).{0,12}?年度|[RH]\d{1,2})(?:の|における)?$")
_CITED_YEAR = re.compile(r"協会けんぽ(?P<year>[12]\d{3})(?!\d)")
_PERIOD = re.compile(r"(?:(?:事業|対象|報告)?期間[:：]?|(?=自))(?P<days>.+)")
_NUMBER = re.compile(r"資料(?:番号)?[\d一二三四五六七八九十]+(?:[-－‐ー]\d+)*")
_DAYS = re.compile(r"4月1日.*3月31日")
_PUBLISHER = ("協会けんぽ", "全国健康保険協会")
_THROUGHOUT = 0.25
"""Share of the pages that name the association where its cover does not."""


@dataclass(frozen=True)
class _Cover:
    """What one of the first pages says of an edition; None for what it does not say."""

    page: PdfPage
    title: Line | None
    year: int | None
    days: tuple[date, date] | None

    @property
    def found(self) -> int:
        """How many of title, year and period it has."""
        return sum(part is not None for part in (self.title, self.year, self.days))


def read_edition(document: Document) -> Edition:
    """Read the edition from the cover, wherever in the file it is.

    Raises:
        ReportError: No page is a cover of this report, or the cover contradicts itself; or the file holds two reports,
            or nothing behind the cover.
    """
    best: _Cover | None = None
    found: Edition | None = None
    for number in _may_be_covers(document):
        page = document.page(number)
        if found is None:
            cover = _cover(page)
            if cover.found == len(_PARTS) and _names_publisher(document, page):
                found = _edition(cover)
            best = cover if best is None or cover.found > best.found else best
        elif another := _another_report(document, page, found):
            raise _two_reports(found, *another)
    if found is None:
        raise _another_document(document.page(1), best)
    if 1 < found.cover_page == document.page_count:
        raise refuse("cover_is_last", Where(page=found.cover_page, printed=found.title), page=found.cover_page)
    return found


def _may_be_covers(document: Document) -> Iterator[int]:
    """The first pages that speak of the report, and each later one with a title and the days of a fiscal year."""
    first = range(1, min(COVER_PAGES, document.page_count) + 1)
    yield from (number for number in first if _TITLE.search(_text(document.page(number))))
    later = range(COVER_PAGES + 1, document.page_count + 1)
    for number in later:
        said = canonical(document.text(number))
        if _TITLE.search(said) and _DAYS.search(said):
            yield number


def _another_report(document: Document, page: PdfPage, first: Edition) -> tuple[Edition, Line] | None:
    """The edition of which a later page is the cover, and its title.

    None where it is no cover, or repeats the title of the first one a few pages behind it.
    """
    try:
        cover = _cover(page)
        if cover.found < len(_PARTS) or not _names_publisher(document, page):
            return None
        edition = _edition(cover)
    except ReportError:  # it says something else of a year; a table or a sentence may
        return None
    repeated = edition.edition_id == first.edition_id and page.number - first.cover_page < COVER_PAGES
    return None if repeated or cover.title is None else (edition, cover.title)


def _cover(page: PdfPage) -> _Cover:
    """Title, year and period of a page.

    Raises:
        ReportError: It names two years.
    """
    lines = _cover_lines(page)
    title = next((line for line in lines if _TITLE.search(canonical(line.folded))), None)
    if title is not None and (era := unknown_era(_TITLE.split(canonical(title.folded))[0])):
        raise _contradiction(page, title, phrase("cover_era", era=era))
    try:
        years = {year for line in lines for year in _years(canonical(line.folded))}
        days = _period(lines)
    except NotADate as error:
        raise _contradiction(page, title or page.lines[0], phrase("year_unreadable", reason=str(error))) from error
    if title is not None and len(years) > 1:
        raise _contradiction(page, title, phrase("cover_years", years=sorted(years)))
    return _Cover(page, title, min(years, default=None), days)


def _years(text: str) -> Iterator[int]:
    """The fiscal years that a line names as the report's own: before the title, alone, or behind 協会けんぽ."""
    before, title, _ = text.partition("事業報告書")
    titled = _TITLED_YEAR.search(before) if title else None
    cited = _CITED_YEAR.search(text)
    alone = fiscal_year(re.sub(r"[(]報告[)]|[のに]$", "", text))
    year = fiscal_year(titled["year"]) if titled else None
    yield from (found for found in (year, alone, int(cited["year"]) if cited else None) if found is not None)


def _names_publisher(document: Document, cover: PdfPage) -> bool:
    """Whether the cover names the association, or page after page does: another body's report may cite it once."""
    if _is_named(cover):
        return True
    named = sum(_is_named(document.page(number)) for number in range(1, document.page_count + 1))
    return named >= _THROUGHOUT * document.page_count


def _is_named(page: PdfPage) -> bool:
    return any(name in _text(page) for name in _PUBLISHER)


def _text(page: PdfPage) -> str:
    return canonical("".join(line.folded for line in page.lines))


def _cover_lines(page: PdfPage) -> list[Line]:
    """Lines of the page, and each pair of lines as one: a title may be broken."""
    pairs = [Line(a.words + b.words) for a, b in zip(page.lines, page.lines[1:], strict=False)]
    return [*page.lines, *pairs]


def _edition(cover: _Cover) -> Edition:
    page, line, year, days = cover.page, cover.title, cover.year, cover.days
    assert line is not None
    assert year is not None
    assert days is not None
    if days != (date(year, 4, 1), date(year + 1, 3, 31)):
        why = phrase("cover_days_of_another_year", year=year, first=str(days[0]), last=str(days[1]))
        raise _contradiction(page, line, why)
    draft = is_draft([other.folded for other in page.lines], [aside.text for aside in page.asides])
    revision = revision_of(_text(page))
    suffix = ("-draft" if draft else "") + (f"-r{revision}" if revision > 1 else "")
    number = next((m[0] for other in page.lines if (m := _NUMBER.fullmatch(canonical(other.folded)))), None)
    return Edition(
        edition_id=f"FY{year}{suffix}",
        fiscal_year=year,
        era_label=era_label(year),
        title=_printed_title(page, line),
        is_draft=draft,
        revision=revision,
        period_start=days[0],
        period_end=days[1],
        document_number=_as_printed(page, number) if number else None,
        cover_page=page.number,
    )


def _period(lines: Sequence[Line]) -> tuple[date, date] | None:
    for line in lines:
        text = canonical(line.folded)
        found = _PERIOD.search(text)
        days = period(found["days"] if found else text)
        if days:
            return days
    return None


def _printed_title(page: PdfPage, line: Line) -> str:
    """The title and the large lines right under it, as printed."""
    parts = [restore(line.text)]
    below = [other for other in page.lines if other.base > line.base + 1]
    for other in below[:3]:
        text = canonical(other.folded)
        if text.startswith(("(協会けんぽ", "協会けんぽ")):
            parts.append(restore(other.text))
    return "".join(parts)


def _as_printed(page: PdfPage, number: str) -> str:
    return next(restore(line.text) for line in page.lines if canonical(line.folded) == number)


_PARTS = {"title": phrase("cover_title"), "year": phrase("cover_year"), "days": phrase("cover_days")}
"""Part of a cover -> its name."""


def _another_document(first: PdfPage, best: _Cover | None) -> ReportError:
    """No page is a cover of this report; says what one of them has of it, and what it lacks."""
    page = best.page if best else first
    heading = (best.title if best else None) or max(first.lines, key=lambda line: line.size, default=None)
    has = [name for part, name in _PARTS.items() if best and getattr(best, part) is not None]
    lacks = [name for name in _PARTS.values() if name not in has]
    where = Where(page=page.number)
    if heading:
        where = Where(page=page.number, box=heading.box, printed=restore(heading.text))
    details = {"found": [name.text("en") for name in has], "missing": [name.text("en") for name in lacks]}
    return refuse("another_document", where, details=details, shortfall=_shortfall(page, has, lacks))


def _shortfall(page: PdfPage, has: Sequence[Phrase], lacks: Sequence[Phrase]) -> Word:
    """What is missing on the page that is most like a cover; nothing where none is like one."""
    if has and lacks:
        return phrase("cover_lacks", page=page.number, has=has, lacks=lacks)
    return phrase("cover_no_publisher") if has else ""


def _two_reports(first: Edition, second: Edition, title: Line) -> ReportError:
    return refuse(
        "two_reports",
        Where(page=second.cover_page, box=title.box, printed=restore(title.text)),
        first=first.edition_id,
        first_page=first.cover_page,
        second=second.edition_id,
        second_page=second.cover_page,
    )


def _contradiction(page: PdfPage, line: Line, why: Phrase) -> ReportError:
    where = Where(page=page.number, box=line.box, printed=unicodedata.normalize("NFC", line.text))
    return refuse("bad_cover", where, why=why)
