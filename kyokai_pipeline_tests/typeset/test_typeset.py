"""The typesetter itself: what it prints is what the hand-checked tables say, whatever the style."""

from __future__ import annotations

import unicodedata
from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING, get_args, get_type_hints

import pypdfium2
import pytest

from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.chromium_writer import browser
from kyokai_pipeline_tests.typeset.content import CORE_TABLES
from kyokai_pipeline_tests.typeset.named import NAMED
from kyokai_pipeline_tests.typeset.typst_writer import available
from kyokai_pipeline_tests.typeset.variants import next_year

if TYPE_CHECKING:
    from pathlib import Path

SIZES = {
    "edition": 1,
    "membership": 60,
    "monthly_flow": 72,
    "annual_flow": 6,
    "kpi": 22,
    "kpi_count": 3,
    "programme_result": 22,
    "training": 3,
    "procurement": 3,
}


def printed(path: Path) -> str:
    """All text of a PDF as pdfium gives it, normalised, without white space."""
    document = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return "".join(unicodedata.normalize("NFKC", text).split())


def test_expected_tables_have_every_row_of_the_report() -> None:
    assert {name: len(FY2023.tables[name]) for name in CORE_TABLES} == SIZES


def test_expected_parts_add_up_within_the_printed_precision() -> None:
    flows = {
        (row["flow"], row["member_type"], row["month"]): Decimal(row["persons"])
        for row in FY2023.tables["monthly_flow"]
    }
    for (flow, member, month), persons in flows.items():
        if member == "enrollees":
            parts = flows[flow, "insured", month] + flows[flow, "dependents", month]
            assert abs(parts - persons) <= 1500, (flow, month)
    for year in FY2023.tables["annual_flow"]:
        months = sum(v for k, v in flows.items() if k[:2] == (year["flow"], year["member_type"]))
        assert abs(months - Decimal(year["persons"])) <= 6500, year


def test_expected_rates_follow_from_expected_values() -> None:
    values = {(r["measure_id"], int(r["fiscal_year"])): r for r in FY2023.tables["membership"]}
    for (measure, year), row in values.items():
        if (before := values.get((measure, year - 1))) is None:
            continue
        half = Decimal(row["quantum"]) / 2
        now, then = Decimal(row["value"]), Decimal(before["value"])
        low = ((now - half) / (then + half) - 1) * 100 - Decimal("0.05")
        high = ((now + half) / (then - half) - 1) * 100 + Decimal("0.05")
        assert low <= Decimal(row["yoy_pct"]) <= high, (measure, year)


def test_every_choice_of_every_dimension_has_a_named_typesetting() -> None:
    hints = get_type_hints(Style)
    for dimension in fields(Style):
        used = {getattr(style, dimension.name) for style in NAMED.values()}
        choices = set(get_args(hints[dimension.name]))
        if dimension.type == "bool":
            choices = {True, False}
        if dimension.name != "crop":
            assert choices <= used, dimension.name


@pytest.mark.parametrize("name", ["as_published", "no_rules", "cropped", "typst_grid", "chromium_grid"])
def test_every_expected_number_is_printed(name: str, tmp_path: Path) -> None:
    style = NAMED[name]
    if style.producer == "chromium" and browser() is None:
        pytest.skip("no Chromium on this machine")
    if style.producer == "typst" and not available():
        pytest.skip("typst is not installed")
    text = printed(typeset(style, tmp_path / "report.pdf"))
    for row in FY2023.tables["membership"]:
        assert f"{Decimal(row['value']) / Decimal(row['quantum']):,.0f}" in text, row
    for row in FY2023.tables["monthly_flow"]:
        assert f"{Decimal(row['persons']) / 10000:,.1f}" in text, row
    for row in FY2023.tables["kpi"]:
        for part in (row["target_text"], row["result_text"], row["status_text"]):
            assert unicodedata.normalize("NFKC", part) in text, row


def test_same_style_same_bytes(tmp_path: Path) -> None:
    style = NAMED["per_glyph_shuffled"]
    first, second = (typeset(style, tmp_path / f"{n}.pdf").read_bytes() for n in "ab")
    assert first == second


def test_a_dropped_table_is_not_printed(tmp_path: Path) -> None:
    text = printed(typeset(Style(), tmp_path / "report.pdf", FY2023.without("training")))
    assert "階層別研修" not in text


def test_an_edit_of_a_cell_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="membership/enrollees/1999"):
        typeset(Style(), tmp_path / "report.pdf", FY2023.edited({"membership/enrollees/1999": "1"}))


def test_next_year_has_its_own_columns(tmp_path: Path) -> None:
    text = printed(typeset(Style(), tmp_path / "report.pdf", next_year()))
    for words in ("2024年度", "39,602", "39,458"):
        assert words in text
    assert "2014年度36," not in text
