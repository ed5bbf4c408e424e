"""Other editions made from the frames of a report that was read: next year's, a draft's final, an erratum."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from kyokai_pipeline.report.model import Report


def as_edition(report: Report, edition_id: str, *, years: int = 0) -> Report:
    """A copy of a report under another name, everything in it ``years`` later.

    Args:
        report: Stays as it is.
        edition_id: ``FY2024``, ``FY2023-draft``, ``FY2023-r2``.
        years: Added to every fiscal year and month.
    """
    before = report.edition.edition_id
    draft, revision = "-draft" in edition_id, int(edition_id.partition("-r")[2] or 1)

    def renamed(value: Any) -> Any:
        if isinstance(value, str) and (value == before or value.startswith(f"{before}:")):
            return edition_id + value[len(before) :]
        return date(value.year + years, value.month, value.day) if type(value) is date else value

    def copied(frame: pd.DataFrame) -> pd.DataFrame:
        new = frame.map(renamed)
        if "fiscal_year" in new:
            new["fiscal_year"] += years
        return new

    tables = {name: copied(frame) for name, frame in report.tables.items()}
    tables["edition"] = tables["edition"].assign(is_draft=draft, revision=revision)
    edition = replace(
        report.edition,
        edition_id=edition_id,
        fiscal_year=report.edition.fiscal_year + years,
        is_draft=draft,
        revision=revision,
    )
    return replace(
        report,
        edition=edition,
        tables=tables,
        pages=copied(report.pages),
        figures=copied(report.figures),
        source_file=f"{edition_id}.pdf",
    )
