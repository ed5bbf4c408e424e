"""One server and one daemon, asked by GraphQL as the screen asks them.

One test, because starting Dagster costs more than most of what is asked of it; each of its parts is named after what an
operator does.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from kyokai_pipeline import paths
from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.defs.service import serving, until
from kyokai_pipeline_tests.mailbox import Mailbox, open_mailbox
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.variants import final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kyokai_pipeline_tests.defs.service import Service

GOOD, BAD = "FY2023-draft", "FY2023"
TABLE = ["core", "membership"]
MONITORING = "run_monitoring:\n  enabled: true\n  poll_interval_seconds: 1\n  cancel_timeout_seconds: 60\n"
"""Asks every second instead of every twenty whether anybody works at a run."""


@dataclass
class Place:
    """The folders of an installation whose server runs."""

    raw: Path
    warehouse: Path
    service: Service
    box: Mailbox


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A fresh installation: one good edition, and one of which only the cover can be read."""
    raw, warehouse = tmp_path / "raw", tmp_path / "warehouse"
    raw.mkdir()
    for path in (SHIPPED, SHIPPED.with_suffix(".yml")):
        shutil.copy(path, raw)
    cover_alone(typeset(Style(), tmp_path / "whole.pdf", final(FY2023)), raw / "r5.pdf")
    (tmp_path / "kyokai.toml").write_text("", "utf-8")
    home = warehouse / ".dagster"
    home.mkdir(parents=True)
    (home / "dagster.yaml").write_text(MONITORING, "utf-8")
    with open_mailbox() as box:
        environment = {
            "KYOKAI_RAW": str(raw),
            "KYOKAI_WAREHOUSE": str(warehouse),
            "KYOKAI_CONFIG": str(tmp_path / "kyokai.toml"),
            "KYOKAI_ALERTS": box.address,
            "DAGSTER_HOME": str(home),
        }
        with serving(environment, tmp_path) as service:
            yield Place(raw, warehouse, service, box)


def cover_alone(source: Path, target: Path) -> None:
    pdf, cover = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
    cover.import_pages(pdf, [0])
    cover.save(target)
    cover.close()
    pdf.close()


def test_a_service(place: Place) -> None:
    the_editions_can_be_chosen_at_the_first_start(place)
    materialize_all_publishes_the_good_edition_though_the_other_is_refused(place)
    a_failed_check_says_why_for_its_edition(place)


def the_editions_can_be_chosen_at_the_first_start(place: Place) -> None:
    assert sorted(place.service.partitions(TABLE)) == [BAD, GOOD]


def materialize_all_publishes_the_good_edition_though_the_other_is_refused(place: Place) -> None:
    service = place.service
    assets = [node["assetKey"]["path"] for node in service.ask("{ assetNodes { assetKey { path } } }")]
    backfill = service.backfill(assets, [BAD, GOOD])
    assert service.backfill_ended(backfill) in {"COMPLETED_FAILED", "FAILED"}
    read = {
        run["tags"]["dagster/partition"]: run["status"] for run in service.runs() if "dagster/backfill" in run["tags"]
    }
    assert read == {GOOD: "SUCCESS", BAD: "FAILURE"}
    publishing = until(lambda: next((run for run in service.runs() if run["jobName"] == "publish"), None))
    assert service.ended(publishing["runId"]) == "SUCCESS"
    assert paths.database(place.warehouse).is_file()
    assert paths.dashboard(place.warehouse).is_file()
    assert not [run for run in service.runs() if "dagster/retry_number" in run["tags"]], (
        "a refused one is not tried again"
    )
    refused, overdue = until(
        lambda: (
            len(place.box.letters) > 1 and sorted(place.box.letters, key=lambda letter: "overdue" in letter["title"])
        )
    )
    assert f"failed: {BAD}" in refused["title"]
    assert "overdue" in overdue["title"]


def a_failed_check_says_why_for_its_edition(place: Place) -> None:
    (failed,) = place.service.checks("readable", BAD)
    assert (failed["status"], failed["partition"]) == ("FAILED", BAD)
    assert "What to do: " in failed["evaluation"]["description"]
    (passed,) = place.service.checks("readable", GOOD)
    assert passed["status"] == "SUCCEEDED"
