"""Every rule of every column of every table fires, and says where on the page. The cases come from the models."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kyokai_pipeline.errors import ReportRefused
from kyokai_pipeline.schemas import TABLES, ColumnInfo, figure_columns
from kyokai_pipeline.schemas.validate import validate

if TYPE_CHECKING:
    import pandas as pd

    from kyokai_pipeline.errors import ReportError
    from kyokai_pipeline.report.model import Report

COLUMNS = [(name, column) for name, schema in TABLES.items() for column in schema.columns]
OTHER_KIND = {"VARCHAR": 5, "INTEGER": "7", "DOUBLE": "1.5", "BOOLEAN": "no", "DATE": "2023-04-01"}


def columns(wanted: Any) -> pytest.MarkDecorator:
    """Parametrise over the columns of all tables for which ``wanted(column)`` holds."""
    chosen = [(name, column) for name, column in COLUMNS if wanted(column)]
    assert chosen
    return pytest.mark.parametrize(("name", "column"), chosen, ids=[f"{name}.{c.name}" for name, c in chosen])


def problems(name: str, frame: pd.DataFrame, report: Report) -> list[ReportError]:
    """Why a frame is refused."""
    with pytest.raises(ReportRefused) as refused:
        validate(name, frame, figures=report.figures, file="a report.pdf", edition=report.edition.edition_id)
    return refused.value.problems


def with_value(frame: pd.DataFrame, column: str, value: Any, row: int = 0) -> pd.DataFrame:
    """A copy with one value replaced, under an index that would mislead whoever prints it."""
    changed = frame.astype({column: object})
    changed.loc[row, column] = value
    return changed.set_axis([f"index-{n}" for n in range(len(frame))], axis=0)


def one(name: str, column: str, value: object, frames: dict[str, pd.DataFrame], report: Report) -> ReportError:
    """The single problem that one bad value makes."""
    found = problems(name, with_value(frames[name], column, value), report)
    assert len(found) == 1, [problem.what for problem in found]
    return found[0]


def assert_points_at_the_page(problem: ReportError, name: str, frame: pd.DataFrame, report: Report) -> None:
    """The message names edition, table, row by its key, page, box and printed text; never the frame's index."""
    assert problem.code == "schema"
    assert problem.file == "a report.pdf"
    assert problem.edition == report.edition.edition_id
    assert f"Table {name}" in problem.what
    assert f"表 {name}" in problem.what_ja
    assert "index-" not in problem.block()
    row = frame.iloc[0]
    own = [
        row[c] for c in figure_columns(name) or ["figure_id"] if c in frame and row[c] in set(report.figures.figure_id)
    ]
    if own:
        figure = report.figures.set_index("figure_id").loc[[*own]]
        assert problem.page in set(figure["page"])
        assert problem.printed in set(figure["printed"])
        assert problem.box is not None
        assert f"page {problem.page}" in problem.block()
        assert f"「{problem.printed}」" in problem.block()


@columns(lambda column: not column.nullable)
@pytest.mark.parametrize("nothing", [None, float("nan")], ids=["none", "nan"])
def test_no_value(
    name: str, column: ColumnInfo, nothing: object, frames: dict[str, pd.DataFrame], fy2023: Report
) -> None:
    problem = one(name, column.name, nothing, frames, fy2023)
    assert problem.what.endswith(f"column {column.name} has no value.")
    assert f"列 {column.name} が空です" in problem.what_ja
    if column.name != "figure_id":
        assert_points_at_the_page(problem, name, frames[name], fy2023)


@columns(bool)
def test_a_value_of_another_kind(
    name: str, column: ColumnInfo, frames: dict[str, pd.DataFrame], fy2023: Report
) -> None:
    wrong = OTHER_KIND.get(column.sql, 1.5)
    problem = one(name, column.name, wrong, frames, fy2023)
    assert f"column {column.name}: {wrong!r} is not " in problem.what
    if column.name not in ("figure_id", "edition_id"):
        assert_points_at_the_page(problem, name, frames[name], fy2023)


@columns(lambda column: column.allowed)
def test_a_word_outside_the_list(
    name: str, column: ColumnInfo, frames: dict[str, pd.DataFrame], fy2023: Report
) -> None:
    problem = one(name, column.name, "other", frames, fy2023)
    assert f"column {column.name}: 'other' is none of" in problem.what
    assert all(f"'{word}'" in problem.what for word in column.allowed)
    assert_points_at_the_page(problem, name, frames[name], fy2023)


@columns(lambda column: column.bounds)
def test_a_number_out_of_bounds(name: str, column: ColumnInfo, frames: dict[str, pd.DataFrame], fy2023: Report) -> None:
    kind = Decimal if column.sql.startswith(("DECIMAL", "BIGINT")) else int
    for bound in column.bounds:
        comparison, limit = bound.split()
        beyond = {">=": -1, ">": 0, "<=": 1, "<": 0}[comparison] + int(limit)
        problem = one(name, column.name, kind(beyond), frames, fy2023)
        assert f"column {column.name}: {beyond} is " in problem.what
        assert limit in problem.what
        assert limit in problem.what_ja
        assert_points_at_the_page(problem, name, frames[name], fy2023)


@columns(lambda column: column.sql.startswith("DECIMAL"))
def test_more_digits_than_the_column_keeps(
    name: str, column: ColumnInfo, frames: dict[str, pd.DataFrame], fy2023: Report
) -> None:
    width, scale = (int(digits) for digits in column.sql.removeprefix("DECIMAL(").rstrip(")").split(", "))
    for value in (Decimal(1).scaleb(-scale - 1), Decimal(1).scaleb(width - scale), Decimal("Infinity")):
        problem = one(name, column.name, value, frames, fy2023)
        assert f"{value} is not an exact decimal number of at most {width} digits" in problem.what
        assert_points_at_the_page(problem, name, frames[name], fy2023)


@columns(lambda column: column.sql == "BIGINT")
def test_a_count_that_is_not_whole_or_too_long(
    name: str, column: ColumnInfo, frames: dict[str, pd.DataFrame], fy2023: Report
) -> None:
    for value in (Decimal("1.5"), Decimal(10) ** 18, Decimal("Infinity")):
        problem = one(name, column.name, value, frames, fy2023)
        assert f"{value} is not a whole number of at most 18 digits" in problem.what
        assert "整数ではありません" in problem.what_ja


@columns(lambda column: column.sql == "INTEGER")
@pytest.mark.parametrize("value", [1.5, True, float("inf")])
def test_no_whole_number(
    name: str, column: ColumnInfo, value: object, frames: dict[str, pd.DataFrame], fy2023: Report
) -> None:
    assert "is not a whole number" in one(name, column.name, value, frames, fy2023).what


@columns(lambda column: column.sql == "DOUBLE")
def test_a_coordinate_that_is_no_finite_number(
    name: str, column: ColumnInfo, frames: dict[str, pd.DataFrame], fy2023: Report
) -> None:
    assert "is not a finite number" in one(name, column.name, float("-inf"), frames, fy2023).what


@columns(lambda column: column.sql == "VARCHAR" and not column.nullable)
def test_a_blank_text(name: str, column: ColumnInfo, frames: dict[str, pd.DataFrame], fy2023: Report) -> None:
    assert "' \\n' is not a text" in one(name, column.name, " \n", frames, fy2023).what


@columns(lambda column: column.name == "edition_id" or column.name.endswith("figure_id"))
def test_an_identifier_of_another_form(
    name: str, column: ColumnInfo, frames: dict[str, pd.DataFrame], fy2023: Report
) -> None:
    assert "is not of the form" in one(name, column.name, "2023", frames, fy2023).what


@columns(bool)
def test_a_missing_column(name: str, column: ColumnInfo, frames: dict[str, pd.DataFrame], fy2023: Report) -> None:
    found = problems(name, frames[name].drop(columns=column.name), fy2023)
    assert [p.what for p in found] == [f"Table {name}: column {column.name} is missing."]
    assert f"列 {column.name} がありません" in found[0].what_ja


@pytest.mark.parametrize("name", TABLES)
def test_a_column_nobody_asked_for(name: str, frames: dict[str, pd.DataFrame], fy2023: Report) -> None:
    found = problems(name, frames[name].assign(guess=1), fy2023)
    assert [p.what for p in found] == [f"Table {name}: there is no column guess in its schema."]


@pytest.mark.parametrize("name", [name for name in TABLES if TABLES[name].may_be_empty])
def test_a_table_that_an_edition_may_lack(name: str, frames: dict[str, pd.DataFrame], fy2023: Report) -> None:
    import pandas as pd

    for empty in (frames[name].head(0), pd.DataFrame()):
        checked = validate(name, empty, figures=fy2023.figures)
        assert len(checked) == 0
        assert list(checked.columns) == [column.name for column in TABLES[name].columns]


@pytest.mark.parametrize("name", [name for name in TABLES if not TABLES[name].may_be_empty])
def test_no_rows(name: str, frames: dict[str, pd.DataFrame], fy2023: Report) -> None:
    assert [p.what for p in problems(name, frames[name].head(0), fy2023)] == [f"Table {name}: it has no rows."]


@pytest.mark.parametrize("name", TABLES)
def test_a_key_that_stands_twice(name: str, frames: dict[str, pd.DataFrame], fy2023: Report) -> None:
    import pandas as pd

    twice = pd.concat([frames[name], frames[name].tail(1)])
    (problem,) = problems(name, twice, fy2023)
    assert problem.what.endswith("its key stands twice.")
    last = frames[name].iloc[-1]
    assert all(str(last[part]) in problem.what for part in TABLES[name].key)
    assert_points_at_the_page(problem, name, frames[name].tail(1), fy2023)


@pytest.mark.parametrize("name", TABLES)
def test_a_row_of_another_edition(name: str, frames: dict[str, pd.DataFrame], fy2023: Report) -> None:
    (problem,) = problems(name, with_value(frames[name], "edition_id", "FY1999"), fy2023)
    assert "a row of another edition (FY1999)" in problem.what


POINTERS = [(name, column) for name in TABLES for column in figure_columns(name)]


@pytest.mark.parametrize(("name", "column"), POINTERS)
def test_a_figure_that_is_on_no_page(name: str, column: str, frames: dict[str, pd.DataFrame], fy2023: Report) -> None:
    (problem,) = problems(name, with_value(frames[name], column, "FY2023-draft:p01:9999"), fy2023)
    assert f"{column} points at no figure: FY2023-draft:p01:9999" in problem.what


GROUPS = [(name, group) for name, schema in TABLES.items() for group in schema.together]


@pytest.mark.parametrize(("name", "group"), GROUPS, ids=[f"{name}.{group[0]}" for name, group in GROUPS])
def test_a_value_without_its_precision_or_place(
    name: str, group: tuple[str, ...], frames: dict[str, pd.DataFrame], fy2023: Report
) -> None:
    whole = frames[name][frames[name][list(group)].notna().all(axis=1)].reset_index(drop=True)
    for lacking in group:
        broken = with_value(whole, lacking, None)
        found = problems(name, broken, fy2023)
        assert f"without {lacking}." in found[0].what
        assert f"{lacking} がありません" in found[0].what_ja
        assert_points_at_the_page(found[0], name, broken, fy2023)


EITHER = [(name, pair) for name, schema in TABLES.items() for pair in schema.either]


@pytest.mark.parametrize(("name", "pair"), EITHER)
def test_a_value_and_the_reason_why_there_is_none(
    name: str, pair: tuple[str, str], frames: dict[str, pd.DataFrame], fy2023: Report
) -> None:
    (problem,) = problems(name, with_value(frames[name], pair[1], "－"), fy2023)
    assert f"both of {pair[0]} and {pair[1]}" in problem.what
    group = next((group for group in TABLES[name].together if pair[0] in group), (pair[0],))
    bare = frames[name].astype(dict.fromkeys(group, object))
    bare.loc[0, list(group)] = None
    (problem,) = problems(name, bare, fy2023)
    assert f"neither of {pair[0]} and {pair[1]}" in problem.what
