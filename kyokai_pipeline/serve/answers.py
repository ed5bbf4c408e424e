"""What each tool answers, as plain data: rows, the citation of every figure in them, and the figures to show."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import refuse
from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.messages import notice
from kyokai_pipeline.warehouse.queries import plain, select

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import duckdb

    from kyokai_pipeline.trace.search import Hit

MOST_CITED = 20
"""Figures of one answer that are cited one by one; the editions of all others are cited as a whole."""

_MEASURES = """
WITH named AS (
    SELECT measure_id, label_ja, label_en, unit, stock_or_flow, do_not_sum_en FROM meta.measure
    UNION ALL BY NAME
    SELECT kpi_id AS measure_id, label_ja, label_en, unit FROM meta.kpi
    UNION ALL BY NAME
    SELECT fact_id AS measure_id, label_ja, label_en FROM meta.fact
)
SELECT * EXCLUDE (latest), latest[1] AS latest_value, latest[2] AS latest_unit, latest[3] AS latest_period,
    latest[4] AS figure_id
FROM (SELECT
    n.measure_id, any_value(n.label_ja) AS label_ja, any_value(n.label_en) AS label_en, any_value(n.unit) AS unit,
    any_value(n.stock_or_flow) AS stock_or_flow, any_value(n.do_not_sum_en) AS do_not_sum,
    min(f.fiscal_year) AS first_fiscal_year, max(f.fiscal_year) AS last_fiscal_year, count(f.number) AS printed_values,
    arg_max(
        (f.value, f.unit, f.period_label, f.figure_id),
        (
            f.kind = 'value', coalesce(f.period_end, DATE '0001-01-01'), f.detail IN ('', 'enrollees', 'total'),
            f.is_total
        )
    ) AS latest
FROM named AS n
LEFT JOIN (
    SELECT *, false AS is_total FROM marts.fact UNION ALL SELECT *, true FROM marts.fact_total
) AS f USING (measure_id)
GROUP BY n.measure_id)
ORDER BY measure_id
"""
_FACTS = """
SELECT measure_id, detail, detail_ja, detail_en, label_ja, label_en, kind, stock_or_flow, fiscal_year, period_label,
    period_start, period_end, value, unit, quantum, is_approximate, is_total, is_draft, edition_id, source_table,
    figure_id, figure_ids
FROM known($measure)
WHERE $year IS NULL OR fiscal_year = $year
"""
_RESULT = "SELECT result_figure_id FROM core.kpi WHERE edition_id = $edition AND kpi_id = $kpi"


@dataclass(frozen=True)
class Answer:
    """One answer.

    Attributes:
        rows: Plain values.
        citations: How to cite each figure in them, else each edition: Japanese and English.
        figures: Ids of the figures to show, best first.
        page: Edition and page to show as a whole.
        more: Whether there are more rows.
        note: What the program that asked should know of the answer.
    """

    rows: Sequence[dict[str, Any]]
    citations: Sequence[dict[str, Any]]
    figures: tuple[str, ...] = ()
    page: tuple[str, int] | None = None
    more: bool = False
    note: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """For the program that asked."""
        said = {"rows": list(self.rows), "citations": list(self.citations), "more_rows": self.more}
        return said | ({"note": self.note} if self.note else {})


def list_measures(connection: duckdb.DuckDBPyConnection, words: str = "") -> Answer:
    """Every measure, indicator and fact whose id or name holds all words, each with its latest value."""
    wanted = [canonical(word).lower() for word in words.split()]
    rows = [
        row
        for row in _rows(connection, _MEASURES, {})
        if all(word in canonical(f"{row['measure_id']} {row['label_ja']} {row['label_en']}").lower() for word in wanted)
    ]
    figures = tuple(row["figure_id"] for row in rows if row["figure_id"])
    return Answer(rows, _cited(connection, figures) or _editions(connection), figures)


def get_fact(connection: duckdb.DuckDBPyConnection, measure_id: str, fiscal_year: int | None = None) -> Answer:
    """Everything known of one measure, the newest first.

    Raises:
        ReportError: There is no such measure; the nearest ids are named.
    """
    known = [row["measure_id"] for row in _rows(connection, _MEASURES, {})]
    if measure_id not in known:
        near = difflib.get_close_matches(measure_id, known, 3, 0.4)
        raise refuse("serve_no_such_measure", measure=measure_id, near=near or None)
    rows = _rows(connection, _FACTS, {"measure": measure_id, "year": fiscal_year})
    figures = tuple(row["figure_id"] for row in rows)
    return Answer(rows, _cited(connection, figures), figures)


def search_passages(connection: duckdb.DuckDBPyConnection, words: str, limit: int = 20) -> Answer:
    """Texts that hold every word; figures and results of indicators among them are cited one by one."""
    from kyokai_pipeline.trace.search import search

    hits = search(connection, words, limit)
    rows = [
        {name: value for name, value in hit.as_dict().items() if name != "shown" and value is not None} for hit in hits
    ]
    cited = {row["edition_id"]: row for row in _editions(connection)}
    pages = dict.fromkeys((hit.edition_id, hit.page) for hit in hits)
    citations = [
        {
            **cited[edition],
            "page": page,
            "citation_ja": f"{cited[edition]['citation_ja']}、{page}ページ",
            "citation_en": f"{cited[edition]['citation_en']}, page {page}",
        }
        for edition, page in pages
        if page is not None
    ]
    figures = tuple(filter(None, (_figure_of(connection, hit) for hit in hits)))
    first = next(((edition, page) for edition, page in pages if page), None)
    return Answer(rows, [*citations, *_cited(connection, figures)], figures, first)


def _figure_of(connection: duckdb.DuckDBPyConnection, hit: Hit) -> str | None:
    """The figure that a hit is, or the result of the indicator that it names."""
    if hit.kind == "figure":
        return hit.name
    words = {"edition": hit.edition_id, "kpi": hit.name}
    found = _rows(connection, _RESULT, words) if hit.kind == "kpi" else []
    return str(found[0]["result_figure_id"]) if found else None


def query(connection: duckdb.DuckDBPyConnection, database: Path, sql: str) -> Answer:
    """The rows of one SELECT; figures among their columns are cited.

    Raises:
        ReportError: It is no single SELECT, fails or takes too long.
    """
    found = select(database, sql)
    figures = tuple(
        dict.fromkeys(
            figure
            for row in found.rows
            for name, value in row.items()
            if name.endswith(("figure_id", "figure_ids"))
            for figure in (value if isinstance(value, list) else [value])
            if figure
        )
    )
    if not figures:
        return Answer(found.rows, _editions(connection), more=found.more, note=notice("serve_no_figures"))
    return Answer(found.rows, _cited(connection, figures), figures, more=found.more)


def _cited(connection: duckdb.DuckDBPyConnection, figures: Sequence[str]) -> list[dict[str, Any]]:
    return [
        row for figure in figures[:MOST_CITED] for row in _rows(connection, "FROM cite($figure)", {"figure": figure})
    ]


def _editions(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    return _rows(connection, "FROM meta.citation ORDER BY edition_id", {})


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, words: dict[str, Any]) -> list[dict[str, Any]]:
    cursor = connection.execute(sql, words)
    names = [str(column[0]) for column in cursor.description or []]
    return [dict(zip(names, _plain(row), strict=True)) for row in cursor.fetchall()]


def _plain(row: Iterable[Any]) -> list[Any]:
    return [plain(value) for value in row]
