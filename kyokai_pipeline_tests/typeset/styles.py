"""What a typesetter may decide: one ``Style`` is one look of the whole report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Producer = Literal["reportlab", "chromium", "typst"]
Rules = Literal["grid", "none", "header_shading", "horizontal", "segmented", "thin_rects", "cell_fills"]


@dataclass(frozen=True)
class Style:
    """One typesetting.

    Attributes:
        producer: The program that writes the PDF.
        rules: What is drawn around cells. ``segmented``: every side of every cell apart with small gaps;
            ``thin_rects``: lines are filled rectangles; ``cell_fills``: every cell is a filled rectangle.
        orientation: Of the page as a reader sees it.
        label: Where a measure with two rows has its label: over both, or on the value's row only. ``above``: the
            flows' labels have rows of their own over their members'.
        rate: Where the yearly rate stands: under the value in its cell, behind it in its cell, in a column
            of its own under the same year, in a row without a label, or in a row 対前年度増減率.
        rate_label: How that row's label is printed.
        indent: うち任意継続被保険者数 stands in a second label column, as in the original.
        kpi: How the three KPI tables are put on pages; ``continued`` breaks inside an initiative.
        kpi_target: The target column stands under the header KPI, or has the header 目標値, or the header KPI is
            divided into 指標 and 目標値 below it.
        numbered: KPIs ①②③ of one initiative have rows of their own, or share one cell in every column.
        initiative: The initiative's cell is merged and centred, merged and top, on the first row only, or said again
            on every row.
        valign: Of initiatives and KPI statements.
        cells: Where targets, results and verdicts stand in their cells.
        enumerator: Of KPI statements.
        verdict_split: 概ね達成 is broken over two lines.
        verdict_merged: Indicators of one initiative with the same verdict share its cell.
        count: 達成 7 概ね達成 3 未達成 10 as pairs on a line, a row each, words above numbers, 達成7 in one word,
            a line ○達成7件 each, or 【達成（7）、概ね達成（3）、未達成（10）】.
        nested: The submission rate stands in brackets in its workplaces' cell, or in a row of its own.
        shuffled: Text is written to the stream in random order (``seed``).
        per_glyph: Every character is placed by itself.
        spaced_labels: Short labels are spread: 加 入 者 数.
        front_pages: Pages between cover and report.
        slip: A covering slip before the cover.
        rotate: /Rotate of every page.
        crop: Offset of the crop box in points; printer's marks stand outside of it.
        digits: Half width, full width, or both inside one number.
        minus: The sign of a falling rate.
        brackets: Around rates; ``mixed`` as in the original: (2.1%) but （▲0.4%).
        year: 2023年度, 令和5年度, R5年度, 2023（令和5）年度, ’23年度; ``stacked`` puts 2023, （令和5） and 年度
            over each other, ``two_lines`` 2023年度 and （令和5年度); ``bare``: 2023 under a corner that says 年度.
        newest_first: Year columns run backwards.
        month: 4月, 2023年4月 or 令和5年4月.
        total_first: 計 stands before April.
        unit_place: Where units stand; ``title`` is behind the table's title, ``below`` under its last row.
        people: 千人 and 万人 as in the original, 千人 everywhere, or 人 everywhere.
        kangxi: Characters that have a radical look-alike are printed by it.
        number_align: Of numbers in cells.
        head_align: Of column heads.
        folio: The page number stands in the corner of some pages, or as - 2 - in the middle of the foot of all.
        size: Of text in tables, points; narrow tables shrink below it.
        font: Embedded IPAexGothic, or a CID font that is not embedded.
        seed: Of everything random.
    """

    producer: Producer = "reportlab"
    rules: Rules = "grid"
    orientation: Literal["landscape", "portrait"] = "landscape"
    label: Literal["merged", "value_row", "above"] = "merged"
    rate: Literal["below", "beside", "beside_column", "own_row", "own_labelled_row"] = "below"
    rate_label: Literal["plain", "bracketed"] = "plain"
    indent: bool = False
    kpi: Literal["side_by_side", "stacked", "one_table", "continued"] = "side_by_side"
    kpi_target: Literal["spanned", "own", "divided"] = "spanned"
    numbered: Literal["rows", "one_cell"] = "rows"
    initiative: Literal["merged_middle", "merged_top", "first_row", "every_row"] = "merged_middle"
    valign: Literal["top", "middle"] = "middle"
    cells: Literal["as_statement", "top", "middle", "bottom"] = "as_statement"
    enumerator: Literal["circled", "half", "bracketed"] = "circled"
    verdict_split: bool = False
    verdict_merged: bool = False
    count: Literal["pairs", "rows", "header", "glued", "listed", "in_brackets"] = "pairs"
    nested: Literal["in_cell", "own_row"] = "in_cell"
    shuffled: bool = False
    per_glyph: bool = False
    spaced_labels: bool = False
    front_pages: int = 0
    slip: bool = False
    rotate: Literal[0, 90] = 0
    crop: tuple[int, int] = (0, 0)
    digits: Literal["half", "full", "mixed"] = "half"
    minus: Literal["▲", "△", "−", "-", "▲ "] = "▲"
    brackets: Literal["mixed", "full", "half"] = "mixed"
    year: Literal["western", "era", "era_short", "both", "apostrophe", "stacked", "two_lines", "bare"] = "western"
    newest_first: bool = False
    month: Literal["plain", "western", "era"] = "plain"
    total_first: bool = False
    unit_place: Literal["caption", "title", "below", "row_label", "column", "cell"] = "caption"
    people: Literal["original", "thousand", "one"] = "original"
    kangxi: bool = False
    number_align: Literal["left", "center", "right"] = "right"
    head_align: Literal["left", "center"] = "center"
    folio: Literal["corner", "foot"] = "corner"
    size: float = 8.0
    font: Literal["ipaex", "cid"] = "ipaex"
    seed: int = 1
