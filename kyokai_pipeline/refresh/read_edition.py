"""Taking one edition in: read the PDF, ask a second engine, check, stage; and remember a refusal.

The steps are the same whoever asks: a run in Dagster's UI, the schedule, or the terminal.

Belongs here: the order of the steps. Does not belong here: opening the PDF (``reading``).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline import paths
from kyokai_pipeline.errors import ReportError, ReportRefused, Where, refuse
from kyokai_pipeline.messages import notice
from kyokai_pipeline.refresh import exchange, state
from kyokai_pipeline.refresh.doubts import (
    ALL_SEEN,
    EXPLAINED,
    UNDOUBTED,
    doubtful_values,
    unexplained_figures,
    unseen_text,
)
from kyokai_pipeline.refresh.plan import key_of, make_plan, paper_of
from kyokai_pipeline.refresh.reading import (
    ENGINES,
    ORIGIN,
    READABLE,
    RECONCILED,
    SCHEMA,
    SEEN,
    Reading,
    Refusal,
    problems_of,
)
from kyokai_pipeline.refresh.refused_pictures import forget, with_pictures
from kyokai_pipeline.refresh.unnamed import NAMED, unnamed_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

    from kyokai_pipeline.raw_folder.shelf import Paper
    from kyokai_pipeline.reconcile.outcome import Evaluation
    from kyokai_pipeline.report.ledger.second_opinion import Opinion
    from kyokai_pipeline.report.ledger.seen_as_printed import Sight
    from kyokai_pipeline.report.model import Report


@dataclass
class Intake:
    """An edition that is staged.

    Attributes:
        frames: ``core.membership`` -> what was staged.
        sight: What is seen at the places of the facts.
        opinion: What a second engine says of the facts.
        evaluations: What became of every identity, this edition's only.
        seconds: How long it took to read, check and stage it.
    """

    paper: Paper
    report: Report
    frames: dict[str, pd.DataFrame]
    sight: Sight
    opinion: Opinion
    evaluations: list[Evaluation]
    seconds: float


def take_in(raw: Path, warehouse: Path, edition: str, say: Callable[[str], None], *, is_strict: bool = False) -> Intake:
    """Read, check and stage the PDF of an edition that lies in ``raw``.

    Args:
        raw: Where the PDFs lie.
        warehouse: Where staging and memory are.
        edition: Edition id, e.g. ``FY2023-draft``.
        say: Hears of every step.
        is_strict: What otherwise only warns refuses too, for this once: such a refusal is not remembered.

    Raises:
        Refusal: No such edition, or some value of it cannot be trusted; what is staged stays as it is.
    """
    try:
        paper = paper_of(make_plan(raw, warehouse), edition)
    except ReportError as error:
        raise Refusal(READABLE, problems_of(error)) from error
    passed: list[str] = []
    try:
        taken = _take_in(paper, warehouse, say, passed, is_strict=is_strict)
    except Refusal as refusal:
        refusal.passed = tuple(step for step in passed if step != refusal.step)
        if refusal.step in (ORIGIN, NAMED, UNDOUBTED, EXPLAINED, ALL_SEEN):
            raise
        refusal.problems = with_pictures(paper.path, warehouse, refusal.problems)
        with state.changing(warehouse) as kept:
            kept.refuse(key_of(paper), ReportRefused.because(refusal.problems))
        exchange.give_refusal(warehouse, key_of(paper))
        raise
    exchange.give_edition(warehouse, edition)
    forget(warehouse, paper.name)
    if state.load(warehouse).refusal(key_of(paper)):
        with state.changing(warehouse) as kept:
            kept.accept(key_of(paper))
        exchange.give_refusal(warehouse, key_of(paper))
    return taken


def _take_in(
    paper: Paper, warehouse: Path, say: Callable[[str], None], passed: list[str], *, is_strict: bool
) -> Intake:
    """Every step in turn; ``passed`` grows by the name of each that went well."""
    from kyokai_pipeline.warehouse.staging import write_edition

    started = time.monotonic()
    say(notice("reading", file=paper.name))
    with Reading(paper) as at_work:
        report = at_work.report()
        passed.append(READABLE)
        say(notice("read_so_far", pages=len(report.pages), tables=len(report.tables), figures=len(report.figures)))
        if len(report.pages) < report.page_count:
            first, last = report.pages["page"].min(), report.pages["page"].max()
            say(notice("other_papers", first=int(first), last=int(last), pages=report.page_count))
        read = report.figures
        # While the other process looks at the pages, this one checks what was read; what it finds is told in its turn.
        checked = _Checked(paper, report, paths.staging_dir(warehouse))
        sight = at_work.sight()
        passed.append(SEEN)
        opinion = at_work.opinion()
        passed.append(ENGINES)
        at_work.draw_on()
    frames, evaluations = checked.frames(read, passed), checked.evaluations()
    if is_strict:
        passed.append(RECONCILED)
        _without_warnings(paper, frames, evaluations)
    write_edition(
        frames,
        paths.staging_dir(warehouse),
        edition_id=report.edition.edition_id,
        source_file=report.source_file,
        sha256=report.sha256,
        fingerprint=key_of(paper),
        acknowledged=paper.sidecar.acknowledged,
    )
    rows = sum(map(len, frames.values()))
    say(notice("checked", rows=f"{rows:,}", identities=len(evaluations)))
    return Intake(paper, report, frames, sight, opinion, evaluations, time.monotonic() - started)


def examine(paper: Paper, warehouse: Path) -> tuple[list[Evaluation], list[ReportError]]:
    """Check one PDF against itself without staging anything.

    Returns:
        Every evaluation, accepted contradictions marked; and everything that would keep the edition from being
        published.

    Raises:
        Refusal: The PDF cannot be read, or breaks a schema.
    """
    with Reading(paper, by_both=False) as at_work:
        report = at_work.report()
        at_work.sight()
    return _examined(paper, report, warehouse)


def look_through(paper: Paper, warehouse: Path) -> tuple[Report, list[ReportError]]:
    """Read and check one PDF as a refresh would, by both engines, without staging anything.

    Returns:
        What was read, and the contradictions that would keep it from being published.

    Raises:
        Refusal: It cannot be read or trusted.
    """
    with Reading(paper) as at_work:
        report = at_work.report()
        at_work.sight()
        at_work.opinion()
    return report, against_itself(paper, report, warehouse)


def against_itself(paper: Paper, report: Report, warehouse: Path) -> list[ReportError]:
    """The contradictions that would keep a report from being published.

    Raises:
        Refusal: It breaks a schema, or a correction does not fit it.
    """
    return _examined(paper, report, warehouse)[1]


def _examined(paper: Paper, report: Report, warehouse: Path) -> tuple[list[Evaluation], list[ReportError]]:
    from kyokai_pipeline.reconcile.acknowledge import acknowledge, contradictions
    from kyokai_pipeline.warehouse.reconciliation import evaluate_frames

    frames = _checked(paper, report)
    evaluations = evaluate_frames(frames, paths.staging_dir(warehouse))
    accepted = paper.sidecar.acknowledged
    return acknowledge(evaluations, accepted), contradictions(evaluations, accepted, file=paper.name)


class _Checked:
    """A report's tables as their schemas want them, and what became of every identity; or why it is refused."""

    def __init__(self, paper: Paper, report: Report, staging: Path) -> None:
        self._frames: dict[str, pd.DataFrame] = {}
        self._evaluations: list[Evaluation] = []
        self._refusal: Refusal | None = None
        try:
            self._frames = _checked(paper, report)
            self._evaluations = _reconciled(paper, self._frames, staging)
        except Refusal as refusal:
            self._refusal = refusal

    def frames(self, figures: pd.DataFrame, passed: list[str]) -> dict[str, pd.DataFrame]:
        """The tables, with what is seen of each figure.

        Args:
            figures: Those of the report, each with what is seen at its place and whether the engines agree.
            passed: Grows by the schemas, where they went well.

        Raises:
            Refusal: A correction does not fit, or some table breaks its schema.
        """
        if self._refusal is not None and self._refusal.step != RECONCILED:
            raise self._refusal
        passed.append(SCHEMA)
        evidence, known = self._frames["evidence.figure"], figures.set_index("figure_id")
        for column in ("seen", "engines_agree"):
            evidence[column] = evidence["figure_id"].map(known[column]).astype(evidence[column].dtype)
        return self._frames

    def evaluations(self) -> list[Evaluation]:
        """What became of every identity.

        Raises:
            Refusal: What the report prints contradicts itself.
        """
        if self._refusal is not None:
            raise self._refusal
        return self._evaluations


def _checked(paper: Paper, report: Report) -> dict[str, pd.DataFrame]:
    """The corrected tables, each as its schema wants it."""
    from kyokai_pipeline.raw_folder.corrections import correct
    from kyokai_pipeline.schemas.validate import validate_report

    try:
        correct(report, paper.sidecar.corrections, file=paper.path.with_suffix(".yml").name)
    except ReportError as error:
        raise Refusal(READABLE, problems_of(error)) from error
    try:
        return validate_report(report, paper.sidecar.provenance)
    except ReportError as error:
        raise Refusal(SCHEMA, problems_of(error)) from error


def _without_warnings(paper: Paper, frames: dict[str, pd.DataFrame], evaluations: list[Evaluation]) -> None:
    if not paper.sidecar.says_origin:
        raise Refusal(ORIGIN, [refuse("strict_origin", Where(file=paper.name), file=paper.name)])
    if words := unnamed_words(frames):
        raise Refusal(NAMED, [refuse("strict_names", Where(file=paper.name), words=words, file=paper.name)])
    if values := doubtful_values(evaluations):
        raise Refusal(UNDOUBTED, [refuse("strict_doubts", Where(file=paper.name), values=values, file=paper.name)])
    if figures := unexplained_figures(frames):
        raise Refusal(EXPLAINED, [refuse("strict_figures", Where(file=paper.name), figures=figures, file=paper.name)])
    if pages := unseen_text(frames):
        raise Refusal(ALL_SEEN, [refuse("strict_unseen", Where(file=paper.name), pages=pages, file=paper.name)])


def _reconciled(paper: Paper, frames: dict[str, pd.DataFrame], staging: Path) -> list[Evaluation]:
    from kyokai_pipeline.warehouse.reconciliation import refuse_contradictions

    try:
        return refuse_contradictions(frames, paper.sidecar.acknowledged, staging=staging, file=paper.name)
    except ReportError as error:
        raise Refusal(RECONCILED, problems_of(error)) from error
