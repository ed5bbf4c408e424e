"""What the database itself refuses, whoever writes to it: keys, NOT NULL, CHECKs; and what it says of its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from kyokai_pipeline.schemas import EVERY_EDITION, TABLES, comments, create_table, literal
from kyokai_pipeline.warehouse.staging import insert_frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from kyokai_pipeline.schemas import ColumnInfo

NAMES = list(TABLES)


@pytest.fixture(scope="module")
def database(frames: dict[str, pd.DataFrame]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Every table in memory, with its first rows."""
    with duckdb.connect() as connection:
        for schema in {name.split(".")[0] for name in TABLES}:
            connection.execute(f"CREATE SCHEMA {schema}")
        for name in TABLES:
            connection.execute(create_table(name, "memory"))
            for comment in comments(name, "memory"):
                connection.execute(comment)
            insert_frame(connection, name, frames[name].head(2))
        yield connection


def refused(database: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame) -> str:
    """What DuckDB says against these rows; nothing of them stays."""
    with pytest.raises(duckdb.ConstraintException) as error:
        insert_frame(database, name, frame)
    return str(error.value)


def fresh(name: str, frames: dict[str, pd.DataFrame], **values: Any) -> pd.DataFrame:
    """One more row, of an edition that is not there yet, with some values replaced."""
    key = {"edition_id": "FY2099"} | ({"figure_id": "FY2099:p01:0001"} if "figure_id" in TABLES[name].key else {})
    return frames[name].tail(1).astype(object).assign(**{**key, **values})


@pytest.mark.parametrize("name", NAMES)
def test_a_good_row_is_taken(name: str, database: duckdb.DuckDBPyConnection, frames: dict[str, pd.DataFrame]) -> None:
    insert_frame(database, name, fresh(name, frames))
    database.execute(f"DELETE FROM {name} WHERE edition_id = 'FY2099'")


@pytest.mark.parametrize("name", NAMES)
def test_a_key_that_stands_twice(
    name: str, database: duckdb.DuckDBPyConnection, frames: dict[str, pd.DataFrame]
) -> None:
    assert "Duplicate key" in refused(database, name, frames[name].head(1))


def of_columns(wanted: Any) -> list[Any]:
    """One case a column for which ``wanted`` holds."""
    return [
        pytest.param(name, column, id=f"{name}.{column.name}")
        for name, schema in TABLES.items()
        for column in schema.columns
        if wanted(column)
    ]


@pytest.mark.parametrize(("name", "column"), of_columns(lambda column: not column.nullable))
def test_not_null(
    name: str, column: ColumnInfo, database: duckdb.DuckDBPyConnection, frames: dict[str, pd.DataFrame]
) -> None:
    message = refused(database, name, fresh(name, frames, **{column.name: None}))
    assert f"NOT NULL constraint failed: {name.split('.')[1]}.{column.name}" in message.replace('"', "")


@pytest.mark.parametrize(("name", "column"), of_columns(lambda column: column.allowed))
def test_a_closed_list(
    name: str, column: ColumnInfo, database: duckdb.DuckDBPyConnection, frames: dict[str, pd.DataFrame]
) -> None:
    assert "CHECK constraint failed" in refused(database, name, fresh(name, frames, **{column.name: "other"}))


@pytest.mark.parametrize(("name", "column"), of_columns(lambda column: column.bounds))
def test_bounds(
    name: str, column: ColumnInfo, database: duckdb.DuckDBPyConnection, frames: dict[str, pd.DataFrame]
) -> None:
    for bound in column.bounds:
        comparison, limit = bound.split()
        beyond = {">=": -1, ">": 0, "<=": 1, "<": 0}[comparison] + int(limit)
        assert "CHECK constraint failed" in refused(database, name, fresh(name, frames, **{column.name: beyond}))


GROUPS = [(name, group) for name, schema in TABLES.items() for group in (*schema.together, *schema.either)]


@pytest.mark.parametrize(("name", "group"), GROUPS)
def test_columns_that_go_together(
    name: str, group: tuple[str, ...], database: duckdb.DuckDBPyConnection, frames: dict[str, pd.DataFrame]
) -> None:
    whole = {name: frames[name][frames[name][group[0]].notna()]}
    other = "x" if group in TABLES[name].either else None
    assert "CHECK constraint failed" in refused(database, name, fresh(name, whole, **{group[-1]: other}))


@pytest.mark.parametrize("name", NAMES)
def test_a_frame_with_other_columns_is_no_insert(
    name: str, database: duckdb.DuckDBPyConnection, frames: dict[str, pd.DataFrame]
) -> None:
    with pytest.raises(duckdb.BinderException):
        insert_frame(database, name, frames[name].tail(1).assign(guess=1))


def test_a_frame_goes_in_by_names_whatever_their_order(
    database: duckdb.DuckDBPyConnection, frames: dict[str, pd.DataFrame]
) -> None:
    name = "core.procurement"
    insert_frame(database, name, frames[name].tail(1)[sorted(frames[name].columns, reverse=True)])
    (row,) = (
        database.execute(f"from {name} where office = ?", [frames[name].iloc[-1]["office"]]).df().to_dict("records")
    )
    assert row["contracts_figure_id"] == frames[name].iloc[-1]["contracts_figure_id"]
    assert row["contracts"] == frames[name].iloc[-1]["contracts"]


@pytest.mark.parametrize("name", NAMES)
def test_table_and_columns_say_what_they_are_in_both_languages(name: str, database: duckdb.DuckDBPyConnection) -> None:
    schema, table = name.split(".")
    ((said,),) = database.execute(
        "SELECT comment FROM duckdb_tables() WHERE schema_name = ? AND table_name = ?", [schema, table]
    ).fetchall()
    ja, en = TABLES[name].ja, TABLES[name].en
    assert said in (f"{ja} / {en}", f"{ja}{EVERY_EDITION[0]} / {en} {EVERY_EDITION[1]}")
    columns = database.execute(
        "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE schema_name = ? AND table_name = ?"
        " ORDER BY column_index",
        [schema, table],
    ).fetchall()
    assert [(column.name, column.sql.replace(", ", ",")) for column in TABLES[name].columns] == [
        (column, kind.replace(", ", ",")) for column, kind, _ in columns
    ]
    for column, (_, _, comment) in zip(TABLES[name].columns, columns, strict=True):
        assert comment.startswith(f"{column.ja} / {column.en}")
        assert "{" not in comment
        assert column.unit in (None, "{unit}") or f"[{column.unit}]" in comment


@pytest.mark.parametrize("name", NAMES)
def test_descriptions_are_japanese_and_english(name: str) -> None:
    for ja, en in [(TABLES[name].ja, TABLES[name].en), *((c.ja, c.en) for c in TABLES[name].columns)]:
        assert any(ord(letter) > 0x3000 for letter in ja) or ja.isupper(), ja
        assert en.strip(), ja


def test_a_literal_survives_its_quotes() -> None:
    assert literal("it's 'so'") == "'it''s ''so'''"
    with duckdb.connect() as connection:
        assert connection.execute("SELECT " + literal("it's 「'」")).fetchall() == [("it's 「'」",)]


def test_every_name_of_the_room_can_be_imported() -> None:
    names: dict[str, object] = {}
    exec("from kyokai_pipeline.schemas import *", names)
    assert names.keys() >= {"TABLES", "figures_behind", "literal"}
