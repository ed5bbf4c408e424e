"""Why a table was not solved, in words for a reader.

Belongs here: from the codes of ``layout`` to refusals of the report. Does not belong here: finding them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Where, refuse
from kyokai_pipeline.layout.new_rows import unknown_labels
from kyokai_pipeline.layout.table_model import IGNORED_ROW
from kyokai_pipeline.messages import phrase
from kyokai_pipeline.report import problems
from kyokai_pipeline.report.missing_tables import declaration
from kyokai_pipeline.vocabulary import ended
from kyokai_pipeline.vocabulary.alike import nearest
from kyokai_pipeline.vocabulary.keys import packaged

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyokai_pipeline.errors import ReportError
    from kyokai_pipeline.layout.terms import Term
    from kyokai_pipeline.layout.unsolved import Unsolved
    from kyokai_pipeline.messages import Phrase, Word
    from kyokai_pipeline.vocabulary import TableSpec

_SHOWN_ROWS = 4
"""So many rows of a table are named to somebody who looks for it."""


def refusal(unsolved: Unsolved, spec: TableSpec) -> ReportError:
    """The problem to report for a table that was not solved."""
    if say := _SAY.get(unsolved.why):
        return say(unsolved, spec)
    why = _WHY[unsolved.why](unsolved, spec)
    return problems.misread(unsolved.page, why, unsolved.box, unsolved.printed)


def or_no_longer_printed(problem: ReportError, spec: TableSpec, until: int) -> ReportError:
    """What is missing may have been dropped by the publisher: then one line of the vocabulary says so.

    Args:
        problem: Whatever is wrong with a table.
        spec: The table.
        until: The last fiscal year whose edition had it.
    """
    if problem.code not in ("missing_table", "missing_row", "missing_column"):
        return problem
    keys = problem.details.get("keys", ())
    return problem.advised("no_longer_printed", table=spec.table_id, lines=ended(spec.table_id, keys, until))


def _missing_table(spec: TableSpec) -> ReportError:
    return refuse(
        "missing_table",
        details={"table": spec.table_id},
        table_en=spec.table_id,
        table_ja=spec.label_ja,
        rows=[term.forms[0] for term in spec.rows[:_SHOWN_ROWS]],
        declaration=declaration(spec.table_id),
    )


def _ambiguous_table(unsolved: Unsolved, spec: TableSpec) -> ReportError:
    pages = [*unsolved.details["pages"]]
    details = {"table": spec.table_id, "pages": pages}
    where = Where(page=pages[0])
    return refuse(
        "ambiguous_table", where, details=details, table_en=spec.table_id, table_ja=spec.label_ja, pages=pages
    )


def _missing_row(unsolved: Unsolved, spec: TableSpec) -> ReportError:
    form = _name(unsolved.details["key"], spec)
    where, details = Where(page=unsolved.page.number), {"nearest": form, "keys": [unsolved.details["key"]]}
    is_measure = any(entry["id"] == unsolved.details["key"] for entry in packaged("measures.yml"))
    file = "measures.yml" if is_measure else "tables.yml"
    names = {"table_en": spec.table_id, "table_ja": spec.label_ja}
    return refuse("missing_row", where, details=details, form=form, file=file, **names)


def _missing_column(unsolved: Unsolved, spec: TableSpec) -> ReportError:
    lacking: list[Word] = [_name(key, spec) for key in unsolved.details["keys"]]
    lacking = lacking or [phrase("column_more", count=unsolved.details["more"])]
    keys = [*unsolved.details["keys"]]
    return problems.missing_column(unsolved.page, spec, lacking, unsolved.box, unsolved.text, keys)


def _bad_date(unsolved: Unsolved, _: TableSpec) -> ReportError:
    return refuse("bad_date", _where(unsolved), reason=unsolved.details["reason"])


def _unknown_row(unsolved: Unsolved, spec: TableSpec) -> ReportError:
    near = nearest(unsolved.text, [*spec.rows, *spec.groups])
    details = {"nearest": near, "table": spec.table_id, "labels": unknown_labels(unsolved)}
    return refuse("unknown_row_label", _where(unsolved), details=details, **_label(unsolved, spec, near))


def _unknown_column(unsolved: Unsolved, spec: TableSpec) -> ReportError:
    near = nearest(unsolved.text, _column_terms(spec))
    return refuse("unknown_column_label", _where(unsolved), details={"nearest": near}, **_label(unsolved, spec, near))


def _label(unsolved: Unsolved, spec: TableSpec, near: str | None) -> dict[str, Word]:
    """The words of a label that nobody knows, and the file in which it probably belongs."""
    file = "measures.yml" if near else "tables.yml"
    return {
        "table_en": spec.table_id, "table_ja": spec.label_ja, "label": unsolved.text, "near": near, "file": file,
    }  # fmt: skip


def _uneven(unsolved: Unsolved, spec: TableSpec) -> ReportError:
    why = phrase("cells_uneven", found=unsolved.details["found"], wanted=unsolved.details["wanted"])
    cell = " / ".join(unsolved.details["names"])
    return problems.bad_cell(unsolved.page, spec, cell, unsolved.printed, unsolved.box, why)


def _where(unsolved: Unsolved) -> Where:
    return Where(page=unsolved.page.number, box=unsolved.box, printed=unsolved.text)


_SAY: dict[str, Callable[[Unsolved, TableSpec], ReportError]] = {
    "missing_table": lambda _, spec: _missing_table(spec),
    "ambiguous_table": _ambiguous_table,
    "missing_row": _missing_row,
    "missing_column": _missing_column,
    "bad_date": _bad_date,
    "unknown_row": _unknown_row,
    "unknown_column": _unknown_column,
    "cells_uneven": _uneven,
}
_WHY: dict[str, Callable[[Unsolved, TableSpec], Phrase]] = {
    "heads_overlap": lambda _, __: phrase("heads_overlap"),
    "outside_columns": lambda _, __: phrase("outside_columns"),
    "row_twice": lambda u, spec: phrase(
        "row_twice", key=_name(u.details["key"], spec), table_en=spec.table_id, table_ja=spec.label_ja
    ),
    "level_with_another_row": lambda _, spec: phrase(
        "level_with_another_row", table_en=spec.table_id, table_ja=spec.label_ja
    ),
    "label_without_row": lambda u, _: phrase("label_without_row", label=u.text),
    "spans_uneven": lambda u, spec: phrase(
        "spans_uneven",
        rows=u.details["rows"],
        spans=u.details["spans"],
        table_en=spec.table_id,
        table_ja=spec.label_ja,
    ),
    "span_without_rows": lambda u, _: phrase("span_without_rows", label=u.text),
    "text_unshared": lambda _, spec: phrase("text_unshared", table_en=spec.table_id, table_ja=spec.label_ja),
}
"""Codes of ``layout`` that only say why the layout leaves a doubt."""


def _column_terms(spec: TableSpec) -> list[Term]:
    return [*spec.columns.words, *([spec.columns.total] if spec.columns.total else [])]


def _name(key: object, spec: TableSpec) -> str:
    """How a report prints a row or column."""
    if isinstance(key, int):
        return f"{key}月"
    terms = [*spec.rows, *spec.groups, *_column_terms(spec)]
    return next((term.forms[0] for term in terms if term.key == key), "" if key == IGNORED_ROW else str(key))
