"""Who came and who went, month by month: joined, left, net, and the running total of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kyokai_pipeline.dashboard import charts
from kyokai_pipeline.dashboard.numbers import english, japanese
from kyokai_pipeline.dashboard.words import both

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.dashboard.cells import Cells
    from kyokai_pipeline.dashboard.queries import Row

MEMBERS = ["enrollees", "insured", "dependents"]
_MONTHS_EN = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def flow(cells: Cells, rows: Sequence[Row], figures: Sequence[Row], annual: Sequence[Row]) -> list[dict[str, Any]]:
    """One panel a kind of member: bars of both flows, the line of the running total, and the table of it all."""
    printed = {(f["month"], f["member_type"], f["flow"]): f["figure_id"] for f in figures}
    return [
        _panel(cells, kind, [row for row in rows if row["member_type"] == kind], printed, annual)
        for kind in MEMBERS
        if any(row["member_type"] == kind for row in rows)
    ]


def _panel(cells: Cells, kind: str, rows: list[Row], printed: dict[Any, str], annual: Sequence[Row]) -> dict[str, Any]:
    most = max(max(row["joined_persons"] or 0, row["left_persons"] or 0) for row in rows)
    scale, ticks = charts.nice_scale([-most, most], ticks=4)
    running = [row["cumulative_net"] for row in rows if row["cumulative_net"] is not None]
    total, total_ticks = charts.nice_scale(running or [0], ticks=3, zero=True)
    # The figures of both flows, month after month.
    figures = [printed.get((row["month"], kind, flow)) for row in rows for flow in ("joined", "left")]
    months = []
    for at, row in enumerate(rows):
        so_far = figures[: 2 * at + 2]
        two = so_far[-2:]
        months.append(_month(cells, kind, row, two, so_far) | _drawn(row, at, len(rows), scale, total))
    steps = [charts.Point(m["x"], m["total_y"]) for m in months if m["total_y"] is not None]
    return {
        "kind": kind,
        "months": months,
        "year": _annual(cells, kind, annual),
        "ticks": _ticks(scale, ticks),
        "zero": scale.at(0),
        "total_path": charts.path(steps),
        "total_ticks": _ticks(total, total_ticks),
        "total_zero": total.at(0),
    }


def _ticks(scale: charts.Scale, ticks: Sequence[float]) -> list[dict[str, Any]]:
    return [
        {
            "y": scale.at(tick),
            "text": both(charts.tick_ja(abs(tick)), charts.tick_en(abs(tick))),
            "signed": _signed(tick),
        }
        for tick in ticks
    ]


def _signed(tick: float) -> Any:
    return both(charts.tick_ja(tick), charts.tick_en(tick))


def _drawn(row: Row, at: int, count: int, scale: charts.Scale, total: charts.Scale) -> dict[str, Any]:
    slot = 100 / count
    joined, left = row["joined_persons"], row["left_persons"]
    net, running = row["net"], row["cumulative_net"]
    zero = scale.at(0)
    return {
        "x": round(slot * (at + 0.5), 2),
        "bar_x": round(slot * at + slot * 0.16, 2),
        "bar_width": round(slot * 0.68, 2),
        "joined_y": scale.at(joined or 0),
        "joined_height": round(zero - scale.at(joined or 0), 2),
        "left_height": round(zero - scale.at(left or 0), 2),
        "net_y": None if net is None else scale.at(net),
        "total_y": None if running is None else total.at(running),
    }


def _month(cells: Cells, kind: str, row: Row, two: list[str | None], so_far: list[str | None]) -> dict[str, Any]:
    month = row["month"]

    def cell(column: str, in_table: str, figures: list[str | None], *, signed: bool = False) -> Any:
        key = {"month": month.isoformat()}
        source = ("marts.monthly_flow_total", in_table, key)
        if kind != "enrollees":
            source = ("marts.monthly_flow", in_table, {**key, "member_type": kind})
        return cells.full(row[column], source, figures, signed=signed)

    def said(column: str) -> Any:
        value = row[column]
        if value is None:
            return both("–", "–")
        return both(f"{month.month}月 {japanese(value, '人')}", f"{_MONTHS_EN[month.month - 1]} {english(value, '人')}")

    return {
        "name": both(f"{month.year}年{month.month}月", f"{_MONTHS_EN[month.month - 1]} {month.year}"),
        "short": both(f"{month.month}月", _MONTHS_EN[month.month - 1]),
        "joined": cell("joined_persons", "joined_persons", two[:1]),
        "left": cell("left_persons", "left_persons", two[1:]),
        "net": cell("net", "net", two, signed=True),
        "running": cell("cumulative_net", "cumulative_net", so_far, signed=True),
        "f": {
            "joined": cells.numbers_of(two[:1]),
            "left": cells.numbers_of(two[1:]),
            "running": cells.numbers_of(so_far),
        },
        "said": {"joined": said("joined_persons"), "left": said("left_persons"), "running": said("cumulative_net")},
    }


def _annual(cells: Cells, kind: str, annual: Sequence[Row]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in annual:
        if row["member_type"] == kind:
            key = {"fiscal_year": row["fiscal_year"], "member_type": kind, "flow": row["flow"]}
            found[row["flow"]] = cells.full(row["persons"], ("core.annual_flow", "persons", key), [row["figure_id"]])
    return found
