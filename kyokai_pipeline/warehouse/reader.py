"""The published file as data frames: ``kyokai_pipeline.open_warehouse()``.

Belongs here: types that a pandas user can plot and join at once. Does not belong here: what the tables mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.messages import notice

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from kyokai_pipeline.schemas.frames import Decimals


@dataclass(frozen=True, repr=False)
class OpenWarehouse:
    """A published ``kyokai.duckdb``.

    Every call opens the file read-only, reads and closes it: a refresh may publish at any time, each answer is of one
    whole release, and the next one is of the newest.
    """

    database: Path

    def __repr__(self) -> str:
        editions = [edition for (edition,) in self._fetch("SELECT edition_id FROM core.edition ORDER BY 1", [])[1]]
        return notice("warehouse_head", file=self.database.name, editions=editions, tables=len(self.tables()))

    def table(self, name: str, *, decimals: Decimals = "float") -> pd.DataFrame:
        """A whole table or mart.

        Args:
            name: ``marts.membership_trend``.
            decimals: ``float`` to plot and calculate, ``exact`` for the printed ``Decimal`` values.

        Returns:
            Its rows; whole numbers as Int64, dates as datetime64, missing values as NA.

        Raises:
            KeyError: There is no such table; the message lists those that there are.
        """
        known = self.tables()
        if name not in known:
            raise KeyError(notice("no_such_table", table=name, known=known))
        schema, _, table = name.partition(".")
        return self.sql(f'FROM "{schema}"."{table}"', decimals=decimals)

    def tables(self) -> list[str]:
        """Every table and mart, ``schema.name``."""
        found = self._fetch(
            "SELECT schema_name || '.' || table_name FROM meta.\"table\" ORDER BY schema_name, table_name", []
        )[1]
        return [name for (name,) in found]

    def sql(self, query: str, parameters: list[Any] | None = None, *, decimals: Decimals = "float") -> pd.DataFrame:
        """The answer to a query, in the types of ``table``.

        Args:
            query: One SELECT.
            parameters: For its question marks.
            decimals: As in ``table``.
        """
        import pandas as pd

        from kyokai_pipeline.schemas.frames import series

        columns, rows = self._fetch(query, parameters or [])
        data = {name: series([row[at] for row in rows], kind, decimals) for at, (name, kind) in enumerate(columns)}
        return pd.DataFrame(data, columns=[name for name, _ in columns])

    def _fetch(self, query: str, parameters: list[Any]) -> tuple[list[tuple[str, str]], list[tuple[Any, ...]]]:
        import duckdb

        with duckdb.connect(str(self.database), read_only=True) as connection:
            cursor = connection.execute(query, parameters)
            columns = [(str(column[0]), str(column[1])) for column in cursor.description or []]
            return columns, cursor.fetchall()
