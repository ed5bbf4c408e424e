"""Other editions made from the frames of a report that was read: next year's, a draft's final, an erratum."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb

from kyokai_pipeline.errors import ReportRefused
from kyokai_pipeline.reconcile.acknowledge import Acknowledgement
from kyokai_pipeline.vocabulary import tables as tables_of
from kyokai_pipeline.warehouse.staging import MANIFEST, parquet
from kyokai_pipeline_tests.staged import stage

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from kyokai_pipeline.report.model import Report


def stage_as_it_is(report: Report, staging: Path, fingerprint: str) -> None:
    """Stage an edition whose invented values do not add up, every contradiction acknowledged."""
    try:
        stage(report, staging, source_url=None, fingerprint=fingerprint)
        return
    except ReportRefused as refused:
        problems = refused.problems
    accepted = [
        Acknowledgement(problem.details["identity"], problem.details["subject"], "invented", str(problem.printed))
        for problem in problems
    ]
    stage(report, staging, source_url=None, fingerprint=fingerprint, acknowledged=accepted)


def as_edition(report: Report, edition_id: str, *, years: int = 0) -> Report:
    """A copy of a report under another name, everything in it ``years`` later.

    Args:
        report: Stays as it is.
        edition_id: ``FY2024``, ``FY2023-draft``, ``FY2023-r2``.
        years: Added to every fiscal year and month.
    """
    before, before_year = report.edition.edition_id, report.edition.fiscal_year
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
    # What only later years print: this copy has none of it.
    new = tables_of(edition.fiscal_year).required - tables_of(before_year).required
    return replace(
        report,
        edition=edition,
        tables=tables,
        pages=copied(report.pages),
        figures=copied(report.figures),
        source_file=f"{edition_id}.pdf",
        absent={**report.absent, **dict.fromkeys(new, "invented edition")},
    )


def next_edition(report: Report, edition_id: str, *, years: int) -> Report:
    """A later year's report that repeats the ten-year table as far as it goes; its new years repeat the last one.

    Args:
        report: Stays as it is.
        edition_id: ``FY2024``.
        years: How many years later.
    """
    import pandas as pd

    later = as_edition(report, edition_id, years=years)
    table = later.tables["membership"].assign(fiscal_year=later.tables["membership"]["fiscal_year"] - years)
    last = table["fiscal_year"].max()
    rates = ["yoy_pct", "yoy_quantum", "yoy_missing_reason", "yoy_figure_id"]
    new = table[table["fiscal_year"] == last].drop(columns=rates).assign(yoy_missing_reason="-")
    added = [new.assign(fiscal_year=last + ahead) for ahead in range(1, years + 1)]
    kept = table[table["fiscal_year"] > table["fiscal_year"].min() + years - 1]
    together = pd.concat([kept, *added]).reindex(columns=table.columns)
    return replace(later, tables={**later.tables, "membership": together.astype(object).where(together.notna(), None)})


def rewrite(staging: Path, edition_id: str, table: str, query: str, *, fingerprint: str | None = None) -> None:
    """Replace a staged file by the rows of ``query`` over it (named old), and let the manifest agree."""
    file = parquet(staging, edition_id, table)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE old AS FROM '{file}'")
        connection.execute(f"COPY ({query}) TO '{file}' (FORMAT parquet)")
        (rows,) = connection.execute(f"SELECT count(*) FROM '{file}'").fetchall()
    path = staging / edition_id / MANIFEST
    content = json.loads(path.read_text(encoding="utf-8"))
    content["rows"][table], content["sizes"][table] = rows[0], file.stat().st_size
    content["fingerprint"] = fingerprint or content["fingerprint"]
    path.write_text(json.dumps(content), encoding="utf-8")
