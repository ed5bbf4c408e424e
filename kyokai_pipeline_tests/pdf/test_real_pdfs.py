"""The generic reading of ruled tables, on documents that nobody here made (they lie beside the checkout, if at all)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline import ReportRefused
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.pdf.words import lines_of
from kyokai_pipeline.report.reader import read as read_report

if TYPE_CHECKING:
    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.words import Word

REAL = Path(__file__).parents[3] / "shared" / "realpdf"
STEP = (-1, 0, 1)
RATES = ["rate_reference_R2", "rate_reference_R4", "rate_reference_R6", "rate_reference_R7"]
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real PDFs do not lie beside this checkout")


@dataclass(frozen=True, eq=False)
class Cell:
    """A cell closed by rules on all sides."""

    box: Box
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """All lines joined, as printed."""
        return "".join(line.text for line in lines_of(self.words))


def ruled_cells(page: PdfPage) -> list[Cell]:
    """Every ruled cell that holds text; merged cells keep their whole box."""
    cells: dict[Box, list[Word]] = {}
    for word in page.words:
        around = page.rules.around(word.box)
        if around.left is None or around.top is None or around.right is None or around.bottom is None:
            continue
        cells.setdefault((around.left, around.top, around.right, around.bottom), []).append(word)
    return [Cell(box, tuple(inside)) for box, inside in cells.items()]


def grid_of(name: str) -> dict[str, Cell]:
    """Municipality -> the cell under its name."""
    with open_document(REAL / f"{name}.pdf") as document:
        page = next(page for page in document.pages() if "檜" in page.characters)
        cells = ruled_cells(page)
    below: dict[str, Cell] = {}
    for cell in cells:
        under = [o for o in cells if abs(o.box[0] - cell.box[0]) < 2 and abs(o.box[1] - cell.box[3]) < 2]
        if len(under) == 1:
            below[cell.text.rstrip("※")] = under[0]
    return below


@pytest.mark.parametrize("name", ["tokyo_20200411", "tokyo_20200705"])
def test_the_grid_of_64_municipalities_is_read_exactly(name: str) -> None:
    with (REAL / f"truth_{name}.csv").open(encoding="utf-8") as file:
        truth = {row["municipality"].rstrip("※"): int(row["cumulative"]) for row in csv.DictReader(file)}
    found = grid_of(name)
    assert len(truth) == 64
    assert {place: int(found[place].text) for place in truth} == truth


@pytest.mark.parametrize("name", ["tokyo_20200411", "tokyo_20200705", "mhlw_ec_saga", *RATES])
def test_other_documents_are_refused_by_name(name: str) -> None:
    with pytest.raises(ReportRefused) as refused:
        read_report(REAL / f"{name}.pdf")
    assert refused.value.problems[0].code == "another_document"
    assert refused.value.problems[0].file == f"{name}.pdf"


@pytest.mark.parametrize("name", RATES)
def test_both_engines_read_the_same_on_every_page_of_the_associations_papers(name: str) -> None:
    with open_document(REAL / f"{name}.pdf") as document:
        for page in document.pages():
            first, second = page.drawn, page.second_opinion()
            places = {
                (round(g.base) + near, round((g.x0 + g.x1) / 2) + by, g.folded)
                for g in second.upright
                for near in STEP
                for by in STEP
            }
            other = [g for g in first.upright if (round(g.base), round((g.x0 + g.x1) / 2), g.folded) not in places]
            assert (page.number, other) == (page.number, [])
            assert len(first.upright) == len(second.upright) > 0
            assert len(first.turned) == len(second.turned)
