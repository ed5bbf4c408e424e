"""From indicators to rows of the core tables, whether the reader or a person read them.

Belongs here: which part of an indicator becomes which column. Does not belong here: reading them (kpi.py, by_hand/).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.report.ledger.ledger import Claim
from kyokai_pipeline.report.tables.borders import no_next
from kyokai_pipeline.report.tables.core_rows import UNNAMED, unnamed_row
from kyokai_pipeline.report.tables.kpi_borders import read_kpis_over_borders
from kyokai_pipeline.vocabulary import kpi_words
from kyokai_pipeline.vocabulary.statements import definition_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.layout.cell_text import Reading
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.report.by_hand.transcription import Transcription
    from kyokai_pipeline.report.model import Edition
    from kyokai_pipeline.report.tables.borders import WithNext
    from kyokai_pipeline.report.tables.core_rows import Rows
    from kyokai_pipeline.report.tables.kpi import Counted, Indicator


_AS_READ = (
    "pillar", "initiative", "number", "statement", "direction", "target_basis", "target_text", "result_text", "status",
    "status_text",
)  # fmt: skip


def read_kpi_tables(pages: Sequence[PdfPage], edition: Edition, with_next: WithNext = no_next) -> Rows:
    """The indicators and the printed counts of their verdicts.

    Args:
        pages: Where they may stand.
        edition: The report.
        with_next: A page and the next one as one, where a table may go on there.
    """
    return indicator_rows(*read_kpis_over_borders(pages, kpi_words(edition.fiscal_year), with_next), edition)


def indicator_rows(
    indicators: Sequence[Indicator], counts: Sequence[Counted], edition: Edition, entered: Transcription | None = None
) -> Rows:
    """The rows of indicators and counts, whoever read them.

    Args:
        indicators: In their order.
        counts: Printed counts of verdicts.
        edition: The report.
        entered: Where a person entered them; None where the reader read them.
    """
    wordy: dict[int, tuple[Glyph, ...]] = {}
    for entry in indicators:
        if entry.result is None:  # a row beside it answers for the numbers in its texts
            wordy[entry.page] = (*wordy.get(entry.page, ()), *entry.glyphs)
    rows = [_row(entry, position, edition, wordy, entered) for position, entry in enumerate(indicators, 1)]
    stated = [
        {
            "edition_id": edition.edition_id,
            "status": count.status,
            "stated_count": int(count.reading.printed.value) if count.reading else None,
            "missing_reason": count.missing,
            "figure_id": Claim(count.page, count.reading, "kpi_count", entered=entered) if count.reading else None,
        }
        for count in counts
    ]
    found = {(word.kind, word.term_id): word for entry in indicators for word in entry.unnamed}
    unnamed = [unnamed_row(word, "kpi", edition) for word in found.values()]
    return {"kpi": rows, "kpi_count": stated, **({UNNAMED: unnamed} if unnamed else {})}


def _row(
    entry: Indicator,
    position: int,
    edition: Edition,
    wordy: dict[int, tuple[Glyph, ...]],
    entered: Transcription | None,
) -> dict[str, object]:
    """The row of an indicator; the first of its page that has a result quotes for those that have none."""
    more = wordy.pop(entry.page, ()) if entry.result else ()
    return {
        "edition_id": edition.edition_id,
        "kpi_id": entry.kpi.kpi_id,
        "position": position,
        **{name: getattr(entry, name) for name in _AS_READ},
        "is_named": entry.kpi.is_named,
        "definition": definition_of(entry.statement),
        "is_reference": entry.kpi.is_reference,
        **_number("target", entry.target),
        **_number("result", entry.result),
        "unit": entry.kpi.unit,
        **_claims(entry, more, entered),
    }


def _number(part: str, reading: Reading | None) -> dict[str, object]:
    printed = reading.printed if reading else None
    return {
        f"{part}_value": printed.value if printed else None,
        f"{part}_quantum": printed.quantum if printed else None,
    }


def _claims(entry: Indicator, more: tuple[Glyph, ...], entered: Transcription | None) -> dict[str, Claim | None]:
    """The figures of a row; ``more`` is what it quotes for other rows of its page."""
    quoted = (*entry.glyphs, *more)
    return {
        "target_figure_id": Claim(entry.page, entry.target, "kpi", entered=entered) if entry.target else None,
        "result_figure_id": (
            Claim(entry.page, entry.result, "kpi", quoted=quoted, entered=entered) if entry.result else None
        ),
    }
