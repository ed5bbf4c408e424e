"""What was read is drawn on the page, also where the pipeline refuses the file."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from kyokai_pipeline.trace.inspection import EXPLAINED, FACT, PROSE, STAGES, UNEXPLAINED, colour_of, inspect_file
from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset

if TYPE_CHECKING:
    from pathlib import Path


def test_every_page_of_the_report_is_drawn(tmp_path: Path) -> None:
    html = tmp_path / "report.html"
    found = inspect_file(SHIPPED, html=html)
    assert found.edition_id == "FY2023-draft"
    assert found.problems == []
    assert found.unexplained == []
    assert [page.number for page in found.pages] == list(range(1, 18))
    text = html.read_text("utf-8")
    assert text.count("data:image/jpeg;base64,") == 17
    assert text.count("<a style=") == sum(len(page.figures) for page in found.pages) == 750
    assert 'src="http' not in text
    assert 'href="http' not in text
    assert {colour_of(figure) for page in found.pages for figure in page.figures} == {FACT, PROSE, EXPLAINED}
    (second,) = (page for page in found.pages if page.number == 2)
    assert set(second.tables) == {"membership", "monthly_flow", "annual_flow"}
    assert second.tables["membership"][3] < second.tables["monthly_flow"][1]


def test_a_refused_file_shows_what_was_missed(tmp_path: Path) -> None:
    broken = FY2023.edited({"membership/insured/2019": "24,8O5\n(4.4%)"})
    path = typeset(Style(), tmp_path / "broken.pdf", broken)
    found = inspect_file(path, html=tmp_path / "broken.html", pictures=tmp_path / "pages")
    assert found.problems
    missed = [figure for page in found.pages for figure in page.figures if colour_of(figure) == UNEXPLAINED]
    assert len(missed) > 100
    assert len(found.unexplained) == len(missed)
    text = (tmp_path / "broken.html").read_text("utf-8")
    assert "<pre>unexplained " in text
    assert escape(found.problems[0].what) in text
    pictures = sorted((tmp_path / "pages").iterdir())
    assert len(pictures) == len(found.pages)
    with Image.open(pictures[missed[0].page - 1]) as picture:
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 24) or []}
    assert (0xD7, 0x19, 0x1C) in colours


def test_another_document_is_drawn_too(tmp_path: Path) -> None:
    from kyokai_pipeline_tests.typeset.variants import another_organisation

    path = typeset(Style(), tmp_path / "other.pdf", another_organisation(words=True))
    found = inspect_file(path, pictures=tmp_path / "pages")
    assert found.problems
    assert all(page.figures for page in found.pages[1:3])


def test_a_file_that_cannot_be_opened_is_refused_by_name(tmp_path: Path) -> None:
    from kyokai_pipeline.errors import ReportRefused

    path = tmp_path / "page.pdf"
    path.write_text("<html>not found</html>")
    with pytest.raises(ReportRefused) as refused:
        inspect_file(path, html=tmp_path / "page.html")
    assert refused.value.code == "not_a_pdf"
    assert not (tmp_path / "page.html").exists()


def test_a_scan_is_drawn_with_the_reason_of_its_refusal(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    Image.new("RGB", (800, 600), "white").save(path)
    found = inspect_file(path, html=tmp_path / "scan.html", pictures=tmp_path / "pages")
    assert [problem.code for problem in found.problems] == ["no_text_layer"]
    assert [page.figures for page in found.pages] == [[]]
    assert "no text layer" in (tmp_path / "scan.html").read_text("utf-8")
    assert len(list((tmp_path / "pages").iterdir())) == 1


def test_the_layout_shows_what_the_solver_saw_of_a_refused_table(tmp_path: Path) -> None:
    from kyokai_pipeline_tests.typeset.content import Content

    content = Content(FY2023.tables, extra_rows={"membership": "短時間加入者数"})
    path = typeset(Style(), tmp_path / "broken.pdf", content)
    html, pictures = tmp_path / "broken.html", tmp_path / "pages"
    found = inspect_file(path, html=html, pictures=pictures, layout=True)
    (problem,) = found.problems
    seen = [stage for page in found.pages for stage in page.stages if stage.table_id == "membership"]
    counts = {kind: sum(stage.kind == kind for stage in seen) for kind in STAGES}
    assert (counts["head"], counts["label"], counts["column"]) == (10, 6, 10)
    assert any(stage.kind == "unclaimed" and "短時間加入者数" in stage.text for stage in seen)
    assert all(colour in html.read_text("utf-8") for colour, _ in STAGES.values())
    with Image.open(sorted(pictures.iterdir())[(problem.page or 1) - 1]) as picture:
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 24) or []}
    assert {(0x6A, 0x3D, 0x9A), (0x1F, 0x78, 0xB4), (0xD7, 0x19, 0x1C)} <= colours
