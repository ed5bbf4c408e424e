"""Opening the PDF of one edition: what is read from it, by one engine and by the other.

Belongs here: every step that needs the PDF itself, so that it can be done elsewhere (a process of its own, another
machine) without a change to the steps around it. Does not belong here: checking and staging (``read_edition``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportError, ReportRefused, Where, refuse

if TYPE_CHECKING:
    from kyokai_pipeline.raw_folder.shelf import Paper
    from kyokai_pipeline.report.ledger.second_opinion import Opinion
    from kyokai_pipeline.report.ledger.seen_as_printed import Sight
    from kyokai_pipeline.report.model import Report

READABLE, SEEN, ENGINES, SCHEMA, RECONCILED = "readable", "seen_as_printed", "engines_agree", "schema", "reconciled"
"""The steps at which an edition can be refused, in their order."""
ORIGIN = "origin_known"
"""A check that only warns: did anybody say where the PDF came from?"""


class Refusal(Exception):
    """An edition was refused.

    Attributes:
        step: ``readable``, ``seen_as_printed``, ``engines_agree``, ``schema`` or ``reconciled``.
        problems: Why, at least one.
        passed: Steps that went well before.
    """

    def __init__(self, step: str, problems: list[ReportError]) -> None:
        super().__init__(ReportRefused.because(problems).block())
        self.step = step
        self.problems = problems
        self.passed: tuple[str, ...] = ()


def read(paper: Paper) -> Report:
    """Read every table, sentence and figure.

    Raises:
        Refusal: Some value cannot be read with certainty, or the file changed meanwhile.
    """
    from kyokai_pipeline.report import reader

    try:
        report = reader.read(paper.path, dict(paper.sidecar.missing_tables))
    except ReportError as error:
        raise Refusal(READABLE, problems_of(error)) from error
    if report.sha256 != paper.sha256:
        raise Refusal(READABLE, [_changed(paper)])
    return report


def look(paper: Paper, report: Report) -> Sight:
    """Look at the place of every fact; the report's figures say what is seen.

    Raises:
        Refusal: The page may show something else.
    """
    from kyokai_pipeline.report.ledger.seen_as_printed import seen_as_printed

    sight = seen_as_printed(paper.path, report)
    if sight.problems:
        raise Refusal(SEEN, sight.problems)
    figures = report.figures
    figures["seen"] = [sight.seen.get(figure) for figure in figures["figure_id"]]
    return sight


def compare(paper: Paper, report: Report) -> Opinion:
    """Ask a second engine for every fact; the report's figures say on which it agrees.

    Raises:
        Refusal: It reads something else.
    """
    from kyokai_pipeline.report.ledger.second_opinion import second_opinion

    opinion = second_opinion(paper.path, report)
    if opinion.disagreements:
        raise Refusal(ENGINES, opinion.disagreements)
    figures = report.figures
    agreed = figures["figure_id"].isin(opinion.facts).astype("boolean")
    figures["engines_agree"] = agreed.where(figures["role"] == "fact")
    return opinion


def problems_of(error: ReportError) -> list[ReportError]:
    """Every reason that an error holds."""
    return error.problems if isinstance(error, ReportRefused) else [error]


def _changed(paper: Paper) -> ReportError:
    return refuse("changed_while_read", Where(file=paper.name))
