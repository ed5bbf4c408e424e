"""Every page of a document once: its text is read, and pages that may hold a table are kept for the readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from kyokai_pipeline.errors import ReportError, Where, refuse
from kyokai_pipeline.layout.labels import may_begin, openings_of
from kyokai_pipeline.layout.overleaf import Overleaf, can_follow
from kyokai_pipeline.report.papers import Papers
from kyokai_pipeline.report.text.outline import Outline
from kyokai_pipeline.report.text.paragraphs import read_flow
from kyokai_pipeline.report.text.passages import Passages
from kyokai_pipeline.report.text.prose_figures import TABLE as PROSE
from kyokai_pipeline.report.text.prose_figures import read_prose
from kyokai_pipeline.vocabulary import TableSpec, kpi_words, tables

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from kyokai_pipeline.layout.terms import Term
    from kyokai_pipeline.pdf.document import Document, PdfPage
    from kyokai_pipeline.report.ledger.ledger import Ledger
    from kyokai_pipeline.report.ledger.printed_numbers import Figure, Placed
    from kyokai_pipeline.report.model import Edition
    from kyokai_pipeline.report.tables.core_rows import Rows

MOST_TABLE_PAGES = 200
"""Pages with tables like the report's are kept in memory, up to this many: ten times as many as the report has."""


class _Size(NamedTuple):
    number: int
    width: float
    height: float
    title: str | None
    unseen: int


class Pages:
    """Every page of the report once: its text is read, and pages that may hold a table are kept for the readers.

    Pages of other papers in the same file are left out: no table, sentence or figure of theirs is read. Of pages
    without a table only rows stay, so that a long document takes no more memory than what it says.

    Attributes:
        named: Number -> page, of the pages that somebody asked for by number.

    Raises:
        ReportError: Too many pages look as if they held a table.
    """

    def __init__(
        self, document: Document, ledger: Ledger, edition: Edition, named: Collection[int] = frozenset()
    ) -> None:
        papers = Papers.behind(document, edition)
        self._ledger = ledger
        document.begin_at(edition.cover_page)
        self._read(document, ledger, edition, papers, named)
        if papers.end() < self.sizes[-1].number:
            # Only a later page has shown that another paper had begun: nothing of it may stay.
            ledger.figures.clear()
            self._read(document, ledger, edition, papers, named)

    def _read(
        self, document: Document, ledger: Ledger, edition: Edition, papers: Papers, named: Collection[int]
    ) -> None:
        self.outline = Outline(edition.edition_id)
        self.passages = Passages(edition.edition_id)
        self.prose: list[tuple[Figure, dict[str, Any]]] = []
        self.sizes: list[_Size] = []
        self.kept: list[PdfPage] = []
        self.beside: dict[int, PdfPage] = {}
        self.named: dict[int, PdfPage] = {}
        before: tuple[PdfPage, Sequence[Placed]] | None = None
        wanted = [*(asks(spec) for spec in tables(edition.fiscal_year).specs), *kpi_pages()]
        for page in map(document.page, range(edition.cover_page, document.page_count + 1)):
            if not papers.hold(page):
                break
            paragraphs = read_flow(page)
            numbers = ledger.add_page(page, paragraphs)
            entries = self.outline.add_page(page, paragraphs)
            self.passages.add_page(page.number, entries, numbers)
            self.prose += [(p.figure, p.row(edition.edition_id)) for p in read_prose(numbers, entries, edition)]
            title = self.outline.titles.get(page.number)
            self.sizes.append(_Size(page.number, page.width, page.height, title, len(page.unseen)))
            if page.number in named:
                self.named[page.number] = page
            if may_hold(page, wanted):
                self.kept.append(page)
            if len(self.kept) > MOST_TABLE_PAGES:
                raise _too_many_tables(page.number, document.page_count)
            if before:
                self._part_with(*before)
            before = page, numbers
        if before:
            self._part_with(*before)

    def _part_with(self, page: PdfPage, numbers: Sequence[Placed]) -> None:
        """Keep of a page, once the next one has been read, what a table may ask for: all of it, or its rows only."""
        beside = page.number - 1, page.number + 1
        if page.number in self.named or page in self.kept:
            page.release()
        elif any(other.number in beside for other in self.kept[-2:]):
            page.release()
            self.beside[page.number] = page
        else:
            for number in numbers:
                number.figure.seal()

    def with_next(self, page: PdfPage, /, *, within_row: bool = False) -> Overleaf | None:
        """A page and the next one as one, if both may hold parts of a table; also where a row goes on overleaf."""
        every = {kept.number: kept for kept in self.kept} | self.beside
        below = every.get(page.last + 1)
        if below is None or not can_follow(page, below):
            return None
        joined = Overleaf(page, below, within_row=within_row)
        self._ledger.joined(joined)
        return joined

    def over_borders(self, *wanted: Sequence[Term]) -> list[Overleaf]:
        """Two pages as one of which one could spell enough of some words, also with a row torn; and three pages."""
        holding = {page.number for page in self.holding(*wanted)}

        def joined(firsts: Sequence[PdfPage], *, within_row: bool = False) -> list[Overleaf]:
            found = [two for page in firsts if (two := self.with_next(page, within_row=within_row))]
            return [two for two in found if holding.intersection(range(two.number, two.last + 1))]

        every = sorted([*self.kept, *self.beside.values()], key=lambda page: page.number)
        twos = joined(every)
        return [*twos, *joined(every, within_row=True), *joined(twos)]

    def holding(self, *wanted: Sequence[Term]) -> list[PdfPage]:
        """Pages that could spell enough of some asked words; stream order does not matter."""
        return [page for page in self.kept if may_hold(page, wanted)]

    def text_rows(self, tables: Rows) -> Rows:
        """Rows of the tables of the running text. A figure that a table has claimed is not one of them.

        Call this once the ledger is settled.

        Args:
            tables: Rows of the other tables.
        """
        left = [(figure, row) for figure, row in self.prose if figure.fact is None]
        for figure, _ in left:
            figure.fact = PROSE
        return {
            PROSE: [row for _, row in left],
            "initiative": self.outline.initiatives(),
            "passage": self.passages.rows(tables),
            "action_plan_item": self.outline.plan_items,
        }

    def rows(self, edition: Edition) -> list[dict[str, Any]]:
        """Rows of ``evidence.page``."""
        return [
            {
                "edition_id": edition.edition_id,
                "page": number,
                "width": round(width, 2),
                "height": round(height, 2),
                "title": title,
                "unseen_characters": unseen,
            }
            for number, width, height, title, unseen in self.sizes
        ]


def may_hold(page: PdfPage, wanted: Iterable[Sequence[Term]]) -> bool:
    """Whether enough of some asked words could stand on a page: first by its characters, then by where words begin.

    Args:
        page: The page.
        wanted: The words of several tables; those of one are enough.
    """
    present = page.characters
    openings: dict[str, set[str]] | None = None
    for asked in wanted:
        enough = max(1, 0.5 * len(asked))
        spelled = [term for term in asked if any(map(present.issuperset, term.forms))]
        if len(spelled) < enough:
            continue
        openings = openings_of(page) if openings is None else openings
        if sum(any(may_begin(form, openings) for form in term.forms) for term in spelled) >= enough:
            return True
    return False


def _too_many_tables(number: int, page_count: int) -> ReportError:
    where = Where(page=number)
    return refuse("too_many_tables", where, most=MOST_TABLE_PAGES, number=number, pages=page_count)


def asks(spec: TableSpec) -> list[Term]:
    """Words of a table of which a page that holds it has at least half."""
    return [
        term
        for term in (*(spec.required_rows or spec.rows), *spec.groups, *spec.columns.words)
        if term.key != spec.blank
    ]


def kpi_pages() -> tuple[Sequence[Term], ...]:
    """Heads of an indicator table, or the counts of its verdicts, which may stand on another page."""
    words = kpi_words()
    return [term for term in words.heads if term.key != "target"], words.statuses, words.statuses[:1]
