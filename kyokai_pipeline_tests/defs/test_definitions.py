"""What the UI offers before anything has run."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import dagster as dg
import pytest
import yaml

from kyokai_pipeline import paths
from kyokai_pipeline.definitions import defs
from kyokai_pipeline.defs.after_publish import AFTER_PUBLISH
from kyokai_pipeline.defs.resources import Folders
from kyokai_pipeline.marts import load_marts
from kyokai_pipeline.schemas import TABLES

JAPANESE = re.compile(r"[ぁ-ん一-龯]")
GRAPH = defs.resolve_asset_graph()
KEYS = sorted(GRAPH.get_all_asset_keys(), key=lambda key: tuple(key.path))


def test_every_table_and_mart_is_an_asset_of_its_name() -> None:
    named = {tuple(name.split(".")) for name in TABLES} | {("marts", mart.name) for mart in load_marts()}
    named |= {tuple(asset.key.path) for asset in AFTER_PUBLISH}
    assert {tuple(key.path) for key in KEYS} == named | {("source", "edition_pdf"), ("warehouse", "kyokai")}


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_an_asset_is_described_grouped_and_of_a_kind(key: dg.AssetKey) -> None:
    node = GRAPH.get(key)
    assert node.group_name == key.path[0]
    assert node.kinds
    assert node.owners
    assert node.tags["layer"] == key.path[0]
    assert node.code_version
    assert JAPANESE.search(node.description or "")
    assert re.search(r"[a-z]{3}", node.description or "")


@pytest.mark.parametrize("key", [key for key in KEYS if key.path[0] in {"core", "evidence", "marts"}], ids=str)
def test_a_table_shows_its_columns(key: dg.AssetKey) -> None:
    schema = GRAPH.get(key).metadata["dagster/column_schema"]
    assert schema.columns
    assert all(" / " in (column.description or "") for column in schema.columns)


def test_what_an_edition_fills_is_partitioned_and_what_is_published_is_not() -> None:
    partitioned = {key.path[0] for key in KEYS if GRAPH.get(key).is_partitioned}
    whole = {key.path[0] for key in KEYS if not GRAPH.get(key).is_partitioned}
    assert partitioned == {"source", "core", "evidence"}
    assert whole == {"marts", "warehouse", "dashboard", "exports"}


def test_every_asset_has_a_blocking_check() -> None:
    checked = {node.key.asset_key for node in GRAPH.asset_check_nodes if node.blocking}
    assert checked == set(KEYS) - {key for asset in AFTER_PUBLISH for key in asset.keys}


@pytest.mark.parametrize("mart", load_marts(), ids=lambda mart: mart.name)
def test_the_graph_of_a_mart_is_what_its_sql_reads(mart) -> None:  # type: ignore[no-untyped-def]
    parents = {".".join(key.path) for key in GRAPH.get(dg.AssetKey(["marts", mart.name])).parent_keys}
    read = {name for name in mart.depends_on if not name.startswith("meta.")}
    if "meta.evaluation" in mart.depends_on:
        read |= {"core.membership", "core.kpi", "core.procurement", "core.monthly_flow"}
        assert read <= parents
    else:
        assert parents == read
    assert parents


def test_tables_hang_on_the_pdf_and_the_file_on_what_nothing_else_shows() -> None:
    pdf, file = dg.AssetKey(["source", "edition_pdf"]), dg.AssetKey(["warehouse", "kyokai"])
    assert GRAPH.get(dg.AssetKey(["core", "kpi"])).parent_keys == {pdf}
    parents = GRAPH.get(file).parent_keys
    marts = {key for key in KEYS if key.path[0] == "marts"}
    read_by_marts = {parent for mart in marts for parent in GRAPH.get(mart).parent_keys}
    assert parents & read_by_marts == set()
    assert set(GRAPH.get_ancestor_asset_keys(file)) >= set(KEYS) - {file} - below(file)


def test_the_resource_shows_the_folders_in_use() -> None:
    shown = (defs.resources or {})["folders"]
    assert isinstance(shown, Folders)
    assert Path(shown.raw).is_absolute()
    assert Path(shown.warehouse).is_absolute()


def below(key: dg.AssetKey) -> set[dg.AssetKey]:
    """What is made after an asset."""
    children = GRAPH.get(key).child_keys
    return set(children).union(*(below(child) for child in children))


def test_workspace_and_pyproject_name_the_same_location() -> None:
    project = paths.project()
    python = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["tool"]
    (entry,) = yaml.safe_load((project / "workspace.yaml").read_text("utf-8"))["load_from"]
    module = entry["python_module"]
    names = {
        module["location_name"],
        python["dagster"]["code_location_name"],
        python["dg"]["project"]["code_location_name"],
    }
    modules = {
        module["module_name"],
        python["dagster"]["module_name"],
        python["dg"]["project"]["code_location_target_module"],
    }
    assert (names, modules) == ({"kyokai_pipeline"}, {"kyokai_pipeline.definitions"})


def test_schedule_and_sensor_are_off_until_somebody_switches_them_on() -> None:
    for name in ("annual_refresh", "annual_fetch"):
        schedule = defs.resolve_schedule_def(name)
        assert schedule.execution_timezone == "Asia/Tokyo"
        assert schedule.default_status is dg.DefaultScheduleStatus.STOPPED
        assert JAPANESE.search(schedule.description or "")
    sensor = defs.resolve_sensor_def("new_edition")
    assert sensor.default_status is dg.DefaultSensorStatus.STOPPED
    assert JAPANESE.search(sensor.description or "")


def test_what_only_keeps_order_is_on_from_the_start() -> None:
    for name in ("editions_in_raw", "publish_changed", "refresh_failed"):
        assert defs.resolve_sensor_def(name).default_status is dg.DefaultSensorStatus.RUNNING
    assert defs.resolve_schedule_def("weekly_due").default_status is dg.DefaultScheduleStatus.RUNNING


def test_checks_of_an_edition_keep_a_result_for_each() -> None:
    partitioned = {node.key.asset_key.path[0] for node in GRAPH.asset_check_nodes if node.partitions_def}
    assert partitioned == {"source", "core", "evidence"}
