"""The association's papers on its insurance rates, read by models that live here only.

Rules after every five rows, halves side by side, heads over four lines, 北 海 道, ▲ 0.33. The values were read
independently and proven by arithmetic. The product refuses these papers by name; none of them is in the repository.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from kyokai_pipeline.errors import ReportRefused
from kyokai_pipeline.japanese.numbers import Unit
from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.layout.cell_text import pieces_of
from kyokai_pipeline.layout.solve import solve
from kyokai_pipeline.layout.table_model import Axis, Surroundings, TableModel
from kyokai_pipeline.layout.terms import Term
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.pdf.words import box_around
from kyokai_pipeline.report.ledger.second_opinion import second_opinion
from kyokai_pipeline.report.ledger.seen_as_printed import seen_as_printed
from kyokai_pipeline.report.model import Edition, Report
from kyokai_pipeline.report.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.layout.part import Cell

PAPERS = Path(__file__).resolve().parents[3] / "shared" / "realpdf"
EDITIONS = ("R2", "R4", "R6", "R7")
pytestmark = pytest.mark.skipif(not PAPERS.is_dir(), reason="the association's papers are not on this machine")

BRANCHES = [
    "北海道",
    "青森",
    "岩手",
    "宮城",
    "秋田",
    "山形",
    "福島",
    "茨城",
    "栃木",
    "群馬",
    "埼玉",
    "千葉",
    "東京",
    "神奈川",
    "新潟",
    "富山",
    "石川",
    "福井",
    "山梨",
    "長野",
    "岐阜",
    "静岡",
    "愛知",
    "三重",
    "滋賀",
    "京都",
    "大阪",
    "兵庫",
    "奈良",
    "和歌山",
    "鳥取",
    "島根",
    "岡山",
    "広島",
    "山口",
    "徳島",
    "香川",
    "愛媛",
    "高知",
    "福岡",
    "佐賀",
    "長崎",
    "熊本",
    "大分",
    "宮崎",
    "鹿児島",
    "沖縄",
]
BEFORE = ("医療給付費についての調整前の所要保険料率", "医療給付費についての調整前の保険料率")
AFTER = ("医療給付費についての調整後の保険料率",)
RATES = (
    ("年齢調整",),
    ("所得調整",),
    ("所要保険料率", "所要保険料率(精算除く)"),
    ("保険料率(精算反映後、ｲﾝｾﾝﾃｨﾌﾞ反映前)", "保険料率(精算含む)(インセンティブ反映前)"),
    ("保険料率(精算・ｲﾝｾﾝﾃｨﾌﾞ反映後)", "保険料率(精算・インセンティブ反映後)"),
    ("ｲﾝｾﾝﾃｨﾌﾞ分", "インセンティブ分"),
)


def words(forms: Iterable[str], *, optional: Iterable[str] = ()) -> Axis:
    """An axis of known words."""
    terms = tuple(Term(form, (canonical(form),)) for form in forms)
    rest = tuple(Term(form, (canonical(form),)) for form in optional)
    return Axis(terms, required=tuple(term.key for term in terms), optional=rest)


def age(text: str) -> str | None:
    """0～4, 70～ and 合計."""
    found = re.fullmatch(r"(\d{1,2}[~～]\d{0,2})|合計", canonical(text))
    return found[0] if found else None


def rates(edition: str) -> TableModel:
    """Heads over up to four lines; the rate after the adjustment stands first in one year and fourth in the others."""
    heads = (AFTER, BEFORE, *RATES) if edition == "R7" else (BEFORE, *RATES[:2], AFTER, *RATES[2:])
    terms = tuple(Term(f"col{n}", tuple(map(canonical, forms))) for n, forms in enumerate(heads, 1))
    formulas = tuple(f"(a+b+4.{digits})" for digits in ("73", "71", "60", "65"))
    columns = Axis(terms, required=tuple(term.key for term in terms), over=("調整(b)", *formulas))
    around = Surroundings(placeholders=frozenset({canonical("－")}))
    rows = words(["全国", *BRANCHES])
    return TableModel("branch_rate", rows, columns, turnable=False, surroundings=around)


AGES = TableModel("branch_age_enrollees", words(["全国", *BRANCHES]), Axis(read=age, at_least=16), turnable=False)
INCENTIVE = TableModel(
    "branch_incentive", words(BRANCHES, optional=["全国計"]), words(["加算額", "減算額", "加減算額"]),
    turnable=False,
)  # fmt: skip


def printed(cell: Cell) -> Decimal | None:
    """The number of a cell, as its last digit stands there; nothing for －."""
    if canonical("".join(word.text for word in cell.words)) == canonical("－"):
        return None
    (piece,) = pieces_of(cell.words)
    return piece.number(Unit("")).printed.value


def truth(edition: str, table: str) -> dict[tuple[str, str], Decimal | None]:
    """(branch, column) -> value."""
    found: dict[tuple[str, str], Decimal | None] = defaultdict()
    with (PAPERS / "truth_rate_reference.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if (row["file"], row["table"]) == (f"rate_reference_{edition}.pdf", table):
                found[row["branch"], row["column"]] = Decimal(row["value"]) if row["value"] else None
    return found


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("name", ["branch_age_enrollees", "branch_incentive", "branch_rate"])
def test_the_tables_of_the_association_are_read_exactly(name: str, edition: str) -> None:
    model = {AGES.table_id: AGES, INCENTIVE.table_id: INCENTIVE}.get(name) or rates(edition)
    with open_document(PAPERS / f"rate_reference_{edition}.pdf", readable=False) as document:
        table = solve([document.page(number) for number in (4, 11, 12)], model)
    found = {(row[1], column[1]): printed(cell) for (row, column), cell in table.cells.items() if row[1] != "全国計"}
    assert found == truth(edition, name)


@pytest.mark.parametrize("edition", EDITIONS)
def test_both_engines_and_the_eye_see_every_number_of_their_tables(edition: str) -> None:
    """Of all pages those whose every number is proven; all pages are read by both engines in ``test_real_pdfs``."""
    path = PAPERS / f"rate_reference_{edition}.pdf"
    rows: list[dict[str, object]] = []
    boxes: dict[str, tuple[Box, ...]] = {}
    with open_document(path, readable=False) as document:
        pages = [document.page(number) for number in (4, 11, 12)]
        for model in (AGES, INCENTIVE, rates(edition)):
            for cell in solve(pages, model).cells.values():
                name = f"{model.table_id}:{len(rows)}"
                x0, top, x1, bottom = box_around(cell.words)
                glyphs = [glyph for word in cell.words for glyph in word.glyphs]
                boxes[name] = tuple(glyph.box for glyph in glyphs)
                text, page = "".join(glyph.char for glyph in glyphs), cell.part.page.number
                row = {"figure_id": name, "page": page, "printed": text, "role": "fact"}
                rows.append({**row, "x0": x0, "top": top, "x1": x1, "bottom": bottom})
    day = datetime.date(2024, 3, 31)
    named = Edition(edition, 2023, "", "", False, 1, day, day, None)
    report = Report(named, {}, pd.DataFrame(), pd.DataFrame(rows), path.name, "", 0, glyph_boxes=boxes)
    assert len(rows) > 1000
    opinion, sight = second_opinion(path, report), seen_as_printed(path, report)
    assert (opinion.agreed + opinion.unseen, opinion.disagreements) == (len(rows), [])
    assert sight.problems == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_product_refuses_them(edition: str) -> None:
    with pytest.raises(ReportRefused):
        read(PAPERS / f"rate_reference_{edition}.pdf")
