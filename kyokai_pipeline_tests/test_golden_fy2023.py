"""The shipped report of FY2023, from the PDF to the published file: every hand-checked value is there, none other.

``expected/*.csv`` was written down from the published text, not from anything that reads the PDF.
"""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kyokai_pipeline.japanese.numbers import Unit, parse_number
from kyokai_pipeline.report.missing_tables import may_lack
from kyokai_pipeline.schemas import TABLES, figure_columns
from kyokai_pipeline_tests.typeset.compare import plain

if TYPE_CHECKING:
    import duckdb

    from kyokai_pipeline.report.model import Report

EXPECTED = Path(__file__).parent / "expected"
EDITION = "FY2023-draft"
ROWS = {
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
WIDTH_AND_SPACE_APART = {"training": ("content",), "procurement": ("period_label",)}
"""Columns of words whose character width and inner spaces the reader does not keep."""
CORE = [name for name in TABLES if name.startswith("core.")]
NOT_PRINTED = {f"core.{name}" for name in may_lack([], 2023)}
"""Of tables that only other years print."""
POINTERS = [(name, column) for name in CORE if name not in NOT_PRINTED for column in figure_columns(name)]


@cache
def expected(name: str) -> list[dict[str, str]]:
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def in_kind_of(text: str, stored: Any) -> Any:
    """The text of a CSV as the kind of value that the database gave."""
    if text == "":
        return None
    if isinstance(stored, bool):
        return {"true": True, "false": False}[text]
    if isinstance(stored, date):
        return date.fromisoformat(text)
    if isinstance(stored, int | Decimal):
        try:
            return type(stored)(text)
        except (InvalidOperation, ValueError):
            return text
    return text


def by_key(rows: list[tuple[Any, ...]], columns: list[str], name: str) -> list[tuple[Any, ...]]:
    """Rows in the order of the table's key."""
    key = [columns.index(part) for part in TABLES[f"core.{name}"].key if part in columns]
    return sorted(rows, key=lambda row: [str(row[part]) for part in key])


@pytest.mark.parametrize("name", ROWS)
def test_every_expected_value_is_published_and_nothing_else(name: str, published: duckdb.DuckDBPyConnection) -> None:
    columns = list(expected(name)[0])
    names = ", ".join(f'"{column}"' for column in columns)
    rows = published.execute(f"SELECT {names} FROM core.{name}").fetchall()
    kinds = rows[0]
    wanted = [
        tuple(in_kind_of(row[column], kind) for column, kind in zip(columns, kinds, strict=True))
        for row in expected(name)
    ]
    assert len(rows) == len(wanted) == ROWS[name]
    for at, column in enumerate(columns):
        have, want = ([row[at] for row in by_key(side, columns, name)] for side in (rows, wanted))
        if column in WIDTH_AND_SPACE_APART.get(name, ()):
            have, want = ([plain(value, column) for value in side] for side in (have, want))
        assert have == want, column
    assert published.execute(f"SELECT DISTINCT edition_id FROM core.{name}").fetchall() == [(EDITION,)]


def test_each_key_column_is_among_the_expected_ones() -> None:
    for name in ROWS:
        assert set(TABLES[f"core.{name}"].key) - {"edition_id"} <= set(expected(name)[0])


def test_the_number_of_hand_checked_figures(published: duckdb.DuckDBPyConnection) -> None:
    """120 in the ten-year table, 78 in the monthly one, 22 indicators with two each, 3 counts, 34 elsewhere."""

    def figures(name: str) -> int:
        pointers = figure_columns(f"core.{name}")
        row = published.execute(f"SELECT {' + '.join(f'count({column})' for column in pointers)} FROM core.{name}")
        return int((row.fetchone() or (0,))[0])

    assert figures("membership") == 120
    assert figures("monthly_flow") + figures("annual_flow") == 78
    assert figures("kpi") == 44
    assert figures("kpi_count") == 3
    assert figures("programme_result") + figures("training") + figures("procurement") == 34


def test_no_table_is_left_without_rows(published: duckdb.DuckDBPyConnection) -> None:
    for name in TABLES:
        row = published.execute(f"SELECT count(*) FROM {name}").fetchone()
        assert row is not None
        # Every word of this edition is named.
        assert (row[0] > 0) is (name not in {"evidence.unnamed_word", *NOT_PRINTED}), name


@pytest.mark.parametrize(("name", "column"), POINTERS)
def test_every_figure_is_printed_as_the_value_that_rests_on_it(
    name: str, column: str, published: duckdb.DuckDBPyConnection
) -> None:
    """The text on the page, parsed again with the unit that the row names, is the stored value."""
    stem = column.removesuffix("figure_id").rstrip("_")
    value = next(
        c for c in (stem, f"{stem}_value", f"{stem}_pct", *VALUES) if c in {k.name for k in TABLES[name].columns}
    )
    rows = published.execute(
        f'SELECT t."{value}", t.{column}, f.printed, f.value, f.quantum, f.unit, f.core_table, f.role, f.edition_id'
        f" FROM {name} AS t LEFT JOIN evidence.figure AS f ON t.{column} = f.figure_id WHERE t.{column} IS NOT NULL"
    ).fetchall()
    assert rows
    for stored, figure_id, printed, figure_value, quantum, unit, table, role, edition in rows:
        assert (role, edition) == ("fact", EDITION)
        assert table == name.removeprefix("core.")
        if name == "core.prose_figure":
            # 1万8千人減少: the words behind the number give a change its sign, not the number.
            stored = abs(stored)  # noqa: PLW2901
        assert stored == figure_value, figure_id
        bare = parse_number(printed)
        if bare.approximate:
            # 約2,000円 is known to 1,000 yen: its trailing zeros say nothing.
            assert (stored % quantum, stored % (quantum * 10) != 0) == (0, True), printed
            continue
        scale = quantum / bare.quantum
        assert scale in (1, 1000, 10000), f"{printed} has the quantum {quantum}"
        assert bare.unit in (None, unit)
        again = parse_number(printed, None if scale == 1 else Unit(unit, len(str(int(scale))) - 1))
        assert (again.value, again.quantum) == (stored, quantum), figure_id


VALUES = ("value", "persons", "stated_count", "participants")


def test_a_figure_is_one_fact_only(published: duckdb.DuckDBPyConnection) -> None:
    used = [
        row[0]
        for name, column in POINTERS
        if name in {f"core.{known}" for known in ROWS}
        for row in published.execute(f"SELECT {column} FROM {name} WHERE {column} IS NOT NULL").fetchall()
    ]
    assert len(used) == len(set(used)) == 279


def test_every_box_lies_on_its_page_and_holds_its_text(published: duckdb.DuckDBPyConnection) -> None:
    outside = published.execute(
        "SELECT figure_id FROM evidence.figure AS f JOIN evidence.page AS p USING (edition_id, page)"
        " WHERE NOT (0 <= x0 AND x0 < x1 AND x1 <= width AND 0 <= top AND top < bottom AND bottom <= height)"
    ).fetchall()
    assert outside == []


def test_the_text_under_each_box_is_what_was_printed(published: duckdb.DuckDBPyConnection) -> None:
    """Asked of pdfium directly, by rectangle: the box of each fact holds its printed text and no other."""
    import pypdfium2

    from kyokai_pipeline_tests.conftest import SHIPPED

    rows = published.execute(
        "SELECT page, x0, top, x1, bottom, printed, height FROM evidence.figure"
        " JOIN evidence.page USING (edition_id, page) WHERE role = 'fact' AND core_table <> 'prose_figure' ORDER BY ALL"
    ).fetchall()
    assert len(rows) >= 279
    document = pypdfium2.PdfDocument(SHIPPED)
    pages = {number: document[number - 1].get_textpage() for number in {row[0] for row in rows}}
    for number, x0, top, x1, bottom, printed, height in rows:
        found = pages[number].get_text_bounded(x0, height - bottom, x1, height - top)
        assert "".join(found.split()) == "".join(printed.split()), (number, printed)
    for page in pages.values():
        page.close()
    document.close()


def test_the_edition_carries_its_file(published: duckdb.DuckDBPyConnection, fy2023: Report) -> None:
    rows = published.execute(
        "SELECT source_file, sha256, page_count, is_current, source_url FROM core.edition"
    ).fetchall()
    assert rows == [("kyokai_fy2023_summary.pdf", fy2023.sha256, 17, True, None)]


def test_the_generic_row_keeps_44_branches_and_the_rest_as_text(published: duckdb.DuckDBPyConnection) -> None:
    row = published.execute(
        "SELECT result_value, kpi.unit, result_text, f.printed FROM core.kpi"
        " JOIN evidence.figure AS f ON result_figure_id = figure_id WHERE kpi_id = 'generic_drug_use'"
    ).fetchone()
    assert row is not None
    assert row[:2] == (44, "支部")
    assert row[3] == "44支部"
    assert "40支部" in row[2]
