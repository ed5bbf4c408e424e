"""What the launchpad and the settings may say of a run: read again or not, how strictly, in which processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import dagster as dg
import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.definitions import defs
from kyokai_pipeline.defs.instance import open_instance
from kyokai_pipeline.defs.launcher import PROCESS_TAG
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.refresh.plan import make_plan
from kyokai_pipeline_tests.defs.conftest import EDITION, Shop, answers

if TYPE_CHECKING:
    from pathlib import Path

READING = ["source.edition_pdf", "core.kpi"]


def read(shop: Shop, **config: bool) -> dg.ExecuteInProcessResult:
    shop.instance.add_dynamic_partitions("editions", [EDITION])
    return defs.resolve_job_def("refresh").execute_in_process(
        run_config={**shop.config, "ops": {"read_edition": {"config": config}}},
        instance=shop.instance,
        partition_key=EDITION,
        asset_selection=[dg.AssetKey(name.split(".")) for name in READING],
        raise_on_error=False,
    )


def test_without_force_only_what_changed_is_read(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(shop, force=False).get_asset_materialization_events()
    unchanged = read(shop, force=False)
    assert unchanged.success
    assert unchanged.get_asset_materialization_events() == []
    assert read(shop, force=True).get_asset_materialization_events()
    sidecar = shop.raw / "kyokai_fy2023_summary.yml"
    sidecar.write_text(sidecar.read_text("utf-8") + "\n# looked at again\n", "utf-8")
    assert read(shop, force=False).get_asset_materialization_events()


def test_strictly_an_unknown_origin_refuses_and_is_not_remembered(shop: Shop) -> None:
    (shop.raw / "kyokai_fy2023_summary.yml").write_text(_without_origin(shop.raw), "utf-8")
    result = read(shop, strict=True)
    assert not result.success
    (failed,) = [e for e in answers(result) if not e.passed]
    assert failed.check_name == "origin_known"
    assert "this run is strict" in (failed.description or "")
    plan = make_plan(shop.raw, shop.warehouse)
    assert (plan.refused, plan.to_read) == ({}, [EDITION])
    assert read(shop).success


def test_strictly_a_word_without_a_name_refuses(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    word = phrase("unnamed_line", word="new_a1b2", more="")
    monkeypatch.setattr("kyokai_pipeline.refresh.read_edition.unnamed_words", lambda _: [word])
    result = read(shop, strict=True)
    (failed,) = [e for e in answers(result) if not e.passed]
    assert failed.check_name == "everything_named"
    assert "new_a1b2" in (failed.description or "")


def test_a_whole_refresh_with_a_process_a_step_by_configuration(shop: Shop, tmp_path: Path) -> None:
    """As docs/deployment.md says it: one line of the settings, Dagster's own command, nothing prepared but the home."""
    (tmp_path / "kyokai.toml").write_text('[dagster]\nexecutor = "multiprocess"\n', "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAGSTER_HOME", str(shop.warehouse / ".dagster"))
        with open_instance(shop.warehouse) as instance:
            tags = json.dumps({"dagster/partition": EDITION})
            job = ["-m", "kyokai_pipeline.definitions", "-j", "refresh", "--tags", tags]
            process = subprocess.Popen(
                [sys.executable, "-m", "dagster", "job", "execute", *job],
                env={**os.environ, "KYOKAI_CONFIG": str(tmp_path / "kyokai.toml")},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            _, said = process.communicate()
            assert process.returncode == 0, said
            (run,) = instance.get_runs()
            started = instance.all_logs(run.run_id, of_type=dg.DagsterEventType.STEP_WORKER_STARTED)
    assert run.is_success
    assert {entry.step_key for entry in started} >= {"read_edition", "publish_warehouse", "exports__files"}
    assert json.loads(run.tags[PROCESS_TAG])["pid"] == process.pid, "the run's process, not that of a step"
    assert paths.dashboard(shop.warehouse).is_file()
    assert make_plan(shop.raw, shop.warehouse).nothing_to_do


def _without_origin(raw: Path) -> str:
    """The sidecar with its acknowledgements only."""
    import yaml

    said = yaml.safe_load((raw / "kyokai_fy2023_summary.yml").read_text("utf-8"))
    kept = {key: said[key] for key in ("acknowledged", "corrections") if key in said}
    return str(yaml.safe_dump(kept, allow_unicode=True))
