"""Verdicts in other words, and counts of verdicts that a summary says once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline import ReportRefused
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline_tests.typeset import FY2023, Content, Style, pages, typeset
from kyokai_pipeline_tests.typeset.compare import differences

if TYPE_CHECKING:
    from pathlib import Path

WORDED = (
    {"達成": "達成", "概ね達成": "概ね達成", "未達成": "未達"},
    {"達成": "達成した", "概ね達成": "概ね達成した", "未達成": "達成できず"},
    {"達成": "達成できた", "概ね達成": "概ね達成できた", "未達成": "達成できなかった"},
)


def worded(words: dict[str, str]) -> Content:
    content = FY2023.mapped("kpi", lambda row: {**row, "status_text": words[row["status_text"]]})
    return content.relabelled(achieved=words["達成"], nearly_achieved=words["概ね達成"], not_achieved=words["未達成"])


@pytest.mark.parametrize("words", WORDED, ids=lambda words: words["未達成"])
@pytest.mark.parametrize("style", [Style(), Style(rules="none", count="rows"), Style(count="glued")])
def test_a_verdict_in_other_words(words: dict[str, str], style: Style, tmp_path: Path) -> None:
    content = worded(words)
    report = read_report(typeset(style, tmp_path / "report.pdf", content))
    assert [line for table in ("kpi", "kpi_count") for line in differences(report, table, style, content)] == []


@pytest.mark.parametrize(
    ("said", "accepted"), [("達成 7 概ね達成 3 未達成 10", True), ("達成 8 概ね達成 2 未達成 10", False)]
)
def test_counts_that_a_summary_says_too(
    said: str, accepted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Alike, they are said once more; where two places differ, nobody knows which is right."""
    monkeypatch.setattr(pages, "_front", lambda _: pages.Page([pages.Text(said, 12, before=40)]))
    path = typeset(Style(front_pages=1), tmp_path / "report.pdf", FY2023)
    if accepted:
        assert differences(read_report(path), "kpi_count", Style(), FY2023) == []
        return
    with pytest.raises(ReportRefused, match="counts of verdicts"):
        read_report(path)
