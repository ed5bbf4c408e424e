"""What more than one reader says when a page cannot be read with certainty.

Belongs here: refusals with the same words from several places. Does not belong here: the sentences (messages/).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Box, ReportError, Where, refuse
from kyokai_pipeline.japanese.numbers import NUMBER_PATTERN
from kyokai_pipeline.japanese.text import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.messages import Phrase, Word
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.vocabulary import TableSpec


def misread(page: PdfPage, why: Phrase, box: Box | None = None, printed: str | None = None) -> ReportError:
    """Something that the layout does not decide."""
    return refuse("misread", Where(page=page.number, box=box, printed=printed), why=why)


def missing_column(
    page: PdfPage, spec: TableSpec, lacking: Sequence[Word], box: Box | None, printed: str, keys: Sequence[object] = ()
) -> ReportError:
    """Columns that every edition has are not in the table."""
    where, details = Where(page=page.number, box=box, printed=printed), {"keys": [*keys]}
    names = {"table_en": spec.table_id, "table_ja": spec.label_ja}
    return refuse("missing_column", where, details=details, columns=lacking, **names)


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


def new_unit(text: str) -> dict[str, str]:
    """Where a unit that nobody knows would be added, and how."""
    return {"file": "japanese/numbers.py", "line": f'"{text}": "{text}",  # BASE_UNITS'}


def no_number(problem: ReportError, text: str) -> ReportError:
    """A problem with a cell that holds no number, advised of the word that may be unknown.

    Args:
        problem: What is said of the cell.
        text: The cell, as printed.
    """
    folded = canonical(text)
    if not any(char.isdigit() for char in folded):
        return problem.advised("lacks_placeholder", file="tables.yml", line=f'placeholders: ["{folded}"]')
    number = NUMBER_PATTERN.match(folded)
    rest = folded[number.end() :] if number else ""
    if not rest or any(char.isdigit() for char in rest):
        return problem
    if rest.isalnum():
        return problem.advised("lacks_unit", **new_unit(rest))
    return problem.advised("lacks_mark", file="pdf/marks.py", line=f"{rest}  # _SIGNED")
