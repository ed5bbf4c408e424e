"""Whoever is told of a refusal is shown the place: a picture, named in the message, gone with the refusal."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from kyokai_pipeline import confined, paths
from kyokai_pipeline.errors import PICTURE, ReportError, Where, refuse
from kyokai_pipeline.inspection.drawn import REFUSED
from kyokai_pipeline.inspection.places import WIDE, pictures
from kyokai_pipeline.refresh.notify import _mark
from kyokai_pipeline.refresh.plan import make_plan
from kyokai_pipeline.refresh.read_edition import take_in
from kyokai_pipeline.refresh.reading import Refusal
from kyokai_pipeline.refresh.refused_pictures import MOST, OUTSIDE, forget, of_arrival, sweep, with_pictures
from kyokai_pipeline_tests import at_once
from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

BOX = (700.0, 200.0, 760.0, 212.0)


def covered(page: int = 2) -> ReportError:
    return refuse("covered_fact", Where(SHIPPED.name, "FY2023-draft", page, BOX, "39,559"))


def shows_red(path: Path) -> bool:
    with Image.open(path) as picture:
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 24) or []}
    return tuple(bytes.fromhex(REFUSED.colour[1:])) in colours


def test_a_refused_edition_is_told_of_with_a_picture_until_it_is_accepted(tmp_path: Path) -> None:
    raw, warehouse = tmp_path / "raw", tmp_path / "warehouse"
    told: list[str] = []
    raw.mkdir()
    path = typeset(Style(), raw / "new.pdf", FY2023.edited({"membership/insured/2019": "24,8O5\n(4.4%)"}))
    with pytest.raises(Refusal) as refused:
        take_in(raw, warehouse, "FY2023-draft", told.append)
    (problem,) = refused.value.problems
    picture = paths.refused(warehouse) / "new.pdf" / f"1-page02-{problem.code}.png"
    assert f"\n  Picture: {picture}\n" in problem.block()
    assert f"\n  画像: {picture}\n" in problem.block("ja")
    assert problem.as_dict()["details"][PICTURE] == str(picture)
    assert shows_red(picture)
    assert (paths.refused(warehouse) / ".gitignore").is_file()
    # What is remembered names the picture wherever the folder lies, and no picture that is gone.
    moved = tmp_path / "moved"
    shutil.copytree(warehouse, moved)
    (remembered,) = make_plan(raw, moved).refused["new.pdf"]
    assert remembered.details[PICTURE] == str(moved / picture.relative_to(warehouse))
    mark = _mark("new.pdf", [remembered])
    forget(moved, "new.pdf")
    (remembered,) = make_plan(raw, moved).refused["new.pdf"]
    assert PICTURE not in remembered.details
    assert _mark("new.pdf", [remembered]) == mark
    typeset(Style(), path, FY2023)
    take_in(raw, warehouse, "FY2023-draft", told.append)
    assert not picture.parent.exists()


def test_a_page_without_a_place_is_shown_as_a_whole(tmp_path: Path) -> None:
    somewhere = refuse("damaged", Where(SHIPPED.name, page=3), reason="broken")
    beyond = refuse("damaged", Where(SHIPPED.name, page=99), reason="broken")
    found = with_pictures(SHIPPED, tmp_path, [beyond, somewhere])
    assert [PICTURE in problem.details for problem in found] == [False, True]
    with Image.open(found[1].details[PICTURE]) as picture:
        assert picture.width >= WIDE


def test_each_cause_has_a_picture_but_not_any_number_of_them(tmp_path: Path) -> None:
    nowhere = refuse("no_text_layer", Where(SHIPPED.name))
    where = [Where(SHIPPED.name, None, 2, (50.0 * at, 200.0, 50.0 * at + 40, 212.0), "1") for at in range(MOST + 2)]
    told = with_pictures(SHIPPED, tmp_path, [nowhere, *(refuse("misread", one, why="x") for one in where)])
    assert [PICTURE in problem.details for problem in told] == [False, *[True] * MOST, False, False]
    assert len({problem.details.get(PICTURE) for problem in told}) == MOST + 1
    assert "Picture" not in told[0].block()
    told = with_pictures(SHIPPED, tmp_path, [covered(), covered(3)])
    assert [PICTURE in problem.details for problem in told] == [True, False]  # the second follows from the first
    assert len(list((paths.refused(tmp_path) / SHIPPED.name).iterdir())) == 1
    assert with_pictures(SHIPPED, tmp_path, [nowhere]) == [nowhere]
    assert not (paths.refused(tmp_path) / SHIPPED.name).exists()


def test_pictures_are_swept_when_the_refusal_is_gone(tmp_path: Path) -> None:
    folder = paths.refused(tmp_path)
    (arrived,) = of_arrival(SHIPPED, tmp_path, [covered()])
    for name in ("refused.pdf", "left.pdf"):
        (folder / name).mkdir()
    sweep(tmp_path, ["refused.pdf"])
    assert sorted(entry.name for entry in folder.iterdir() if entry.is_dir()) == [OUTSIDE, "refused.pdf"]
    assert shows_red(tmp_path / arrived.details[PICTURE])
    assert of_arrival(SHIPPED, tmp_path, []) == []
    assert not (folder / OUTSIDE).exists()


def test_a_refusal_is_told_of_also_where_no_picture_can_be_drawn(tmp_path: Path) -> None:
    problem, broken = covered(), tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and no more")
    assert with_pictures(broken, tmp_path, [problem]) == [problem]
    (tmp_path / "file").touch()
    assert with_pictures(SHIPPED, tmp_path / "file", [problem]) == [problem]


def test_what_is_drawn_and_what_is_read_stand_side_by_side(tmp_path: Path) -> None:
    """Where the page looks different from its text; where engines differ, both readings."""
    where = Where(SHIPPED.name, "FY2023-draft", 2, BOX, "39,559")
    plain = refuse("misread", where, why="x")
    another = refuse("another_character", where, font="F", claimed="9", drawn="6", count=1)
    engines = refuse("engines_disagree", where, text="39,559", seen="36559")
    unseen = refuse("engines_disagree", where, text="39,559", seen=None)
    figures = [{"page": page, "box": list(BOX), "printed": "1", "figure_id": "x"} for page in (2, 3, 6)]
    several = refuse("misread", where, why="x", details={"figures": figures})
    files = pictures(SHIPPED, [plain, another, engines, unseen, several])
    heights = []
    for at, png in enumerate(files):
        (tmp_path / f"{at}.png").write_bytes(png)
        assert shows_red(tmp_path / f"{at}.png")
        with Image.open(tmp_path / f"{at}.png") as picture:
            heights.append(picture.height)
    assert min(heights[1:4]) > heights[0] + 80
    assert heights[4] > 2 * heights[0]


def test_untrusted_files_are_opened_in_processes_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``inspect``, ``propose`` and the pictures of refusals hand the file to confined tasks."""
    from kyokai_pipeline.cli import inspect, propose
    from kyokai_pipeline.pdf.unopened import bytes_of

    def start(task: Any, *given: Any, **how: Any) -> Any:
        asked.append((task.__name__, how["file"]))
        with monkeypatch.context() as inside:
            inside.setattr("kyokai_pipeline.pdf.document.bytes_of", opens)
            results = list(at_once._results(task, given))
        return at_once.start(iter_of, results)

    def iter_of(results: list[Any]) -> Any:
        yield from results

    def never(path: Path) -> bytes:
        raise AssertionError(path)

    asked: list[tuple[str, str]] = []
    opens = bytes_of
    path = tmp_path / "scan.pdf"
    Image.new("RGB", (80, 60), "white").save(path)
    monkeypatch.setattr("kyokai_pipeline.pdf.document.bytes_of", never)
    monkeypatch.setattr(confined, "start", start)
    assert inspect.show(path, tmp_path, None, None) == 1
    assert propose.show(str(path), tmp_path / "none", tmp_path, as_json=False) == 1
    with_pictures(path, tmp_path, [covered(1)])
    assert [task for task, _ in asked] == ["look", "draw_pages", "survey", "pictures"]
    assert {file for _, file in asked} == {"scan.pdf"}
