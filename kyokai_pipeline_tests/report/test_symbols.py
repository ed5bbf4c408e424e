"""Verdicts as symbols: what the legend on the page says they mean; without a legend they mean nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.errors import ReportRefused
from kyokai_pipeline.report.reader import read
from kyokai_pipeline.report.tables.kpi_verdicts import legend_on
from kyokai_pipeline.vocabulary import kpi_words
from kyokai_pipeline_tests.report.handmade import HandmadePage
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.compare import differences

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline_tests.typeset.content import Content

SIGNS = {"achieved": "○", "nearly_achieved": "△", "not_achieved": "×"}
VERDICTS = {"achieved": "達成7件", "nearly_achieved": "概ね達成3件", "not_achieved": "未達成10件"}
VOCABULARY = kpi_words(2023)


def symbols(signs: dict[str, str], legend: dict[str, str]) -> Content:
    """The report with a symbol for each verdict, and the counts of the verdicts behind what ``legend`` prints."""
    printed = FY2023.mapped("kpi", lambda row: {**row, "status_text": signs[row["status"]]})
    return printed.edited({f"kpi_count/{status}": f"{legend[status]}{said}" for status, said in VERDICTS.items()})


@pytest.mark.parametrize(
    "style",
    [
        Style(count="listed"),
        Style(count="listed", rules="none", kpi="stacked", cells="middle"),
        Style(count="listed", kpi="one_table", rules="horizontal"),
    ],
    ids=["ruled", "without rules", "one table"],
)
def test_symbols_with_a_legend_are_read(style: Style, tmp_path: Path) -> None:
    content = symbols(SIGNS, SIGNS)
    report = read(typeset(style, tmp_path / "report.pdf", content))
    assert differences(report, "kpi", style, content) == []
    assert differences(report, "kpi_count", style, content) == []


@pytest.mark.parametrize("legend", [dict.fromkeys(SIGNS, "○"), dict.fromkeys(SIGNS, "")], ids=["one sign", "none"])
def test_symbols_without_a_legend_are_refused(legend: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(ReportRefused) as refused:
        read(typeset(Style(count="listed"), tmp_path / "report.pdf", symbols(SIGNS, legend)))
    (problem,) = refused.value.problems
    assert "no legend on the page says what they mean" in problem.what
    assert problem.printed in SIGNS.values()
    assert problem.box is not None


@pytest.mark.parametrize(
    ("lines", "keys"),
    [
        (["○：達成　△：概ね達成　×：未達成"], {"○": "achieved", "△": "nearly_achieved", "×": "not_achieved"}),
        (["（◎達成、○概ね達成、△未達成）"], {"◎": "achieved", "○": "nearly_achieved", "△": "not_achieved"}),
        (["達成：○", "概ね達成：△", "未達成：×"], {"○": "achieved", "△": "nearly_achieved", "×": "not_achieved"}),
        (["○…達成　△…概ね達成"], {}),
        (["○：達成　○：概ね達成　×：未達成"], {}),
        (["○：達成　△：概ね達成　×：未達成", "△：達成"], {}),
        (["・達成　・概ね達成　・未達成"], {}),
    ],
)
def test_the_legend(lines: list[str], keys: dict[str, str]) -> None:
    page = HandmadePage()
    for number, line in enumerate(lines):
        page.write(line, base=100.0 + 20 * number)
    found, words = legend_on(page.page, VOCABULARY)
    assert found == keys
    assert bool(words) is bool(keys)


WORDS = {"achieved": "達成", "nearly_achieved": "概ね達成", "not_achieved": "未達成"}


@pytest.mark.parametrize("dress", ["{sign}{word}", "{word}（{sign}）", "{sign}（{word}）", "【{word}】", "（{word}）"])
@pytest.mark.parametrize("style", [Style(), Style(rules="none", kpi="stacked", cells="middle")], ids=["ruled", "bare"])
def test_words_in_brackets_or_with_their_symbol_are_verdicts(dress: str, style: Style, tmp_path: Path) -> None:
    """○達成 and ×未達成 say nothing that the words alone do not say."""
    said = {status: dress.format(sign=SIGNS[status], word=word) for status, word in WORDS.items()}
    content = FY2023.mapped("kpi", lambda row: {**row, "status_text": said[row["status"]]})
    report = read(typeset(style, tmp_path / "report.pdf", content))
    assert differences(report, "kpi", style, content) == []


def test_a_word_with_another_verdicts_symbol_is_none(tmp_path: Path) -> None:
    content = FY2023.mapped("kpi", lambda row: {**row, "status_text": f"×{WORDS[row['status']]}"})
    with pytest.raises(ReportRefused):
        read(typeset(Style(), tmp_path / "report.pdf", content))
