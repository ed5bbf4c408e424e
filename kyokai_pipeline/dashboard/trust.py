"""How far the numbers can be trusted: figures explained, identities checked, contradictions, editions and releases."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.dashboard.numbers import grouped
from kyokai_pipeline.dashboard.words import both
from kyokai_pipeline.messages import two_languages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.dashboard.cells import Cells
    from kyokai_pipeline.dashboard.queries import Row


def contradictions(cells: Cells, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """What the report says wrongly of itself: what is printed, and what its other figures give."""
    return [_contradiction(cells, row) for row in rows]


def _contradiction(cells: Cells, row: Row) -> dict[str, Any]:
    key = {"edition_id": row["edition_id"], "identity_id": row["identity_id"], "subject": row["subject"]}
    places = len(row["printed"].partition(".")[2].rstrip("%％"))
    unit = "%" if row["printed"].rstrip().endswith(("%", "％")) else ""
    reason = two_languages(row["acknowledged_reason"])
    expected = _expected(row["expected_low"], row["expected_high"], places) + unit
    bound = "expected_high" if row["expected_low"] is None else "expected_low"
    return {
        "says": both(row["description_ja"], row["description_en"]),
        "printed": cells.cell(row["printed"].strip(), ("marts.reconciliation", "printed", key), row["figure_ids"]),
        "expected": cells.cell(expected, ("marts.reconciliation", bound, key), row["expected_figure_ids"]),
        "topic": row["topic"],
        "reason": both(*reason) if row["acknowledged_reason"] else None,
    }


def _expected(low: Decimal | None, high: Decimal | None, places: int) -> str:
    """The value that the other figures give, to the digits of the printed one; a range where they leave one."""
    step = Decimal(1).scaleb(-places)
    rounded = [grouped(bound.quantize(step, ROUND_HALF_UP)) for bound in (low, high) if bound is not None]
    return " … ".join(dict.fromkeys(rounded))


def coverage(row: Row, outcomes: Sequence[Row]) -> dict[str, Any]:
    """How many numbers were seen, are facts or explained; how the identities came out."""
    total = sum(one["evaluations"] for one in outcomes)
    return {
        "figures": {name: grouped(row[name]) for name in ("figures", "facts", "explained", "unexplained")},
        "outcomes": [
            {
                "outcome": one["outcome"],
                "count": grouped(one["evaluations"]),
                "share": round(100 * one["evaluations"] / total, 2),
            }
            for one in outcomes
        ],
        "identities": grouped(total),
    }


def checked_facts(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """By core table, how many facts at least one identity could check."""
    return [
        {
            "table": both(
                row["description_ja"].partition("：")[0].rstrip("。"),
                row["description_en"].partition(":")[0].partition(".")[0],
            ),
            "name": row["core_table"],
            "facts": grouped(row["facts"]),
            "checked": grouped(row["checked"]),
            "pct": float(row["checked_pct"]),
        }
        for row in rows
    ]


def not_checkable(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """What could not be checked, and why."""
    return [
        {
            "says": both(row["description_ja"], row["description_en"]),
            "reason": both(*two_languages(row["reason"])),
            "count": grouped(row["evaluations"]),
        }
        for row in rows
    ]


def by_edition(rows: Sequence[Row]) -> dict[str, dict[str, str]]:
    """Edition -> its numbers, those that nothing explains, and its contradictions."""
    return {
        row["edition_id"]: {name: grouped(row[name]) for name in ("figures", "unexplained", "contradictions")}
        for row in rows
    }


def by_hand(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Tables that a person entered: which, who, when, how many numbers."""
    return [
        {
            "edition": row["edition_id"],
            "table": f"core.{row['core_table']}",
            "by": row["entered_by"],
            "on": str(row["entered_on"]),
            "figures": grouped(row["figures"]),
        }
        for row in rows
    ]


def releases(rows: Sequence[Row], notes: Sequence[Row]) -> dict[str, Any]:
    """Which release this is, the editions that came, changed or went, and how much else changed, by kind."""
    editions = [note for note in notes if note["section"] == "edition"]
    others = [note for note in notes if note["section"] != "edition"]
    counted = Counter((note["section_ja"], note["section_en"]) for note in others)
    return {
        "number": rows[0]["release"] if rows else None,
        "editions": [
            {
                "edition": note["subject"],
                "change": both(note["change_ja"], note["change_en"].lower()),
                "file": note["after"] or note["before"],
            }
            for note in editions
        ],
        "others": [{"section": both(*section), "count": grouped(count)} for section, count in counted.items()],
    }
