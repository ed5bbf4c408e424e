"""What a shell offers when Tab is pressed: editions, measures, indicators, tables, from the published file.

Belongs here: the candidates. Does not belong here: the scripts of the shells, which are the CLI library's.
A shell that waits for candidates is told none, rather than an error, where nothing is published.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer  # noqa: TC002  (Typer looks the annotations up)

from kyokai_pipeline import paths
from kyokai_pipeline.messages import language

if TYPE_CHECKING:
    from collections.abc import Sequence

_EDITIONS = "SELECT edition_id, title FROM core.edition ORDER BY fiscal_year DESC, edition_id"
_CONTRADICTIONS = (
    "SELECT DISTINCT identity_id || ':' || subject, identity_id FROM marts.reconciliation"
    " WHERE outcome = 'contradicts' ORDER BY ALL"
)
_YEARS = "SELECT DISTINCT fiscal_year::VARCHAR, '' FROM core.membership ORDER BY ALL"
_TABLES = "SELECT table_name, description_{language} FROM meta.\"table\" WHERE schema_name = 'marts' ORDER BY ALL"
_IDS = (
    "SELECT measure_id, label_{language} FROM meta.measure UNION ALL SELECT kpi_id, label_{language} FROM meta.kpi"
    " ORDER BY ALL"
)
_NAMES = "SELECT label_ja, measure_id FROM meta.measure UNION ALL SELECT label_ja, kpi_id FROM meta.kpi ORDER BY ALL"


def editions(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Published editions, the newest first."""
    return _beginning(_told(ctx, [_EDITIONS]), incomplete)


def contradictions(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """What the report says against itself."""
    return _beginning(_told(ctx, [_CONTRADICTIONS]), incomplete)


def subjects(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Measures and indicators by id and by Japanese name, fiscal years, editions, tables."""
    return _beginning(_told(ctx, [_IDS, _NAMES, _YEARS, _EDITIONS, _TABLES]), incomplete)


def names(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Measures and indicators by Japanese name, as texts of the report hold them."""
    return _beginning(_told(ctx, [_NAMES]), incomplete)


def _beginning(known: Sequence[tuple[str, str]], incomplete: str) -> list[tuple[str, str]]:
    return [(word, said) for word, said in known if word.startswith(incomplete)]


def _told(ctx: typer.Context, queries: Sequence[str]) -> list[tuple[str, str]]:
    import duckdb

    database = paths.database(Path(ctx.params.get("warehouse") or paths.warehouse_dir()).expanduser())
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            return [
                (str(word), str(said or "").partition("\n")[0])
                for query in queries
                for word, said in connection.execute(query.format(language=language())).fetchall()
            ]
    except (duckdb.Error, OSError):
        return []
