"""The indicators: target, result and verdict of each, as bullet charts in its own unit and direction."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kyokai_pipeline.dashboard import charts
from kyokai_pipeline.dashboard.numbers import english, grouped, japanese, printed_places, unit_en
from kyokai_pipeline.dashboard.words import both

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.dashboard.cells import Cells
    from kyokai_pipeline.dashboard.queries import Row

PILLARS = ["foundation", "strategy", "organisation"]


def summary(cells: Cells, rows: Sequence[Row]) -> dict[str, Any]:
    """How many indicators of each verdict, in all and by pillar, with the share that each takes of a bar."""
    by_pillar: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_pillar[row["pillar"]].append(row)
    return {
        pillar: {"total": sum(row["kpis"] for row in of), "parts": [_part(cells, row, of) for row in of]}
        for pillar, of in by_pillar.items()
    }


def _part(cells: Cells, row: Row, of: Sequence[Row]) -> dict[str, Any]:
    key = {"edition_id": row["edition_id"], "status": row["status"]}
    table = "marts.kpi_total"
    if row["pillar"] != "all":
        key, table = {**key, "pillar": row["pillar"]}, "marts.kpi_summary"
    figures = [row["count_figure_id"]] if row["count_figure_id"] else row["figure_ids"]
    total = sum(one["kpis"] for one in of)
    return {
        "status": row["status"],
        "count": cells.full(row["kpis"], (table, "kpis", key), figures),
        "number": row["kpis"],
        "share": round(100 * row["kpis"] / total, 2) if total else 0,
    }


def indicators(cells: Cells, rows: Sequence[Row], history: Sequence[Row]) -> list[dict[str, Any]]:
    """Every indicator of the newest edition, in the order of the document."""
    past: dict[str, list[Row]] = defaultdict(list)
    for row in history:
        past[row["kpi_id"]].append(row)
    return [_indicator(cells, row, past[row["kpi_id"]]) for row in rows]


def _indicator(cells: Cells, row: Row, past: Sequence[Row]) -> dict[str, Any]:
    key = {"edition_id": row["edition_id"], "kpi_id": row["kpi_id"]}

    def cell(column: str) -> Any:
        lacks = column == "target" and row["target_basis"] == "none"
        if row[f"{column}_value"] is None and not lacks:
            return Markup('<span class="none" lang="ja">{}</span>').format(row[f"{column}_text"])
        source, figures = (_mart(row), f"{column}_value", key), [row[f"{column}_figure_id"]]
        places = printed_places(row[f"{column}_quantum"])
        return cells.with_unit(row[f"{column}_value"], row["unit"], source, figures, places=places)

    return {
        **{
            name: row[name]
            for name in ("kpi_id", "pillar", "initiative", "statement", "is_reference", "status", "direction")
        },
        "name": _name(row),
        "position": row["position"],
        "unit": None if row["unit"] in ("%", "円") else unit_en(row["unit"]),
        "target": cell("target"),
        "result": cell("result"),
        "gap": _gap(cells, row, key),
        "last_year": cell("target") if _is_last_year(row) else _last_year(cells, row),
        "ratio": float(row["achievement_ratio"] or 0),
        "bullet": _bullet(row["target_value"], row["result_value"], row["unit"], row["direction"]),
        "history": _history(cells, past),
    }


def _name(row: Row) -> Markup:
    """Its name; one that nobody has named yet begins as its statement does, in Japanese only."""
    if row["label_en"] == row["kpi_id"]:
        return Markup('<span lang="ja">{}</span>').format(row["label_ja"])
    return both(row["label_ja"], row["label_en"])


def _is_last_year(row: Row) -> bool:
    """Whether the target is last year's result, and is printed."""
    return row["target_basis"] == "previous_year" and row["target_value"] is not None


def _mart(row: Row) -> str:
    """Where an indicator stands: those for reference have a mart of their own."""
    return "marts.kpi_reference" if row["is_reference"] else "marts.kpi_status"


def _last_year(cells: Cells, row: Row) -> Any:
    """What the edition of the year before printed as result; else what this one says of that year."""
    known, year = row["result_value"] is not None, row["fiscal_year"]
    key = {"kpi_id": row["kpi_id"], "fiscal_year": year if known else year - 1}
    column, figures = "previous_result" if known else "result_value", row["previous_figure_ids"] or []
    source = ("marts.kpi_history", column, key)
    value, places = row["previous_result"], printed_places(row["result_quantum"]) or 0
    digits = 0 if value is None else printed_places(Decimal(1).scaleb(value.normalize().as_tuple().exponent)) or 0
    return cells.with_unit(value, row["unit"], source, figures, places=max(places, digits))


def _gap(cells: Cells, row: Row, key: dict[str, Any]) -> Any:
    """Result against target, in points where both are shares; positive on the good side."""
    figures = [row["result_figure_id"], row["target_figure_id"]]
    source = (_mart(row), "gap", key)
    if row["gap"] is None or row["unit"] != "%":
        return cells.with_unit(row["gap"], row["unit"], source, figures, signed=True)
    number = grouped(row["gap"], signed=True)
    return cells.cell(both(f"{number}ポイント", f"{number} pt"), source, figures)


def _bullet(target: Decimal | None, result: Decimal | None, unit: str, direction: str) -> dict[str, Any]:
    """Places in per cent of the width: the result's bar, the target's tick, the side on which the target is met."""
    highest = max(target or 0, result or 0, 0)
    most = float(highest) * 1.12 or 1.0
    if unit == "%" and most > 100 >= highest:
        most = 100.0
    at = None if target is None else round(100 * float(target) / most, 2)
    good = None
    if at is not None:
        good = {"x": at, "width": round(100 - at, 2)} if direction == "at_least" else {"x": 0, "width": at}
    return {"result": round(100 * float(result or 0) / most, 2), "target": at, "good": good}


def _history(cells: Cells, past: Sequence[Row]) -> dict[str, Any] | None:
    """A spark over the editions; None with one edition only."""
    if len(past) < 2:
        return None
    scale, _ = charts.nice_scale([row["result_value"] for row in past], ticks=2)
    first, last = past[0]["fiscal_year"], past[-1]["fiscal_year"]
    points = charts.line(
        [row["fiscal_year"] for row in past], [row["result_value"] for row in past], scale, first, last
    )
    return {
        "path": charts.path(points),
        "points": [
            {"x": point.x, "y": point.y, "broken": row["definition_changed"], "f": cells.numbers_of(row["figure_ids"]),
             "said": both(f"{row['fiscal_year']}年度 {japanese(row['result_value'], row['unit'])}",
                          f"FY{row['fiscal_year']} {english(row['result_value'], row['unit'])}")}
            for point, row in zip(points, past, strict=True)
        ],
        "rows": [
            {"year": row["fiscal_year"],
             "value": cells.with_unit(row["result_value"], row["unit"],
                                      ("marts.kpi_history", "result_value",
                                       {"kpi_id": row["kpi_id"], "fiscal_year": row["fiscal_year"]}),
                                      row["figure_ids"], places=printed_places(row["result_quantum"])),
             "broken": row["definition_changed"]}
            for row in past
        ],
    }  # fmt: skip
