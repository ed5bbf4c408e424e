"""The published file, opened read-only for one command."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kyokai_pipeline import paths
from kyokai_pipeline.cli import console

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb


@contextmanager
def opened(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """A read-only connection; None, and a word to the reader, where nothing is published yet."""
    import duckdb

    database = paths.database(warehouse)
    if not database.is_file():
        console.not_published_yet(database)
        yield None
        return
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection
