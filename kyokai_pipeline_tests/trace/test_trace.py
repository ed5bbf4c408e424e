"""From any value to its place on the paper."""

from __future__ import annotations

import io
import shutil
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.marts import load_marts
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.pdf.shapes import text_alone
from kyokai_pipeline.trace.columns import of_columns
from kyokai_pipeline.trace.lookup import Trace, trace
from kyokai_pipeline.trace.pictures import OUTSIDE, THIN, _line_around, as_form, evidence, require_format
from kyokai_pipeline.trace.places import places_of
from kyokai_pipeline.trace.surroundings import PageTables
from kyokai_pipeline_tests.conftest import SHIPPED

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

MARTS = [mart.name for mart in load_marts() if mart.no_figures is None]
RED = (200, 16, 46)


def only(found: list[Trace], table: str, **key: Any) -> Trace:
    (one,) = (hit for hit in found if hit.table == table and all(str(hit.key.get(k)) == str(v) for k, v in key.items()))
    return one


@pytest.mark.parametrize("asked", ["加入者数 2023", "加入者数　令和5年度", "enrollees 2023年度", "2023 Enrollees"])
def test_a_measure_by_name_or_id_and_year(asked: str, published: duckdb.DuckDBPyConnection) -> None:
    found = trace(published, asked)
    row = only(found, "core.membership", fiscal_year=2023, measure_id="enrollees")
    assert row.values["value"] == Decimal(39559000)
    assert [place.printed for place in row.places] == ["39,559", "0.3%"]
    assert {place.page for place in row.places} == {2}
    assert {place.source_file for place in row.places} == {SHIPPED.name}
    assert all(len(place.sha256) == 64 for place in row.places)
    assert "Value in base units" in row.meanings["value"].both()
    assert {hit.key.get("fiscal_year", 2023) for hit in found} == {2023}
    trend = only(found, "marts.membership_trend", fiscal_year=2023)
    assert {"39,559", "39,457", "36,411"} <= {place.printed for place in trend.places}
    wide = only(found, "marts.membership_by_year", fiscal_year=2023)
    assert wide.values == {"enrollees": Decimal(39559000)}
    assert [place.printed for place in wide.places] == ["39,559"]
    sentences = {hit.values["value"] for hit in found if hit.table == "core.prose_figure"}
    assert sentences == {Decimal(39559000), Decimal(102000), Decimal("0.3")}


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("membership_by_year dependents_per_insured 2023", {"14,336", "25,223"}),
        ("membership_trend yoy_change enrollees 2023", {"39,559", "39,457"}),
        ("membership_trend yoy_pct_printed enrollees 2023", {"0.3%"}),
        ("membership_trend cagr_pct enrollees 2023", {"39,559", "36,411"}),
        ("monthly_flow net insured 2023-05", {"43.9", "40.0"}),
        ("procurement_total single_bid_pct_computed 2023", {"692件", "68件"}),
        ("kpi_status gap claims_review_reduction_rate", {"0.337%", "0.423%"}),
        ("programme_change previous_value submission_rate", {"92.3%"}),
        ("reconciliation printed procurement_share total", {"9.9%"}),
        ("reconciliation expected_low procurement_share total", {"692件", "68件"}),
    ],
)
def test_a_computed_column_has_the_figures_it_is_computed_from(
    asked: str, printed: set[str], published: duckdb.DuckDBPyConnection
) -> None:
    (row,) = trace(published, asked)
    assert {place.printed for place in row.places} == printed


def test_a_warehouse_of_another_version_gives_the_figures_of_the_row(published: duckdb.DuckDBPyConnection) -> None:
    row = {"fiscal_year": 2023, "measure_id": "enrollees", "figure_ids": ["FY2023-draft:p02:0036"]}
    assert of_columns(published, "marts.membership_trend", row, ["cagr_pct"]) == row["figure_ids"]


def test_an_indicator_and_a_table(published: duckdb.DuckDBPyConnection) -> None:
    (row,) = trace(published, "kpi_status lifestyle_checkup_rate")
    assert row.table == "marts.kpi_status"
    assert row.values["result_value"] == Decimal("57.7")
    assert [place.printed for place in row.places] == ["63.9%", "57.7%"]


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("membership_trend value enrollees 2023", ["39,559"]),
        ("membership_trend yoy_pct_printed enrollees 2023", ["0.3%"]),
        ("kpi_status target_value lifestyle_checkup_rate", ["63.9%"]),
        ("procurement contracts branches", ["589件"]),
    ],
)
def test_a_column_of_a_mart_lists_its_own_figures(
    asked: str, printed: list[str], published: duckdb.DuckDBPyConnection
) -> None:
    (row,) = trace(published, asked)
    assert [place.printed for place in row.places] == printed


def test_a_computed_column_lists_all_that_its_row_rests_on(published: duckdb.DuckDBPyConnection) -> None:
    (row,) = trace(published, "membership_trend yoy_pct enrollees 2023")
    assert list(row.values) == ["yoy_pct"]
    assert {"39,457", "39,559"} <= {place.printed for place in row.places}


def test_the_key_of_a_mart_row(published: duckdb.DuckDBPyConnection) -> None:
    (row,) = trace(published, "marts.monthly_flow 2023年10月 insured")
    assert row.values["net"] == Decimal(24000)
    assert {"45.3", "42.9"} <= {place.printed for place in row.places}


def test_a_word_of_a_statement_where_nothing_is_named_so(published: duckdb.DuckDBPyConnection) -> None:
    found = trace(published, "マイナンバー収録率")
    assert {hit.key["kpi_id"] for hit in found if hit.table == "core.kpi"} == {"my_number_coverage_rate"}


def test_a_figure_and_what_rests_on_it(published: duckdb.DuckDBPyConnection) -> None:
    (figure_id,) = published.execute(
        "SELECT value_figure_id FROM core.membership WHERE measure_id = 'enrollees' AND fiscal_year = 2014"
    ).fetchall()[0]
    found = trace(published, figure_id, limit=100)
    assert found[0].table == "evidence.figure"
    assert found[0].values["printed"] == "36,411"
    assert {"core.membership", "marts.membership_trend"} <= {hit.table for hit in found}
    assert all(figure_id in {place.figure_id for place in hit.places} for hit in found)


def test_a_figure_that_is_no_fact_says_why(published: duckdb.DuckDBPyConnection) -> None:
    (figure_id,) = published.execute("SELECT figure_id FROM evidence.figure WHERE role = 'axis_label'").fetchall()[0]
    (found,) = trace(published, figure_id)
    assert found.values["printed"] == "164,967"
    assert "axis" in found.values["reason"]


@pytest.mark.parametrize(
    "asked", ["存在しない語", "加入者数 1901", "FY2023-draft:p02:9999", "", "2023 kpi_status nothing"]
)
def test_nothing_is_found(asked: str, published: duckdb.DuckDBPyConnection) -> None:
    assert trace(published, asked) == []


@pytest.mark.parametrize("mart", MARTS)
def test_every_value_of_every_mart_reaches_a_figure(mart: str, published: duckdb.DuckDBPyConnection) -> None:
    result = published.execute(f"SELECT * FROM marts.{mart}")
    names = [column[0] for column in result.description or []]
    known = {figure_id for (figure_id,) in published.execute("SELECT figure_id FROM evidence.figure").fetchall()}
    for values in result.fetchall():
        row = dict(zip(names, values, strict=True))
        if mart in ("kpi_summary", "kpi_total") and row["kpis"] == 0:
            continue
        assert row["figure_ids"], row
        assert set(row["figure_ids"]) <= known
        own = [value for name, value in row.items() if name.endswith("figure_id") and value is not None]
        assert set(own) <= set(row["figure_ids"])


def test_the_picture_shows_label_head_and_box(published: duckdb.DuckDBPyConnection) -> None:
    """The row as wide as its table, the head over it, the box a little outside the glyphs, a caption below."""
    row = only(trace(published, "core.membership 加入者数 2023"), "core.membership")
    picture = evidence(published, row.places[:1], SHIPPED.parent)
    assert picture.width > 1400
    shown = [(x, y) for x in range(picture.width) for y in range(picture.height) if picture.getpixel((x, y)) == RED]
    x0, top, x1, bottom = row.places[0].box
    wide, high = (max(side) - min(side) + 1 for side in zip(*shown, strict=True))
    assert wide == pytest.approx((x1 - x0 + 2 * OUTSIDE + 2 * THIN) * 2, abs=4)
    assert 2 * (bottom - top) < high < 2 * (bottom - top + 2 * OUTSIDE + 2 * THIN)  # the rate stands close under it
    assert min(x for x, _ in shown) > picture.width / 2
    assert min(y for _, y in shown) > 20


@pytest.mark.parametrize("page", [2, 4])
def test_the_line_around_a_figure_cuts_no_letter(page: int, published: duckdb.DuckDBPyConnection) -> None:
    """Wherever a figure stands, in a table of two lines a cell or amid a sentence, its box runs between the letters."""
    facts = published.execute(
        "SELECT x0, top, x1, bottom FROM evidence.figure WHERE page = ? AND role = 'fact' ORDER BY figure_id", [page]
    ).fetchall()
    with open_document(SHIPPED) as document:
        tables = PageTables(document.page(page))
        letters = text_alone(document.load(page), 2.0)
        for box in facts:
            (x0, top, x1, bottom), thick = _line_around(box, tables.free(box))
            left, over, right, under = (round(2 * side) for side in (x0, top, x1, bottom))
            wide = round(2 * thick)
            framed = letters[over : under + 1, left : right + 1]
            inside = framed[wide:-wide, wide:-wide]
            cut = (framed > 128).sum() - (inside > 128).sum()
            assert cut <= 0.01 * framed.size, (box, cut)
            assert (inside > 128).sum() > 0


def test_a_rate_in_brackets_is_boxed_with_them(published: duckdb.DuckDBPyConnection) -> None:
    rate, count = (
        published.execute(
            "SELECT x0, top, x1, bottom FROM evidence.figure WHERE figure_id ="
            f" (SELECT {column} FROM core.membership WHERE measure_id = 'enrollees' AND fiscal_year = 2023)"
        ).fetchall()[0]
        for column in ("yoy_figure_id", "value_figure_id")
    )
    with open_document(SHIPPED) as document:
        tables = PageTables(document.page(2))
        boxed = tables.in_brackets(rate)
        assert boxed[0] < rate[0]
        assert boxed[2] > rate[2]
        assert tables.in_brackets(count) == count


def test_figures_of_two_pages_stand_below_each_other(published: duckdb.DuckDBPyConnection) -> None:
    pages = published.execute(
        "SELECT min(figure_id) FROM evidence.figure WHERE page IN (5, 6) GROUP BY page"
    ).fetchall()
    places = places_of(published, [figure_id for (figure_id,) in pages])
    both = evidence(published, places, SHIPPED.parent)
    assert both.height > evidence(published, places[:1], SHIPPED.parent).height


@pytest.mark.parametrize("name", ["a.png", "a.WEBP", "a.jpg", "a.jpeg", "a.svg"])
def test_the_name_says_what_kind_of_picture(name: str, tmp_path: Path) -> None:
    content = as_form(Image.new("RGB", (40, 20), "white"), require_format(tmp_path / name))
    if name == "a.svg":
        assert b'width="20pt" height="10pt"' in content
    else:
        assert Image.open(io.BytesIO(content)).size == (40, 20)


def test_a_picture_of_an_unknown_kind(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"cannot be written as \.gif"):
        require_format(tmp_path / "a.gif")


@pytest.mark.parametrize("asked", ["39,559", "39559"])
def test_a_number_as_it_is_printed(asked: str, published: duckdb.DuckDBPyConnection) -> None:
    found = trace(published, asked)
    assert found[0].values["printed"] == "39,559"
    assert "core.membership" in {hit.table for hit in found}


def test_the_best_match_comes_first(published: duckdb.DuckDBPyConnection) -> None:
    assert trace(published, "加入者数 2023")[0].table == "core.membership"
    assert trace(published, "lifestyle_checkup_rate")[0].table == "core.kpi"


def test_a_column_of_a_wide_mart_shows_its_own_figures_only(published: duckdb.DuckDBPyConnection) -> None:
    (row,) = trace(published, "marts.membership_by_year dependents 2023")
    assert "14,336" in {place.printed for place in row.places}
    assert not {"39,559", "25,223", "304,077"} & {place.printed for place in row.places}


def test_another_file_is_not_shown_as_the_source(published: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    row = trace(published, "core.membership 加入者数 2023")[0]
    changed = tmp_path / SHIPPED.name
    shutil.copy(SHIPPED, changed)
    changed.write_bytes(changed.read_bytes() + b"\n% changed\n")
    with pytest.raises(ReportError) as refused:
        evidence(published, row.places, tmp_path)
    assert refused.value.code == "another_file"
    with pytest.raises(ReportError):
        evidence(published, row.places, tmp_path / "nowhere")
