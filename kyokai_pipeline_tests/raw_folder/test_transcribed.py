"""Tables entered by hand, as the sidecar names them: entries, files, and the line that ``kyokai transcribe`` adds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.raw_folder.shelf import paper_at
from kyokai_pipeline.raw_folder.sidecar import parse_sidecar
from kyokai_pipeline.raw_folder.sidecar_writing import add_transcription
from kyokai_pipeline.report.by_hand.transcription import Transcription

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = Transcription("training", "a.training.csv", "山田太郎", date(2026, 11, 26))
ITEM = "{table: training, file: a.training.csv, by: 山田太郎, at: 2026-11-26}"


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    path.with_suffix(".yml").write_text(f"transcribed: [{ITEM}]\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("{table: training}", "each entry has the keys table, file, by, at"),
        (ITEM.replace("山田太郎", "7"), "by should be text"),
        (ITEM.replace("2026-11-26", "yesterday"), "at should be a date"),
        (ITEM.replace("a.training.csv", "../a.training.csv"), "without folders"),
        (ITEM.replace("a.training.csv", "C:\\\\a.csv"), "without folders"),
    ],
)
def test_an_entry_that_cannot_be_used(item: str, said: str, pdf: Path) -> None:
    with pytest.raises(ReportError) as refused:
        parse_sidecar(pdf.with_suffix(".yml"), f"transcribed: [{item}]")
    assert said in refused.value.what


def test_the_file_is_read_in_either_encoding_and_counts_as_content(pdf: Path) -> None:
    csv = pdf.with_name("a.training.csv")
    contents = set()
    for encoding in ("utf-8-sig", "utf-8", "cp932"):
        csv.write_bytes("category,階層別研修\n".encode(encoding))
        paper = paper_at(pdf, pdf.parent)
        assert [(one.table, one.by, one.text) for one in paper.transcribed] == [
            ("training", "山田太郎", "category,階層別研修\n")
        ]
        contents.add(paper.content)
    assert len(contents) == 1
    csv.write_text("category,業務別研修\n", "utf-8")
    assert paper_at(pdf, pdf.parent).content not in contents


def test_a_file_that_cannot_be_used(pdf: Path, tmp_path: Path) -> None:
    csv = pdf.with_name("a.training.csv")
    codes = []
    for _ in range(4):
        with pytest.raises(ReportError) as refused:
            paper_at(pdf, pdf.parent)
        codes.append(refused.value.code)
        csv.unlink(missing_ok=True)
        if len(codes) == 1:
            csv.write_bytes(b"\x81\xff\xfe")
        elif len(codes) == 2:
            (tmp_path.parent / "out.csv").write_text("x")
            csv.symlink_to(tmp_path.parent / "out.csv")
        else:
            csv.write_bytes(b"x" * 1_100_000)
    assert codes == ["hand_file_missing", "hand_file_encoding", "link_out_of_raw", "limit_size"]


def test_the_line_is_added_and_the_rest_kept(pdf: Path) -> None:
    sidecar = pdf.with_suffix(".yml")
    sidecar.write_text("# mine\nsource: 出典\ntranscribed: []  # none yet\nnote: x\n", "utf-8")
    add_transcription(sidecar, ENTRY)
    text = sidecar.read_text("utf-8")
    assert text.startswith("# mine\nsource: 出典\ntranscribed:  # none yet\n  - table: ")
    assert text.endswith("    at: 2026-11-26\nnote: x\n")
    assert parse_sidecar(sidecar, text).transcribed == (ENTRY,)
    sidecar.write_text(f"transcribed: [{ITEM}]\n", "utf-8")
    with pytest.raises(ReportError) as refused:
        add_transcription(sidecar, ENTRY)
    assert (refused.value.code, "transcribed:" in refused.value.what) == ("list_by_hand", True)
