"""Heads and labels whose characters are spread (均等割付): by blanks, or justified over their cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.layout.labels import find_read, find_terms
from kyokai_pipeline.layout.terms import Term
from kyokai_pipeline.pdf.rules import Rule, Rules
from kyokai_pipeline.report.reader import read
from kyokai_pipeline_tests.pdf.by_hand import words
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.compare import differences

if TYPE_CHECKING:
    from pathlib import Path

CELL = Rules(
    (Rule(90.0, 40.0, 160.0), Rule(110.0, 40.0, 160.0)),
    (Rule(40.0, 80.0, 120.0), Rule(160.0, 80.0, 120.0)),
)


def test_heads_with_wide_blanks_between_their_characters(tmp_path: Path) -> None:
    """研 of 集　合　研　修 was an unknown column."""
    content = FY2023.relabelled(
        training_category="集　合　研　修", training_content="内　　　容", training_participants="実　施　人　数"
    )
    report = read(typeset(Style(), tmp_path / "report.pdf", content))
    assert differences(report, "training", Style(), FY2023) == []


def test_a_label_justified_over_its_ruled_cell() -> None:
    letters = words(*((letter, 42.0 + 36 * at, 104.0) for at, letter in enumerate("加入者数")))
    terms = [Term("enrollees", ("加入者数",))]
    (found,) = find_terms(letters, terms, CELL)
    assert found.words == tuple(letters)
    assert find_terms(letters, terms, Rules()) == []
    divided = (CELL.upright[0], Rule(100.0, 80.0, 120.0), CELL.upright[1])
    assert find_terms(letters, terms, Rules(CELL.level, divided)) == []


def test_a_month_justified_over_its_ruled_cell() -> None:
    """4       月: the number is one word, the 月 at the other side of the cell another."""
    parts = words(("4", 42.0, 104.0), ("月", 148.0, 104.0))
    (found,) = find_read(parts, month_alone, CELL)
    assert (found.key, found.words) == (4, tuple(parts))
    assert find_read(parts, month_alone, Rules()) == []


def month_alone(text: str) -> int | None:
    return int(text[:-1]) if text.endswith("月") and text[:-1].isdigit() else None
