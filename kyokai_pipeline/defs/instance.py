"""The Dagster instance of a warehouse folder: made on first use, with telemetry and pop-ups off."""

from __future__ import annotations

import re
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING

import dagster as dg
from dagster._core.instance.ref import InstanceRef

from kyokai_pipeline import paths
from kyokai_pipeline.defs.storage import kept_open

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EDITION_PARTITIONS = "editions"


def prepare_home(warehouse: Path) -> Path:
    """Make ``DAGSTER_HOME`` and its ``dagster.yaml``; of an existing one only missing sections are added."""
    home = paths.dagster_home(warehouse)
    home.mkdir(parents=True, exist_ok=True)
    settings = home / "dagster.yaml"
    template = files("kyokai_pipeline.defs").joinpath("dagster.yaml").read_text("utf-8")
    present = settings.read_text("utf-8") if settings.exists() else ""
    completed = complete(present, template)
    if completed != present:
        beside = settings.with_name(".dagster.yaml.new")
        beside.write_text(completed, "utf-8")
        beside.replace(settings)
    return home


def complete(present: str, template: str) -> str:
    """Add the sections of ``template`` that ``present`` lacks; what it holds stays as it is, to the letter."""
    if not present.strip():
        return template
    known = set(re.findall(r"^(\w+):", present, re.MULTILINE))
    missing = [text for name, text in _sections(template) if name not in known]
    return present.rstrip("\n") + "\n" + "".join(missing) if missing else present


def _sections(text: str) -> list[tuple[str, str]]:
    """Name and text of every top-level section, with the comment above it."""
    found: list[tuple[str, str]] = []
    comment = ""
    for line in text.splitlines(keepends=True):
        if line.startswith("#"):
            comment += line
        elif (name := re.match(r"(\w+):", line)) is not None:
            found.append((name[1], comment + line))
            comment = ""
        elif found:
            before, body = found[-1]
            found[-1] = (before, body + comment + line)
            comment = ""
    return found


@contextmanager
def open_instance(warehouse: Path) -> Iterator[dg.DagsterInstance]:
    """The instance in ``DAGSTER_HOME``; its files stay open until the end."""
    home = prepare_home(warehouse)
    with dg.DagsterInstance.from_ref(InstanceRef.from_dir(str(home), overrides=kept_open(home))) as instance:
        yield instance


def register(instance: dg.DagsterInstance, editions: list[str]) -> None:
    """Make editions selectable as partitions."""
    missing = sorted(set(editions) - set(instance.get_dynamic_partitions(EDITION_PARTITIONS)))
    if missing:
        instance.add_dynamic_partitions(EDITION_PARTITIONS, missing)
