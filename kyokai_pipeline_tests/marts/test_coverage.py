"""Every figure of every page is counted once; one that nothing explains warns and does not block."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import duckdb

from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline.schemas.validate import validate_report
from kyokai_pipeline.warehouse.swap import refresh
from kyokai_pipeline_tests.staged import stage
from kyokai_pipeline_tests.typeset import Style, typeset

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.report.model import Report

TOTAL = "SELECT sum(figures), sum(facts), sum(explained), sum(unexplained), count(*) FROM marts.figure_coverage"


def test_every_figure_of_the_report_is_accounted_for(published: duckdb.DuckDBPyConnection, fy2023: Report) -> None:
    facts = int((fy2023.figures["role"] == "fact").sum())
    figures, pages = len(fy2023.figures), fy2023.page_count
    assert published.execute(TOTAL).fetchone() == (figures, facts, figures - facts, 0, pages)
    empty = published.execute("SELECT page FROM marts.figure_coverage WHERE facts = 0 ORDER BY page").fetchall()
    assert [page for (page,) in empty] == [1, 15, 16, 17]


def test_an_unexplained_figure_is_shown_and_published(fy2023: Report, tmp_path: Path) -> None:
    figures = fy2023.figures.copy()
    (index,) = figures.index[figures["role"] == "axis_label"]
    figures.loc[index, ["role", "reason"]] = None
    stage(replace(fy2023, figures=figures), tmp_path / "staging", source_url=None, fingerprint="f")
    refresh(tmp_path / "staging", tmp_path / "kyokai.duckdb")
    with duckdb.connect(str(tmp_path / "kyokai.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "SELECT page, unexplained FROM marts.figure_coverage WHERE unexplained > 0"
        ).fetchall()
    assert found == [(4, 1)]


def test_an_edition_without_a_plan_is_no_reason_to_refuse(tmp_path: Path) -> None:
    report = read_report(typeset(Style(), tmp_path / "report.pdf"))
    frames = validate_report(report)
    assert len(frames["core.action_plan_item"]) == 0
    assert len(frames["core.prose_figure"]) > 0
    assert len(frames["core.initiative"]) > 0
