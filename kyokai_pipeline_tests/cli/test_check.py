"""``kyokai check`` as a person at a terminal sees it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from kyokai_pipeline import paths
from kyokai_pipeline.cli.app import app
from kyokai_pipeline.raw_folder.sidecar import read_sidecar
from kyokai_pipeline_tests.warehouse.other_editions import as_edition, stage_as_it_is

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typer.testing import Result

    from kyokai_pipeline.report.model import Report

NAME = "kyokai_fy2023_summary"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    for suffix in ("pdf", "yml"):
        shutil.copy(paths.project() / "raw" / f"{NAME}.{suffix}", folder)
    return folder


@pytest.fixture
def check(raw: Path, tmp_path: Path) -> Callable[..., Result]:
    def run(*options: str) -> Result:
        return CliRunner().invoke(app, ["check", "--raw", str(raw), "--warehouse", str(tmp_path / "w"), *options])

    return run


@pytest.fixture
def forgotten(raw: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The report's own contradiction as nobody has looked at it yet; what is left of the sidecar."""
    monkeypatch.setattr("kyokai_pipeline.reconcile.acknowledge._known", lambda _: ())
    path = raw / f"{NAME}.yml"
    kept = path.read_text("utf-8").split("# Contradictions", maxsplit=1)[0] + "# the end of it\n"
    path.write_text(kept, "utf-8")
    return kept


def test_groups_the_acknowledged_and_what_cannot_be_checked(check: Callable[..., Result]) -> None:
    found = check()

    assert found.exit_code == 0
    for part in (
        "membership",
        "Acknowledged contradiction: procurement_share:total",
        "page 11, box (",
        "9.82659",
        "[9.85, 9.95]",
        "membership_rate ×6",
        "the table does not hold the year before",
    ):
        assert part in found.output


@pytest.mark.parametrize("has_sidecar", [True, False])
def test_the_reason_is_given_in_the_readers_language(
    check: Callable[..., Result], raw: Path, monkeypatch: pytest.MonkeyPatch, has_sidecar: bool
) -> None:
    if not has_sidecar:
        (raw / f"{NAME}.yml").unlink()
    ja, en = "692件中68件は9.8％ですが", "68 of 692 contracts is 9.8 %"
    for language, said, other in (("ja", ja, en), ("en", en, ja)):
        monkeypatch.setenv("KYOKAI_LANG", language)
        told = check().output
        assert said in told
        assert other not in told
    (edition,) = json.loads(check("--json").output)["editions"]
    (reason,) = (e["acknowledged"] for e in edition["evaluations"] if e["acknowledged"])
    assert ja in reason
    assert en in reason


def test_a_contradiction_is_shown_with_its_remedy_and_its_place(
    check: Callable[..., Result], forgotten: str, tmp_path: Path
) -> None:
    found = check()

    assert found.exit_code == 1
    assert "kyokai check --acknowledge 'procurement_share:total'" in found.output
    picture = tmp_path / "w" / "refused" / f"{NAME}.pdf" / "1-page11-contradiction.png"
    assert f"  Picture: {picture}\n" in found.output
    assert picture.is_file()


def test_every_contradiction_that_is_counted_is_shown(
    check: Callable[..., Result], fy2023: Report, tmp_path: Path
) -> None:
    """Also those that keep nothing from being published: what the edition of the year before printed otherwise."""
    before = as_edition(fy2023, "FY2022", years=-1)
    stage_as_it_is(before, paths.staging_dir(tmp_path / "w"), "test")
    found = check()
    plain = json.loads(check("--json").output)
    (edition,) = plain["editions"]
    counted = [e for e in edition["evaluations"] if e["outcome"] == "contradicts"]

    assert found.exit_code == 0
    assert len([e for e in counted if e["acknowledged"] is None]) >= 3
    for evaluation in counted:
        title = "Acknowledged contradiction" if evaluation["acknowledged"] else "Contradiction that blocks nothing"
        assert f"{title}" in found.output
        assert found.output.count(f": {evaluation['id']}\n") == 1
        assert f"expected {evaluation['expected']}" in found.output


def test_json(check: Callable[..., Result], forgotten: str) -> None:
    found = check("--json")

    (edition,) = json.loads(found.output)["editions"]
    (own,) = (e for e in edition["evaluations"] if e["outcome"] == "contradicts")
    assert found.exit_code == 1
    assert own["id"] == "procurement_share:total"
    assert (own["expected"], own["stated"], own["printed"], own["acknowledged"]) == (
        "9.82659", "[9.85, 9.95]", "9.9%", None,
    )  # fmt: skip
    assert sum(edition["outcomes"].values()) == len(edition["evaluations"])
    assert [problem["code"] for problem in edition["problems"]] == ["contradiction"]


@pytest.mark.parametrize("key", ["procurement_share", "procurement_share:total"])
def test_acknowledging_writes_the_sidecar_and_nothing_else(
    check: Callable[..., Result], raw: Path, forgotten: str, key: str
) -> None:
    found = check("--acknowledge", key, "--reason", ' 692件中68件は"9.8％": ')

    text = (raw / f"{NAME}.yml").read_text("utf-8")
    (entry,) = read_sidecar(raw / f"{NAME}.yml").acknowledged
    assert found.exit_code == 0
    assert text.startswith(forgotten)
    assert (entry.key, entry.expect, entry.reason) == ("procurement_share:total", "9.9%", '692件中68件は"9.8％":')
    assert check().exit_code == 0


@pytest.mark.parametrize(
    "options",
    [
        ("--acknowledge", "membership_parts:2019", "--reason", "x"),
        ("--acknowledge", "procurement_share:total"),
        ("--reason", "x"),
        ("--acknowledge", "procurement_share:total", "--reason", " "),
        ("--edition", "FY1999"),
    ],
)
def test_wrong_usage_writes_nothing(check: Callable[..., Result], raw: Path, options: tuple[str, ...]) -> None:
    before = (raw / f"{NAME}.yml").read_bytes()

    assert check(*options).exit_code == 2
    assert (raw / f"{NAME}.yml").read_bytes() == before


def test_a_file_that_cannot_be_read_is_listed(check: Callable[..., Result], raw: Path) -> None:
    (raw / "other.pdf").write_bytes(b"%PDF-1.7 no")

    found = check()

    assert found.exit_code == 1
    assert "refused: other.pdf" in found.output
    assert "FY2023-draft" in found.output
