"""The evaluations of the identities: before an edition is staged, and all of them in the new warehouse file."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import ReportRefused
from kyokai_pipeline.reconcile.acknowledge import Acknowledgement, acknowledge, contradictions
from kyokai_pipeline.reconcile.evaluate import evaluate
from kyokai_pipeline.schemas import TABLES, literal
from kyokai_pipeline.warehouse.rows import insert
from kyokai_pipeline.warehouse.staging import StagedEdition, in_memory, load_frames, parquet, staged_editions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import duckdb
    import pandas as pd

    from kyokai_pipeline.reconcile.interval import Bound
    from kyokai_pipeline.reconcile.outcome import Evaluation

PLACES = 6
"""Decimals of a stored bound; rounded outwards, so that the stored interval holds the exact one."""
_COLUMNS = {
    "edition_id": "VARCHAR", "identity_id": "VARCHAR", "subject": "VARCHAR", "topic": "VARCHAR",
    "description_ja": "VARCHAR", "description_en": "VARCHAR", "claim": "VARCHAR",
    "expected_low": f"DECIMAL(30, {PLACES})", "expected_high": f"DECIMAL(30, {PLACES})", "printed": "VARCHAR",
    "outcome": "VARCHAR", "reason": "VARCHAR", "acknowledged": "BOOLEAN", "acknowledged_reason": "VARCHAR",
    "printed_figure_ids": "VARCHAR[]", "expected_figure_ids": "VARCHAR[]", "figure_ids": "VARCHAR[]",
}  # fmt: skip


def evaluate_frames(frames: Mapping[str, pd.DataFrame], staging: Path | None = None) -> list[Evaluation]:
    """Evaluate every identity for one edition that is not staged yet.

    Args:
        frames: ``schema.table`` -> checked frame, for every table.
        staging: Other staged editions. Only the latest of the year before is loaded: no identity of an edition looks
            farther, and so the time does not grow with the number of editions.
    """
    edition_id = str(frames["core.edition"]["edition_id"].iloc[0])
    with in_memory() as connection:
        load_frames(connection, frames)
        if staging and (before := _of_the_year_before(edition_id, staging)):
            for name in TABLES:
                path = literal(str(parquet(staging, before, name)))
                connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM read_parquet({path})")
        return evaluate(connection, edition_id=edition_id)


def _of_the_year_before(edition_id: str, staging: Path) -> str | None:
    """The latest staged edition of the year before: an erratum over a final report over a draft."""
    before = f"FY{int(edition_id[2:6]) - 1}"
    others = [other for other in staged_editions(staging) if other[:6] == before]
    return max(others, key=_order, default=None)


def _order(edition_id: str) -> tuple[bool, int]:
    return "-draft" not in edition_id, int(edition_id.partition("-r")[2] or 1)


def refuse_contradictions(
    frames: Mapping[str, pd.DataFrame],
    accepted: Sequence[Acknowledgement],
    *,
    staging: Path | None = None,
    file: str | None = None,
) -> list[Evaluation]:
    """Check one edition against itself and against the others that are staged.

    Returns:
        Every evaluation of the edition, accepted contradictions marked.

    Raises:
        ReportRefused: A contradiction is not acknowledged, or an acknowledgement no longer fits.
    """
    evaluations = evaluate_frames(frames, staging)
    if problems := contradictions(evaluations, accepted, file=file):
        raise ReportRefused.because(problems)
    return acknowledge(evaluations, accepted)


def fill_evaluations(connection: duckdb.DuckDBPyConnection, editions: Sequence[StagedEdition]) -> None:
    """Evaluate all editions of a new file and put the outcomes into ``meta.evaluation``, for a mart to take over.

    Raises:
        ReportRefused: An edition contradicts itself or another one without an acknowledgement: also when the other
            edition came later than it did.
    """
    accepted = {edition.edition_id: edition for edition in editions}
    marked: list[Evaluation] = []
    problems = []
    found = sorted(evaluate(connection), key=lambda evaluation: evaluation.edition_id)
    for edition_id, group in groupby(found, key=lambda evaluation: evaluation.edition_id):
        edition, own = accepted[edition_id], list(group)
        problems += contradictions(own, edition.acknowledged, file=edition.source_file)
        marked += acknowledge(own, edition.acknowledged)
    if problems:
        raise ReportRefused.because(problems)
    declared = ", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())
    connection.execute(f"CREATE TABLE meta.evaluation ({declared})")
    insert(connection, "meta.evaluation", [_row(e) for e in marked])


def _row(evaluation: Evaluation) -> tuple[Any, ...]:
    identity, expected = evaluation.identity, evaluation.expected
    return (
        evaluation.edition_id,
        identity.identity_id,
        evaluation.subject,
        identity.group,
        identity.description_ja,
        identity.description_en,
        evaluation.claim.text,
        _outwards(expected.low, math.floor) if expected else None,
        _outwards(expected.high, math.ceil) if expected else None,
        evaluation.printed,
        str(evaluation.outcome),
        evaluation.reason,
        evaluation.acknowledged is not None,
        evaluation.acknowledged,
        *evaluation.sides,
        evaluation.figure_ids,
    )


def _outwards(bound: Bound, direction: Any) -> str | None:
    """A bound as decimal text; null where that side is open."""
    if not isinstance(bound, Fraction):
        return None
    scaled = direction(bound * 10**PLACES)
    return f"{'-' if scaled < 0 else ''}{abs(scaled) // 10**PLACES}.{abs(scaled) % 10**PLACES:0{PLACES}d}"
