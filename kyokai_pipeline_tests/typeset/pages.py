"""The whole report as pages of blocks: what stands where, before anybody draws it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from kyokai_pipeline_tests.typeset import prose, spelling
from kyokai_pipeline_tests.typeset.grid import Grid
from kyokai_pipeline_tests.typeset.kpi_grids import kpi_count, kpi_tables
from kyokai_pipeline_tests.typeset.later_tables import later_tables
from kyokai_pipeline_tests.typeset.membership_grids import membership, monthly_flow
from kyokai_pipeline_tests.typeset.small_grids import procurement, programme, training

if TYPE_CHECKING:
    from kyokai_pipeline_tests.typeset.content import Content
    from kyokai_pipeline_tests.typeset.styles import Style


@dataclass(frozen=True)
class Text:
    """One paragraph.

    Attributes:
        words: What it says.
        size: Points.
        align: Horizontal place.
        banner: A heading on a coloured bar.
        before: Space above, points.
    """

    words: str
    size: float = 9.0
    align: Literal["left", "center", "right"] = "left"
    banner: bool = False
    before: float = 3.0


@dataclass(frozen=True)
class Columns:
    """Two stacks of blocks beside each other."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]


@dataclass(frozen=True)
class Chart:
    """An empty plot: axis labels and a lonely value, as in the original. Everything in it is a decoy."""

    labels: tuple[str, ...]
    value: str


Block = Text | Grid | Columns | Chart


@dataclass
class Page:
    """One page, or more where its blocks do not fit.

    Attributes:
        blocks: From top to bottom.
        numbered: Its page number is printed.
    """

    blocks: list[Block] = field(default_factory=list)
    numbered: bool = False


def report_pages(content: Content, style: Style) -> list[Page]:
    """Every page of the report, in order."""
    pages = [_slip()] if style.slip else []
    pages.append(_cover(content, style))
    pages += [_front(index) for index in range(style.front_pages)]
    pages += [_membership_page(content, style), *_chart_pages()]
    pages += _programme_pages(content, style) + _organisation_pages(content, style)
    pages += _kpi_pages(content, style)
    other = [*_texts(prose.OTHER, content), *later_tables(content, style)]
    pages.append(Page([_banner("その他", "事業報告書 【第4章、第5章】"), *other]))
    return pages


def _banner(title: str, reference: str) -> Text:
    return Text(f"{title}　　{reference}", 13, banner=True, before=0)


def _texts(sentences: tuple[str, ...], content: Content, size: float = 9.0) -> list[Block]:
    """Paragraphs, with the content's replacements made."""
    said = []
    for sentence in sentences:
        words = sentence
        for old, new in content.sentences.items():
            words = words.replace(old, new)
        said.append(Text(words, size))
    return list(said)


def _printed(content: Content, *grids: Grid) -> list[Block]:
    """The grids that this content does not leave out."""
    return [grid for grid in grids if grid.name not in content.dropped]


def _slip() -> Page:
    return Page([Text(sentence, 11, before=20) for sentence in prose.SLIP])


def _front(index: int) -> Page:
    return Page([Text(sentence, 10, before=14) for sentence in prose.FRONT[: 1 + index % 3]], numbered=True)


def _cover(content: Content, style: Style) -> Page:
    """The cover: number, title, version, period."""
    edition = content.edition
    title, _, subtitle = edition["title"].partition("（協会けんぽ")
    blocks: list[Block] = []
    if edition["document_number"]:
        blocks.append(Text(edition["document_number"], 12, "right", before=0))
    blocks.append(Text(title, 24, "center", before=90))
    if subtitle:
        blocks.append(Text("（協会けんぽ" + subtitle, 18, "center", before=10))
    blocks.append(Text("【概要版】", 16, "center", before=16))
    start, end = (date.fromisoformat(edition[name]) for name in ("period_start", "period_end"))
    spelled = "～".join(
        f"{day.year}（{era}{number}）年{day.month}月{day.day}日"
        for day in (start, end)
        for era, _, number in [spelling.era_year(day)]
    )
    blocks.append(Text(f"事業期間：{spelled}", 12, "center", before=60))
    if not edition["title"].startswith(("令和", "20")):
        blocks.append(Text(content.organisation, 12, "center", before=20))
    return Page(blocks)


def _membership_page(content: Content, style: Style) -> Page:
    blocks: list[Block] = [_banner("加入者数、事業所数、医療費等の動向", "事業報告書 【第３章】")]
    blocks += _texts(prose.INTRODUCTION, content, 7)
    return Page(blocks + _printed(content, membership(content, style), monthly_flow(content, style)))


def _chart_pages() -> list[Page]:
    """Two pages of plots: years, months and values that are no facts."""
    years = tuple(f"{year}年度" for year in range(2012, 2024))
    months = tuple(f"{month}月" for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3))
    index: list[Block] = [Text("事業所数・被保険者数・被扶養者数の推移（指数）", 11, banner=True)]
    index += [Chart(months, "100"), *(Text(sentence) for sentence in prose.INDEX)]
    costs: list[Block] = [Text("加入者1人当たりの医療費の推移", 11, banner=True)]
    costs += [Text(sentence) for sentence in prose.MEDICAL_COSTS] + [Chart(years, "164,967")]
    return [Page(index), Page(costs)]


def _programme_pages(content: Content, style: Style) -> list[Page]:
    """The pages of both insurer functions with their result tables, in one or two columns."""
    foundation = _printed(content, programme(content, style, "dependent_reconfirmation"))
    health = _printed(content, programme(content, style, "health_programmes"))
    generic = _printed(content, programme(content, style, "generic_drugs"))
    parts = (
        ("基盤的保険者機能関係", prose.FOUNDATION, foundation, prose.AFTER_RECONFIRMATION),
        ("戦略的保険者機能関係", prose.STRATEGY, health, ()),
        ("戦略的保険者機能関係", prose.GENERIC, generic, prose.OPINIONS),
    )
    pages = []
    for title, before, grids, after in parts:
        head = _banner(title, "事業報告書 【第4章】")
        said, rest = _texts(before, content), _texts(after, content)
        pages.append(Page([head, *_two(style, said, grids + rest)], numbered=title.startswith("基盤")))
    return pages


def _two(style: Style, left: list[Block], right: list[Block]) -> list[Block]:
    """Two columns on a wide page, one below the other on a narrow one."""
    if style.orientation == "portrait":
        return left + right
    for block in right:
        if isinstance(block, Grid):
            block.width = 1.0
    return [Columns(tuple(left), tuple(right))]


def _organisation_pages(content: Content, style: Style) -> list[Page]:
    head = _banner("組織・運営体制関係", "事業報告書 【第4章】")
    taught = _printed(content, training(content, style))
    bought = _printed(content, procurement(content, style))
    return [
        Page([head, *_texts(prose.ORGANISATION, content), *taught]),
        Page([head, *_two(style, _texts(prose.COSTS, content) + bought, _texts(prose.OTHER[:1], content))]),
    ]


def _kpi_pages(content: Content, style: Style) -> list[Page]:
    """The KPI tables and the count: beside each other, below each other, or on pages of their own."""
    head = _banner("協会の運営に関する重要業績評価指標（KPI）", "事業報告書 【第4章】")
    tables, count = (
        _printed(content, *kpi_tables(content, style)),
        _printed(content, kpi_count(content, style)),
    )
    if style.kpi == "side_by_side" and len(tables) > 1:
        for block in count:
            if isinstance(block, Grid):
                block.width = 0.9
        left = (tables[0], *count)
        return [Page([head, Columns(left, tuple(tables[1:]))], numbered=True)]
    return [Page([head, *count, *tables], numbered=True)]
