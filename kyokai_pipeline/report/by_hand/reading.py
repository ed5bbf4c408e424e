"""All tables of an edition that were entered by hand: their files are understood first, then held against the pages.

Belongs here: the order of the steps. Does not belong here: any one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError, ReportRefused, Where, refuse
from kyokai_pipeline.report.by_hand import indicators, tables
from kyokai_pipeline.report.by_hand.sheet_file import Line, read_lines
from kyokai_pipeline.report.by_hand.sheets import sheet_of
from kyokai_pipeline.report.by_hand.source import Source
from kyokai_pipeline.report.ledger.printed_numbers import digits_of
from kyokai_pipeline.report.missing_tables import KPI, known_tables
from kyokai_pipeline.report.tables.core_rows import claims_of
from kyokai_pipeline.vocabulary import tables as table_words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.report.by_hand.transcription import Transcription
    from kyokai_pipeline.report.ledger.ledger import Ledger
    from kyokai_pipeline.report.model import Edition
    from kyokai_pipeline.report.tables.core_rows import Rows


class ByHand:
    """The tables of one edition that were entered by hand.

    Attributes:
        problems: Why a file cannot be used.
        tables: Ids of the tables; the reader leaves them alone.
    """

    def __init__(self, entered: Sequence[Transcription], edition: Edition, pages: int, absent: Collection[str]) -> None:
        self._edition = edition
        self._lines: dict[str, tuple[Transcription, list[Line]]] = {}
        self.problems: list[ReportError] = []
        self.tables = {one.table for one in entered}
        for one in entered:
            try:
                self._lines[one.table] = one, self._read(one, pages, absent)
            except ReportRefused as refused:
                self.problems += refused.problems

    def _read(self, entered: Transcription, pages: int, absent: Collection[str]) -> list[Line]:
        where = Where(file=entered.file, printed=entered.table)
        year = self._edition.fiscal_year
        if entered.table not in (known := known_tables(year)):
            raise ReportRefused.because([refuse("hand_unknown_table", where, table=entered.table, known=known)])
        if entered.table in absent:
            raise ReportRefused.because([refuse("hand_and_missing", where, table=entered.table)])
        if entered.table in self._lines:
            raise ReportRefused.because([refuse("hand_table_twice", where, table=entered.table)])
        return read_lines(entered, sheet_of(entered.table, year), year, pages)

    @property
    def pages(self) -> set[int]:
        """The pages that the files name."""
        return {line.page for _, lines in self._lines.values() for line in lines}

    def read(self, pages: Mapping[int, PdfPage], ledger: Ledger, others: Rows) -> tuple[Rows, list[ReportError]]:
        """Rows of the core tables, and why a table cannot be used.

        Args:
            pages: Number -> page, for all that are named.
            ledger: Every number of the document.
            others: Rows of the other tables; what they claim is theirs.
        """
        rows: Rows = {}
        problems: list[ReportError] = []
        for entered, lines in self._lines.values():
            taken = frozenset(
                ledger.printed_at(claim.page, glyph)
                for claim in claims_of(others, rows)
                for glyph in digits_of(claim.reading.glyphs)
            )
            source = Source(entered, self._edition, pages, ledger.figures, taken)
            try:
                found = self._rows(entered.table, lines, source)
            except ReportRefused as refused:
                problems += refused.problems
            except ReportError as error:
                problems.append(error)
            else:
                for name, table in found.items():
                    rows.setdefault(name, []).extend(table)
        return rows, problems

    def _rows(self, table: str, lines: Sequence[Line], source: Source) -> Rows:
        if table == KPI:
            return indicators.rows_of(lines, source)
        return tables.rows_of(lines, table_words(self._edition.fiscal_year).spec(table), source)
