"""What is done with the PDF of an edition in a process of its own.

Belongs here: the functions that such a process is started with. It begins by importing this module, each time anew:
what one of the functions needs is imported in that function, and what the starting process needs is not imported here.
Does not belong here: starting them (``reading``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError, ReportRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kyokai_pipeline.dashboard.sheets import Sheets
    from kyokai_pipeline.report.by_hand.transcription import Transcription
    from kyokai_pipeline.report.ledger.second_opinion import Opinion
    from kyokai_pipeline.report.ledger.seen_as_printed import Sight
    from kyokai_pipeline.report.model import Report


def steps(
    path: Path, absent: dict[str, str], entered: Sequence[Transcription], by_both: bool
) -> Iterator[Report | Sight | Opinion | Sheets]:
    """The report; what its pages show; and, where both are asked, what a second engine says of every fact.

    Where both are asked, the pages are drawn last of all, for whoever publishes the edition.
    """
    from kyokai_pipeline import confined
    from kyokai_pipeline.dashboard.sheets import draw_report
    from kyokai_pipeline.report import reader
    from kyokai_pipeline.report.ledger import second_opinion, seen_as_printed

    report = reader.read(path, absent, entered)
    yield report
    opinion = confined.beside(second_opinion.second_opinion, path, report) if by_both else None
    yield seen_as_printed.seen_as_printed(path, report)
    if opinion is not None:
        yield opinion()
        confined.give_way()
        yield draw_report(path, report)


def from_cover(
    path: Path, absent: dict[str, str], entered: Sequence[Transcription]
) -> Iterator[str | Report | Sight | Opinion | Sheets]:
    """Which edition it is, then all of ``steps``."""
    yield cover(path)
    yield from steps(path, absent, entered, by_both=True)


def cover(path: Path) -> str:
    """Which edition it is."""
    from kyokai_pipeline.pdf.document import open_document
    from kyokai_pipeline.report.cover import read_edition

    try:
        with open_document(path) as document:
            return read_edition(document).edition_id
    except ReportRefused:
        raise
    except ReportError as error:
        raise ReportRefused.because([error.located(file=path.name)]) from error
