"""Opens a published warehouse with the tools of others: ``python .ci/interop.py WAREHOUSE``; used by ``make interop``.

Runs in .venv-interop with DuckDB 1.4, the oldest that reads the file; SQLAlchemy and Frictionless are in the tests.
"""

from __future__ import annotations

import sys
from importlib.metadata import version as version_of
from pathlib import Path

import duckdb
import ibis
import mlcroissant
import polars as pl

SCHEMAS = "('core', 'evidence', 'marts', 'meta', '日本語')"
TABLES = f"SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema IN {SCHEMAS} ORDER BY ALL"


def main(warehouse: Path) -> int:
    """Read everything with each tool; raises where one cannot."""
    database = warehouse / "kyokai.duckdb"
    with duckdb.connect(str(database), read_only=True) as connection:
        names = connection.execute(TABLES).fetchall()
        assert len(names) > 50
        for schema, table in names:
            rows = connection.execute(f'FROM "{schema}"."{table}"').fetchall()
            assert len(connection.execute(f'FROM "{schema}"."{table}"').pl()) == len(rows), table
        assert connection.execute("FROM cite((SELECT min(figure_id) FROM evidence.figure))").fetchall()
        version = duckdb.__version__
    ours = ibis.duckdb.connect(str(database), read_only=True)
    for schema, table in names:
        ours.table(table, database=schema).execute()
    for path in sorted((warehouse / "exports" / "latest" / "parquet").glob("*.parquet")):
        pl.read_parquet(path)
    croissant = mlcroissant.Dataset(str(warehouse / "exports" / "latest" / "croissant.json"))
    assert not croissant.metadata.ctx.issues.errors
    for records in croissant.metadata.record_sets:
        sum(1 for _ in croissant.records(records.uuid))
    sys.stdout.write(
        f"✓ {len(names)} tables and views: DuckDB {version}, ibis {ibis.__version__}, polars {pl.__version__};"
        f" mlcroissant {version_of('mlcroissant')} reads the exports\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
