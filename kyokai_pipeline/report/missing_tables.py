"""Tables that an edition has none of: a sidecar may say so, with a reason, and only then may a table be missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import ReportError, Where, refuse
from kyokai_pipeline.vocabulary import tables

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

KPI = "kpi"
"""What the indicator tables are called beside the ids of vocabulary/tables.yml."""
IS_MISSING = ("missing_table", "missing_kpi_tables")
"""Codes of the refusals that a sidecar may answer with "this edition has none"."""
_KPI_CORE = ("kpi", "kpi_count")
"""The core tables that come from the indicator tables."""


def known_tables(year: int | None = None) -> list[str]:
    """What the tables of the report are called; with a fiscal year those that an edition of it may print."""
    return [*(spec.table_id for spec in tables(year).specs), KPI]


def may_lack(absent: Collection[str], year: int) -> set[str]:
    """Core tables that have no row where an edition of a year has no tables but those that it must have.

    Args:
        absent: Tables that its sidecar declares missing.
        year: Its fiscal year: tables that are printed in other years only are not in it either.
    """
    must = {KPI, *tables(year).required} - set(absent)
    sources: dict[str, set[str]] = {core: {KPI} for core in _KPI_CORE}
    for spec in tables().specs:
        for core in spec.core_tables:
            sources.setdefault(core, set()).add(spec.table_id)
    return {core for core, needed in sources.items() if not needed & must}


def declaration(table: str) -> str:
    """The line of a sidecar that says that there is no such table."""
    return f"missing_tables: [{{table: {table}, reason: …}}]"


def not_absent(table: str, found: Mapping[str, Sequence[Mapping[str, Any]]]) -> ReportError:
    """The sidecar says that the edition has no such table, and it has."""
    rows = sum(map(len, found.values()))
    return refuse("table_not_missing", details={"table": table}, table=table, rows=rows)


def unknown_absent(table: str) -> ReportError:
    """The sidecar declares a table missing that nobody looks for."""
    return refuse("unknown_missing_table", Where(printed=table), table=table, known=known_tables())
