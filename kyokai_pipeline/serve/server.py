"""The tools as an MCP server; the only module that knows the SDK."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

from mcp.server import MCPServer
from mcp.types import CallToolResult, ImageContent, TextContent, ToolAnnotations

from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.messages import notice
from kyokai_pipeline.serve import answers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import duckdb

    from kyokai_pipeline.serve.answers import Answer

SHOWN = 3
"""Figures of one answer that are shown as pictures."""
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


def server(database: Path, raw: Path) -> MCPServer:
    """A server over one published file. Every answer opens and closes the file, so a refresh may publish meanwhile.

    Args:
        database: ``kyokai.duckdb``.
        raw: Where the PDFs lie, for the pictures.
    """
    from kyokai_pipeline import __version__

    made = MCPServer("kyokai", version=__version__, instructions=notice("serve_instructions"), log_level="ERROR")

    def answered(ask: Callable[[duckdb.DuckDBPyConnection], Answer]) -> CallToolResult:
        return _answered(database, raw, ask)

    @made.tool(description=notice("serve_list_measures"), annotations=_READS, structured_output=False)
    def list_measures(words: str = "") -> CallToolResult:
        return answered(lambda connection: answers.list_measures(connection, words))

    @made.tool(description=notice("serve_get_fact"), annotations=_READS, structured_output=False)
    def get_fact(measure_id: str, fiscal_year: int | None = None) -> CallToolResult:
        return answered(lambda connection: answers.get_fact(connection, measure_id, fiscal_year))

    @made.tool(description=notice("serve_search_passages"), annotations=_READS, structured_output=False)
    def search_passages(words: str, limit: int = 20) -> CallToolResult:
        return answered(lambda connection: answers.search_passages(connection, words, limit))

    @made.tool(description=notice("serve_query"), annotations=_READS, structured_output=False)
    def query(sql: str) -> CallToolResult:
        return answered(lambda connection: answers.query(connection, database, sql))

    return made


def _answered(database: Path, raw: Path, ask: Callable[[duckdb.DuckDBPyConnection], Answer]) -> CallToolResult:
    """The answer as text and pictures; a refusal as an error that says what helps."""
    import duckdb

    from kyokai_pipeline.warehouse.queries import LOCKED

    with duckdb.connect(str(database), read_only=True, config=LOCKED) as connection:
        try:
            answer = ask(connection)
        except ReportError as error:
            return CallToolResult(content=[TextContent(text=error.block())], is_error=True)
        text = TextContent(text=json.dumps(answer.as_dict(), ensure_ascii=False, indent=1))
        return CallToolResult(content=[text, *_pictures(connection, raw, answer)])


def _pictures(connection: duckdb.DuckDBPyConnection, raw: Path, answer: Answer) -> list[TextContent | ImageContent]:
    """The first figures as printed, and the page of the first passage."""
    from kyokai_pipeline.pdf.draw import as_file
    from kyokai_pipeline.trace.pictures import evidence, page_of
    from kyokai_pipeline.trace.places import places_of

    try:
        places = places_of(connection, answer.figures[:SHOWN]) if answer.figures else []
        pictures = [evidence(connection, places, raw)] if places else []
        if answer.page:
            pictures.append(page_of(connection, *answer.page, raw))
    except (ReportError, OSError) as error:
        reason = error.what if isinstance(error, ReportError) else str(error)
        return [TextContent(text=notice("serve_no_picture", reason=reason))]
    return [
        ImageContent(data=base64.b64encode(as_file(picture)).decode("ascii"), mime_type="image/png")
        for picture in pictures
    ]
