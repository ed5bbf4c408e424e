"""From a style and a content to a PDF file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline_tests.typeset import chromium_writer, reportlab_writer, typst_writer
from kyokai_pipeline_tests.typeset.content import FY2023, Content
from kyokai_pipeline_tests.typeset.grid import Grid
from kyokai_pipeline_tests.typeset.pages import Page, report_pages

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kyokai_pipeline_tests.typeset.styles import Style

_WRITERS = {
    "reportlab": reportlab_writer.write,
    "chromium": chromium_writer.write,
    "typst": typst_writer.write,
}


def printed_on(style: Style, content: Content = FY2023) -> dict[str, int]:
    """The page, from 1, on which each table of a report set by reportlab stands."""
    return reportlab_writer.placed(report_pages(content, style), style).printed_on


def typeset(
    style: Style, path: Path, content: Content = FY2023, *, repeated: bool = True, more: Sequence[Grid] = ()
) -> Path:
    """Write a whole report.

    Args:
        style: How it looks.
        path: Where the PDF goes.
        content: What it says.
        repeated: Whether indicator tables say their heads again after a page break.
        more: Tables that stand on a page of their own behind the report.

    Returns:
        The path.
    """
    pages = [*report_pages(content, style), *([Page([*more])] if more else [])]
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Grid) and block.name == "kpi":
                block.repeated = repeated
    _WRITERS[style.producer](pages, style, path)
    return path
