"""Every number on every page of the shipped report: a fact, a figure of the running text, or explained by a rule."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

import pytest

from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.japanese.numbers import parse_number
from kyokai_pipeline.layout.cell_text import Reading
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.report import reader
from kyokai_pipeline.report.ledger.ledger import Claim, Ledger
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline.report.text.paragraphs import read_flow
from kyokai_pipeline.vocabulary import tables
from kyokai_pipeline.vocabulary.prose import fact_names, role_rules
from kyokai_pipeline_tests.conftest import SHIPPED
from kyokai_pipeline_tests.report.handmade import HandmadePage

if TYPE_CHECKING:
    from kyokai_pipeline.layout.overleaf import Overleaf
    from kyokai_pipeline.pdf.glyphs import Glyph
    from kyokai_pipeline.report.model import Report

HAND_CHECKED = (2, *range(4, 13))
EXPECTED = Path(__file__).parents[1] / "expected" / "prose_figure.csv"


def test_no_number_is_unexplained(fy2023: Report) -> None:
    assert [problem.block() for problem in fy2023.problems] == []
    assert fy2023.figures["role"].notna().all()


def test_every_role_is_a_rule_with_its_reason(fy2023: Report) -> None:
    reasons = {rule.role: rule.reason for rule in role_rules()}
    explained = fy2023.figures[fy2023.figures["role"] != "fact"]
    assert {role: {reasons[role]} for role in set(explained["role"])} == {
        role: set(group["reason"]) for role, group in explained.groupby("role")
    }
    assert explained["core_table"].isna().all()
    facts = fy2023.figures[fy2023.figures["role"] == "fact"]
    assert facts["core_table"].notna().all()
    assert facts["reason"].isna().all()


def test_prose_figures_are_the_hand_checked_ones(fy2023: Report) -> None:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        wanted: Counter[tuple[str, ...]] = Counter(tuple(row.values()) for row in csv.DictReader(file))
    printed = dict(zip(fy2023.figures["figure_id"], fy2023.figures["printed"], strict=True))
    frame = fy2023.tables["prose_figure"].astype(object)
    found: Counter[tuple[str, ...]] = Counter(
        (
            str(row["page"]),
            printed[row["figure_id"]].replace(",", ""),
            str(row["value"]),
            row["unit"] or "",
            "yes" if row["is_approximate"] else "no",
            row["comparison"],
            row["fact_id"] or "",
        )
        for row in frame[frame["page"].isin(HAND_CHECKED)].where(frame.notna(), None).to_dict("records")
    )
    assert found - wanted == Counter()
    assert wanted - found == Counter()


def test_every_fact_id_has_names(fy2023: Report) -> None:
    named = fact_names()
    for fact_id in fy2023.tables["prose_figure"]["fact_id"].dropna():
        assert all(named[fact_id]), fact_id


def test_the_text_inside_each_box_is_the_printed_text(fy2023: Report) -> None:
    from kyokai_pipeline.japanese.text import squeeze

    wrong = []
    with open_document(SHIPPED) as document:
        for number, figures in fy2023.figures.groupby("page"):
            text_page = document.pdfium[int(str(number)) - 1].get_textpage()
            height = document.page(int(str(number))).height
            for figure in figures.to_dict("records"):
                x0, top, x1, bottom = (float(figure[side]) for side in ("x0", "top", "x1", "bottom"))
                # The next character begins where the box ends.
                inside = text_page.get_text_bounded(x0 + 0.3, height - bottom + 0.5, x1 - 0.3, height - top - 0.5)
                if squeeze(inside) != squeeze(figure["printed"]):
                    wrong.append((figure["figure_id"], figure["printed"], inside))
            text_page.close()
    assert wrong == []


@pytest.mark.parametrize("table_id", [spec.table_id for spec in tables(2023).specs])
def test_without_its_reader_a_tables_figures_are_unexplained(
    table_id: str, fy2023: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = tables(2023)
    kept = tuple(spec for spec in everything.specs if spec.table_id != table_id)
    without = replace(everything, specs=kept)
    monkeypatch.setattr(reader, "tables", lambda *_: without)
    report = read_report(SHIPPED)
    lost = set(fy2023.figures.loc[fy2023.figures["role"] == "fact", "figure_id"]) - set(
        report.figures.loc[report.figures["role"] == "fact", "figure_id"]
    )
    assert lost
    unexplained = report.figures[report.figures["role"].isna()]
    assert set(unexplained["figure_id"]) == lost
    listed = [(p.code, p.page, tuple(round(side, 2) for side in p.box or ()), p.printed) for p in report.problems]
    assert listed == [
        ("unexplained_figure", row["page"], (row["x0"], row["top"], row["x1"], row["bottom"]), row["printed"])
        for row in unexplained.to_dict("records")
    ]
    tables_lost = {"monthly_flow": {"monthly_flow", "annual_flow"}}.get(table_id, {everything.spec(table_id).core})
    assert set(fy2023.figures.set_index("figure_id").loc[sorted(lost), "core_table"]) == tables_lost


def test_without_the_indicator_reader_its_numbers_are_unexplained(
    fy2023: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "read_kpi_tables", lambda *_: {})
    report = read_report(SHIPPED)
    facts = fy2023.figures[fy2023.figures["core_table"].isin(["kpi", "kpi_count"])]
    unexplained = set(report.figures.loc[report.figures["role"].isna(), "figure_id"])
    # 44支部が達成 is a sentence of its own inside its cell: it stays a figure of the running text.
    sentences = set(facts.loc[facts["printed"] == "44支部", "figure_id"])
    assert unexplained == set(facts["figure_id"]) - sentences
    assert sentences <= set(report.tables["prose_figure"]["figure_id"])


def test_a_number_that_only_a_facts_text_holds_is_quoted() -> None:
    """80％ on a line of its own inside the cell of 44支部: core.kpi keeps the text."""
    page = HandmadePage().write("44支部", x=100, base=200).write("80%", x=100, base=220).write("90%", x=400, base=220)
    ledger = Ledger("FY2023-draft")
    ledger.add_page(page.page, read_flow(page.page))
    cell = tuple(glyph for glyph in page.glyphs if glyph.x0 < 300)
    value = tuple(glyph for glyph in cell if glyph.base == 200)
    reading = Reading(parse_number("44支部"), value)
    ledger.settle([Claim(1, reading, "kpi", quoted=cell)])
    roles = {figure.text: (figure.fact, figure.role) for figure in ledger.figures}
    assert roles == {"44支部": ("kpi", None), "80%": (None, "quoted"), "90%": (None, None)}
    assert "core.kpi" in str(next(f.reason for f in ledger.figures if f.role))


class Pages(NamedTuple):
    """Pages that were read as one: of ``Overleaf`` what the ledger asks for."""

    number: int
    moved: dict[Glyph, tuple[int, Glyph]]


@pytest.mark.parametrize("other", [2, 3])
def test_what_two_joins_put_at_one_place_is_claimed_by_nobody_unless_they_agree(other: int) -> None:
    """Pages are joined more than once, with a row that goes on and without: one glyph may get one place twice."""
    pages = {number: HandmadePage(number=number).write("39,559", x=100, base=100) for number in (2, 3)}
    ledger = Ledger("FY2023-draft")
    for page in pages.values():
        ledger.add_page(page.page, read_flow(page.page))
    below = [glyph._replace(base=glyph.base + 700) for glyph in pages[2].glyphs]
    for number in (2, other):
        printed = ((number, glyph) for glyph in pages[2].glyphs)
        ledger.joined(cast("Overleaf", Pages(1, dict(zip(below, printed, strict=True)))))
    claim = Claim(1, Reading(parse_number("39,559"), tuple(below)), "membership")
    if other == 2:
        ledger.settle([claim])
        assert claim.figure_id == "FY2023-draft:p02:0001"
    else:
        with pytest.raises(ReportError) as refused:
            ledger.settle([claim])
        assert "39,559" in refused.value.block()
