"""What contradicts itself is not published, unless a person has looked at it; and what was accepted stays true."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import duckdb
import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.errors import ReportRefused
from kyokai_pipeline.raw_folder.sidecar import read_sidecar
from kyokai_pipeline.reconcile.evaluate import evaluate
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline.warehouse import reconciliation
from kyokai_pipeline.warehouse.staging import load_frames, parquet, staged_editions, write_edition
from kyokai_pipeline.warehouse.swap import refresh
from kyokai_pipeline_tests.staged import stage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from kyokai_pipeline.reconcile.acknowledge import Acknowledgement
    from kyokai_pipeline.report.model import Report

RAW = paths.project() / "raw"
KNOWN = read_sidecar(RAW / "kyokai_fy2023_summary.yml").acknowledged


@pytest.fixture(scope="module")
def original() -> Report:
    return read_report(RAW / "kyokai_fy2023_summary.pdf")


@pytest.fixture
def report(original: Report) -> Report:
    tables = {name: frame.copy() for name, frame in original.tables.items()}
    return replace(original, tables=tables, figures=original.figures.copy())


def staged(report: Report, folder: Path, accepted: Sequence[Acknowledgement] = KNOWN) -> None:
    stage(report, folder / "staging", source_url=None, fingerprint="x", acknowledged=accepted)


def contents(folder: Path) -> dict[str, str]:
    """Hash of every file, the published one and all that is staged."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_shipped_report_is_published_with_its_contradiction_shown(report: Report, tmp_path: Path) -> None:
    staged(report, tmp_path)
    refresh(tmp_path / "staging", tmp_path / "kyokai.duckdb")

    assert staged_editions(tmp_path / "staging")["FY2023-draft"].acknowledged == KNOWN
    with duckdb.connect(str(tmp_path / "kyokai.duckdb"), read_only=True) as connection:
        shown = connection.execute(
            "select identity_id, subject, printed, expected_low, expected_high, acknowledged, acknowledged_reason,"
            " len(figure_ids) from marts.reconciliation where outcome = 'contradicts'"
        ).fetchall()
        covered = dict(
            connection.execute("select core_table, checked_pct from marts.reconciliation_coverage").fetchall()
        )
    ((identity, subject, printed, low, high, acknowledged, reason, figures),) = shown
    assert (identity, subject, printed, acknowledged, figures) == ("procurement_share", "total", "9.9%", True, 3)
    assert "9.8 %" in reason
    assert 9.826589 <= float(low) < float(high) <= 9.826590
    assert covered["monthly_flow"] == covered["procurement"] == 100
    assert covered["membership"] > 95


def test_a_copy_without_a_sidecar_is_taken_with_what_is_known_of_that_year(report: Report, tmp_path: Path) -> None:
    staged(report, tmp_path, ())
    assert list(staged_editions(tmp_path / "staging")) == [report.edition.edition_id]


def test_without_acknowledgement_it_is_refused_and_says_all(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kyokai_pipeline.reconcile.acknowledge._known", lambda _: ())
    with pytest.raises(ReportRefused) as caught:
        staged(report, tmp_path, ())

    (problem,) = caught.value.problems
    assert problem.code == "contradiction"
    assert problem.printed == "9.9%"
    assert problem.page == 11
    assert problem.box is not None
    for part in ("692件", "68件", "9.82659", "[9.85, 9.95]", "procurement_share:total"):
        assert part in problem.what
    assert "kyokai check --acknowledge 'procurement_share:total'" in problem.remedy
    assert "corrections:" in problem.remedy_ja
    assert [figure["printed"] for figure in problem.details["figures"]] == ["9.9%", "692件", "68件"]
    assert not staged_editions(tmp_path / "staging")


def test_a_changed_digit_is_refused_and_the_warehouse_stays(report: Report, tmp_path: Path) -> None:
    staged(report, tmp_path)
    refresh(tmp_path / "staging", tmp_path / "kyokai.duckdb")
    before = contents(tmp_path)
    table = report.tables["membership"]
    at = table.index[(table["fiscal_year"] == 2021) & (table["measure_id"] == "dependents")][0]
    table.loc[at, "value"] = Decimal(15_898_000)  # type: ignore[call-overload]

    with pytest.raises(ReportRefused) as caught:
        staged(report, tmp_path)

    found = {f"{p.details['identity']}:{p.details['subject']}" for p in caught.value.problems}
    assert {"membership_parts:2021", "membership_rate:2021 dependents", "membership_rate:2022 dependents"} <= found
    assert contents(tmp_path) == before


def test_two_exchanged_rows_are_refused(report: Report, tmp_path: Path) -> None:
    table = report.tables["monthly_flow"]
    rows = [
        table.index[(table["flow"] == "joined") & (table["member_type"] == kind)] for kind in ("insured", "dependents")
    ]
    columns = ["persons", "figure_id"]
    first, second = (table.loc[row, columns].to_numpy().copy() for row in rows)
    table.loc[rows[0], columns], table.loc[rows[1], columns] = second, first

    with pytest.raises(ReportRefused) as caught:
        staged(report, tmp_path)

    assert {p.details["identity"] for p in caught.value.problems} == {"flow_months"}
    assert not staged_editions(tmp_path / "staging")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"expect": "9.8%"}, "9.9% is printed, not 9.8%"),
        ({"subject": "branches"}, "it does not contradict"),
        ({"identity": "procurement_shares"}, "no such identity"),
    ],
)
def test_an_acknowledgement_that_no_longer_fits_fails(
    report: Report, tmp_path: Path, change: dict[str, str], why: str
) -> None:
    with pytest.raises(ReportRefused) as caught:
        staged(report, tmp_path, [replace(KNOWN[0], **change)])

    stale = [problem for problem in caught.value.problems if problem.code == "stale_acknowledgement"]
    assert len(stale) == 1
    assert why in stale[0].what


def test_what_a_later_edition_says_otherwise_is_shown_and_not_refused(report: Report, tmp_path: Path) -> None:
    """Between editions a difference is a restatement: both are published, and the mart says where they part."""
    staged(report, tmp_path)
    stage(_year_before(report), tmp_path / "staging", source_url=None, fingerprint="y", acknowledged=KNOWN)

    refresh(tmp_path / "staging", tmp_path / "kyokai.duckdb")

    with duckdb.connect(str(tmp_path / "kyokai.duckdb"), read_only=True) as connection:
        parted = connection.execute(
            "select distinct edition_id, identity_id, topic from marts.reconciliation"
            " where outcome = 'contradicts' and not acknowledged"
        ).fetchall()
    assert sorted(parted) == [
        ("FY2023-draft", "previous_edition_kpi", "editions"),
        ("FY2023-draft", "previous_edition_prose", "editions"),
    ]


def _year_before(report: Report) -> Report:
    """The same report under the name of FY2022: its KPI results are not what FY2023 calls last year's."""
    edition = replace(report.edition, edition_id="FY2022", fiscal_year=2022, is_draft=False)
    tables = {name: frame.assign(edition_id="FY2022") for name, frame in report.tables.items()}
    tables["edition"] = tables["edition"].assign(fiscal_year=2022, is_draft=False)
    for name in ("programme_result", "annual_flow"):
        tables[name] = tables[name].assign(fiscal_year=tables[name]["fiscal_year"] - 20)
    tables["membership"] = tables["membership"][tables["membership"]["fiscal_year"] <= 2022]
    # Its sentences speak of FY2023.
    tables["prose_figure"] = tables["prose_figure"].head(0)
    for frame in tables.values():
        for column in [name for name in frame.columns if name.endswith("figure_id")]:
            frame[column] = frame[column].str.replace("FY2023-draft", "FY2022")
    figures = report.figures.assign(
        edition_id="FY2022", figure_id=report.figures["figure_id"].str.replace("FY2023-draft", "FY2022")
    )
    pages = report.pages.assign(edition_id="FY2022")
    return replace(report, edition=edition, tables=tables, figures=figures, pages=pages)


def test_an_edition_is_compared_with_the_latest_of_the_year_before_and_no_other(
    frames: dict[str, pd.DataFrame], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every outcome is the same as with all editions loaded, and only the neighbour is opened."""
    copies = ("FY2021", "FY2022-draft", "FY2022", "FY2023", "FY2024", "FY2030")
    for edition_id in copies:
        mine = {name: frame.copy() for name, frame in frames.items()}
        _rename(mine, edition_id)
        write_edition(mine, tmp_path, edition_id=edition_id, source_file="x.pdf", sha256="0" * 64, fingerprint="x")
    opened: list[str] = []

    def noted(staging: Path, edition_id: str, name: str) -> Path:
        opened.append(edition_id)
        return parquet(staging, edition_id, name)

    monkeypatch.setattr(reconciliation, "parquet", noted)
    few = reconciliation.evaluate_frames(frames, tmp_path)
    assert set(opened) == {"FY2022"}
    with duckdb.connect() as connection:
        load_frames(connection, frames)
        for other in staged_editions(tmp_path):
            for name in frames:
                connection.execute(f"INSERT INTO {name} BY NAME FROM '{parquet(tmp_path, other, name)}'")
        every = [found for found in evaluate(connection) if found.edition_id == "FY2023-draft"]
    told = [[(e.identity.identity_id, e.subject, str(e.outcome), e.printed) for e in found] for found in (few, every)]
    assert told[0] == told[1]
    assert any(identity == "previous_edition_kpi" and outcome != "not_checkable" for identity, _, outcome, _ in told[0])


def _rename(frames: dict[str, pd.DataFrame], edition_id: str) -> None:
    """The frames of the shipped report under another name and year; its values stay."""
    for name, frame in frames.items():
        frames[name] = frame.map(
            lambda value: (
                edition_id + value[12:] if isinstance(value, str) and value.startswith("FY2023-draft") else value
            )
        )
    frames["core.edition"] = frames["core.edition"].assign(
        fiscal_year=int(edition_id[2:6]), is_draft="-draft" in edition_id
    )
