"""Tables that an edition has none of: a sidecar may say so, with a reason, and only then may a table be missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.vocabulary import tables

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

KPI = "kpi"
"""What the indicator tables are called beside the ids of vocabulary/tables.yml."""
CODE = "missing_tables"
_CORE_OF = {"monthly_flow": ("monthly_flow", "annual_flow"), KPI: ("kpi", "kpi_count")}
"""Tables of the report from which more than one core table comes."""


def known_tables() -> list[str]:
    """What the tables of the report are called."""
    return [*(spec.table_id for spec in tables().specs), KPI]


def may_lack(absent: Collection[str]) -> set[str]:
    """Core tables that have no row where the tables ``absent`` are not in the report."""
    sources: dict[str, set[str]] = {core: {KPI} for core in _CORE_OF[KPI]}
    for spec in tables().specs:
        for core in _CORE_OF.get(spec.table_id, (spec.core,)):
            sources.setdefault(core, set()).add(spec.table_id)
    return {core for core, needed in sources.items() if needed <= set(absent)}


def declaration(table: str) -> str:
    """The line of a sidecar that says that there is no such table."""
    return f"missing_tables: [{{table: {table}, reason: …}}]"


def not_absent(table: str, found: Mapping[str, Sequence[Mapping[str, Any]]]) -> ReportError:
    """The sidecar says that the edition has no such table, and it has."""
    rows = sum(map(len, found.values()))
    return ReportError(
        f"The table {table} is declared missing in the sidecar, but is there ({rows} rows).",
        f"付属ファイルはこの版に表「{table}」がないとしていますが、あります（{rows}行）。",
        "Take it out of missing_tables.",
        "missing_tables から取り除いてください。",
        code=CODE,
        details={"table": table},
    )


def unknown_absent(table: str) -> ReportError:
    """The sidecar declares a table missing that nobody looks for."""
    known = known_tables()
    return ReportError(
        f"missing_tables names {table}, which is no table of the report; known are {', '.join(known)}.",
        f"missing_tables の「{table}」は報告書の表の名前ではありません（{'、'.join(known)}）。",
        "Mend its name in the sidecar.",
        "付属ファイルの名前を直してください。",
        printed=table,
        code=CODE,
    )
