from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.raw_folder.shelf import look
from kyokai_pipeline.raw_folder.sidecar import Sidecar, read_sidecar

if TYPE_CHECKING:
    from pathlib import Path


def put(raw: Path, name: str, content: bytes = b"%PDF-1.7 one", sidecar: str | None = None) -> Path:
    path = raw / name
    path.write_bytes(content)
    if sidecar is not None:
        path.with_suffix(".yml").write_text(sidecar, encoding="utf-8")
    return path


def test_a_pdf_with_its_sidecar(tmp_path: Path) -> None:
    content = b"%PDF-1.7 one"
    digest = hashlib.sha256(content).hexdigest()
    put(tmp_path, "b.pdf", content, f"url: https://a.example/b.pdf\npublished_on: 2024-07-01\nsha256: {digest}\n")

    shelf = look(tmp_path)

    (paper,) = shelf.papers
    assert (paper.name, paper.sha256) == ("b.pdf", digest)
    assert paper.sidecar == Sidecar(url="https://a.example/b.pdf", published_on=date(2024, 7, 1), sha256=digest)
    assert not shelf.refused
    assert not shelf.notices


def test_names_are_sorted_and_other_files_passed_over(tmp_path: Path) -> None:
    for name, content in (("z.PDF", b"1"), ("a.pdf", b"2"), (".hidden.pdf", b"3"), ("notes.txt", b"4")):
        put(tmp_path, name, content)

    assert [paper.name for paper in look(tmp_path).papers] == ["a.pdf", "z.PDF"]


def test_the_sidecar_is_part_of_the_content(tmp_path: Path) -> None:
    path = put(tmp_path, "a.pdf")
    without = look(tmp_path).papers[0].content
    path.with_suffix(".yml").write_text("terms: free\n", encoding="utf-8")

    assert look(tmp_path).papers[0].content != without


@pytest.mark.parametrize(
    ("sidecar", "said"),
    [
        ("titel: x\n", "unknown key 'titel'; the known keys are source"),
        ("sorce: x\n", "did you mean source?"),
        ("source: 3\n", "source should be text"),
        ("published_on: 2024-07-01T10:00:00\n", "published_on should be a date"),
        ("published_on: July\n", "published_on should be a date"),
        ("sha256: abc\n", "64 hexadecimal digits"),
        ("- a\n- b\n", "does not consist of keys and values"),
        ("a: [\n", "not YAML"),
    ],
)
def test_a_sidecar_that_cannot_be_used_refuses_its_pdf_only(tmp_path: Path, sidecar: str, said: str) -> None:
    put(tmp_path, "bad.pdf", b"1", sidecar)
    put(tmp_path, "good.pdf", b"2")

    shelf = look(tmp_path)

    assert [paper.name for paper in shelf.papers] == ["good.pdf"]
    assert said in shelf.refused["bad.pdf"].what
    assert shelf.refused["bad.pdf"].code == "sidecar"
    assert "bad.yml" in shelf.refused["bad.pdf"].block()


def test_an_empty_sidecar_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text("# nothing known\n", encoding="utf-8")

    assert read_sidecar(path) == Sidecar()


def test_another_hash_than_the_sidecar_says(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf", b"changed", f"sha256: {'f' * 64}\n")

    error = look(tmp_path).refused["a.pdf"]

    assert error.code == "sha256"
    assert "a.yml" in error.what
    assert error.printed == hashlib.sha256(b"changed").hexdigest()


def test_the_same_bytes_twice_are_taken_once_and_both_files_are_named(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf")
    put(tmp_path, "copy.pdf")

    shelf = look(tmp_path)

    assert [paper.name for paper in shelf.papers] == ["a.pdf"]
    assert "a.pdf, copy.pdf" in shelf.refused["copy.pdf"].what


def test_of_the_same_bytes_twice_those_that_are_described_are_taken(tmp_path: Path) -> None:
    put(tmp_path, "a_copy.pdf")
    put(tmp_path, "b.pdf")
    (tmp_path / "b.yml").write_text("url_missing_reason: test\n", encoding="utf-8")
    put(tmp_path, "c.pdf", b"another")

    shelf = look(tmp_path)

    assert [paper.name for paper in shelf.papers] == ["b.pdf", "c.pdf"]
    assert list(shelf.refused) == ["a_copy.pdf"]


def test_a_link_out_of_raw_is_refused_and_one_inside_is_a_copy(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    outside = put(tmp_path, "outside.pdf", b"9")
    inside = put(raw, "inside.pdf", b"8")
    (raw / "out.pdf").symlink_to(outside)
    (raw / "twin.pdf").symlink_to(inside)

    shelf = look(raw)

    assert shelf.refused["out.pdf"].code == "link_out_of_raw"
    assert shelf.refused["twin.pdf"].code == "same_edition_twice"


def test_a_sidecar_that_is_a_link_out_of_raw_is_refused(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    put(raw, "a.pdf")
    (tmp_path / "elsewhere.yml").write_text("terms: x\n", encoding="utf-8")
    (raw / "a.yml").symlink_to(tmp_path / "elsewhere.yml")

    assert look(raw).refused["a.pdf"].code == "link_out_of_raw"


def test_a_folder_and_a_dangling_link_named_like_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere.pdf")

    assert {name: error.code for name, error in look(tmp_path).refused.items()} == {
        "folder.pdf": "not_a_file",
        "gone.pdf": "unreadable_file",
    }


def test_sidecars_without_a_pdf_are_mentioned(tmp_path: Path) -> None:
    (tmp_path / "alone.yml").write_text("terms: x\n", encoding="utf-8")
    put(tmp_path, "a.pdf", sidecar="url: https://a.example/a.pdf\n")
    (tmp_path / "a.yaml").write_text("terms: x\n", encoding="utf-8")

    assert [notice.words["file"] for notice in look(tmp_path).notices] == ["a.yaml", "alone.yml"]


def test_the_shipped_pdf_is_the_one_its_sidecar_describes() -> None:
    shelf = look(paths.project() / "raw")

    (paper,) = [paper for paper in shelf.papers if paper.name == "kyokai_fy2023_summary.pdf"]
    assert paper.sidecar.sha256 == paper.sha256
    assert paper.sidecar.note is not None
    assert "typeset again" in paper.sidecar.note
    assert paper.sidecar.url is None
    assert paper.sidecar.url_missing_reason


def test_folders_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("KYOKAI_RAW", raising=False)
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    monkeypatch.setenv("KYOKAI_WAREHOUSE", str(tmp_path))

    assert paths.raw_dir() == paths.project() / "raw"
    assert paths.warehouse_dir() == tmp_path
    assert paths.dagster_home(tmp_path) == tmp_path / ".dagster"


def test_a_refusal_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf", b"1", "titel: x\n")
    error = look(tmp_path).refused["a.pdf"]

    assert isinstance(error, ReportError)
    assert error.remedy
    assert error.remedy_ja


@pytest.mark.parametrize("sidecar", [None, "terms: free\n", "url: null\n", "url: ''\n"])
def test_a_pdf_of_which_nobody_said_where_it_came_from_is_taken_and_mentioned(
    tmp_path: Path, sidecar: str | None
) -> None:
    put(tmp_path, "a.pdf", sidecar=sidecar)
    shelf = look(tmp_path)
    assert [paper.name for paper in shelf.papers] == ["a.pdf"]
    (notice,) = shelf.notices
    assert notice.text("ja").startswith("a.pdf：出所が記録されていません。a.yml に")
    assert notice.text("en").startswith("a.pdf: its origin is not recorded. Write url")


@pytest.mark.parametrize("sidecar", ["url: https://a.example/\n", "url_missing_reason: a copy by hand\n"])
def test_an_origin_or_the_reason_for_none_is_enough(tmp_path: Path, sidecar: str) -> None:
    put(tmp_path, "a.pdf", sidecar=sidecar)
    assert look(tmp_path).notices == []
