"""docs/queries.md and the READMEs: every query runs, prints what is shown, and gives the same rows with five."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline_tests.queries import PAGE, READMES, answered, in_commands, questions, renewed

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline_tests.conftest import Warehouse

QUESTIONS = questions(PAGE.read_text(encoding="utf-8"))
COMMANDS = sorted({sql for readme in READMES for sql in in_commands(readme.read_text(encoding="utf-8"))})


@pytest.fixture(scope="module")
def folder(fy2023_warehouse: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of its own: DuckDB opens one file with one configuration in one process."""
    copied = tmp_path_factory.mktemp("queries")
    shutil.copy(fy2023_warehouse.database, copied)
    return copied


@pytest.fixture(scope="module")
def with_five(five_editions: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copied = tmp_path_factory.mktemp("queries_of_five")
    shutil.copy(five_editions.database, copied)
    return copied


def as_with_one(answer: str) -> str:
    """An answer of five editions, in which FY2023 is read from the erratum, said of the only edition."""
    return " ".join(answer.replace("FY2023-r2", "FY2023-draft").replace("─", "").split())


def test_there_are_at_least_twenty_questions() -> None:
    assert len(QUESTIONS) >= 20
    assert PAGE.read_text(encoding="utf-8").count("```sql") == len(QUESTIONS)


@pytest.mark.parametrize(("title", "sql", "shown"), QUESTIONS, ids=[title[:6] for title, _, _ in QUESTIONS])
def test_a_query_prints_what_the_page_shows(title: str, sql: str, shown: str, folder: Path) -> None:
    assert answered(sql, folder) == shown, f"{title}: python -m kyokai_pipeline_tests.queries WAREHOUSE"


@pytest.mark.parametrize(("title", "sql", "shown"), QUESTIONS, ids=[title[:6] for title, _, _ in QUESTIONS])
def test_a_query_gives_the_same_rows_with_five_editions(title: str, sql: str, shown: str, with_five: Path) -> None:
    assert as_with_one(answered(sql, with_five)) == as_with_one(shown), title


@pytest.mark.parametrize("sql", COMMANDS)
def test_a_query_of_a_readme_gives_the_same_rows_with_five_editions(sql: str, folder: Path, with_five: Path) -> None:
    one = answered(sql, folder)
    assert " rows" in one
    assert as_with_one(answered(sql, with_five)) == as_with_one(one)


def test_a_query_that_blurs_editions_is_found(folder: Path, with_five: Path) -> None:
    blurred = "select month, joined_persons from marts.monthly_flow_total order by month"
    assert as_with_one(answered(blurred, with_five)) != as_with_one(answered(blurred, folder))


def test_every_query_of_the_readmes_is_found() -> None:
    assert len(COMMANDS) >= 3
    assert in_commands('`.venv/bin/kyokai sql "select 1"` and `kyokai sql "…"`') == ["select 1"]


def test_a_page_with_another_output_is_found(folder: Path) -> None:
    page = "## 1. x\n\n```sql\nselect 1 as a\n```\n\n```text\nold\n```\n"
    assert questions(page) == [("## 1. x", "select 1 as a\n", "old\n")]
    assert "1 row" in renewed(page, folder)
