"""What readers say when a page cannot be read with certainty: one sentence, the place, and what would mend it.

Belongs here: what is said of any page or table. Does not belong here: the indicator tables (kpi_problems.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Box, ReportError
from kyokai_pipeline.report.missing_tables import declaration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.vocabulary import TableSpec

LOOK = "Compare the page with the box; if the page is right, the reader must learn this layout."
LOOK_JA = "該当ページの枠を確認してください。紙面が正しければ、読み取り側の対応が必要です。"


def misread(page: PdfPage, what: str, what_ja: str, box: Box | None = None, printed: str | None = None) -> ReportError:
    """Something that the layout does not decide."""
    return ReportError(
        what,
        what_ja,
        LOOK,
        LOOK_JA,
        page=page.number,
        box=box,
        printed=printed,
        code="misread",
    )


def bad_date(page: PdfPage, reason: str, box: Box | None, printed: str) -> ReportError:
    """A head that names two different years."""
    return ReportError(
        f"A column head names no year that exists: {reason}.",
        "列見出しの年が存在しないか、西暦と和暦が食い違います。",
        "Correct the head, or ask the publisher.",
        "見出しを確認し、公開元に問い合わせてください。",
        page=page.number,
        box=box,
        printed=printed,
        code="bad_date",
    )


def unknown_label(
    page: PdfPage, spec: TableSpec, printed: str, box: Box | None, near: str | None, kind: str
) -> ReportError:
    """A row or column that no term explains."""
    kind_ja = "行" if kind == "row" else "列"
    hint = f" The nearest known label is 「{near}」." if near else ""
    hint_ja = f"最も近い既知の見出しは「{near}」です。" if near else ""
    where = "measures.yml" if near else "tables.yml"
    return ReportError(
        f"Unknown {kind} label in table {spec.table_id}.{hint}",
        f"表「{spec.label_ja}」に未知の{kind_ja}見出しがあります。{hint_ja}",
        f"If it means the same, add `{printed}` to its forms in vocabulary/{where}; if it is new, add a measure.",
        f"同義なら vocabulary/{where} の forms に「{printed}」を加え、新しい項目なら measure を追加してください。",
        page=page.number,
        box=box,
        printed=printed,
        code=f"unknown_{kind}_label",
        details={"nearest": near},
    )


def missing_row(page: PdfPage, spec: TableSpec, form: str) -> ReportError:
    """A row that every edition has is not in the table."""
    return ReportError(
        f"Table {spec.table_id} has no row 「{form}」.",
        f"表「{spec.label_ja}」に行「{form}」がありません。",
        "If the row is printed under another name, add that name to its forms in vocabulary/measures.yml.",
        "別の名前で印字されている場合は vocabulary/measures.yml の forms に加えてください。",
        page=page.number,
        code="missing_row",
        details={"nearest": form},
    )


def missing_column(
    page: PdfPage, spec: TableSpec, lacking: Sequence[str], box: Box | None, printed: str
) -> ReportError:
    """Columns that every edition has are not in the table."""
    names = "、".join(lacking)
    return ReportError(
        f"Table {spec.table_id} lacks the columns {names}.",
        f"表「{spec.label_ja}」に列（{names}）がありません。",
        "If they are printed under other names, add those to vocabulary/tables.yml.",
        "別の名前で印字されている場合は vocabulary/tables.yml に加えてください。",
        page=page.number,
        box=box,
        printed=printed,
        code="missing_column",
    )


def missing_table(spec: TableSpec) -> ReportError:
    """No page holds the heads and rows of a table."""
    rows = "、".join(term.forms[0] for term in spec.rows[:4])
    return ReportError(
        f"The table {spec.table_id} ({spec.label_ja}) is on no page.",
        f"表「{spec.label_ja}」がどのページにも見つかりません。",
        f"Look for its rows ({rows}). If they are printed under other names, add those to vocabulary/measures.yml."
        f" If this edition has no such table: {declaration(spec.table_id)}",
        f"行見出し（{rows}）を探し、別の名前で印字されていれば vocabulary/measures.yml に加えてください。"
        f"この版にない表なら、付属ファイルに {declaration(spec.table_id)}",
        code="missing_table",
        details={"table": spec.table_id},
    )


def ambiguous_table(spec: TableSpec, pages: Sequence[int]) -> ReportError:
    """Two places match a table equally well."""
    listed = ", ".join(map(str, pages))
    return ReportError(
        f"The table {spec.table_id} stands in more than one place (pages {listed}).",
        f"表「{spec.label_ja}」と読める箇所が複数あります（{listed}ページ）。",
        LOOK,
        LOOK_JA,
        page=pages[0],
        code="ambiguous_table",
        details={"table": spec.table_id, "pages": list(pages)},
    )


def bad_cell(
    page: PdfPage, spec: TableSpec, cell: str, printed: str | None, box: Box | None, why: str, why_ja: str
) -> ReportError:
    """A cell that does not hold exactly what its place in the table asks for."""
    return ReportError(
        f"Cell {cell} of table {spec.table_id}: {why}.",
        f"表「{spec.label_ja}」のセル（{cell}）：{why_ja}。",
        LOOK,
        LOOK_JA,
        page=page.number,
        box=box,
        printed=printed,
        code="bad_cell",
        details={"table": spec.table_id, "cell": cell},
    )


def no_unit(page: PdfPage, spec: TableSpec, row: str, box: Box, printed: str) -> ReportError:
    """Neither cell, label nor caption names the unit of a number."""
    return ReportError(
        f"Nothing on the page names the unit of {row} in table {spec.table_id}.",
        f"表「{spec.label_ja}」の「{row}」の単位がどこにも書かれていません。",
        "Look for a caption such as （単位：千人）; if it is worded otherwise, vocabulary must learn it.",
        "（単位：千人）のような表記を探してください。別の書き方であれば語彙に加える必要があります。",
        page=page.number,
        box=box,
        printed=printed,
        code="no_unit",
    )


def wrong_unit(
    page: PdfPage, spec: TableSpec, row: str, box: Box, printed: str, unit: str | None, wanted: str
) -> ReportError:
    """A number is printed in a unit that its measure does not have."""
    return ReportError(
        f"{row} in table {spec.table_id} is printed in {unit}, not in {wanted}.",
        f"表「{spec.label_ja}」の「{row}」の単位が{wanted}ではなく{unit}です。",
        "If both mean the same, add the unit to printed_units in vocabulary/measures.yml.",
        "同じ意味なら vocabulary/measures.yml の printed_units に加えてください。",
        page=page.number,
        box=box,
        printed=printed,
        code="wrong_unit",
    )
