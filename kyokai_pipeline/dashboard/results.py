"""Programmes, trainings and procurement."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kyokai_pipeline.dashboard.numbers import printed_places
from kyokai_pipeline.dashboard.words import both

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.dashboard.cells import Cells
    from kyokai_pipeline.dashboard.queries import Row


def programmes(cells: Cells, rows: Sequence[Row]) -> dict[str, list[dict[str, Any]]]:
    """Programme -> its measures: the latest period against the one before."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["programme"]].append(_measure(cells, row))
    return dict(found)


def _measure(cells: Cells, row: Row) -> dict[str, Any]:
    key = {name: row[name] for name in ("edition_id", "programme", "measure_id")}
    both_figures = row["figure_ids"]

    def cell(column: str, unit: str, figures: Sequence[str], *, signed: bool = False) -> Any:
        return cells.with_unit(row[column], unit, ("marts.programme_change", column, key), figures, signed=signed)

    return {
        "label": both(row["label_ja"], row["label_en"]),
        "period": both(row["period_label"], f"FY{row['fiscal_year']}"),
        "value": cell("value", row["unit"], both_figures[-1:]),
        "before": cell("previous_value", row["unit"], both_figures[:1]),
        "change": cell("change", row["unit"], both_figures, signed=True)
        if row["unit"] != "%"
        else _points(cells, row, key),
        "change_pct": cells.full(
            row["change_pct"], ("marts.programme_change", "change_pct", key), both_figures, signed=True, places=1
        )
        if row["change_pct"] is not None
        else None,
    }


def _points(cells: Cells, row: Row, key: dict[str, Any]) -> Any:
    number = cells.full(row["change"], ("marts.programme_change", "change", key), row["figure_ids"], signed=True)
    return both(number + "ポイント", number + " pt") if row["change"] is not None else number


def trainings(cells: Cells, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Category, what was taught, how many took part."""
    return [
        {
            "category": row["category"],
            "content": row["content"].split("\n"),
            "participants": cells.full(
                row["participants"],
                ("core.training", "participants", {"edition_id": row["edition_id"], "category": row["category"]}),
                [row["figure_id"]],
            ),
        }
        for row in rows
    ]


def procurement(cells: Cells, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Office, contracts, those with one bidder, their share as printed."""

    def cell(row: Row, column: str) -> Any:
        key = {"edition_id": row["edition_id"], "office": row["office"]}
        quantum = row["single_bid_pct_quantum"] if column == "single_bid_pct" else None
        places = printed_places(quantum) if quantum is not None else 0
        return cells.full(row[column], ("core.procurement", column, key), [row[f"{column}_figure_id"]], places=places)

    return [
        {"office": row["office"], "contracts": cell(row, "contracts"), "single": cell(row, "single_bid_contracts"),
         "share": cell(row, "single_bid_pct"), "bar": float(row["single_bid_pct"] or 0)}
        for row in rows
    ]  # fmt: skip
