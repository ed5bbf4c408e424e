"""What a person should look at, as a release note lists it: each entry once it is new, and once it is gone.

Belongs here: words that no term explains, values that ask for a look, figures that nothing explains, and facts that a
sidecar has something to say of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kyokai_pipeline.warehouse.change import BASE, NEW, Change

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

DOUBTFUL = "topic = 'doubt' AND outcome = 'contradicts' AND NOT acknowledged"
"""Which rows of marts.reconciliation are values that ask for a look."""


class _List(NamedTuple):
    """One section: where its entries stand, what each is about and what it says, all SQL."""

    section: str
    table: str
    subject: str
    said: str


_LISTS = (
    _List("unnamed", "evidence.unnamed_word", "kind || ' ' || term_id", "text"),
    _List("doubt", f"marts.reconciliation WHERE {DOUBTFUL}", "identity_id || ':' || subject", "printed"),
    _List(
        "unexplained",
        "evidence.figure WHERE role IS NULL",
        "format('p.{} ({:.0f}, {:.0f}, {:.0f}, {:.0f})', page, x0, top, x1, bottom)",
        "printed",
    ),
    _List(
        "remark", "evidence.figure WHERE role = 'fact' AND reason IS NOT NULL", "figure_id || ' ' || printed", "reason"
    ),
)


def listed(connection: duckdb.DuckDBPyConnection, compare: bool) -> Iterator[Change]:
    """What is listed in one of the attached files and not in the other.

    Args:
        connection: With the new file attached as ``w`` and, if ``compare``, the one before as ``base``.
        compare: There is one before.
    """
    sides = [("added", NEW, BASE), *([("withdrawn", BASE, NEW)] if compare else [])]
    for entry in _LISTS:
        columns = f"edition_id, {entry.subject} AS subject, {entry.said} AS said"
        for change, file, other in sides:
            known = f" EXCEPT SELECT {columns} FROM {other}.{entry.table}" if compare else ""
            query = f"SELECT * FROM (SELECT {columns} FROM {file}.{entry.table}{known}) ORDER BY ALL"
            for edition, about, said in connection.execute(query).fetchall():
                before, after = (None, said) if change == "added" else (said, None)
                yield Change(entry.section, edition, about, change, before, after)
