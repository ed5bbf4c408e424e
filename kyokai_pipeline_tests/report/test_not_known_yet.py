"""集計中, － or 未公表 where a number belongs: the row says so and has no value, whatever table it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from kyokai_pipeline import ReportRefused
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline.schemas.validate import validate_report
from kyokai_pipeline.warehouse.build import build
from kyokai_pipeline_tests.typeset import FY2023, Content, Style, typeset
from kyokai_pipeline_tests.typeset.compare import by_key, plain
from kyokai_pipeline_tests.warehouse.other_editions import stage_as_it_is

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CELLS = {
    "monthly_flow/joined/insured/2024-03-01": ("集計中", "monthly_flow", "persons"),
    "monthly_flow/left/dependents/total": ("-", "annual_flow", "persons"),
    "procurement/branches/contracts": ("集計中", "procurement", "contracts"),
    "procurement/headquarters/single_bid_pct": ("－", "procurement", "single_bid_pct"),
    "training/テーマ別研修/participants": ("未公表", "training", "participants"),
    "generic_drugs/generic_use_share/2023": ("集計中", "programme_result", "value"),
    "dependent_reconfirmation/reconfirmation_workplaces/2023": (
        "集計中\n（提出率：集計中）",
        "programme_result",
        "value",
    ),
    "membership/covered_workplaces/2023": ("集計中", "membership", "value"),
    "membership/average_standard_monthly_remuneration/2023": ("集計中\n（－）", "membership", "value"),
}
"""Cell -> what is printed there, its core table, the column of its value."""
VERDICTS = {"achieved": "達成", "nearly_achieved": "概ね達成", "not_achieved": "未達成"}


def without_value(report: Any, table: str, value: str) -> list[tuple[Any, Any, Any]]:
    """Value, precision or place, and reason of the rows without a value."""
    own = f"{value}_" if table == "procurement" else ""
    place = "value_figure_id" if table == "membership" else f"{own}figure_id"
    rows = report.tables[table].to_dict("records")
    found = [tuple(plain(row[name], name) for name in (value, place, f"{own}missing_reason")) for row in rows]
    return [row for row in found if row[2] is not None]


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("style", [Style(), Style(rules="none", nested="own_row")], ids=["ruled", "no_rules"])
def test_a_cell_without_a_number(cell: str, style: Style, tmp_path: Path) -> None:
    printed, table, value = CELLS[cell]
    if style.nested == "own_row":
        printed = printed.partition("\n（提出率")[0]
    report = read_report(typeset(style, tmp_path / "report.pdf", FY2023.edited({cell: printed})))
    validate_report(report)
    word = printed.partition("\n")[0]
    assert without_value(report, table, value) == [(None, None, word)] * (2 if "提出率" in printed else 1)


@pytest.mark.parametrize(
    ("count", "printed"),
    [
        ("pairs", dict.fromkeys(VERDICTS, "集計中")),
        ("rows", dict.fromkeys(VERDICTS, "（集計中）")),
        ("header", {"nearly_achieved": "精査中"}),
        ("glued", {key: f"{word}集計中" for key, word in VERDICTS.items()}),
        ("listed", {key: f"○{word}：集計中" for key, word in VERDICTS.items()}),
        ("in_brackets", {"all": "【達成（集計中）、概ね達成（集計中）、未達成（集計中）】"}),
    ],
)
def test_a_count_of_verdicts_that_is_not_known_yet(count: Any, printed: Mapping[str, str], tmp_path: Path) -> None:
    content = FY2023.edited({f"kpi_count/{key}": text for key, text in printed.items()})
    report = read_report(typeset(Style(count=count), tmp_path / "report.pdf", content))
    validate_report(report)
    rows = by_key(report.tables["kpi_count"].to_dict("records"), "kpi_count")
    pending = VERDICTS if "all" in printed else printed
    for (status,), row in rows.items():
        word = "精査中" if count == "header" else "集計中"
        assert plain(row["missing_reason"], "reason") == (word if status in pending else None)
        assert (plain(row["stated_count"], "count") is None) == (status in pending)


def test_a_dash_beside_a_verdict_is_no_count(tmp_path: Path) -> None:
    """It may be the remark of an indicator that stands beside its verdict."""
    content = FY2023.edited({f"kpi_count/{key}": "－" for key in VERDICTS})
    with pytest.raises(ReportRefused, match="counts of verdicts"):
        read_report(typeset(Style(), tmp_path / "report.pdf", content))


def pending() -> Content:
    cells = {cell: printed.partition("\n（提出率")[0] for cell, (printed, _, _) in CELLS.items()}
    whole_year = {
        f"monthly_flow/{flow}/{kind}/{when}": "集計中"
        for flow in ("joined", "left")
        for kind in ("enrollees", "insured", "dependents")
        for when in ("2024-03-01", "total")
    }
    office = {
        f"procurement/branches/{name}": "集計中" for name in ("contracts", "single_bid_contracts", "single_bid_pct")
    }
    return FY2023.edited({**cells, **whole_year, **office, **{f"kpi_count/{key}": "集計中" for key in VERDICTS}})


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("pending")
    report = read_report(typeset(Style(), folder / "report.pdf", pending()))
    stage_as_it_is(report, folder / "staging", "test")
    build(folder / "staging", folder / "kyokai.duckdb")
    with duckdb.connect(str(folder / "kyokai.duckdb"), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("SELECT max(month)::VARCHAR FROM marts.monthly_flow", [("2024-02-01",)]),
        ("SELECT count(*) FROM marts.monthly_flow WHERE cumulative_net IS NULL", [(0,)]),
        ("SELECT office FROM marts.procurement", [("headquarters",)]),
        (
            "SELECT fiscal_year FROM marts.membership_by_year WHERE covered_workplaces IS NULL OR enrollees IS NULL",
            [(2023,)],
        ),
        ("SELECT max(fiscal_year) FROM marts.membership_trend WHERE measure_id = 'covered_workplaces'", [(2022,)]),
        ("SELECT kpis, stated_count, agrees FROM marts.kpi_total WHERE status = 'achieved'", [(7, None, None)]),
        ("SELECT count(*) FROM marts.fact WHERE detail = 'テーマ別研修'", [(0,)]),
        ("SELECT count(*) FROM marts.reconciliation WHERE len(figure_ids) = 0", [(0,)]),
    ],
)
def test_the_marts_hold_what_is_known(query: str, wanted: Any, published: duckdb.DuckDBPyConnection) -> None:
    assert published.execute(query).fetchall() == wanted
