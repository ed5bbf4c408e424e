"""A report as a notebook or a terminal shows it: a summary, and the first rows of its tables.

Belongs here: how a whole report looks. Does not belong here: its shape (model.py).
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kyokai_pipeline.messages import notice

if TYPE_CHECKING:
    import pandas as pd

    from kyokai_pipeline.report.model import Report

ROWS = 5
"""First rows of each table in a notebook; the table itself has all."""


def summary(report: Report) -> str:
    """What it is, its tables with their rows, and how many figures are facts."""
    heads = {name: str(len(frame)) for name, frame in report.tables.items()}
    wide = max(map(len, heads), default=0)
    deep = max(map(len, heads.values()), default=0)
    listed = [
        f"  {name:<{wide}}  {rows:>{deep}}  {', '.join(map(str, report.tables[name].columns[:6]))} …"
        for name, rows in heads.items()
    ]
    return "\n".join([_head(report), *listed, f"  {_figures(report)}", f"  {notice('report_use')}"])


def html(report: Report) -> str:
    """The same for a notebook: each table opens to its first rows."""
    tables = "".join(_table(name, frame) for name, frame in report.tables.items())
    return f"<p><strong>{escape(_head(report))}</strong><br>{escape(_figures(report))}</p>{tables}"


def _table(name: str, frame: pd.DataFrame) -> str:
    shown = frame.head(ROWS).to_html(index=False, na_rep="", max_cols=12, border=0, escape=True)
    return f"<details><summary>{escape(name)} ({len(frame)})</summary>{shown}</details>"


def _head(report: Report) -> str:
    edition = report.edition
    return notice(
        "report_head",
        edition=edition.edition_id,
        title=edition.title,
        file=report.source_file,
        pages=report.page_count,
    )


def _figures(report: Report) -> str:
    facts = 0 if report.figures.empty else int((report.figures["role"] == "fact").sum())
    return notice("report_figures", figures=len(report.figures), facts=facts, problems=len(report.problems))
