"""``kyokai serve --mcp``, asked by the SDK's own client: every answer carries its citation and the picture."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest
from mcp import Client, StdioServerParameters
from PIL import Image
from typer.testing import CliRunner

from kyokai_pipeline.cli.app import app
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.serve.server import server
from kyokai_pipeline.warehouse.queries import select
from kyokai_pipeline_tests.conftest import SHIPPED

if TYPE_CHECKING:
    from pathlib import Path

    from mcp.types import CallToolResult

    from kyokai_pipeline_tests.conftest import Warehouse


@pytest.fixture(scope="module")
def folder(fy2023_warehouse: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of its own: DuckDB opens one file with one configuration in one process."""
    copied = tmp_path_factory.mktemp("serve")
    shutil.copy(fy2023_warehouse.database, copied)
    return copied


def ask(folder: Path, tool: str, raw: Path = SHIPPED.parent, **arguments: Any) -> CallToolResult:
    async def asked() -> CallToolResult:
        async with Client(server(folder / "kyokai.duckdb", raw)) as client:
            return await client.call_tool(tool, arguments)

    return asyncio.run(asked())


def said(result: CallToolResult) -> dict[str, Any]:
    assert not result.is_error, result.content
    loaded: dict[str, Any] = json.loads(result.content[0].text)  # type: ignore[union-attr]
    return loaded


def pictures(result: CallToolResult) -> list[Image.Image]:
    shown = [part for part in result.content if part.type == "image"]
    assert {part.mime_type for part in shown} <= {"image/png"}
    return [Image.open(io.BytesIO(base64.b64decode(part.data))) for part in shown]


def picture(result: CallToolResult) -> Image.Image:
    (only,) = pictures(result)
    return only


def test_every_tool_only_reads_and_says_what_it_does(folder: Path) -> None:
    async def listed() -> Any:
        async with Client(server(folder / "kyokai.duckdb", SHIPPED.parent)) as client:
            assert "citation" in (client.instructions or "")
            return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in asyncio.run(listed())}
    assert set(tools) == {"list_measures", "get_fact", "search_passages", "query"}
    for tool in tools.values():
        assert len(tool.description) > 40
        assert tool.annotations.read_only_hint
        assert not tool.annotations.destructive_hint


def test_measures_are_listed_with_what_must_not_be_added(folder: Path) -> None:
    result = ask(folder, "list_measures", words="加入者数")
    answer = said(result)
    (enrollees,) = [row for row in answer["rows"] if row["measure_id"] == "enrollees"]
    assert enrollees["stock_or_flow"] == "stock"
    assert "do not add years" in enrollees["do_not_sum"]
    assert (enrollees["first_fiscal_year"], enrollees["last_fiscal_year"]) == (2014, 2023)
    assert (enrollees["latest_value"], enrollees["latest_unit"], enrollees["latest_period"]) == (
        39559000,
        "人",
        "FY2023",
    )
    cited = {row["figure_id"]: row for row in answer["citations"]}
    assert cited[enrollees["figure_id"]]["printed"] == "39,559"
    assert picture(result).width > 300
    every = said(ask(folder, "list_measures"))["rows"]
    assert len(every) > 60
    known = "SELECT measure_id FROM marts.fact UNION SELECT measure_id FROM marts.fact_total"
    held = said(ask(folder, "query", sql=f"SELECT list(measure_id) AS ids FROM ({known})"))["rows"][0]["ids"]
    assert {"joined", "left"} < set(held) <= {row["measure_id"] for row in every}
    assert {row["measure_id"] for row in every if not row["figure_id"]} == {
        row["measure_id"] for row in every if not row["printed_values"]
    }
    nothing = ask(folder, "list_measures", words="宇宙旅行")
    assert (said(nothing)["rows"], len(said(nothing)["citations"]), pictures(nothing)) == ([], 1, [])


def test_a_fact_comes_with_citation_and_picture(folder: Path) -> None:
    result = ask(folder, "get_fact", measure_id="single_bid_share", fiscal_year=2023)
    answer = said(result)
    value = next(row for row in answer["rows"] if row["kind"] == "value" and row["source_table"] == "core.kpi")
    assert (value["value"], value["unit"], value["edition_id"]) == (9.9, "%", "FY2023-draft")
    cited = {row["figure_id"]: row for row in answer["citations"]}
    assert cited[value["figure_id"]]["page"] == 13
    assert "13ページ「9.9%」" in cited[value["figure_id"]]["citation_ja"]
    shown = picture(result)
    assert shown.width > 300
    assert shown.getpixel((0, 0)) != (200, 30, 45)


def test_an_unknown_measure_names_those_near_it(folder: Path) -> None:
    result = ask(folder, "get_fact", measure_id="single_bid_rate")
    assert result.is_error
    assert "There is no measure single_bid_rate." in result.content[0].text  # type: ignore[union-attr]
    assert "single_bid_share" in result.content[0].text  # type: ignore[union-attr]


def test_a_passage_comes_with_its_page(folder: Path) -> None:
    result = ask(folder, "search_passages", words="マイナ保険証 利用率", limit=5)
    answer = said(result)
    assert any("50％" in row["text"] for row in answer["rows"])
    assert {row["page"] for row in answer["citations"]} == {6}
    assert answer["citations"][0]["citation_en"].endswith(", page 6")
    figures, page = pictures(result)
    assert figures.width > 300
    assert page.width > 800
    assert any("ページ「50％」" in row["citation_ja"] for row in answer["citations"])


def test_an_indicator_that_is_found_shows_its_result(folder: Path) -> None:
    result = ask(folder, "search_passages", words="一者応札", limit=1)
    answer = said(result)
    assert answer["rows"][0]["kind"] == "kpi"
    assert any("13ページ「9.9%」" in row["citation_ja"] for row in answer["citations"])
    assert len(pictures(result)) == 2


def test_a_query_cites_the_figures_of_its_columns(folder: Path) -> None:
    result = ask(folder, "query", sql="select fiscal_year, value, figure_ids from marts.membership_trend"
                                      " where measure_id = 'enrollees' and fiscal_year = 2014")  # fmt: skip
    answer = said(result)
    assert answer["rows"][0]["value"] == 36411000
    assert {row["printed"] for row in answer["citations"]} == {"36,411", "2.1%"}
    assert picture(result).width > 300
    plain = said(ask(folder, "query", sql="select 1 as one"))
    assert plain["rows"] == [{"one": 1}]
    assert plain["citations"][0]["edition_id"] == "FY2023-draft"
    assert "figure_ids" in plain["note"]
    assert "note" not in answer


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("drop table core.kpi", "This is not one SELECT."),
        ("select 1; select 2", "This is not one SELECT."),
        ("create table memory.t as select 1", "This is not one SELECT."),
        ("set threads = 1", "This is not one SELECT."),
        ("select * from read_csv('/etc/passwd')", "The query fails: Permission Error"),
        ("select * from marts.nothing", "The query fails: Catalog Error"),
        ("selec", "The query fails: Parser Error"),
    ],
)
def test_a_query_that_does_more_than_read_is_refused(sql: str, what: str, folder: Path) -> None:
    result = ask(folder, "query", sql=sql)
    assert result.is_error
    assert what in result.content[0].text  # type: ignore[union-attr]


def test_a_long_answer_is_cut_and_a_long_query_stopped(folder: Path) -> None:
    found = select(folder / "kyokai.duckdb", "from evidence.figure", most=3)
    assert (len(found.rows), found.more) == (3, True)
    with pytest.raises(ReportError) as refused:
        select(folder / "kyokai.duckdb", "select count(*) from range(3000000) a, range(3000000) b", seconds=0.2)
    assert refused.value.code == "query_too_long"


def test_without_the_pdf_the_answer_says_why_there_is_no_picture(folder: Path, tmp_path: Path) -> None:
    result = ask(folder, "get_fact", raw=tmp_path, measure_id="single_bid_share")
    assert said(result)["citations"]
    assert "No picture: " in result.content[-1].text  # type: ignore[union-attr]


def test_over_standard_input_and_output(folder: Path) -> None:
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "kyokai_pipeline.cli", "serve", "--mcp", "--warehouse", str(folder), "--raw", str(SHIPPED.parent)],
        env={"KYOKAI_LANG": "ja"},
    )

    async def asked() -> Any:
        async with Client(command) as client:
            return client.instructions, await client.call_tool("list_measures", {"words": "enrollees"})

    instructions, result = asyncio.run(asked())
    assert "必ず版とページ" in instructions
    assert said(result)["rows"]


def test_the_command_says_what_it_lacks(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = CliRunner().invoke(app, ["serve", "--mcp", "--warehouse", str(tmp_path)])
    assert (nothing.exit_code, "Nothing is published yet" in nothing.output) == (1, True)
    which = CliRunner().invoke(app, ["serve", "--warehouse", str(folder)])
    assert (which.exit_code, "kyokai serve --mcp" in which.output) == (2, True)
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    monkeypatch.delitem(sys.modules, "kyokai_pipeline.serve.server")
    missing = CliRunner().invoke(app, ["serve", "--mcp", "--warehouse", str(folder)])
    assert missing.exit_code == 2
    assert "pip install 'kyokai-pipeline[mcp]'" in missing.output
