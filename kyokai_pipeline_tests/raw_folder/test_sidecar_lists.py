"""Acknowledgements and corrections of a sidecar: read, written, applied; and refused as soon as they do not fit."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.errors import ReportError, ReportRefused
from kyokai_pipeline.raw_folder.corrections import correct, read_correction
from kyokai_pipeline.raw_folder.sidecar import read_sidecar
from kyokai_pipeline.raw_folder.sidecar_writing import add_acknowledgement, write_sidecar
from kyokai_pipeline.reconcile.acknowledge import Acknowledgement
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline.schemas.validate import validate_report
from kyokai_pipeline.warehouse.reconciliation import evaluate_frames

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.report.model import Report

NEW = Acknowledgement("procurement_share", "total", "理由: #1", "9.9%")
ITEM = "  - {identity: a, subject: b, expect: '1', reason: c}\n"
ADDED = """  - identity: "procurement_share"
    subject: "total"
    expect: "9.9%"
    reason: "理由: #1"
"""
CORRECTION: dict[str, Any] = {
    "table": "procurement", "key": {"office": "total"}, "column": "single_bid_pct", "printed": "9.9％",
    "value": 9.8, "reason": "68 of 692", "source": "erratum",
}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"acknowledged:\n{ADDED}"),
        ("# mine\nsource: 出典  # kept\n", f"# mine\nsource: 出典  # kept\nacknowledged:\n{ADDED}"),
        (f"acknowledged:\n{ITEM}\n# then\nnote: x\n", f"acknowledged:\n{ITEM}{ADDED}\n# then\nnote: x\n"),
        ("acknowledged: []  # none\nnote: x\n", f"acknowledged:  # none\n{ADDED}note: x\n"),
        ("acknowledged:\nnote: x\n", f"acknowledged:\n{ADDED}note: x\n"),
    ],
)
def test_an_entry_is_added_and_the_rest_kept(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "a.yml"
    if before:
        path.write_text(before, "utf-8")

    add_acknowledgement(path, NEW)

    assert path.read_text("utf-8") == after
    assert read_sidecar(path).acknowledged[-1] == NEW


def test_those_who_write_at_the_same_time_all_find_their_entry_there(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text("# mine\nsource: 出典\n", "utf-8")
    entries = [replace(NEW, subject=f"subject {number}") for number in range(8)]
    with ThreadPoolExecutor(len(entries)) as people:
        list(people.map(lambda entry: add_acknowledgement(path, entry), entries))
    assert set(read_sidecar(path).acknowledged) == set(entries)
    assert [one.name for one in tmp_path.iterdir()] == ["a.yml"]


def test_what_an_editor_saved_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    write_sidecar(path, "", "source: 出典\n")
    path.write_text("source: 出典\nnote: saved meanwhile\n", "utf-8")
    with pytest.raises(ReportError) as caught:
        write_sidecar(path, "source: 出典\n", "source: 出典\nnote: another\n")
    assert caught.value.code == "sidecar_changed"
    assert path.read_text("utf-8") == "source: 出典\nnote: saved meanwhile\n"
    assert [one.name for one in tmp_path.iterdir()] == ["a.yml"]


def test_items_at_the_margin_stay_there(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text(f"acknowledged:\n{ITEM.lstrip()}", "utf-8")

    add_acknowledgement(path, NEW)

    assert len(read_sidecar(path).acknowledged) == 2
    assert "\n- identity:" in path.read_text("utf-8")


def test_a_list_on_one_line_is_left_to_a_person(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    before = "acknowledged: [{identity: a, subject: b, expect: '1', reason: c}]\n"
    path.write_text(before, "utf-8")

    with pytest.raises(ReportError, match="cannot be extended automatically") as caught:
        add_acknowledgement(path, NEW)

    assert path.read_text("utf-8") == before
    assert 'expect: "9.9%"' in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("acknowledged: yes\n", "should be a list"),
        ("acknowledged:\n  - {identity: a}\n", "identity, subject, reason, expect"),
        ("acknowledged:\n  - {identity: a, subject: b, expect: 9.9, reason: c}\n", "expect should be text"),
        ("corrections:\n  - {table: a}\n", "each entry has the keys"),
        (
            "corrections:\n  - {table: a, key: {b: c}, column: d, printed: '1', value: x, reason: e, source: f}\n",
            "value should be a number",
        ),
        (
            "corrections:\n  - {table: a, key: {}, column: d, printed: '1', value: 1, reason: e, source: f}\n",
            "key should say which row",
        ),
        (
            "corrections:\n  - {table: a, key: {b: c}, column: d, printed: '1', value: 1, reason: '', source: f}\n",
            "reason should be text",
        ),
    ],
)
def test_a_list_of_another_shape_is_refused(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "a.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(ReportError) as caught:
        read_sidecar(path)
    assert why in caught.value.what


@pytest.fixture(scope="module")
def original() -> Report:
    return read_report(paths.project() / "raw" / "kyokai_fy2023_summary.pdf")


@pytest.fixture
def report(original: Report) -> Report:
    tables = {name: frame.copy() for name, frame in original.tables.items()}
    return replace(original, tables=tables, figures=original.figures.copy())


def test_a_correction_is_made_before_checking_and_stays_visible(report: Report) -> None:
    kpi = {**CORRECTION, "table": "kpi", "key": {"kpi_id": "single_bid_share"}, "column": "result_value"}
    prose = {**CORRECTION, "table": "prose_figure", "key": {"fact_id": "single_bid_share"}, "column": "value"}
    correct(report, [read_correction(entry) for entry in (CORRECTION, kpi, prose)], file="a.yml")

    frames = validate_report(report)
    total = frames["core.procurement"].set_index("office").loc["total"]
    figures = frames["evidence.figure"].set_index("figure_id")
    figure = figures.loc[total["single_bid_pct_figure_id"]]
    assert total["single_bid_pct"] == Decimal("9.8")
    assert figure["printed"] == "9.9%"
    assert figure["value"] == Decimal("9.9")
    assert figure["reason"] == "corrected from 9.9％ to 9.8: 68 of 692 (erratum)"
    assert not [e.key for e in evaluate_frames(frames) if e.outcome == "contradicts"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"printed": "9.7%"}, "9.9% is printed there, not 9.7%"),
        ({"table": "tenders"}, "no such table"),
        ({"column": "share"}, "no such table, column or key"),
        ({"key": {"bureau": "total"}}, "no such table, column or key"),
        ({"key": {"office": "nowhere"}}, "0 rows have that key"),
        (
            {"table": "membership", "column": "yoy_pct", "key": {"measure_id": "insured", "fiscal_year": 2014}},
            "is printed there",
        ),
    ],
)
def test_a_correction_that_does_not_fit_changes_nothing(report: Report, change: dict[str, Any], why: str) -> None:
    good, bad = read_correction(CORRECTION), read_correction({**CORRECTION, **change})

    with pytest.raises(ReportRefused) as caught:
        correct(report, [good, bad], file="a.yml")

    assert [problem.code for problem in caught.value.problems] == ["stale_correction"]
    assert why in caught.value.problems[0].what
    assert re.search(r"correction of \w+\.\w+ \(\w+ = \w+(, \w+ = \w+)*\) cannot", caught.value.problems[0].what)
    assert caught.value.problems[0].file == "a.yml"
    assert Decimal("9.9") in set(report.tables["procurement"]["single_bid_pct"])


def test_missing_tables_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text("missing_tables:\n  - {table: training, reason: dropped\n      this year}\n", "utf-8")
    assert read_sidecar(path).missing_tables == (("training", "dropped this year"),)


@pytest.mark.parametrize(
    "text",
    ["training", "[training]", "[{table: training}]", "[{table: training, reason: ''}]", "[{table: 1, reason: x}]"],
)
def test_missing_tables_that_say_no_table_or_no_reason(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yml"
    path.write_text(f"missing_tables: {text}\n", "utf-8")
    with pytest.raises(ReportError) as error:
        read_sidecar(path)
    assert (error.value.code, "missing_tables" in error.value.what) == ("sidecar", True)
