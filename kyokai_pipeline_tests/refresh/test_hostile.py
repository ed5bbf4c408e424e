"""Files that cost too much are refused alone, each in one block; the editions beside them load."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline import confined
from kyokai_pipeline.confined.process import Confined
from kyokai_pipeline.errors import ReportRefused, refuse
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.refresh.plan import key_of, make_plan
from kyokai_pipeline.refresh.state import load
from kyokai_pipeline.settings import CONFIG_VARIABLE
from kyokai_pipeline_tests.confined import hostile
from kyokai_pipeline_tests.conftest import SHIPPED

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.refresh.plan import Plan

STEPS = zip("abcdefgh", "bcdefghi", strict=True)
ALIASES = "a: &a [x, x]\n" + "".join(f"{later}: &{later} [{', '.join([f'*{first}'] * 9)}]\n" for first, later in STEPS)


def limited(folder: Path, monkeypatch: pytest.MonkeyPatch, **limits: int) -> None:
    path = folder / f"limits of {len(list(folder.iterdir()))}.toml"
    path.write_text("\n".join(["[limits]", *(f"{name} = {limit}" for name, limit in limits.items())]), "utf-8")
    monkeypatch.setenv(CONFIG_VARIABLE, str(path))


def codes(plan: Plan) -> dict[str, str]:
    assert all("Traceback" not in str(problem) for problems in plan.refused.values() for problem in problems)
    return {name: problem.code for name, (problem,) in plan.refused.items()}


def test_each_is_refused_alone_by_its_own_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "start", lambda task, *given, file, limits: Confined(task, given, file, limits))
    limited(tmp_path, monkeypatch, seconds=10, memory_mb=300, pages=50, objects=5000)
    shutil.copy(SHIPPED, tmp_path / "sound.pdf")
    (tmp_path / "inflates.pdf").write_bytes(hostile.inflating(320))
    (tmp_path / "doubles.pdf").write_bytes(hostile.doubling(24))
    (tmp_path / "pages.pdf").write_bytes(hostile.many_pages(51))
    (tmp_path / "objects.pdf").write_bytes(hostile.many_objects(6000))
    plan = make_plan(tmp_path, tmp_path / "warehouse")
    assert codes(plan) == {
        "inflates.pdf": "limit_memory",
        "doubles.pdf": "limit_memory",
        "pages.pdf": "limit_pages",
        "objects.pdf": "limit_objects",
    }
    assert [paper.name for paper in plan.papers.values()] == ["sound.pdf"]
    # What was refused is remembered: no process is started for it again.
    monkeypatch.delattr(confined, "start")
    assert codes(make_plan(tmp_path, tmp_path / "warehouse")) == codes(plan)


def test_what_lies_beside_a_sound_edition(tmp_path: Path) -> None:
    def beside(name: str, text: str) -> None:
        (tmp_path / f"{name}.pdf").write_text(f"%PDF-1.7 {name}", "utf-8")
        (tmp_path / f"{name}.yml").write_text(text, "utf-8")

    shutil.copy(SHIPPED, tmp_path / "sound.pdf")
    with (tmp_path / "sparse.pdf").open("wb") as sparse:
        sparse.truncate(20 * 10**9)
    beside("aliases", ALIASES)
    beside("deep", "[" * 50_000)
    beside("large", f"note: {'x' * 2_000_000}\n")
    (tmp_path / "looped.pdf").write_bytes(b"%PDF-1.7 looped")
    (tmp_path / "looped.yml").symlink_to("looped.yml")
    (tmp_path / "device.pdf").write_bytes(b"%PDF-1.7 device")
    (tmp_path / "device.yml").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.pdf")
    plan = make_plan(tmp_path, tmp_path / "warehouse")
    assert codes(plan) == {
        "sparse.pdf": "limit_size",
        "aliases.pdf": "sidecar",
        "deep.pdf": "sidecar",
        "large.pdf": "limit_size",
        "looped.pdf": "unreadable_file",
        "device.pdf": "not_a_file",
        "pipe.pdf": "not_a_file",
    }
    assert "20000 MB" in plan.refused["sparse.pdf"][0].what
    assert "by reference" in plan.refused["aliases.pdf"][0].what
    assert "20 levels deep" in plan.refused["deep.pdf"][0].what
    assert [paper.name for paper in plan.papers.values()] == ["sound.pdf"]


def test_a_higher_limit_tries_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(SHIPPED, tmp_path / "sound.pdf")
    plan = make_plan(tmp_path, tmp_path / "warehouse")
    (paper,) = plan.papers.values()
    memory = load(tmp_path / "warehouse")
    memory.refuse(key_of(paper), ReportRefused.because([refuse("limit_time", limit=60)]))
    memory.save()
    assert codes(make_plan(tmp_path, tmp_path / "warehouse")) == {"sound.pdf": "limit_time"}
    limited(tmp_path, monkeypatch, seconds=61)
    assert make_plan(tmp_path, tmp_path / "warehouse").to_read == plan.to_read


def test_a_form_in_a_form_counts_what_it_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limited(tmp_path, monkeypatch, objects=100)
    path = tmp_path / "doubles.pdf"
    path.write_bytes(hostile.doubling(8))
    with (
        pytest.raises(ReportRefused, match=r"more than 100 objects[\s\S]*doubles\.pdf, page 1"),
        open_document(path) as document,
    ):
        _ = document.page(1).drawn
