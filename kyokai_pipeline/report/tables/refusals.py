"""Why a table was not solved, in words for a reader.

Belongs here: from the codes of ``layout`` to problems of the report. Does not belong here: finding them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.layout.table_model import IGNORED_ROW
from kyokai_pipeline.report import problems
from kyokai_pipeline.vocabulary import TableSpec, nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyokai_pipeline.errors import ReportError
    from kyokai_pipeline.layout.terms import Term
    from kyokai_pipeline.layout.unsolved import Unsolved

_SENTENCES = {
    "heads_overlap": ("The heads of two columns overlap.", "列見出しが重なっています。"),
    "outside_columns": ("A number stands outside every column.", "どの列にも属さない数値があります。"),
    "row_twice": ("The row {key} stands twice in table {table}.", "表「{label}」に同じ行が二度あります。"),
    "level_with_another_row": (
        "A number of table {table} stands level with another row than its place in the column.",
        "表「{label}」で、列の中の順と行の位置が食い違う数値があります。",
    ),
    "label_without_row": (
        "The label 「{printed}」 stands beside no row of numbers.",
        "行見出し「{printed}」の横に数値の行がありません。",
    ),
    "spans_uneven": (
        "{rows} rows cannot be shared by {spans} group labels in table {table}.",
        "表「{label}」の{rows}行を{spans}つの区分に分けられません。",
    ),
    "span_without_rows": (
        "The label 「{printed}」 stands beside none of its rows.",
        "区分「{printed}」が対応する行の横にありません。",
    ),
    "text_unshared": (
        "The texts of table {table} cannot be shared among its rows.",
        "表「{label}」の文章を行に割り当てられません。",
    ),
}


def refusal(unsolved: Unsolved, spec: TableSpec) -> ReportError:
    """The problem to report for a table that was not solved."""
    say = _SAY.get(unsolved.why)
    if say is not None:
        return say(unsolved, spec)
    words = {"table": spec.table_id, "label": spec.label_ja, "printed": unsolved.printed, **unsolved.details}
    what, what_ja = (sentence.format(**words) for sentence in _SENTENCES[unsolved.why])
    return problems.misread(unsolved.page, what, what_ja, unsolved.box, unsolved.printed)


def _missing_column(unsolved: Unsolved, spec: TableSpec) -> ReportError:
    lacking = [_name(key, spec) for key in unsolved.details["keys"]] or [f"{unsolved.details['more']} more"]
    return problems.missing_column(unsolved.page, spec, lacking, unsolved.box, unsolved.text)


def _unknown(unsolved: Unsolved, spec: TableSpec) -> ReportError:
    kind = unsolved.why.removeprefix("unknown_")
    terms = [*spec.rows, *spec.groups] if kind == "row" else _column_terms(spec)
    return problems.unknown_label(
        unsolved.page, spec, unsolved.text, unsolved.box, nearest(unsolved.text, terms), kind
    )  # fmt: skip


def _uneven(unsolved: Unsolved, spec: TableSpec) -> ReportError:
    found, wanted = unsolved.details["found"], unsolved.details["wanted"]
    return problems.bad_cell(
        unsolved.page, spec, " / ".join(unsolved.details["names"]), unsolved.printed, unsolved.box,
        f"the column holds {found} numbers for {wanted} rows", f"{wanted}行に対し、この列の数値は{found}個です",
    )  # fmt: skip


_SAY: dict[str, Callable[[Unsolved, TableSpec], ReportError]] = {
    "missing_table": lambda _, spec: problems.missing_table(spec),
    "ambiguous_table": lambda unsolved, spec: problems.ambiguous_table(spec, unsolved.details["pages"]),
    "missing_row": lambda u, spec: problems.missing_row(u.page, spec, _name(u.details["key"], spec)),
    "missing_column": _missing_column,
    "bad_date": lambda u, _: problems.bad_date(u.page, u.details["reason"], u.box, u.text),
    "unknown_row": _unknown,
    "unknown_column": _unknown,
    "cells_uneven": _uneven,
}


def _column_terms(spec: TableSpec) -> list[Term]:
    return [*spec.columns.words, *([spec.columns.total] if spec.columns.total else [])]


def _name(key: object, spec: TableSpec) -> str:
    """How a report prints a row or column."""
    if isinstance(key, int):
        return f"{key}月"
    terms = [*spec.rows, *spec.groups, *_column_terms(spec)]
    return next((term.forms[0] for term in terms if term.key == key), "" if key == IGNORED_ROW else str(key))
