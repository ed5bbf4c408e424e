"""Words are found wherever they stand, whatever their width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from kyokai_pipeline.trace.search import search

if TYPE_CHECKING:
    from kyokai_pipeline_tests.conftest import Warehouse


def test_a_word_in_every_kind_of_text(published: duckdb.DuckDBPyConnection) -> None:
    found = search(published, "限度額")
    assert [hit.name for hit in found if hit.kind == "initiative"] == ["3"]
    assert {hit.page for hit in found if hit.kind == "passage"} == {5}
    assert any("約92万件" in hit.text for hit in found if hit.kind == "figure")
    assert all("限度額" in hit.shown for hit in found)
    kinds = {hit.kind for hit in search(published, "ジェネリック医薬品")}
    assert {"initiative", "kpi", "action_plan_item", "figure", "passage"} == kinds


def test_width_and_radicals_do_not_matter(published: duckdb.DuckDBPyConnection) -> None:
    assert search(published, "ｋｐｉ") == search(published, "KPI")
    assert search(published, "OJT")
    assert [hit.text for hit in search(published, "ＯＪＴ")] == [hit.text for hit in search(published, "ojt")]


def test_all_words_must_stand_in_a_text(published: duckdb.DuckDBPyConnection) -> None:
    found = search(published, "使用割合 目標")
    assert found
    assert all("使用割合" in hit.text and "目標" in hit.text for hit in found)


def test_a_number_is_found_where_it_is_printed(published: duckdb.DuckDBPyConnection) -> None:
    found = search(published, "36,411")
    assert {hit.kind for hit in found} == {"figure", "passage"}
    assert {hit.page for hit in found} == {2}


def test_nothing_and_a_limit(published: duckdb.DuckDBPyConnection) -> None:
    assert search(published, "存在しない語") == []
    assert search(published, "  ") == []
    assert len(search(published, "年度", limit=3)) == 3


def test_what_a_later_edition_of_the_year_repeats_is_found_once(five_editions: Warehouse) -> None:
    with duckdb.connect(str(five_editions.database), read_only=True) as connection:
        found = search(connection, "限度額", limit=1000)
        ((drafts,),) = connection.execute(
            "SELECT count(*) FROM core.initiative WHERE edition_id = 'FY2023-draft' AND contains(title, '限度額')"
        ).fetchall()
    assert drafts
    assert {hit.edition_id for hit in found} == {"FY2025", "FY2024", "FY2023-r2"}


def test_an_indicator_whose_result_nobody_knows_is_found_with_its_page(fy2023_warehouse: Warehouse) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{fy2023_warehouse.database}' AS whole (READ_ONLY)")
        connection.execute("CREATE SCHEMA core; CREATE SCHEMA evidence")
        for name in ("core.edition", "core.initiative", "core.action_plan_item", "core.prose_figure", "core.passage"):
            connection.execute(f"CREATE VIEW {name} AS FROM whole.{name}")
        connection.execute("CREATE VIEW evidence.figure AS FROM whole.evidence.figure")
        connection.execute(
            "CREATE VIEW core.kpi AS SELECT * REPLACE (NULL::VARCHAR AS result_figure_id) FROM whole.core.kpi"
        )
        pages = {hit.page for hit in search(connection, "一者応札") if hit.kind == "kpi"}
    assert pages == {13}
