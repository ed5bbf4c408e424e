"""An archive in small: what `make bench` reports of a larger one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from kyokai_pipeline.defs.instance import EDITION_PARTITIONS, open_instance
from kyokai_pipeline_tests.bench.archive import simulate

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from kyokai_pipeline.report.model import Report


def test_an_archive_is_read_in_pieces_and_taken_up_after_a_kill(
    tmp_path: Path, fy2023: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    found = simulate(tmp_path, fy2023, documents=4, kill_after=2)
    assert 2 <= found.before < 4
    assert found.read_again == 0
    assert found.published == 4
    with duckdb.connect(str(tmp_path / "warehouse" / "kyokai.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*) from core.edition").fetchall() == [(4,)]
    with open_instance(tmp_path / "warehouse") as instance:
        runs = instance.get_runs()
        assert sorted(instance.get_dynamic_partitions(EDITION_PARTITIONS)) == [f"FY2023-r{n}" for n in range(2, 6)]
    assert all(run.is_finished for run in runs)
    assert sum(run.is_failure for run in runs) <= 1, "the one at work when it was killed"
