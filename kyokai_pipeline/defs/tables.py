"""The tables of the warehouse as Dagster assets: key, group, description and columns, all from the schemas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import dagster as dg

from kyokai_pipeline.marts import Mart, load_marts
from kyokai_pipeline.schemas import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True)
class Table:
    """One table as an asset.

    Attributes:
        name: ``core.membership``; the asset key is its two parts.
        columns: name, SQL type (None where DuckDB decides), description, nullable.
    """

    name: str
    ja: str
    en: str
    columns: tuple[tuple[str, str | None, str, bool], ...]

    @property
    def key(self) -> dg.AssetKey:
        """``["core", "membership"]``."""
        return key_of_table(self.name)

    def spec(self, deps: Iterable[dg.AssetKey], kinds: Iterable[str], code_version: str) -> dg.AssetSpec:
        """The asset as the graph shows it before anything has run.

        Args:
            deps: What it is made from.
            kinds: For its icons.
            code_version: Of the code that makes it; Dagster shows what an earlier one made as outdated.
        """
        return dg.AssetSpec(
            self.key,
            deps=list(deps),
            group_name=self.key.path[0],
            kinds=set(kinds),
            skippable=True,
            description=f"{self.ja}\n\n{self.en}",
            code_version=code_version,
            owners=OWNERS,
            tags={"layer": self.key.path[0]},
            metadata={
                "dagster/column_schema": self.column_schema(),
                "docs": dg.MetadataValue.path(f"docs/data-dictionary.md#{self.name.replace('.', '')}"),
            },
        )

    def column_schema(self, built: dict[str, str] | None = None) -> dg.TableSchema:
        """Columns with type, description and whether they may be empty.

        Args:
            built: Column -> type, for a mart whose types only the built file knows.
        """
        return dg.TableSchema(
            [
                dg.TableColumn(
                    name,
                    type=sql or (built or {}).get(name, "unknown"),
                    description=description,
                    constraints=dg.TableColumnConstraints(nullable=nullable),
                )
                for name, sql, description, nullable in self.columns
            ]
        )


OWNERS = ["team:kyokai_pipeline"]
"""Whom to ask; Dagster wants a team or an address."""


def short(fingerprint: str) -> str:
    """A fingerprint as a code version: long enough to tell two apart, short enough to read."""
    return fingerprint[:12]


def key_of_table(name: str) -> dg.AssetKey:
    """``core.membership`` -> its asset key."""
    return dg.AssetKey(name.split("."))


def _of_report(name: str) -> Table:
    schema = TABLES[name]
    columns = tuple((c.name, c.sql, c.described, c.nullable) for c in schema.columns)
    return Table(name, schema.ja, schema.en, columns)


def _of_mart(mart: Mart) -> Table:
    columns = tuple((c.name, c.sql, c.described, c.nullable) for c in mart.columns)
    return Table(f"marts.{mart.name}", mart.description_ja, mart.description_en, columns)


REPORT_TABLES: Sequence[Table] = [_of_report(name) for name in TABLES]
"""What one edition fills, in the order of the schemas."""

MARTS: Sequence[tuple[Mart, Table]] = [(mart, _of_mart(mart)) for mart in load_marts()]
"""Every mart, each after the marts that it reads."""
