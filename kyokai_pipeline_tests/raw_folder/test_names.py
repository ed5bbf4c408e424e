"""Names and things that lie in raw/ by accident: each is passed over, read or refused alone, and the others load."""

from __future__ import annotations

import os
import socket
import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from kyokai_pipeline.raw_folder.shelf import look

Form = Literal["NFC", "NFD"]
SOUND = b"%PDF-1.7 sound"


def shelf_with(raw: Path) -> dict[str, str]:
    """Code of what is refused beside a sound file, which always loads."""
    (raw / "sound.pdf").write_bytes(SOUND)
    shelf = look(raw)
    assert "sound.pdf" in [paper.name for paper in shelf.papers]
    assert all(str(error).encode() and name.encode() for name, error in shelf.refused.items())
    return {key: str(error.code) for key, error in shelf.refused.items()}


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
def test_a_name_in_another_encoding_is_refused_alone_and_can_be_printed(encoding: str, tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "報告書.pdf".encode(encoding)
    Path(os.fsdecode(raw)).write_bytes(b"%PDF-1.7 other")
    ((name, code),) = shelf_with(tmp_path).items()
    assert code == "name_encoding"
    assert name.encode().endswith(b".pdf")
    assert encoding != "cp932" or name == "報告書.pdf"


@pytest.mark.parametrize(("pdf", "yml"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")])
def test_a_sidecar_belongs_to_its_pdf_in_either_spelling(pdf: Form, yml: Form, tmp_path: Path) -> None:
    stem = "協会けんぽ事業報告（ガイド）"
    (tmp_path / f"{unicodedata.normalize(pdf, stem)}.pdf").write_bytes(b"%PDF-1.7 kana")
    (tmp_path / f"{unicodedata.normalize(yml, stem)}.yml").write_text(
        "url: https://a.example/x.pdf\n", encoding="utf-8"
    )
    shelf = look(tmp_path)
    assert shelf.papers[0].sidecar.url == "https://a.example/x.pdf"
    assert shelf.notices == []


def test_what_office_leaves_beside_an_open_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "~$x.pdf").write_bytes(b"lock")
    assert shelf_with(tmp_path) == {}


def test_folders_pipes_sockets_and_devices_are_refused_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder.pdf").mkdir()
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "loop.pdf").symlink_to("loop.pdf")
    (tmp_path / "device.pdf").symlink_to("/dev/zero")
    (tmp_path / "nowhere.pdf").symlink_to("nothing.pdf")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.pdf")
        refused = shelf_with(tmp_path)
    assert refused == {
        "device.pdf": "not_a_file",
        "folder.pdf": "not_a_file",
        "loop.pdf": "unreadable_file",
        "nowhere.pdf": "unreadable_file",
        "pipe.pdf": "not_a_file",
        "socket.pdf": "not_a_file",
    }


def test_a_sidecar_that_is_a_pipe_refuses_its_pdf(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 x")
    os.mkfifo(tmp_path / "x.yml")
    assert shelf_with(tmp_path) == {"x.pdf": "not_a_file"}
