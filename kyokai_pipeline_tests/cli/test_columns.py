"""A terminal of 80 columns shows every mart as a table that can be read; what does not fit is named."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.cli import console
from kyokai_pipeline.cli.columns import shown_columns
from kyokai_pipeline.cli.table import laid_out, width
from kyokai_pipeline.marts import load_marts
from kyokai_pipeline_tests.cli.conftest import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline_tests.conftest import Warehouse

NAMES = ["year", "label_ja", "label_en", "value", "status", "figure_ids"]
ROWS = [
    ["2023", "加入者数", "Enrollees", "39,559,000", "nearly_achieved", "FY2023:p01:0001 … (3)"],
    ["2024", "被保険者数", "Insured persons", "25,130,000", "achieved", "FY2023:p01:0002 … (3)"],
]
NUMERIC = [True, False, False, True, False, False]


def chosen(room: int | None, language: str = "en", rows: list[list[str]] = ROWS) -> list[str]:
    return [NAMES[at] for at in shown_columns(NAMES, rows, NUMERIC, room, language)]


def test_all_where_there_is_room_in_a_pipe_and_of_a_single_row() -> None:
    assert chosen(None) == chosen(200) == chosen(20, rows=ROWS[:1]) == NAMES


def test_places_on_paper_go_first_then_the_other_language_then_the_right() -> None:
    assert chosen(64) == NAMES[:-1]
    assert chosen(50, "en") == ["year", "label_en", "value", "status"]
    assert chosen(50, "ja") == ["year", "label_ja", "value", "status"]
    assert chosen(32, "ja") == ["year", "label_ja", "value"]
    assert chosen(1) == ["year"]


def test_a_code_beside_its_name_goes_before_a_text_is_folded() -> None:
    names = ["pillar_ja", "pillar_en", "kpis", "pillar"]
    rows = [["基盤的保険者機能", "Foundational insurer functions", kpis, "foundation"] for kpis in ("4", "2")]
    numeric = [False, False, True, False]
    assert shown_columns(names, rows, numeric, 40, "en") == [1, 2]
    assert shown_columns(names, rows, numeric, 40, "ja") == [0, 2, 3]  # there is room for both


def test_words_are_parted_last() -> None:
    at = shown_columns(NAMES, ROWS, NUMERIC, 48, "en")
    text = laid_out([NAMES[i] for i in at], [[row[i] for i in at] for row in ROWS], [NUMERIC[i] for i in at], 48)
    assert "nearly_achieved" in text
    assert "Insured\n" in text or "Insured  " in text


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_mart_fits_80_columns_as_a_table(
    fy2023_warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    shutil.copy(fy2023_warehouse.database, tmp_path)  # DuckDB opens one file with one configuration in one process
    monkeypatch.setenv("KYOKAI_WAREHOUSE", str(tmp_path))
    monkeypatch.setenv("KYOKAI_LANG", language)
    monkeypatch.setattr(console, "room", lambda: 80)
    desk = Desk(paths.project() / "raw", tmp_path)
    for mart in load_marts():
        told = desk.kyokai("sql", f"from marts.{mart.name} limit 30").stdout
        table, _, said = told.partition("\n\n")
        assert max(map(width, told.splitlines())) <= 80, mart.name
        single = told.count("\n1 row") == 1 or told.count("\n1行") == 1
        assert single or table.split()[0] in {column.name for column in mart.columns[:2]}, f"{mart.name} is no table"
        for column in mart.columns:
            assert column.name in told, f"{mart.name}.{column.name} is neither shown nor named"
        assert "figure_ids" not in said or "--json" in said
