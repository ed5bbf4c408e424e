"""One server and one daemon, asked by GraphQL as the screen asks them.

One test, because starting Dagster costs more than most of what is asked of it; each of its parts is named after what an
operator does.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.defs.launcher import PROCESS_TAG
from kyokai_pipeline.warehouse.lock import one_writer
from kyokai_pipeline.warehouse.release import released
from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.defs.service import KYOKAI, serving, until
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
    environment: dict[str, str]

    def release(self) -> int:
        """The number of what is published."""
        found = released(paths.database(self.warehouse))
        assert found is not None
        return found.number

    def run_at_terminal(self) -> subprocess.Popen[str]:
        """``kyokai run`` beside the server, with something new to read."""
        sidecar = self.raw / "kyokai_fy2023_summary.yml"
        sidecar.write_text(sidecar.read_text("utf-8") + "\n# looked at again\n", "utf-8")
        return subprocess.Popen(
            [*KYOKAI, "run"],
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def begun_by(self, terminal: subprocess.Popen[str]) -> str:
        """Waits until a terminal's run works; its id."""

        def found() -> str | None:
            begun = [run for run in self.service.runs() if run["status"] == "STARTED" and PROCESS_TAG in run["tags"]]
            pids = {json.loads(run["tags"][PROCESS_TAG])["pid"]: str(run["runId"]) for run in begun}
            return pids.get(terminal.pid)

        return until(found)

    def told_of(self, run: str) -> bool:
        """Waits until somebody was told that a run failed."""
        return until(lambda: any(f"(run {run[:8]})" in letter["title"] for letter in self.box.letters))


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
            yield Place(raw, warehouse, service, box, environment)


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
    execute_on_a_check_answers_for_every_edition(place)
    a_run_whose_process_is_killed_is_told_of_and_tried_again(place)
    a_terminals_run_that_the_screen_ends_publishes_nothing_and_says_so(place)
    a_terminals_run_that_is_killed_is_closed_and_the_next_one_publishes(place)
    a_pdf_that_leaves_raw_takes_its_edition_along(place)


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
    for name in ("seen_as_printed", "engines_agree", "reconciled"):
        (unreached,) = place.service.checks(name, BAD)
        assert unreached["evaluation"]["severity"] == "WARN"
        assert "refused before" in unreached["evaluation"]["description"]


def execute_on_a_check_answers_for_every_edition(place: Place) -> None:
    service = place.service
    run = service.launch("__ASSET_JOB", {}, (["source", "edition_pdf"], "readable"))
    service.ended(run)
    answers = {edition: service.checks("readable", edition) for edition in (GOOD, BAD)}
    newest = {edition: (found[0]["runId"], found[0]["status"]) for edition, found in answers.items()}
    assert newest == {GOOD: (run, "SUCCEEDED"), BAD: (run, "FAILED")}, service.log(run)
    assert BAD in service.checks("readable")[0]["evaluation"]["description"]


def a_run_whose_process_is_killed_is_told_of_and_tried_again(place: Place) -> None:
    service = place.service
    run = service.launch("refresh", {"dagster/partition": GOOD})
    os.kill(service.process_of(run), signal.SIGKILL)
    assert service.ended(run) == "FAILURE"
    assert place.told_of(run)
    again = until(lambda: next((r for r in service.runs() if r["tags"].get("dagster/parent_run_id") == run), None))
    assert service.ended(again["runId"]) == "SUCCESS"
    assert place.release() == 1, "the same edition is the same release"


def a_terminals_run_that_the_screen_ends_publishes_nothing_and_says_so(place: Place) -> None:
    terminal = place.run_at_terminal()
    run = place.begun_by(terminal)
    place.service.terminate(run)
    out, err = terminal.communicate(timeout=120)
    assert terminal.returncode == 130, out + err
    assert "Published" not in out
    assert [line.strip() for line in err.rstrip().splitlines()[-2:]] == [
        "✗ interrupted",
        "The file published before is untouched.",
    ]
    assert place.service.ended(run) == "CANCELED"
    assert place.release() == 1


def a_terminals_run_that_is_killed_is_closed_and_the_next_one_publishes(place: Place) -> None:
    with one_writer(place.warehouse):  # it is not faster than the screen
        killed = place.run_at_terminal()
        run = place.begun_by(killed)
        killed.kill()
        killed.wait()
        for pipe in (killed.stdout, killed.stderr):  # not read to their end: what copies its logs may outlive it
            assert pipe is not None
            pipe.close()
    assert place.service.ended(run) == "FAILURE"
    assert place.told_of(run)
    terminal = place.run_at_terminal()
    out, err = terminal.communicate(timeout=600)
    assert terminal.returncode == 1, "the other file is still refused"
    assert "r5.pdf" in err
    assert "Published" in out
    assert place.release() == 2
    # What the screen began by itself meanwhile ends too, and publishes nothing that is not there.
    assert until(lambda: all(run["status"] in {"SUCCESS", "FAILURE", "CANCELED"} for run in place.service.runs()))
    assert place.release() == 2


def a_pdf_that_leaves_raw_takes_its_edition_along(place: Place) -> None:
    (place.raw / "r5.pdf").unlink()
    assert until(lambda: place.service.partitions(TABLE) == [GOOD])
