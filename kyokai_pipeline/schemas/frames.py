"""Data frames for pandas users: columns in nullable types that plot and join at once.

Belongs here: which pandas type an SQL type becomes. Does not belong here: checking (validate.py), which wants the
values as they were read.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from kyokai_pipeline.schemas import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from kyokai_pipeline.report.model import Report

Decimals = Literal["float", "exact"]
"""``float`` to plot and calculate, ``exact`` for the printed ``Decimal`` values."""
_DTYPES = {"INTEGER": "Int64", "BIGINT": "Int64", "HUGEINT": "Int64", "DOUBLE": "Float64", "BOOLEAN": "boolean",
           "VARCHAR": "string"}  # fmt: skip


def series(values: Sequence[Any], sql: str, decimals: Decimals) -> pd.Series[Any]:
    """One column.

    Args:
        values: As DuckDB or the reader gives them; None where missing.
        sql: The DuckDB type of the column.
        decimals: What a DECIMAL becomes.
    """
    import pandas as pd

    if sql == "DATE":
        return pd.Series(pd.to_datetime(pd.Series(list(values), dtype=object)), dtype="datetime64[s]")
    if sql.startswith("DECIMAL") and not sql.endswith("]"):
        if decimals == "exact":
            return pd.Series(list(values), dtype=object)
        return pd.Series([None if pd.isna(value) else float(value) for value in values], dtype="Float64")
    if sql.endswith("]"):
        return pd.Series(list(values), dtype=object)
    return pd.Series([None if pd.isna(value) else value for value in values], dtype=_DTYPES.get(sql, object))


def typed(report: Report, decimals: Decimals) -> Report:
    """A report whose tables have these types; columns that only publishing fills are left out.

    Args:
        report: As the reader gives it.
        decimals: What printed numbers become.
    """
    tables = {name: _typed(frame, _columns(f"core.{name}"), decimals) for name, frame in report.tables.items()}
    return replace(
        report,
        tables=tables,
        pages=_typed(report.pages, _columns("evidence.page"), decimals),
        figures=_typed(report.figures, _columns("evidence.figure"), decimals),
        unnamed=_typed(report.unnamed, _columns("evidence.unnamed_word"), decimals),
    )


def _columns(name: str) -> dict[str, str]:
    return {column.name: column.sql for column in TABLES[name].columns}


def _typed(frame: pd.DataFrame, columns: Mapping[str, str], decimals: Decimals) -> pd.DataFrame:
    import pandas as pd

    held = [name for name in columns if name in frame or frame.empty]
    return pd.DataFrame(
        {name: series(list(frame[name]) if name in frame else [], columns[name], decimals) for name in held}
    )
