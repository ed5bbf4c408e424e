"""What can be wrong with the indicator tables.

Belongs here: refusals. Does not belong here: finding what is wrong (kpi*.py), and the sentences (messages/).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Box, ReportError, Where, refuse
from kyokai_pipeline.layout.terms import Term
from kyokai_pipeline.pdf.words import box_around
from kyokai_pipeline.vocabulary.alike import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.messages import Phrase
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.words import Word
    from kyokai_pipeline.vocabulary import KpiWords


def unknown_kpi_column(page: PdfPage, head: Sequence[Word], near: str | None) -> ReportError:
    """A column of an indicator table that no term explains; its head may have several lines."""
    text = "".join(word.text for word in head)
    where = Where(page=page.number, box=box_around(head), printed=text)
    return refuse("unknown_kpi_column", where, details={"nearest": near}, near=near, head=text)


def unknown_verdict(page: PdfPage, words: Sequence[Word]) -> ReportError:
    """What stands in the place of a verdict, and is none that the vocabulary knows."""
    text = "".join(word.text for word in words)
    return refuse("unknown_verdict", Where(page=page.number, box=box_around(words), printed=text), verdict=text)


def unknown_initiative(page: PdfPage, words: Sequence[Word], terms: Sequence[Term]) -> ReportError:
    """An initiative (具体的施策) that no term explains."""
    text = "".join(word.text for word in words)
    near = nearest(text, terms)
    where = Where(page=page.number, box=box_around(words), printed=text)
    return refuse("unknown_initiative", where, details={"nearest": near}, near=near, label=text)


def unknown_kpi(page: PdfPage, statement: str, fitting: Sequence[str], vocabulary: KpiWords, box: Box) -> ReportError:
    """A statement that more than one indicator claims, or that none explains and that may be a piece of another."""
    where = Where(page=page.number, box=box, printed=statement)
    if fitting:
        return refuse("ambiguous_kpi", where, fitting=fitting)
    near = nearest_kpi(statement, vocabulary)
    return refuse("unknown_kpi", where, details={"nearest": near}, near=near)


def nearest_kpi(statement: str, vocabulary: KpiWords) -> str | None:
    """The known indicator whose words are most like a statement, or None where nothing is near."""
    terms = [Term(kpi.kpi_id, ("".join(kpi.says),)) for kpi in vocabulary.kpis]
    close = nearest(statement, terms)
    return next((term.key for term in terms if close in term.forms), None)


def moved_initiative(page: int, initiative: str, pillar: str, vocabulary: KpiWords, box: Box) -> ReportError:
    """An initiative under another pillar than it is known to belong to."""
    here, known = (vocabulary.pillar_names[key][0] for key in (pillar, vocabulary.pillar_of[initiative]))
    where = Where(page=page, box=box, printed=initiative)
    return refuse("moved_initiative", where, initiative=initiative, here=here, known=known)


def bad_kpi_cell(page: PdfPage, kpi_id: str, why: Phrase, box: Box, printed: str | None) -> ReportError:
    """A target or result that is not exactly one number in the indicator's unit."""
    where = Where(page=page.number, box=box, printed=printed)
    return refuse("bad_kpi_cell", where, details={"kpi_id": kpi_id}, kpi=kpi_id, why=why)
