"""The ``meta`` tables of names and codes: indicators, measures, facts, coded values, relations, citations.

Belongs here: bringing the words of the vocabulary into the new file; names.sql joins them with what the editions say.
Does not belong here: the words themselves (vocabulary/), descriptions of tables and columns (dictionary.py).
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.vocabulary import kpi_words, measures
from kyokai_pipeline.vocabulary.names import (
    code_lists,
    fact_kinds,
    initiative_titles,
    kpi_labels,
    measure_notes,
    relations,
)
from kyokai_pipeline.vocabulary.prose import TARGET, fact_names, prose_words
from kyokai_pipeline.warehouse.rows import insert

if TYPE_CHECKING:
    import duckdb

Rows = list[tuple[Any, ...]]

_WORDS = {
    "kpi_label": "kpi_id VARCHAR, label_ja VARCHAR, label_en VARCHAR, redefines VARCHAR, stock_or_flow VARCHAR",
    "kpi_former": "kpi_id VARCHAR, former VARCHAR",
    "measure_label": "position INTEGER, measure_id VARCHAR, label_ja VARCHAR, label_en VARCHAR, unit VARCHAR,"
    " stock_or_flow VARCHAR, do_not_sum_ja VARCHAR, do_not_sum_en VARCHAR, is_named BOOLEAN, formerly VARCHAR[]",
    "measure_note": "measure_id VARCHAR, edition_id VARCHAR, page INTEGER, position INTEGER, text VARCHAR",
    "fact_label": "fact_id VARCHAR, label_ja VARCHAR, label_en VARCHAR, stock_or_flow VARCHAR",
    "initiative_title": "initiative VARCHAR, title VARCHAR",
}
"""Temporary table -> its columns."""
_NEW_ROWS = """
    WITH printed AS (
        SELECT edition_id, measure_id, unit FROM core.membership
        UNION SELECT edition_id, measure_id, unit FROM core.programme_result
    )
    SELECT w.term_id, arg_max(w.text, w.edition_id), arg_max(p.unit, w.edition_id)
    FROM evidence.unnamed_word AS w
    JOIN printed AS p ON p.edition_id = w.edition_id AND p.measure_id = w.term_id
    WHERE w.kind = 'row'
    GROUP BY w.term_id
    ORDER BY w.term_id
"""
_UNKNOWN_SUM = (
    "性質が確かめられていない項目。確かめるまで合計しないこと",
    "nobody has said what it is: add nothing before somebody has",
)
"""What is said of adding a measure that the package does not know."""


def fill_names(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill meta.code, relation, kpi, measure, fact and citation; core is loaded."""
    insert(connection, "meta.code", code_rows())
    insert(connection, "meta.relation", relation_rows())
    for name, columns in _WORDS.items():
        connection.execute(f"CREATE TEMP TABLE {name} ({columns})")
        insert(connection, f"temp.{name}", _rows(connection, name))
    connection.execute(files(__package__).joinpath("names.sql").read_text(encoding="utf-8"))
    for name in _WORDS:
        connection.execute(f"DROP TABLE temp.{name}")


def name_rows(connection: duckdb.DuckDBPyConnection) -> None:
    """Rows of editions that were staged before they were named get their ids, so that their history is one.

    Indicators keep theirs in core.kpi; marts.kpi_history joins them (meta.kpi.formerly).
    """
    for entry in measures():
        for former in entry.formerly:
            for name in ("core.membership", "core.programme_result"):
                connection.execute(f"UPDATE {name} SET measure_id = ? WHERE measure_id = ?", [entry.measure_id, former])


def code_rows() -> Rows:
    """list, position, code, Japanese, English: every coded value."""
    return [
        (entry.name, at, code, ja, en)
        for entry in code_lists().values()
        for at, (code, (ja, en)) in enumerate(entry.codes.items(), 1)
    ]


def relation_rows() -> Rows:
    """Relation, kind and id of both ends, identity: how ids belong together."""
    return [(entry.kind, *entry.left, *entry.right, entry.identity) for entry in relations()]


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> Rows:
    if name == "kpi_label":
        kinds = fact_kinds()
        return [(key, label.ja, label.en, label.redefines, kinds.get(key)) for key, label in kpi_labels().items()]
    if name == "kpi_former":
        return [(kpi.kpi_id, former) for kpi in kpi_words().kpis for former in kpi.formerly]
    if name == "measure_label":
        return _measure_rows(connection)
    if name == "measure_note":
        return _defining_notes(connection)
    if name == "fact_label":
        return _fact_rows(connection)
    return list(initiative_titles().items())


def _measure_rows(connection: duckdb.DuckDBPyConnection) -> Rows:
    """Every measure of the vocabulary, and every row of a table that no term explains."""
    notes = measure_notes()
    labels: dict[str, tuple[str, str, str | None]] = {
        m.measure_id: (m.label_ja, m.label_en, m.unit) for m in measures()
    }
    labels |= {key: (*note.label, note.unit) for key, note in notes.items() if note.label}
    new = {key: (ja, ja, unit) for key, ja, unit in connection.execute(_NEW_ROWS).fetchall() if key not in labels}
    former = {m.measure_id: list(m.formerly) or None for m in measures()}
    rows: Rows = []
    for at, (key, label) in enumerate({**labels, **new}.items(), 1):
        note = notes.get(key)
        kind = note.kind if note else "share" if label[2] == "%" else None
        sums = (note.sum_ja, note.sum_en) if note else _UNKNOWN_SUM
        rows.append((at, key, *label, kind, *sums, key not in new, former.get(key)))
    return rows


def _defining_notes(connection: duckdb.DuckDBPyConnection) -> Rows:
    """The notes of every edition that define a measure: measure, edition, page, position, text."""
    said = {key: [re.compile(text) for text in note.says] for key, note in measure_notes().items()}
    passages = connection.execute(
        "SELECT edition_id, page, position, text FROM core.passage WHERE contains(text, '※') ORDER BY ALL"
    ).fetchall()
    return [
        (measure_id, *passage)
        for passage in passages
        for measure_id, patterns in said.items()
        if any(pattern.search(canonical(passage[3])) for pattern in patterns)
    ]


def _fact_rows(connection: duckdb.DuckDBPyConnection) -> Rows:
    """Every fact that the vocabulary follows or an edition holds; one without a name keeps its id as one."""
    named = fact_names()
    printed = connection.execute("SELECT DISTINCT fact_id FROM core.prose_figure WHERE fact_id IS NOT NULL").fetchall()
    known = {fact.fact_id for fact in prose_words().facts} | {fact_id for (fact_id,) in printed}
    kinds = {**fact_kinds(), **{key: note.kind for key, note in measure_notes().items()}}
    return [
        (fact_id, *named.get(fact_id, (fact_id, fact_id)), kinds.get(fact_id, kinds.get(fact_id.removesuffix(TARGET))))
        for fact_id in sorted(known)
    ]
