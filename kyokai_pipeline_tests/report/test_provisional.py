"""A new word in a certain place is loaded under a provisional id and warned of; an uncertain one is refused."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.errors import ReportError, ReportRefused
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline.report.tables.identify import identify_kpi, initiatives_as_printed, is_whole_statement
from kyokai_pipeline.vocabulary import kpi_words
from kyokai_pipeline.vocabulary.statements import provisional_id
from kyokai_pipeline_tests.report.handmade import HandmadePage
from kyokai_pipeline_tests.typeset import Style, typeset
from kyokai_pipeline_tests.typeset.later_years import (
    BIOSIMILARS,
    DENTAL,
    FY2025_REDEFINED,
    ONLINE,
    fy2024,
    fy2025,
)

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.report.model import Report
    from kyokai_pipeline_tests.typeset import Content

STYLES = {
    "ruled": (fy2024(), Style()),
    "without rules": (fy2025(), Style(rules="none")),
    "shared cells": (fy2024(), Style(rules="none", numbered="one_cell")),
}


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("\n", "")


@pytest.fixture(scope="module", params=STYLES)
def read(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Content, Report]:
    content, style = STYLES[request.param]
    return content, read_report(typeset(style, tmp_path_factory.mktemp("later") / "report.pdf", content))


def test_every_row_of_a_later_year_is_read_as_printed(read: tuple[Content, Report]) -> None:
    content, report = read
    columns = ("pillar", "initiative", "statement", "target_text", "result_text", "status")
    found = [[folded(str(row[name])) for name in columns] for row in report.tables["kpi"].to_dict("records")]
    assert found == [[folded(row[name]) for name in columns] for row in content.tables["kpi"]]


def test_new_indicators_have_provisional_ids_and_known_ones_keep_theirs(read: tuple[Content, Report]) -> None:
    content, report = read
    for row, printed in zip(report.tables["kpi"].to_dict("records"), content.tables["kpi"], strict=True):
        assert row["kpi_id"] == (printed["kpi_id"] or provisional_id(printed["statement"]))
        assert row["is_named"] is bool(printed["kpi_id"])
        assert (row["unit"], str(row["result_value"])) == (printed["unit"], printed["result_value"])


def test_each_new_word_is_warned_of_once_at_its_place(read: tuple[Content, Report]) -> None:
    content, report = read
    new = [row for row in content.tables["kpi"] if not row["kpi_id"]]
    initiatives = [name for name in (BIOSIMILARS, ONLINE, DENTAL) if any(row["initiative"] == name for row in new)]
    words = report.unnamed
    assert sorted(words[words["kind"] == "initiative"]["text"]) == sorted(initiatives)
    assert sorted(map(folded, words[words["kind"] == "indicator"]["text"])) == sorted(
        folded(row["statement"]) for row in new
    )
    assert (words["x1"] > words["x0"]).all()
    assert (words["page"] > 1).all()


def test_the_nearest_known_indicator_is_said(read: tuple[Content, Report]) -> None:
    _, report = read
    near = dict(zip(report.unnamed["text"].map(folded), report.unnamed["nearest"], strict=True))
    said = folded(FY2025_REDEFINED[1])
    assert near.get(said, FY2025_REDEFINED[0]) == FY2025_REDEFINED[0]


def test_a_statement_that_two_indicators_claim_is_refused(tmp_path: Path) -> None:
    both = "生活習慣病予防健診実施率及び事業者健診データ取得率を63.9％以上とする"
    content = fy2024().mapped(
        "kpi", lambda row: {**row, "statement": both} if row["kpi_id"] == "lifestyle_checkup_rate" else row
    )
    with pytest.raises(ReportRefused, match="lifestyle_checkup_rate") as caught:
        read_report(typeset(Style(), tmp_path / "report.pdf", content))
    assert {problem.code for problem in caught.value.problems} == {"ambiguous_kpi"}


@pytest.mark.parametrize(
    ("statement", "whole"),
    [
        ("電子申請の利用者数を1,000人以上とする", True),
        ("医療データを活用した意見発信を、全支部で実施する", True),
        ("（参考）第四期計画における実施率目標（①～③の合計）", True),
        ("に医療機関を受診した者の割合を13.1％以上とする", False),
        ("受診勧奨後3か月以内に医療機関を受診した者の", False),
        ("返納金債権（資格喪失後受診に係るものに限る", False),
        ("割合", False),
    ],
)
def test_a_piece_of_a_statement_is_no_new_indicator(statement: str, whole: bool) -> None:
    assert is_whole_statement(statement) is whole
    page = HandmadePage().page
    if whole:
        assert not identify_kpi(page, statement, "%", kpi_words(), (0, 0, 1, 1)).is_named
    else:
        with pytest.raises(ReportError, match=r"known|既知"):
            identify_kpi(page, statement, "%", kpi_words(), (0, 0, 1, 1))


def test_a_result_without_a_unit_is_refused() -> None:
    with pytest.raises(ReportError, match=r"unit|単位"):
        identify_kpi(HandmadePage().page, "電子申請の利用者数を1,000以上とする", None, kpi_words(), (0, 0, 1, 1))


def test_labels_one_under_the_other_are_as_many(tmp_path: Path) -> None:
    page = HandmadePage()
    for base, line in ((100, "バイオシミラーの"), (112, "使用促進"), (150, "電子申請の利用促進"), (190, DENTAL)):
        page.write(line, x=50, base=base)
    from kyokai_pipeline.pdf.words import words_of

    found = initiatives_as_printed(page.page, words_of(page.glyphs), kpi_words())
    assert [label.key for label in found] == [BIOSIMILARS, ONLINE, DENTAL]


@pytest.mark.parametrize("text", ["広報活動や健康保険委員を通じた", "の使用促進を図る", "図表1"])
def test_a_piece_of_a_label_is_refused(text: str) -> None:
    from kyokai_pipeline.pdf.words import words_of

    page = HandmadePage()
    page.write(text, x=50, base=100)
    with pytest.raises(ReportError, match=r"施策|initiative"):
        initiatives_as_printed(page.page, words_of(page.glyphs), kpi_words())
