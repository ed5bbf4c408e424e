"""Staging a report that was read in a test: the steps of refresh/reading.py, without a file in raw/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.schemas.provenance import Provenance
from kyokai_pipeline.schemas.validate import validate_report
from kyokai_pipeline.warehouse.reconciliation import refuse_contradictions
from kyokai_pipeline.warehouse.staging import StagedEdition, write_edition

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kyokai_pipeline.reconcile.acknowledge import Acknowledgement
    from kyokai_pipeline.report.model import Report


def stage(
    report: Report,
    staging: Path,
    *,
    source_url: str | None,
    fingerprint: str,
    acknowledged: Sequence[Acknowledgement] = (),
) -> StagedEdition:
    """Check every table of a report, and the report against itself, and stage all of it.

    Raises:
        ReportRefused: Nothing is written.
    """
    frames = validate_report(report, Provenance(source_url))
    refuse_contradictions(frames, acknowledged, staging=staging, file=report.source_file)
    return write_edition(
        frames,
        staging,
        edition_id=report.edition.edition_id,
        source_file=report.source_file,
        sha256=report.sha256,
        fingerprint=fingerprint,
        acknowledged=acknowledged,
    )
