"""``kyokai trace``, ``search`` and ``inspect`` from the terminal."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from kyokai_pipeline_tests.conftest import SHIPPED

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline_tests.cli.conftest import Desk
    from kyokai_pipeline_tests.conftest import Warehouse


@pytest.fixture
def open_desk(desk: Desk, fy2023_warehouse: Warehouse) -> Desk:
    """A desk on which FY2023 is published."""
    desk.warehouse.mkdir(exist_ok=True)
    shutil.copy(fy2023_warehouse.database, desk.database)
    return desk


def test_trace_prints_value_meaning_and_place(open_desk: Desk) -> None:
    result = open_desk.kyokai("trace", "加入者数", "2023")
    assert result.exit_code == 0
    for said in (
        "value = 39559000",
        "Value in base units",
        "「39,559」 FY2023-draft p.2",
        "618f92e6a0339bc4",
        "looks so on the page: 0 of 2; both PDF engines read it so: 0 of 2",  # nobody has looked at this warehouse
        SHIPPED.name,
    ):
        assert said in result.stdout


def test_trace_as_json_and_as_a_picture(open_desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "out.png"
    result = open_desk.kyokai("trace", "加入者数 2023", "--json", "--image", str(target))
    assert result.exit_code == 0
    found = json.loads(result.stdout)["rows"]
    assert found[0]["figures"][0]["printed"] == "39,559"
    assert found[0]["figures"][0]["page"] == 2
    assert len(found[0]["figures"][0]["box"]) == 4
    with Image.open(target) as picture:
        assert picture.width > 100


def test_pictures_of_many_figures_go_onto_several_sheets(open_desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "out.webp"
    short = open_desk.kyokai("trace", "marts.membership_trend enrollees", "--image", str(target))
    assert short.exit_code == 0
    assert [path.name for path in tmp_path.glob("*.webp")] == ["out.webp"]
    whole = open_desk.kyokai("trace", "marts.membership_trend enrollees", "--all", "--image", str(target))
    written = sorted(path.name for path in tmp_path.glob("*.webp"))
    assert written == ["out-2.webp", "out.webp"]
    assert [line for line in whole.stderr.splitlines() if line.startswith("● ")][-1].endswith("out-2.webp")
    with Image.open(target) as first, Image.open(tmp_path / "out-2.webp") as second:
        assert first.height > second.height > 100


def test_trace_shows_a_screen_and_all_on_request(open_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINES", "24")
    short = open_desk.kyokai("trace", "加入者数", "2023").stdout
    assert len(short.splitlines()) <= 24
    assert short.splitlines()[-1].endswith("--all")
    assert len(open_desk.kyokai("trace", "加入者数", "2023", "--all").stdout.splitlines()) > 60


def test_trace_into_a_picture_of_an_unknown_kind(open_desk: Desk, tmp_path: Path) -> None:
    result = open_desk.kyokai("trace", "加入者数 2023", "--image", str(tmp_path / "out.gif"))
    assert result.exit_code == 2
    assert "cannot be written as .gif" in result.stderr
    assert result.stdout == ""


def test_the_dashboard(open_desk: Desk) -> None:
    result = open_desk.kyokai("dashboard", "--json")
    assert result.exit_code == 0
    written = json.loads(result.stdout)
    assert written["size"] > 1_000_000
    assert open_desk.kyokai("dashboard").stdout.startswith("✓ ")
    for path in open_desk.raw.iterdir():
        path.unlink()
    assert open_desk.kyokai("dashboard").exit_code == 1


def test_trace_without_the_pdf(open_desk: Desk, tmp_path: Path) -> None:
    for path in open_desk.raw.iterdir():
        path.unlink()
    result = open_desk.kyokai("trace", "加入者数 2023", "--image", str(tmp_path / "out.png"))
    assert result.exit_code == 1
    assert not (tmp_path / "out.png").exists()


def test_trace_of_nothing(open_desk: Desk) -> None:
    result = open_desk.kyokai("trace", "存在しない語")
    assert result.exit_code == 2
    assert "Nothing found" in result.stderr
    assert json.loads(open_desk.kyokai("trace", "存在しない語", "--json").stdout) == {
        "asked": "存在しない語",
        "rows": [],
    }


def test_search(open_desk: Desk) -> None:
    result = open_desk.kyokai("search", "限度額")
    assert result.exit_code == 0
    assert "限度額適用認定証の利用促進" in result.stdout
    found = json.loads(open_desk.kyokai("search", "限度額", "--json", "--limit", "2").stdout)["hits"]
    assert [hit["kind"] for hit in found] == ["initiative", "figure"]


@pytest.mark.parametrize("command", [["trace", "加入者数"], ["search", "限度額"], ["dashboard"]])
def test_nothing_is_published_yet(command: list[str], desk: Desk) -> None:
    result = desk.kyokai(*command)
    assert result.exit_code == 1
    assert "Nothing is published yet" in result.stderr


def test_inspect_writes_into_the_warehouse_and_says_where(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    Image.new("RGB", (80, 60), "white").save(tmp_path / "scan.pdf")
    result = desk.kyokai("inspect", str(tmp_path / "scan.pdf"))
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "● scan.pdf: 1 pages, 0 figures, 0 facts, 0 unexplained",
        f"  → {desk.warehouse / 'inspected' / 'scan.html'}",
    ]
    assert "no text layer" in result.stderr
    assert (desk.warehouse / "inspected" / "scan.html").is_file()
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_inspect_of_a_refused_file_in_json(desk: Desk, tmp_path: Path) -> None:
    from kyokai_pipeline_tests.typeset import FY2023, Style, typeset

    path = typeset(Style(), tmp_path / "broken.pdf", FY2023.without("procurement"))
    result = desk.kyokai("inspect", str(path), "--png", str(tmp_path / "pages"), "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    (problem,) = told["problems"]
    assert (problem["file"], problem["edition"]) == ("broken.pdf", "FY2023-draft")
    assert "procurement" in problem["what"]
    assert {"code", "page", "box", "printed", "remedy"} <= problem.keys()
    assert told["written"] == [str(tmp_path / "pages")]
    assert len(list((tmp_path / "pages").glob("*.png"))) == told["pages"]
    assert told["unexplained"] == len(told["unexplained_figures"])


def test_inspect_of_no_file(desk: Desk, tmp_path: Path) -> None:
    asked = "inspect", str(tmp_path / "nowhere.pdf"), "--out", str(tmp_path / "x.html")
    result = desk.kyokai(*asked)
    assert result.exit_code == 1
    assert "nowhere.pdf" in result.stderr
    told = json.loads(desk.kyokai(*asked, "--json").stdout)
    assert told["written"] == []
    assert [problem["file"] for problem in told["problems"]] == ["nowhere.pdf"]
    assert not (tmp_path / "x.html").exists()
