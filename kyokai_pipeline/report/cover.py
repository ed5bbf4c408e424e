"""The cover: which edition this document is, and whether it is such a report at all."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.japanese.calendar import NotADate, fiscal_year, period
from kyokai_pipeline.japanese.text import canonical, restore
from kyokai_pipeline.pdf.words import Line
from kyokai_pipeline.report.model import Edition

if TYPE_CHECKING:
    from kyokai_pipeline.pdf.document import Document, PdfPage

COVER_PAGES = 5
"""The cover is looked for on the first pages: a council's file may put an agenda before it."""

_TITLE = re.compile(r"(?P<year>(?:[12]\d{3}\(?|令和|平成|R|H).{0,12}?年度)(?:の)?事業報告書(?P<rest>.*)")
_PERIOD = re.compile(r"(?:事業|対象|報告)?期間[:：](?P<days>.+)")
_NUMBER = re.compile(r"資料(?:番号)?[\d一二三四五六七八九十]+(?:[-－‐ー]\d+)*")
_REVISION = re.compile(r"第(\d+)版|(\d+)次?訂正|(訂正|正誤|修正)版?")
_PUBLISHER = ("協会けんぽ", "全国健康保険協会")


def read_edition(document: Document) -> Edition:
    """Read the edition from the cover.

    Raises:
        ReportError: No cover of this report on the first pages, or a cover that contradicts itself.
    """
    for page in (document.page(n) for n in range(1, min(COVER_PAGES, document.page_count) + 1)):
        found = next(((line, m) for line in _cover_lines(page) if (m := _TITLE.search(canonical(line.folded)))), None)
        if found is None or not any(name in _text(page) for name in _PUBLISHER) or "期間" not in _text(page):
            continue
        return _edition(page, *found)
    first = document.page(1)
    heading = max(first.lines, key=lambda line: line.size, default=None)
    raise ReportError(
        "This is another document: no cover of the association's annual business report (事業報告書) was found.",
        "全国健康保険協会（協会けんぽ）の事業報告書の表紙が見つかりません。別の文書です。",
        "Put the summary version (概要版) of the annual business report into raw/.",
        "事業報告書の概要版PDFをraw/に置いてください。",
        page=1,
        box=heading.box if heading else None,
        printed=restore(heading.text) if heading else None,
        code="another_document",
    )


def _text(page: PdfPage) -> str:
    return canonical("".join(line.folded for line in page.lines))


def _cover_lines(page: PdfPage) -> list[Line]:
    """Lines of the page, and each pair of lines as one: a title may be broken."""
    pairs = [Line(a.words + b.words) for a, b in zip(page.lines, page.lines[1:], strict=False)]
    return [*page.lines, *pairs]


def _edition(page: PdfPage, line: Line, title: re.Match[str]) -> Edition:
    try:
        year = fiscal_year(title["year"])
        days = _period(page)
    except NotADate as error:
        raise _contradiction(page, line, str(error)) from error
    if year is None or days is None:
        raise _contradiction(page, line, "the year or the period (事業期間) cannot be read")
    if days != (date(year, 4, 1), date(year + 1, 3, 31)):
        raise _contradiction(page, line, f"the title says fiscal {year}, the period {days[0]} to {days[1]}")
    text = _text(page)
    draft = bool(re.search(r"\(案\)|【案】|\[案\]", canonical(title["rest"]) or "")) or "(案)" in text
    revision = _revision(text)
    suffix = ("-draft" if draft else "") + (f"-r{revision}" if revision > 1 else "")
    number = next((m[0] for other in page.lines if (m := _NUMBER.fullmatch(canonical(other.folded)))), None)
    return Edition(
        edition_id=f"FY{year}{suffix}",
        fiscal_year=year,
        era_label=_era_label(year),
        title=_printed_title(page, line),
        is_draft=draft,
        revision=revision,
        period_start=days[0],
        period_end=days[1],
        document_number=_as_printed(page, number) if number else None,
    )


def _period(page: PdfPage) -> tuple[date, date] | None:
    for line in _cover_lines(page):
        found = _PERIOD.search(canonical(line.folded))
        days = period(found["days"]) if found else None
        if days:
            return days
    return None


def _revision(text: str) -> int:
    found = _REVISION.search(text)
    if not found:
        return 1
    if found[1]:
        return int(found[1])
    return int(found[2]) + 1 if found[2] else 2


def _era_label(year: int) -> str:
    """2023 -> 令和5年度; the fiscal year takes the era of its last day, as the publisher does (2019 is 令和元年度)."""
    era, before = ("令和", 2018) if year >= 2019 else ("平成", 1988)
    count = year - before
    return f"{era}{'元' if count == 1 else count}年度"


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


def _contradiction(page: PdfPage, line: Line, why: str) -> ReportError:
    return ReportError(
        f"The cover does not say which edition this is: {why}.",
        "表紙から年度と事業期間を確定できません。",
        "Compare title and period on the cover.",
        "表紙の題名と事業期間を確認してください。",
        page=page.number,
        box=line.box,
        printed=unicodedata.normalize("NFC", line.text),
        code="bad_cover",
    )
