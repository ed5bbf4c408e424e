"""What one edition of the report says, as plain data: no PDF, no DuckDB, no Dagster.

Belongs here: the shapes that the readers fill and everybody else consumes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from kyokai_pipeline.errors import Box, ReportError


@dataclass(frozen=True)
class Edition:
    """One document, as its own cover names it.

    Attributes:
        edition_id: ``FY2023`` (final), ``FY2023-draft`` (案) or ``FY2023-r2`` (erratum).
        fiscal_year: The year the report is about, western, April to March.
        revision: 1 for a first publication, 2 and more for an erratum.
        document_number: 資料番号 as printed, e.g. ``資料１－６``; None where the cover has none.
        cover_page: The page that is the cover; other papers of a meeting may lie before it.
    """

    edition_id: str
    fiscal_year: int
    era_label: str
    title: str
    is_draft: bool
    revision: int
    period_start: date
    period_end: date
    document_number: str | None
    cover_page: int = 1

    @property
    def order(self) -> tuple[int, int, int]:
        """Sort key: fiscal year, then draft < final < erratum."""
        return (self.fiscal_year, 0 if self.is_draft else 1, self.revision)


def _no_rows() -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame()


@dataclass(repr=False)
class Report:
    """Everything that was read from one PDF.

    Attributes:
        edition: What the cover says.
        tables: Name of the ``core`` table -> DataFrame with the columns of that table's schema.
        pages: One row a page: edition_id, page, width, height, title (points).
        figures: One row for every number found on every page, with its box and role.
        problems: What a person should look at although the report could be read.
        source_file: File name, without folders.
        sha256: Hash of the file's bytes.
        page_count: Pages in the file.
        glyph_boxes: Id of a figure that is a fact -> the boxes of its printed characters, in reading order.
        unnamed: One row for every word that no term explains and that was loaded under a provisional id.
        absent: Tables that this edition is declared to have none of -> why; ids of vocabulary/tables.yml, and kpi.
    """

    edition: Edition
    tables: dict[str, pd.DataFrame]
    pages: pd.DataFrame
    figures: pd.DataFrame
    source_file: str
    sha256: str
    page_count: int
    problems: list[ReportError] = field(default_factory=list)
    glyph_boxes: dict[str, tuple[Box, ...]] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    unnamed: pd.DataFrame = field(default_factory=_no_rows)

    def __repr__(self) -> str:
        from kyokai_pipeline.report.shown import summary

        return summary(self)

    def _repr_html_(self) -> str:
        from kyokai_pipeline.report.shown import html

        return html(self)
