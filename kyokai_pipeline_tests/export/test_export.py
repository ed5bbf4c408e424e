"""What is exported opens in the programs that it is for, describes itself truly, and is the same the second time."""

from __future__ import annotations

import csv
import errno
import hashlib
import json
import os
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import duckdb
import openpyxl
import pytest
from typer.testing import CliRunner

from kyokai_pipeline.cli.app import app
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.export import Exported, export, workbook
from kyokai_pipeline.export.tables import guarded, plain_number

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline_tests.conftest import Warehouse


@pytest.fixture(scope="module")
def exported(fy2023_warehouse: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    return export(fy2023_warehouse.database, tmp_path_factory.mktemp("exports"))


@pytest.fixture(scope="module")
def package(exported: Exported) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((exported.folder / "datapackage.json").read_text("utf-8"))
    return loaded


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_same_file_gives_the_same_bytes_and_replaces_what_was_there(
    exported: Exported, fy2023_warehouse: Warehouse, tmp_path: Path
) -> None:
    (tmp_path / "latest").mkdir()
    (tmp_path / "latest" / "old.csv").write_text("old", "utf-8")
    again = export(fy2023_warehouse.database, tmp_path)
    assert again.files == exported.files
    assert [f for f in again.files if sha256(again.folder / f) != sha256(exported.folder / f)] == []
    assert [f for f in again.files if sha256(again.latest / f) != sha256(exported.folder / f)] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["latest", "release-1"]
    assert not (tmp_path / "latest" / "old.csv").exists()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("=1+1", "'=1+1"),
        ("+SUM(A1)", "'+SUM(A1)"),
        ("-", "'-"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("-0.4%", "-0.4%"),
        ("▲0.0%", "▲0.0%"),
        ("100%", "100%"),
    ],
)
def test_no_cell_is_run_as_a_formula(text: str, wanted: str) -> None:
    assert guarded(text) == wanted


def test_numbers_keep_their_digits() -> None:
    texts = ("39559000.0000", "9.9000", "-0.3", "1E+3")
    assert [plain_number(Decimal(text)) for text in texts] == ["39559000", "9.9", "-0.3", "1000"]


def test_every_csv_holds_what_the_package_says(exported: Exported, package: dict[str, Any]) -> None:
    kinds: dict[str, Any] = {"integer": int, "number": Decimal, "date": date.fromisoformat, "array": json.loads}
    assert package["version"] == "1"
    for resource in package["resources"]:
        path = exported.folder / resource["path"]
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert (resource["bytes"], resource["hash"]) == (path.stat().st_size, f"sha256:{sha256(path)}")
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file)
        fields = resource["schema"]["fields"]
        assert head == [field["name"] for field in fields]
        assert all(field["description"].strip() for field in fields)
        for at, field in enumerate(fields):
            values = [row[at] for row in rows if row[at]]
            if field["type"] == "boolean":
                assert set(values) <= {"true", "false"}
            elif field["type"] in kinds:
                assert all(kinds[field["type"]](value) is not None for value in values), field
        key = [head.index(column) for column in resource["schema"].get("primaryKey", [])]
        assert not key or len({tuple(row[at] for at in key) for row in rows}) == len(rows), resource["name"]


def test_every_table_is_there_in_both_forms(exported: Exported, published: duckdb.DuckDBPyConnection) -> None:
    tables = published.execute(
        "SELECT schema_name || '.' || table_name, estimated_size FROM duckdb_tables() ORDER BY 1"
    ).fetchall()
    for name, rows in tables:
        parquet = exported.folder / "parquet" / f"{name}.parquet"
        assert f"csv/{name}.csv" in exported.files
        assert duckdb.execute(f"SELECT count(*) FROM '{parquet}'").fetchall() == [(rows,)], name


def test_parquet_describes_its_columns(exported: Exported) -> None:
    path = exported.folder / "parquet" / "marts.kpi_status.parquet"
    said = dict(duckdb.execute(f"SELECT decode(key), decode(value) FROM parquet_kv_metadata('{path}')").fetchall())
    assert said["key"] == "fiscal_year, kpi_id"
    assert "positive on the good side" in json.loads(said["columns"])["gap"]["en"]


def test_the_workbook_has_a_sheet_a_mart_with_types_and_notes(exported: Exported) -> None:
    book = openpyxl.load_workbook(exported.folder / "kyokai.xlsx")
    assert book.sheetnames[0] == "出典 Sources"
    assert {"kpi_status", "membership_trend", "fact", "monthly_flow"} <= set(book.sheetnames)
    flow = book["monthly_flow"]
    head = [cell.value for cell in flow[1]]
    assert flow.freeze_panes == "A2"
    assert "joined_persons [人]" in head
    assert "Joined, persons" in flow.cell(1, head.index("joined_persons [人]") + 1).comment.text
    row = dict(zip(head, flow[2], strict=True))
    assert row["month"].value == datetime(2023, 4, 1)  # noqa: DTZ001
    assert row["month"].number_format == "yyyy-mm-dd"
    assert (row["joined_persons [人]"].value, row["joined_persons [人]"].number_format) == (383000, "#,##0")
    shown = [cell.value for cell in book["出典 Sources"]["B"]]
    assert any("Japan Health Insurance Association" in str(text) for text in shown)


def test_croissant_names_each_file_field_and_key(exported: Exported) -> None:
    said = json.loads((exported.folder / "croissant.json").read_text("utf-8"))
    assert said["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    files = {entry["@id"]: entry for entry in said["distribution"]}
    for entry in files.values():
        assert entry["sha256"] == sha256(exported.folder / entry["contentUrl"])
    for records in said["recordSet"]:
        ids = {field["@id"] for field in records["field"]}
        assert {key["@id"] for key in records.get("key", [])} <= ids
        assert {field["source"]["fileObject"]["@id"] for field in records["field"]} <= set(files)
        assert {field["dataType"] for field in records["field"]} <= {
            "sc:Text", "sc:Integer", "sc:Float", "sc:Boolean", "sc:Date",
        }  # fmt: skip


def test_search_engines_and_readers_find_every_file(exported: Exported) -> None:
    said = json.loads((exported.folder / "dataset.jsonld").read_text("utf-8"))
    assert (said["@context"], said["@type"]) == ("https://schema.org/", "Dataset")
    listed = {entry["contentUrl"] for entry in said["distribution"]}
    assert listed == {name for name in exported.files if name.endswith((".csv", ".parquet", ".xlsx"))}
    index = (exported.folder / "llms.txt").read_text("utf-8")
    assert index.startswith("# Japan Health Insurance Association")
    assert "(csv/marts.fact.csv)" in index


def test_the_command_says_where_the_files_are(fy2023_warehouse: Warehouse, tmp_path: Path, exported: Exported) -> None:
    told = CliRunner().invoke(app, ["export", str(tmp_path), "--warehouse", str(fy2023_warehouse.folder), "--json"])
    assert told.exit_code == 0, told.output
    assert tuple(json.loads(told.stdout)["files"]) == exported.files


def test_nothing_published_is_nothing_to_export(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["export", str(tmp_path / "out"), "--warehouse", str(tmp_path)])
    assert told.exit_code == 1
    assert "Nothing is published yet" in told.output


def test_a_place_that_cannot_be_written_is_said(fy2023_warehouse: Warehouse, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    place = str(tmp_path / "file" / "x")
    told = CliRunner().invoke(app, ["export", place, "--warehouse", str(fy2023_warehouse.folder)])
    assert told.exit_code == 3
    assert "The exports cannot be written: Not a directory." in told.output


def test_what_cannot_be_finished_leaves_what_was_there(
    fy2023_warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "latest").mkdir()
    (tmp_path / "latest" / "old.csv").write_text("old", "utf-8")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(workbook, "write", full)
    with pytest.raises(ReportError) as refused:
        export(fy2023_warehouse.database, tmp_path)
    assert refused.value.code == "export_unwritable"
    assert "No space left" in refused.value.what
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["latest", "latest/old.csv"]


def test_frictionless_finds_the_package_valid(exported: Exported) -> None:
    from frictionless import Package

    found = Package(str(exported.folder / "datapackage.json")).validate()
    assert found.valid, found.flatten(["name", "type", "message"])[:5]
    assert found.stats["tasks"] > 40


def test_sqlalchemy_reads_every_table_and_view(fy2023_warehouse: Warehouse, tmp_path: Path) -> None:
    import shutil

    from sqlalchemy import create_engine, text

    shutil.copy(fy2023_warehouse.database, tmp_path)
    engine = create_engine(f"duckdb:///{tmp_path}/kyokai.duckdb", connect_args={"read_only": True})
    with engine.connect() as connection:
        names = connection.execute(text('SELECT schema_name, table_name FROM meta."table" ORDER BY ALL')).fetchall()
        assert len(names) > 50
        for schema, table in names:
            connection.execute(text(f'SELECT * FROM "{schema}"."{table}"')).fetchall()
    engine.dispose()
