"""What more than one reader says when a page cannot be read with certainty.

Belongs here: refusals with the same words from several places. Does not belong here: the sentences (messages/).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Box, ReportError, Where, refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.messages import Phrase, Word
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.vocabulary import TableSpec


def misread(page: PdfPage, why: Phrase, box: Box | None = None, printed: str | None = None) -> ReportError:
    """Something that the layout does not decide."""
    return refuse("misread", Where(page=page.number, box=box, printed=printed), why=why)


def missing_column(
    page: PdfPage, spec: TableSpec, lacking: Sequence[Word], box: Box | None, printed: str
) -> ReportError:
    """Columns that every edition has are not in the table."""
    where = Where(page=page.number, box=box, printed=printed)
    return refuse("missing_column", where, table_en=spec.table_id, table_ja=spec.label_ja, columns=lacking)


def bad_cell(
    page: PdfPage, spec: TableSpec, cell: str, printed: str | None, box: Box | None, why: Phrase
) -> ReportError:
    """A cell that does not hold exactly what its place in the table asks for."""
    return refuse(
        "bad_cell",
        Where(page=page.number, box=box, printed=printed),
        details={"table": spec.table_id, "cell": cell},
        table_en=spec.table_id,
        table_ja=spec.label_ja,
        cell=cell,
        why=why,
    )
