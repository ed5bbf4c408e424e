"""What was read is drawn on the page, also where the pipeline refuses the file."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from kyokai_pipeline import paths
from kyokai_pipeline.errors import ReportRefused, Where, refuse
from kyokai_pipeline.inspection import look
from kyokai_pipeline.inspection.drawn import EXPLAINED, FACT, PROSE, REFUSED, STAGES, UNEXPLAINED, kind_of
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.refresh import inspect_file as inspect_file_module
from kyokai_pipeline.refresh.inspect_file import inspect_file
from kyokai_pipeline.report.tables.kpi_stages import kpi_stages
from kyokai_pipeline.vocabulary import kpi_words
from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.reading_once import read_each_pdf_once
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.content import Content

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.inspection.drawn import Kind
    from kyokai_pipeline.inspection.look import Sheet
    from kyokai_pipeline.pdf.document import Document
    from kyokai_pipeline.report.inspection import InspectedPage


@pytest.fixture(autouse=True)
def _each_pdf_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read_each_pdf_once(monkeypatch)


def has_colour(path: Path, kind: Kind) -> bool:
    with Image.open(path) as picture:
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 24) or []}
    return tuple(bytes.fromhex(kind.colour[1:])) in colours


def test_every_page_of_the_report_is_drawn_into_the_warehouse(tmp_path: Path) -> None:
    inspected = inspect_file(SHIPPED, tmp_path)
    found, (html,) = inspected.found, inspected.written
    assert html == paths.inspected(tmp_path) / f"{SHIPPED.stem}.html"
    assert (html.parent / ".gitignore").read_text("utf-8") == "*\n"
    assert found.edition_id == "FY2023-draft"
    assert found.problems == []
    assert found.unexplained == []
    assert [page.number for page in found.pages] == list(range(1, 18))
    figures = [figure for page in found.pages for figure in page.figures]
    assert {kind_of(figure).key for figure in figures} == {FACT.key, PROSE.key, EXPLAINED.key}
    text = html.read_text("utf-8")
    assert text.count("data:image/webp;base64,") == 17
    assert text.count('<span class="box ') == len(figures) + sum(len(t) for p in found.pages for t in p.tables.values())
    assert not re.search(r"(src|href)=\"?(http|//)", text)
    assert "Nothing keeps this file from being published." in text
    _each_table_has_one_frame_with_its_heads_and_labels(found.pages[1])


def test_a_place_that_cannot_be_written_is_said_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError, match="taken"):
        inspect_file(tmp_path / "not looked for.pdf", tmp_path, html=tmp_path / "taken" / "x.html")


def _each_table_has_one_frame_with_its_heads_and_labels(page: InspectedPage) -> None:
    assert {name: len(frames) for name, frames in page.tables.items()} == {"membership": 1, "monthly_flow": 1}
    (membership,), (flow,) = page.tables["membership"], page.tables["monthly_flow"]
    years = [figure.box for figure in page.figures if figure.text.startswith("20") and membership[1] < figure.box[1]]
    assert any(membership[1] < box[1] < box[3] < membership[1] + 40 for box in years)
    assert membership[3] < flow[1]
    values = [figure.box for figure in page.figures if figure.fact == "membership"]
    assert membership[0] < min(box[0] for box in values) - 60


def test_a_refused_file_shows_where_and_folds_what_follows(tmp_path: Path) -> None:
    broken = FY2023.edited({"membership/insured/2019": "24,8O5\n(4.4%)"})
    path = typeset(Style(), tmp_path / "broken.pdf", broken)
    inspected = inspect_file(path, tmp_path, html=tmp_path / "broken.html", pictures=tmp_path / "pages")
    found = inspected.found
    (problem,) = found.problems
    missed = [figure for page in found.pages for figure in page.figures if kind_of(figure) == UNEXPLAINED]
    assert len(found.unexplained) == len(missed) > 100
    text = (tmp_path / "broken.html").read_text("utf-8")
    assert escape(problem.what) in text
    assert text.count("<pre>") == 1
    assert f"<summary>{len(missed)} figures are unexplained. This follows" in text
    assert text.count('class="box refused"') == 1
    pictures = sorted((tmp_path / "pages").iterdir())
    assert len(pictures) == len(found.pages)
    assert has_colour(pictures[(problem.page or 0) - 1], REFUSED)
    assert has_colour(pictures[missed[0].page - 1], UNEXPLAINED)
    assert inspected.written == [tmp_path / "broken.html", tmp_path / "pages"]


def test_what_only_the_eye_or_a_check_refuses_is_marked_too(tmp_path: Path) -> None:
    """The page is read without a fault, and an identity that it breaks names several places."""
    path = typeset(Style(), tmp_path / "off.pdf", FY2023.edited({"membership/insured/2019": "24,905\n(4.4%)"}))
    found = inspect_file(path, tmp_path, html=tmp_path / "off.html").found
    assert {problem.code for problem in found.problems} == {"contradiction"}
    assert found.problems[0].file == "off.pdf"
    named = sum(len(problem.details["figures"]) for problem in found.problems)
    text = (tmp_path / "off.html").read_text("utf-8")
    assert 2 < text.count('class="box refused"') <= named
    assert text.count("<article ") == 1
    assert f"<summary>+ {len(found.problems) - 1}</summary>" in text


def test_another_document_is_drawn_too(tmp_path: Path) -> None:
    from kyokai_pipeline_tests.typeset.variants import another_organisation

    path = typeset(Style(), tmp_path / "other.pdf", another_organisation(words=True))
    found = inspect_file(path, tmp_path, pictures=tmp_path / "pages").found
    assert found.problems
    assert all(page.figures for page in found.pages[1:3])
    assert not paths.inspected(tmp_path).exists()


def test_a_file_that_cannot_be_opened_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_text("<html>not found</html>")
    with pytest.raises(ReportRefused) as refused:
        inspect_file(path, tmp_path, html=tmp_path / "page.html")
    assert refused.value.code == "not_a_pdf"
    assert not (tmp_path / "page.html").exists()


def test_a_scan_is_drawn_with_the_reason_of_its_refusal(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    Image.new("RGB", (800, 600), "white").save(path)
    found = inspect_file(path, tmp_path, html=tmp_path / "scan.html", pictures=tmp_path / "pages").found
    assert [problem.code for problem in found.problems] == ["no_text_layer"]
    assert [page.figures for page in found.pages] == [[]]
    assert "no text layer" in (tmp_path / "scan.html").read_text("utf-8")
    assert len(list((tmp_path / "pages").iterdir())) == 1


def test_what_costs_too_much_is_said_and_the_rest_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading may pass a limit, and a page may be too large to draw: the others are shown."""

    def over(*_: object) -> None:
        raise refuse("limit_time", Where(file="scan.pdf"), limit=60)

    def not_the_first(document: Document, number: int, *rest: Any) -> Sheet:
        if number == 1:
            raise refuse("limit_objects", Where(file="scan.pdf", page=1), limit=5)
        return drawn(document, number, *rest)

    drawn = look._sheet
    pages = [Image.new("RGB", (80, 60), "white") for _ in range(2)]
    pages[0].save(tmp_path / "scan.pdf", save_all=True, append_images=pages[1:])
    monkeypatch.setattr(inspect_file_module, "look", over)
    monkeypatch.setattr(look, "_sheet", not_the_first)
    inspected = inspect_file(tmp_path / "scan.pdf", tmp_path)
    assert [problem.code for problem in inspected.found.problems] == ["limit_time"]
    text = inspected.written[0].read_text("utf-8")
    assert text.count('<section class="page') == 2
    assert text.count("data:image/webp;base64,") == 1
    assert "more than 60 seconds" in text
    assert "objects" in text


def test_the_layout_shows_what_the_solver_saw_of_a_refused_table(tmp_path: Path) -> None:
    content = Content(FY2023.tables, extra_rows={"membership": "短時間加入者数"})
    path = typeset(Style(), tmp_path / "broken.pdf", content)
    html, pictures = tmp_path / "broken.html", tmp_path / "pages"
    found = inspect_file(path, tmp_path, html=html, pictures=pictures, layout=True).found
    (problem,) = found.problems
    seen = [stage for page in found.pages for stage in page.stages if stage.table_id == "membership"]
    counts = {kind: sum(stage.kind == kind for stage in seen) for kind in STAGES}
    assert (counts["head"], counts["label"], counts["labels"], counts["column"]) == (10, 6, 1, 10)
    assert any(stage.kind == "unclaimed" and "短時間加入者数" in stage.text for stage in seen)
    text = html.read_text("utf-8")
    assert all(f'class="box {kind}"' in text for kind in ("head", "labels", "unclaimed", "refused"))
    page = sorted(pictures.iterdir())[(problem.page or 1) - 1]
    assert all(has_colour(page, STAGES[kind]) for kind in STAGES if kind != "span")


def test_the_layout_shows_the_indicator_tables_as_far_as_they_are_read() -> None:
    known = kpi_words()
    fewer_verdicts = replace(known, statuses=known.statuses[:1])
    with open_document(SHIPPED) as document:
        whole = Counter(stage.kind for stage in kpi_stages(document.page(13), known))
        stopped = kpi_stages(document.page(13), fewer_verdicts)
        assert kpi_stages(document.page(2), known) == []
    assert whole == {"row": 22, "label": 22, "span": 17, "head": 12, "column": 12}
    assert {stage.kind for stage in stopped} >= {"head", "unclaimed"}
    assert "達成" in next(stage.text for stage in stopped if stage.kind == "unclaimed")


def test_a_page_of_any_size_becomes_a_picture_of_bounded_size() -> None:
    from kyokai_pipeline.inspection.look import MOST_PIXELS, fitting

    assert fitting(960, 540) == 2.0
    assert 0.99 * MOST_PIXELS < (fitting(14400, 14400) * 14400) ** 2 < 1.01 * MOST_PIXELS
