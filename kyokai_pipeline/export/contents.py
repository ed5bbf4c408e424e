"""What is exported: every table of the published file with the descriptions that the file holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.messages import phrase

if TYPE_CHECKING:
    import duckdb

TITLE = phrase("export_title")
ABOUT = phrase("export_about")
SCHEMAS = ("core", "evidence", "marts", "meta")


@dataclass(frozen=True)
class Field:
    """One column, as meta.column describes it."""

    name: str
    sql: str
    unit: str | None
    ja: str
    en: str

    @property
    def description(self) -> str:
        """Both languages and the unit; a unit that differs by row is in the column unit."""
        unit = "" if not self.unit or self.unit.startswith("{") else f" [{self.unit}]"
        return f"{self.en}{unit} / {self.ja}"


@dataclass(frozen=True)
class Resource:
    """One table, as meta.table describes it."""

    schema: str
    table: str
    ja: str
    en: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]

    @property
    def name(self) -> str:
        """``marts.kpi_status``: also the stem of its files."""
        return f"{self.schema}.{self.table}"

    @property
    def select(self) -> str:
        """Its rows in the order of its key: the order of rows is part of what must stay the same."""
        order = ", ".join(f'"{column}"' for column in self.key)
        return f'SELECT * FROM "{self.schema}"."{self.table}"' + (f" ORDER BY {order}" if order else " ORDER BY ALL")


@dataclass(frozen=True)
class Contents:
    """A published file.

    Attributes:
        editions: edition, citation in English, address or None.
        terms: Terms of use that the sidecars state, without repetition.
    """

    release: int
    resources: tuple[Resource, ...]
    editions: tuple[tuple[str, str, str | None], ...]
    terms: tuple[str, ...]


def read_contents(connection: duckdb.DuckDBPyConnection) -> Contents:
    """Everything that the file says of itself."""
    fields: dict[tuple[str, str], list[Field]] = {}
    for schema, table, *said in connection.execute(
        "SELECT schema_name, table_name, column_name, type, unit, description_ja, description_en"
        ' FROM meta."column" ORDER BY schema_name, table_name, position'
    ).fetchall():
        fields.setdefault((schema, table), []).append(Field(*said))
    tables = connection.execute(
        'SELECT schema_name, table_name, description_ja, description_en, key FROM meta."table" ORDER BY ALL'
    ).fetchall()
    resources = tuple(
        Resource(schema, table, ja, en, tuple(filter(None, key.split(", "))), tuple(fields[schema, table]))
        for schema, table, ja, en, key in tables
        if schema in SCHEMAS
    )
    ((release,),) = connection.execute("SELECT max(release) FROM meta.release").fetchall()
    editions = connection.execute(
        "SELECT c.edition_id, c.citation_en, coalesce(e.archived_url, e.source_url)"
        " FROM meta.citation AS c JOIN core.edition AS e USING (edition_id) ORDER BY c.edition_id"
    ).fetchall()
    terms = connection.execute("SELECT DISTINCT terms FROM core.edition WHERE terms IS NOT NULL ORDER BY 1").fetchall()
    return Contents(release, resources, tuple(editions), tuple(text for (text,) in terms))
