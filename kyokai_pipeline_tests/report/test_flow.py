"""Text is read as a person reads it: over line ends, down a column, on in the next one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kyokai_pipeline.pdf.rules import Rule, Rules
from kyokai_pipeline.report.ledger.printed_numbers import find_numbers
from kyokai_pipeline.report.text.paragraphs import read_flow
from kyokai_pipeline_tests.report.handmade import HandmadePage

if TYPE_CHECKING:
    from kyokai_pipeline.report.model import Report


def texts(page: HandmadePage) -> list[str]:
    return [paragraph.text for paragraph in read_flow(page.page)]


def two_columns() -> HandmadePage:
    page = HandmadePage().write("基盤的保険者機能関係", base=30, size=17)
    for line, text in enumerate(
        ["・保険証回収率は前年度を下回り、その要因の分析を", "進めています。対象の支部は次のとおりであり、全"]
    ):
        page.write(text, x=30, base=100 + 14 * line)
    for line, text in enumerate(["支部で実施しました。結果は92", "万件でした。"]):
        page.write(text, x=400, base=100 + 14 * line)
    return page


def test_a_sentence_runs_on_in_the_next_column() -> None:
    assert texts(two_columns()) == [
        "基盤的保険者機能関係",
        "・保険証回収率は前年度を下回り、その要因の分析を進めています。対象の支部は次のとおりであり、全支部で実施しました。結果は92万件でした。",
    ]


def test_a_bullet_begins_anew_in_the_next_column() -> None:
    page = two_columns().write("・新しい項目です。", x=400, base=86)
    assert texts(page)[1].endswith("次のとおりであり、全")
    assert texts(page)[2] == "・新しい項目です。"


def test_a_number_is_joined_with_its_unit_on_the_next_line() -> None:
    page = two_columns().page
    (number,) = (n for n in find_numbers(page, read_flow(page)) if n.figure.text.startswith("92"))
    assert number.figure.text == "92万件"
    assert number.figure.printed is not None
    assert (number.figure.printed.value, number.figure.printed.unit) == (Decimal(920_000), "件")


def test_a_glyph_that_folds_to_letters_and_a_digit_is_no_number() -> None:
    page = HandmadePage().write("・面積は120㎡であり、㋀に始めました。")
    assert [n.figure.text for n in find_numbers(page.page, read_flow(page.page))] == ["120", "㋀"]


def test_digits_on_two_lines_are_two_numbers() -> None:
    page = (
        HandmadePage()
        .write("・研究を着実に進めるとともに、その期間は2023")
        .write("3件の提案を採択しました。", base=214)
    )
    assert [n.figure.text for n in find_numbers(page.page, read_flow(page.page))] == ["2023", "3件"]


def test_a_rule_across_the_page_parts_it() -> None:
    page = HandmadePage(rules=Rules(level=(Rule(150, 20, 780),)))
    page.write("左上の項目一覧", x=30, base=100).write("右上の項目一覧", x=400, base=100)
    page.write("左下の本文です。", x=30, base=200).write("右下の本文です。", x=400, base=200)
    assert texts(page) == ["左上の項目一覧", "右上の項目一覧", "左下の本文です。", "右下の本文です。"]


def test_cells_of_a_table_are_no_sentences(fy2023: Report) -> None:
    passages = fy2023.tables["passage"]
    text = "\n".join(passages["text"])
    assert "36,411(2.1%)" in text
    assert not any(" 36,411" in sentence for sentence in fy2023.tables["prose_figure"]["sentence"])


def test_all_text_of_every_page_is_kept(fy2023: Report) -> None:
    from kyokai_pipeline.japanese.text import restore, squeeze
    from kyokai_pipeline.pdf.document import open_document
    from kyokai_pipeline_tests.conftest import SHIPPED

    passages = fy2023.tables["passage"]
    with open_document(SHIPPED) as document:
        for page in document.pages():
            said = "".join(passages.loc[passages["page"] == page.number, "text"])
            drawn = "".join(word.text for line in page.lines for word in line.words)
            assert sorted(squeeze(said)) == sorted(squeeze(restore(drawn)))
