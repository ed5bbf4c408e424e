"""docs/queries.md: every query runs, prints what is shown with one edition, and still answers with five."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline_tests.queries import PAGE, answered, questions, renewed

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline_tests.conftest import Warehouse

QUESTIONS = questions(PAGE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def folder(fy2023_warehouse: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of its own: DuckDB opens one file with one configuration in one process."""
    copied = tmp_path_factory.mktemp("queries")
    shutil.copy(fy2023_warehouse.database, copied)
    return copied


def test_there_are_at_least_twenty_questions() -> None:
    assert len(QUESTIONS) >= 20
    assert PAGE.read_text(encoding="utf-8").count("```sql") == len(QUESTIONS)


@pytest.mark.parametrize(("title", "sql", "shown"), QUESTIONS, ids=[title[:6] for title, _, _ in QUESTIONS])
def test_a_query_prints_what_the_page_shows(title: str, sql: str, shown: str, folder: Path) -> None:
    assert answered(sql, folder) == shown, f"{title}: python -m kyokai_pipeline_tests.queries WAREHOUSE"


def test_a_page_with_another_output_is_found(folder: Path) -> None:
    page = "## 1. x\n\n```sql\nselect 1 as a\n```\n\n```text\nold\n```\n"
    assert questions(page) == [("## 1. x", "select 1 as a\n", "old\n")]
    assert "1 row" in renewed(page, folder)
