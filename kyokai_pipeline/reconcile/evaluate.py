"""Every identity over every edition of an open database: select the figures, evaluate exactly, keep every outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kyokai_pipeline.japanese.text import MINUS_SIGNS, squeeze
from kyokai_pipeline.reconcile.identities import Identity, identities
from kyokai_pipeline.reconcile.outcome import Evaluation, Operand, Operands, Outcome, Place, judge, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import duckdb

    from kyokai_pipeline.reconcile.formula import Claim

_MACROS = (
    "printed(v, q, u, f) AS {'value': v, 'quantum': q, 'unit': u, 'figure_ids': [f], 'approximate': false}",
    "about(v, q, u, f) AS {'value': v, 'quantum': q, 'unit': u, 'figure_ids': [f], 'approximate': true}",
    "exact(v, f) AS {'value': v, 'quantum': NULL, 'unit': NULL, 'figure_ids': [f], 'approximate': false}",
    "counted(n, ids) AS {'value': n::DECIMAL(18, 4), 'quantum': NULL, 'unit': NULL,"
    " 'figure_ids': coalesce(ids, []), 'approximate': false}",
)
_NO_OPERANDS = {"edition_id", "subject", "form"}


def evaluate(
    connection: duckdb.DuckDBPyConnection, chosen: Sequence[Identity] | None = None, edition_id: str | None = None
) -> list[Evaluation]:
    """Evaluate identities over the editions that a database holds.

    Args:
        connection: Holds the core tables and ``evidence.figure``; only temporary macros are added.
        chosen: The identities; all of vocabulary/identities.yml where none are given.
        edition_id: Evaluate this edition only; the others are there to be compared with.

    Returns:
        One evaluation for every row that an identity selects, by identity, then edition and subject. An identity
        over a table that the database does not hold yields none, nor does a row of which no number is printed.

    Raises:
        ValueError: An identity selects two rows for one subject, or not the operands that its claim names.
    """
    for macro in _MACROS:
        connection.execute(f"CREATE OR REPLACE TEMP MACRO {macro}")
    places = _places(connection)
    present = {name for (name,) in connection.execute(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall()}  # fmt: skip
    found: list[Evaluation] = []
    for identity in identities() if chosen is None else chosen:
        if set(identity.reads) <= present:
            found.extend(_evaluate(connection, identity, places, edition_id))
    return found


def _places(connection: duckdb.DuckDBPyConnection) -> dict[str, Place]:
    rows = connection.execute("SELECT figure_id, printed, page, x0, top, x1, bottom FROM evidence.figure").fetchall()
    return {row[0]: Place(row[0], row[1], row[2], row[3:]) for row in rows}


def _evaluate(
    connection: duckdb.DuckDBPyConnection, identity: Identity, places: dict[str, Place], edition_id: str | None
) -> Iterator[Evaluation]:
    of_edition = " WHERE edition_id = ?" if edition_id else ""
    cursor = connection.execute(
        f"SELECT * FROM ({identity.select}){of_edition} ORDER BY edition_id, subject",
        [edition_id] if edition_id else None,
    )
    names = [column[0] for column in cursor.description or []]
    seen: set[tuple[str, str]] = set()
    for values in cursor.fetchall():
        row = dict(zip(names, values, strict=True))
        key = (row["edition_id"], row["subject"])
        if key in seen:
            raise ValueError(f"{identity.identity_id}: two rows are selected for {' '.join(key)}")
        seen.add(key)
        if found := _one(identity, row, places):
            yield found


def _one(identity: Identity, row: dict[str, Any], places: dict[str, Place]) -> Evaluation | None:
    """The evaluation of one row; none where nothing of it is printed (集計中), so that there is nothing to look at."""
    claim = identity.claims[row.get("form") or ""]
    if lost := claim.names - set(row):
        raise ValueError(f"{identity.identity_id}: the select gives no {', '.join(sorted(lost))}")
    operands: Operands = {}
    reasons = []
    for name in sorted(claim.names):
        operand = _operand(row[name], places)
        if operand is None:
            reasons.append(identity.missing.get(name, f"{name}が印字されていない / {name} is not printed"))
        else:
            operands[name] = operand
    where = tuple(places[figure_id] for figure_id in _figure_ids(claim, operands) if figure_id in places)
    if reasons and not where:
        return None
    if reasons:
        return Evaluation(
            row["edition_id"], identity, claim, row["subject"], Outcome.NOT_CHECKABLE, None, None, None,
            "; ".join(dict.fromkeys(reasons)), operands, where,
        )  # fmt: skip
    outcome, expected, stated = judge(claim, operands)
    reason = None
    if outcome is Outcome.NOT_CHECKABLE:
        reason = "除数が0でありうる / a divisor may be zero"
    return Evaluation(
        row["edition_id"], identity, claim, row["subject"], outcome, expected, stated,
        _printed(claim, operands, places, stated), reason, operands, where,
    )  # fmt: skip


def _operand(value: Any, places: dict[str, Place]) -> Operand | list[Operand] | None:
    if isinstance(value, list):
        inner = [_operand(entry, places) for entry in value]
        return [entry for entry in inner if isinstance(entry, Operand)] if all(inner) else None
    if value is None or value["value"] is None:
        return None
    figure_ids = tuple(figure_id for figure_id in value["figure_ids"] if figure_id is not None)
    return Operand(
        value["value"], value["quantum"], value["unit"], figure_ids, value["approximate"],
        value["value"] < 0 or (value["value"] == 0 and _is_negative(figure_ids, places)),
    )  # fmt: skip


def _is_negative(figure_ids: Iterable[str], places: dict[str, Place]) -> bool:
    """A decimal column keeps no minus before zero; the figure does."""
    printed = (squeeze(places[figure_id].printed).lstrip("(") for figure_id in figure_ids if figure_id in places)
    return any(text.startswith(tuple(MINUS_SIGNS)) for text in printed)


def _figure_ids(claim: Claim, operands: Operands) -> list[str]:
    """Every figure once, that of the printed side first."""
    names = sorted(operands, key=lambda name: (name != claim.printed_name, name))
    flat = [one for name in names for one in _flat(operands[name])]
    return list(dict.fromkeys(figure_id for operand in flat for figure_id in operand.figure_ids))


def _flat(operand: Operand | list[Operand]) -> list[Operand]:
    return operand if isinstance(operand, list) else [operand]


def _printed(claim: Claim, operands: Operands, places: dict[str, Place], stated: Any) -> str | None:
    single = operands.get(claim.printed_name or "")
    if isinstance(single, Operand):
        # A figure that evidence lacks is refused when the finished file is verified; here its value has to do.
        place = places.get(single.figure_ids[0]) if len(single.figure_ids) == 1 else None
        return place.printed if place else shown(single.nominal.low)
    if stated is None:
        return None
    middle = (stated.low + stated.high) / 2
    return shown(middle)
