"""What a refresh would do, after everything that can happen to the files in raw/ between two runs."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.errors import ReportError, ReportRefused, Where, refuse
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.raw_folder.shelf import look
from kyokai_pipeline.refresh import fingerprint, state
from kyokai_pipeline.refresh import plan as planning
from kyokai_pipeline.refresh.plan import Plan, key_of, make_plan, paper_of
from kyokai_pipeline.refresh.told import standing_of
from kyokai_pipeline.warehouse.staging import MANIFEST
from kyokai_pipeline_tests.conftest import SHIPPED

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.raw_folder.shelf import Paper
    from kyokai_pipeline_tests.conftest import Warehouse

EDITION = "FY2023-draft"


@dataclass
class Desk:
    """raw/ and warehouse/ of a user, without reading anything: a PDF is what its bytes say after %PDF."""

    raw: Path
    warehouse: Path
    template: Path
    opened: list[str]

    def plan(self) -> Plan:
        self.opened.clear()
        return make_plan(self.raw, self.warehouse)

    def put(self, name: str, edition: str = EDITION, more: str = "") -> Path:
        path = self.raw / name
        path.write_text(f"%PDF {edition} {more}", encoding="utf-8")
        return path

    def stage(self, name: str, edition: str = EDITION) -> None:
        """As if the PDF had been read and staged."""
        (paper,) = [paper for paper in look(self.raw).papers if paper.name == name]
        folder = paths.staging_dir(self.warehouse) / edition
        shutil.copytree(self.template, folder, dirs_exist_ok=True)
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest |= {"edition_id": edition, "fingerprint": key_of(paper), "source_file": name}
        (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")

    def publish(self) -> None:
        """As if what is staged had been published."""
        database = paths.database(self.warehouse)
        database.write_bytes(b"a database")
        staged = self.plan().staged
        kept = state.load(self.warehouse)
        kept.publish(database, fingerprint.building(), staged, 1)
        kept.save()

    def refuse(self, name: str, problem: ReportError) -> None:
        """As if reading it had been refused."""
        self.plan()
        (paper,) = [paper for paper in look(self.raw).papers if paper.name == name]
        kept = state.load(self.warehouse)
        kept.refuse(key_of(paper), problem)
        kept.save()


@pytest.fixture
def desk(fy2023_warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Nothing on it yet."""
    raw, opened = tmp_path / "置き場 raw", []
    raw.mkdir()

    def cover(paper: Paper, **_: object) -> str:
        opened.append(paper.name)
        said = paper.path.read_text(encoding="utf-8").split()[1]
        if said == "other":
            raise ReportRefused.because([problem(file=paper.name)])
        return said

    monkeypatch.setattr(planning, "edition_on_cover", cover)
    return Desk(raw, tmp_path / "warehouse", fy2023_warehouse.staging / EDITION, opened)


@pytest.fixture
def settled(desk: Desk) -> Desk:
    """One report, read and published."""
    desk.put("報告書 2023.pdf")
    desk.stage("報告書 2023.pdf")
    desk.publish()
    return desk


def problem(*, file: str | None = None, edition: str | None = None) -> ReportError:
    return refuse("empty_file", Where(file, edition))


def test_a_first_look(desk: Desk) -> None:
    desk.put("b.PDF", "FY2024")
    desk.put("報告書 令和5年度（案）.pdf")
    plan = desk.plan()
    assert plan.to_read == [EDITION, "FY2024"]
    assert {edition: paper.name for edition, paper in plan.papers.items()} == {
        EDITION: "報告書 令和5年度（案）.pdf",
        "FY2024": "b.PDF",
    }
    assert (plan.opened, plan.is_published, plan.nothing_to_do) == (2, False, False)
    assert desk.plan().opened == 0
    assert desk.opened == []


def test_an_empty_folder(desk: Desk) -> None:
    plan = desk.plan()
    assert plan == Plan()
    assert not plan.nothing_to_do


def test_nothing_to_do_opens_no_pdf(settled: Desk) -> None:
    plan = settled.plan()
    assert plan.nothing_to_do
    assert (plan.opened, settled.opened) == (0, [])


def test_nothing_to_do_loads_no_pdf_library(
    fy2023_warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the real reader of covers: the shipped PDF is opened at the first look, never at a later one."""
    from kyokai_pipeline.pdf import document

    raw = tmp_path / "raw"
    raw.mkdir()
    shutil.copy(SHIPPED, raw / "report.pdf")
    assert make_plan(raw, tmp_path / "warehouse").opened == 1

    def fail(path: Path) -> None:
        raise AssertionError(f"{path} was opened")

    monkeypatch.setattr(document, "open_document", fail)
    plan = make_plan(raw, tmp_path / "warehouse")
    assert (plan.opened, list(plan.papers)) == (0, [EDITION])


def test_a_changed_sidecar_is_read_again(settled: Desk) -> None:
    (settled.raw / "報告書 2023.yml").write_text("terms: 出典を明記\n", encoding="utf-8")
    plan = settled.plan()
    assert plan.to_read == [EDITION]
    assert not plan.nothing_to_do
    assert plan.papers[EDITION].sidecar.terms == "出典を明記"


def test_changed_reading_code_reads_again_and_changed_marts_only_publish_again(
    settled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(fingerprint, "reading", lambda: "other code")
        assert settled.plan().to_read == [EDITION]
    with monkeypatch.context() as patch:
        patch.setattr(fingerprint, "building", lambda: "other marts")
        plan = settled.plan()
        assert (plan.to_read, plan.is_published, plan.nothing_to_do) == ([], False, False)


def test_a_renamed_pdf_is_read_again_since_its_name_is_published(settled: Desk) -> None:
    (settled.raw / "報告書 2023.pdf").rename(settled.raw / "renamed.pdf")
    plan = settled.plan()
    assert (plan.to_read, plan.withdrawn) == ([EDITION], [])


def test_a_withdrawn_pdf_takes_its_edition_away(settled: Desk) -> None:
    settled.put("FY2024.pdf", "FY2024")
    (settled.raw / "報告書 2023.pdf").unlink()
    plan = settled.plan()
    assert (plan.withdrawn, plan.to_read, plan.nothing_to_do) == ([EDITION], ["FY2024"], False)


def test_a_database_that_was_removed_or_changed_is_published_again(settled: Desk) -> None:
    database = paths.database(settled.warehouse)
    database.write_bytes(b"something else")
    assert not settled.plan().is_published
    database.unlink()
    assert not settled.plan().is_published


def test_another_document_is_remembered_and_not_opened_again(settled: Desk) -> None:
    settled.put("other.pdf", "other")
    plan = settled.plan()
    assert settled.opened == ["other.pdf"]
    again = settled.plan()
    assert settled.opened == []
    for seen in (plan, again):
        ((name, (error,)),) = seen.refused.items()
        assert (name, error.what, error.file) == ("other.pdf", "The file is empty.", "other.pdf")
        assert seen.nothing_to_do
    settled.put("other.pdf", "other", "changed")
    settled.plan()
    assert settled.opened == ["other.pdf"]


def test_a_refused_file_under_another_name_is_refused_under_that_name(desk: Desk) -> None:
    path = desk.put("other.pdf", "other")
    desk.plan()
    path.rename(desk.raw / "より良い名.pdf")
    ((name, (error,)),) = desk.plan().refused.items()
    assert name == error.file == "より良い名.pdf"


def test_a_refused_edition_is_set_aside_and_tried_again_only_when_named(desk: Desk) -> None:
    desk.put("a.pdf")
    desk.refuse("a.pdf", problem(file="a.pdf", edition=EDITION))
    plan = desk.plan()
    assert (plan.to_read, list(plan.refused), list(plan.set_aside)) == ([], ["a.pdf"], [EDITION])
    assert paper_of(plan, EDITION).name == "a.pdf"
    with pytest.raises(ReportError) as error:
        paper_of(plan, "FY1999")
    assert error.value.code == "no_such_edition"
    assert EDITION in error.value.what


def test_a_refused_replacement_leaves_the_published_edition_in_place(settled: Desk) -> None:
    """Under the same name, and under another one."""
    settled.put("報告書 2023.pdf", EDITION, "second try")
    settled.refuse("報告書 2023.pdf", problem(file="報告書 2023.pdf", edition=EDITION))
    assert settled.plan().withdrawn == []
    (settled.raw / "報告書 2023.pdf").rename(settled.raw / "b.pdf")
    settled.refuse("b.pdf", problem(file="b.pdf", edition=EDITION))
    plan = settled.plan()
    assert (plan.withdrawn, plan.to_read, list(plan.refused)) == ([], [], ["b.pdf"])


def test_the_same_edition_twice_is_refused_under_both_names_and_the_published_one_stays(settled: Desk) -> None:
    settled.put("twin.pdf", EDITION, "other bytes")
    plan = settled.plan()
    assert sorted(plan.refused) == ["twin.pdf", "報告書 2023.pdf"]
    for name, (error,) in plan.refused.items():
        assert (error.code, error.file) == ("same_edition_twice", name)
        assert "twin.pdf" in error.what
        assert "報告書 2023.pdf" in error.what
    assert (plan.withdrawn, plan.to_read, plan.papers) == ([], [], {})


def test_two_other_files_of_a_published_edition_do_not_take_it_away(settled: Desk) -> None:
    (settled.raw / "報告書 2023.pdf").unlink()
    settled.put("one.pdf", EDITION, "1")
    settled.put("two.pdf", EDITION, "2")
    plan = settled.plan()
    assert sorted(plan.refused) == ["one.pdf", "two.pdf"]
    assert plan.withdrawn == []


def test_beside_a_refused_file_only_what_can_be_read_is_said_to_be_published(settled: Desk) -> None:
    assert [said.code for said in standing_of(settled.plan())] == ["all_published"]
    settled.put("next.pdf", "FY2024")
    settled.refuse("next.pdf", problem(file="next.pdf", edition="FY2024"))
    assert [said.code for said in standing_of(settled.plan())] == ["rest_published", "plan_refused"]


def test_one_bad_file_does_not_stop_the_others(desk: Desk) -> None:
    desk.put("a.pdf")
    desk.put("b.pdf", "other")
    desk.put("c.pdf", "FY2024")
    (desk.raw / "c.yml").write_text("published_on: 2024-13-45\n", encoding="utf-8")
    desk.put("d.pdf", "FY2022")
    (desk.raw / "d.yml").mkdir()
    plan = desk.plan()
    assert plan.to_read == [EDITION]
    assert {name: errors[0].code for name, errors in plan.refused.items()} == {
        "b.pdf": "empty_file",
        "c.pdf": "sidecar",
        "d.pdf": "not_a_file",
    }


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        "\x00\x01",
        '{"version": 99}',
        '{"version": 1}',
        '{"version": 1, "identified": [], "refused": {}, "published": null}',
        '{"version": 1, "identified": {}, "refused": {"k": 3}, "published": null}',
        '{"version": 1, "identified": {}, "refused": {"k": [{"strange": 1}]}, "published": null}',
        '{"version": 1, "identified": {}, "refused": {}, "published": {"building": 1}}',
        '{"version": 1, "identified": {}, "refused": {}, "published": 7}',
    ],
)
def test_a_memory_that_cannot_be_understood_costs_a_look_at_the_covers(content: str, settled: Desk) -> None:
    (settled.warehouse / ".memory.json").write_text(content, encoding="utf-8")
    plan = settled.plan()
    assert settled.opened == ["報告書 2023.pdf"]
    assert (plan.to_read, plan.is_published) == ([], False)
    settled.plan()
    assert settled.opened == []


def test_a_memory_that_is_no_text(settled: Desk) -> None:
    (settled.warehouse / ".memory.json").write_bytes(b"\xff\xfe")
    assert settled.plan().to_read == []


def test_a_folder_that_may_not_be_written_can_still_be_asked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put("a.pdf")

    def fail(_: state.Memory) -> None:
        raise PermissionError("read-only file system")

    monkeypatch.setattr(state.Memory, "save", fail)
    assert desk.plan().to_read == [EDITION]


def test_what_left_raw_is_forgotten(desk: Desk) -> None:
    path = desk.put("a.pdf")
    desk.put("b.pdf", "other")
    desk.plan()
    assert len(state.load(desk.warehouse).identified) == len(state.load(desk.warehouse).refused) == 1
    path.unlink()
    (desk.raw / "b.pdf").unlink()
    desk.plan()
    kept = state.load(desk.warehouse)
    assert (kept.identified, kept.refused) == ({}, {})


def test_a_refusal_is_remembered_with_all_it_said(tmp_path: Path) -> None:
    where = Where("f.pdf", EDITION, 3, (1.0, 2.0, 3.5, 4.0), "９．９％")
    first = refuse("address", where, details={"cell": "x"}, why=phrase("address_scheme"))
    first = first.advised("kept_refused", kept="f.pdf")
    second = problem(file="f.pdf")
    kept = state.load(tmp_path)
    kept.refuse("key", ReportRefused.because([first, second]))
    kept.save()
    again = state.load(tmp_path).refusal("key")
    assert [error.as_dict() for error in again] == [first.as_dict(), second.as_dict()]
    assert again[0].block() == first.block()
    assert state.load(tmp_path).refusal("another key") == []


def test_fingerprints_change_with_what_they_cover_and_only_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "kyokai_pipeline"
    shutil.copytree(paths.project() / "kyokai_pipeline", package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(fingerprint, "_PACKAGE", package)

    def now() -> tuple[str, str]:
        return fingerprint.reading(), fingerprint.building()

    try:
        before = now()
        assert now() == before
        (package / "cli" / "app.py").write_text("# another terminal", encoding="utf-8")
        (package / "pdf" / "notes.txt").write_text("no code", encoding="utf-8")
        assert now() == before
        (package / "marts" / "kpi_status.sql").write_text("select 1", encoding="utf-8")
        marts = now()
        assert (marts[0] == before[0], marts[1] == before[1]) == (True, False)
        (package / "vocabulary" / "measures.yml").write_text("[]", encoding="utf-8")
        words = now()
        assert words[0] != marts[0]
        assert words[1] != marts[1]
        (package / "raw_folder" / "annotations.py").write_text("# says another reason", encoding="utf-8")
        annotations = now()
        assert (annotations[0] == words[0], annotations[1] == words[1]) == (False, True)
    finally:
        monkeypatch.undo()
        now()
