"""A PDF enters raw/ as a whole with its sidecar, or not at all."""

from __future__ import annotations

import os
import shutil
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.acquire import add_file as arrival
from kyokai_pipeline.acquire.add_file import add_file, file_name
from kyokai_pipeline.errors import ReportError, ReportRefused
from kyokai_pipeline.raw_folder.sidecar import parse_sidecar, read_sidecar
from kyokai_pipeline.raw_folder.sidecar_writing import Origin, describe
from kyokai_pipeline.refresh.due import TOKYO
from kyokai_pipeline.refresh.inspect_file import inspect_file
from kyokai_pipeline.refresh.plan import make_plan
from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.variants import another_organisation, final, next_year

if TYPE_CHECKING:
    from pathlib import Path

DRAFT = "FY2023-draft"
URL = "https://www.example.jp/report.pdf"


class Desk:
    def __init__(self, folder: Path) -> None:
        self.raw, self.warehouse, self.inbox = folder / "raw", folder / "warehouse", folder / "inbox"
        self.raw.mkdir()
        self.inbox.mkdir()

    def add(self, path: Path, origin: Origin | None = None, *, replacing: bool = False) -> arrival.Arrived:
        return add_file(path, self.raw, self.warehouse, origin or Origin(), replacing=replacing)

    def refused(self, path: Path, origin: Origin | None = None) -> list[ReportError]:
        before = self.lies()
        with pytest.raises(ReportRefused) as error:
            self.add(path, origin)
        assert self.lies() == before
        return error.value.problems

    def lies(self) -> dict[str, bytes]:
        return {p.relative_to(self.raw).as_posix(): p.read_bytes() for p in self.raw.rglob("*") if p.is_file()}


def copied(path: Path, to: Path) -> Path:
    shutil.copy(path, to)
    return to


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_link_that_leads_to_itself_is_refused(desk: Desk) -> None:
    (desk.inbox / "a.pdf").symlink_to("b.pdf")
    (desk.inbox / "b.pdf").symlink_to("a.pdf")
    (problem,) = desk.refused(desk.inbox / "a.pdf")
    assert (problem.code, problem.file) == ("unreadable_file", "a.pdf")
    with pytest.raises(ReportRefused, match="symbolic links"):
        inspect_file(desk.inbox / "a.pdf", desk.warehouse)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A final report, the next year's, another organisation's, and a draft set by another producer."""
    folder = tmp_path_factory.mktemp("made")
    typeset(Style(), folder / "final.pdf", final(FY2023))
    typeset(Style(rules="none"), folder / "draft.pdf", FY2023)
    typeset(Style(), folder / "next.pdf", next_year())
    typeset(Style(), folder / "other.pdf", another_organisation())
    return folder


def test_it_comes_in_with_a_sidecar_that_says_where_from(desk: Desk, made: Path) -> None:
    arrived = desk.add(made / "final.pdf", Origin(url=URL, published_on=date(2024, 7, 26), terms="cite"))
    assert arrived.path == desk.raw / "final.pdf"
    assert arrived.path.read_bytes() == (made / "final.pdf").read_bytes()
    assert arrived.report.edition.edition_id == "FY2023"
    assert sorted(desk.lies()) == ["final.pdf", "final.yml"]
    sidecar = read_sidecar(desk.raw / "final.yml")
    assert (sidecar.url, sidecar.published_on, sidecar.terms) == (URL, date(2024, 7, 26), "cite")
    assert sidecar.sha256 == arrived.report.sha256
    assert sidecar.retrieved_at == datetime.now(TOKYO).date()
    assert "事業報告書" in str(sidecar.source)
    plan = make_plan(desk.raw, desk.warehouse)
    assert (plan.to_read, plan.notices, plan.refused) == (["FY2023"], [], {})


def test_what_is_not_known_is_null_and_warned_of(desk: Desk, made: Path) -> None:
    desk.add(made / "final.pdf")
    text = (desk.raw / "final.yml").read_text("utf-8")
    assert "url: null\n" in text
    assert "published_on: null\n" in text
    (notice,) = make_plan(desk.raw, desk.warehouse).notices
    assert "kyokai add" in notice.text()


def test_a_sidecar_beside_it_comes_along_comments_and_all(desk: Desk) -> None:
    desk.add(SHIPPED)
    before = SHIPPED.with_suffix(".yml").read_text("utf-8")
    after = (desk.raw / SHIPPED.with_suffix(".yml").name).read_text("utf-8")
    assert after == before


def test_a_file_in_raw_is_described_where_it_lies(desk: Desk, made: Path) -> None:
    there = copied(made / "final.pdf", desk.raw / "dropped.pdf")
    arrived = desk.add(there, Origin(url=URL))
    assert (arrived.was_there, arrived.path) == (True, there)
    assert sorted(desk.lies()) == ["dropped.pdf", "dropped.yml"]
    assert read_sidecar(desk.raw / "dropped.yml").url == URL


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "not_a_pdf"), (b"<html>404 Not Found</html>", "not_a_pdf"), (b"%PDF-1.7\n" + b"x" * 500, None)],
)
def test_rubbish_stays_out(desk: Desk, content: bytes, code: str | None) -> None:
    path = desk.inbox / "report.pdf"
    path.write_bytes(content)
    (problem,) = desk.refused(path)
    assert problem.file == "report.pdf"
    assert code in (None, problem.code) or problem.what


def test_another_organisation_stays_out(desk: Desk, made: Path) -> None:
    assert desk.refused(made / "other.pdf")[0].code == "another_document"


def test_a_truncated_report_stays_out(desk: Desk) -> None:
    path = desk.inbox / "cut.pdf"
    path.write_bytes(SHIPPED.read_bytes()[:200_000])
    assert desk.refused(path)[0].file == "cut.pdf"


def test_no_file(desk: Desk) -> None:
    assert desk.refused(desk.inbox / "none.pdf")[0].code == "unreadable_file"
    assert desk.refused(desk.inbox)[0].code == "not_a_file"


def test_the_same_bytes_are_refused_by_the_name_they_have_there(desk: Desk, made: Path) -> None:
    desk.add(made / "final.pdf")
    again = copied(made / "final.pdf", desk.inbox / "other name.pdf")
    (problem,) = desk.refused(again)
    assert (problem.code, problem.details["there"]) == ("there_already", "final.pdf")


def test_the_same_edition_is_refused_and_takes_the_place_only_when_asked(desk: Desk, made: Path) -> None:
    desk.add(SHIPPED)
    (problem,) = desk.refused(made / "draft.pdf")
    assert (problem.code, problem.edition, problem.details["there"]) == ("edition_there", DRAFT, SHIPPED.name)

    arrived = desk.add(made / "draft.pdf", replacing=True)

    visible = sorted(name for name in desk.lies() if not name.startswith("."))
    assert visible == ["draft.pdf", "draft.yml"]
    assert arrived.replaced is not None
    assert arrived.replaced.read_bytes() == SHIPPED.read_bytes()
    assert arrived.replaced.with_suffix(".yml").is_file()
    acknowledged = read_sidecar(desk.raw / "draft.yml").acknowledged
    assert acknowledged == read_sidecar(SHIPPED.with_suffix(".yml")).acknowledged
    assert make_plan(desk.raw, desk.warehouse).to_read == [DRAFT]


def test_a_replacement_under_the_same_name(desk: Desk, made: Path) -> None:
    desk.add(SHIPPED)
    renamed = copied(made / "draft.pdf", desk.inbox / SHIPPED.name)
    arrived = desk.add(renamed, replacing=True)
    assert arrived.path == desk.raw / SHIPPED.name
    assert arrived.path.read_bytes() == renamed.read_bytes()
    assert read_sidecar(arrived.path.with_suffix(".yml")).sha256 == arrived.report.sha256
    assert arrived.replaced is not None
    assert arrived.replaced.read_bytes() == SHIPPED.read_bytes()


def test_another_edition_under_a_name_that_is_taken_gets_its_own(desk: Desk, made: Path) -> None:
    desk.add(SHIPPED)
    renamed = copied(made / "final.pdf", desk.inbox / SHIPPED.name)
    arrived = desk.add(renamed)
    assert arrived.path.name == "kyokai_fy2023_summary.FY2023.pdf"
    assert sorted(make_plan(desk.raw, desk.warehouse).papers) == ["FY2023", DRAFT]


def test_contradictions_do_not_keep_it_out_and_are_told(desk: Desk, made: Path) -> None:
    arrived = desk.add(made / "next.pdf")
    assert arrived.path.is_file()
    assert arrived.warnings
    assert all(problem.code == "contradiction" for problem in arrived.warnings)


def test_a_sidecar_that_says_otherwise_is_not_written_over(desk: Desk, made: Path) -> None:
    path = copied(made / "final.pdf", desk.inbox / "final.pdf")
    path.with_suffix(".yml").write_text("url: https://elsewhere.example/\n", "utf-8")
    (problem,) = desk.refused(path, Origin(url=URL))
    assert (problem.code, problem.printed) == ("sidecar_says_otherwise", "https://elsewhere.example/")
    path.with_suffix(".yml").write_text("sha256: " + "f" * 64 + "\n", "utf-8")
    assert desk.refused(path)[0].code == "sha256"


def test_a_folder_that_cannot_be_written(desk: Desk, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(arrival, "_link", full)
    (problem,) = desk.refused(made / "final.pdf")
    assert (problem.code, problem.file) == ("raw_unwritable", "raw")
    assert "No space left" in problem.what


def test_a_file_system_without_links(desk: Desk, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    assert desk.add(made / "final.pdf").path.is_file()


def test_what_a_killed_arrival_left_is_passed_over_and_swept(desk: Desk, made: Path) -> None:
    left = desk.raw / arrival.INCOMING / "killed"
    left.mkdir(parents=True)
    shutil.copy(made / "final.pdf", left)
    assert make_plan(desk.raw, desk.warehouse).papers == {}
    desk.add(SHIPPED)
    assert not (desk.raw / arrival.INCOMING).exists()


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("報告書.PDF", "報告書.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("a\\b\\c.pdf", "c.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        ("", "report.pdf"),
        (".pdf", "pdf.pdf"),
        ("a\x00b\n?.pdf", "a_b__.pdf"),
        ("長" * 100 + ".pdf", "長" * 40 + ".pdf"),
    ],
)
def test_names_are_safe(wanted: str, name: str) -> None:
    assert file_name(wanted) == name


def test_describing_fills_in_what_is_null_and_keeps_the_rest(tmp_path: Path) -> None:
    text = "# mine\nurl: null  # not yet\nnote: >-\n  two\n  lines\nacknowledged: []\n"
    new = describe(tmp_path / "a.yml", text, Origin(url=URL, note=None, source='a "b": c'), is_new=False)
    assert new.startswith(f'# mine\nurl: "{URL}"\nnote: >-\n  two\n  lines\nacknowledged: []\n')
    sidecar = parse_sidecar(tmp_path / "a.yml", new)
    assert (sidecar.source, sidecar.note) == ('a "b": c', "two lines")


def test_describing_refuses_what_it_cannot_write(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="cannot be extended automatically"):
        describe(tmp_path / "a.yml", "url:\n  null\n", Origin(url=URL), is_new=False)
