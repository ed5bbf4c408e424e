"""The ten-year membership table and the monthly flows, as one style sets them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kyokai_pipeline_tests.typeset import spelling
from kyokai_pipeline_tests.typeset.content import MEASURES, Content, Row
from kyokai_pipeline_tests.typeset.grid import Grid, altered

if TYPE_CHECKING:
    from kyokai_pipeline_tests.typeset.styles import Style

_UNITS = {
    "人": {"original": ("千人", 1000), "thousand": ("千人", 1000), "one": ("人", 1)},
    "事業所": {"original": ("千カ所", 1000), "thousand": ("千カ所", 1000), "one": ("カ所", 1)},
    "円": {"original": ("円", 1), "thousand": ("円", 1), "one": ("円", 1)},
}
_FLOW_UNITS = {"original": ("万人", 10000), "thousand": ("千人", 1000), "one": ("人", 1)}
_NOTES = (
    "※1 括弧内は前年度対比の増減率となります。",
    "※2 「加入者数」などの人数及び事業所数は年度末の数値、"
    "標準報酬月額は年度平均(前年度3月～当年度2月)の数値となります。",
    "※3 平均標準報酬月額及び適用事業所数には、健康保険法第3条第2項被保険者に係る分は含まれていません。",
)


def printed_unit(unit: str, style: Style) -> tuple[str, int]:
    """Unit and scale in which a membership measure is printed."""
    return _UNITS[unit][style.people]


def flow_unit(style: Style) -> tuple[str, int]:
    """Unit and scale in which the monthly flows are printed."""
    return _FLOW_UNITS[style.people]


def printed_quantum(quantum: str, scale: int) -> str:
    """The last printed digit's worth: printing in 人 leaves no zeros out."""
    return "1" if scale == 1 else quantum


def place_caption(grid: Grid, style: Style, caption: str) -> None:
    """Say the units over the table, behind its title or under it, where the style wants one of these."""
    if style.unit_place == "caption":
        grid.caption = caption
    elif style.unit_place == "title":
        grid.title += caption
    elif style.unit_place == "below":
        grid.notes = (caption, *grid.notes)


def membership(content: Content, style: Style) -> Grid:
    """The table 加入者数、事業所数等の動向."""
    rows = {(row["measure_id"], int(row["fiscal_year"])): row for row in content.tables["membership"]}
    years = sorted({year for _, year in rows}, reverse=style.newest_first)
    beside = style.rate == "beside_column"
    labels, units = (2 if style.indent else 1), int(style.unit_place == "column")
    weights = ([10.0] if style.indent else []) + [92.0] + [38.0] * units
    weights += ([34.0, 34.0] if beside else [60.0]) * len(years)
    grid = Grid("membership", weights, title="加入者数、事業所数等の動向", notes=_NOTES)
    people, workplaces = printed_unit("人", style)[0], printed_unit("事業所", style)[0]
    place_caption(grid, style, f"（加入者数などの人数：{people}、平均標準報酬月額：円、適用事業所数：{workplaces}）")
    grid.header(0, 0, "年度" if style.year == "bare" else "", style, columns=labels)
    if units:
        grid.header(0, labels, content.labels["unit"], style)
    span = 2 if beside else 1
    for index, year in enumerate(years):
        column = labels + units + index * span
        head = spelling.fiscal_year(year, style)
        grid.header(0, column, head.removesuffix("年度") if style.year == "bare" else head, style, columns=span)
    place = 1
    for measure in MEASURES:
        values = [rows.get((measure, year)) for year in years]
        if not any(values):
            continue
        _measure(grid, content, style, measure, place, values)
        place += 2 if style.rate in ("own_row", "own_labelled_row") else 1
    return altered(grid, content)


def _measure(grid: Grid, content: Content, style: Style, measure: str, place: int, values: list[Row | None]) -> None:
    """One measure's rows: label, unit and ten values with their rates."""
    base = next(row["unit"] for row in values if row)
    unit, scale = printed_unit(base, style)
    own = style.rate in ("own_row", "own_labelled_row")
    labels = 2 if style.indent else 1
    _labels(grid, content, style, measure, place, unit)
    start = labels
    if style.unit_place == "column":
        grid.label(place, start, unit, style)
        if own:
            grid.label(place + 1, start, "％" if style.rate == "own_labelled_row" else "", style)
        start += 1
    behind = unit if style.unit_place == "cell" else ""
    for index, row in enumerate(values):
        if row is None:
            continue
        value = spelling.number(row["value"], printed_quantum(row["quantum"], scale), scale, style, behind)
        key = f"{measure}/{row['fiscal_year']}"
        alone = style.rate in ("own_labelled_row", "beside_column")
        bare = style.rate == "own_labelled_row" and style.unit_place in ("row_label", "column")
        pct = spelling.rate(row["yoy_pct"], style, brackets=not alone, percent=not bare)
        if style.rate in ("below", "beside"):
            joint = "\n" if style.rate == "below" else " "
            grid.number(place, start + index, f"{value}{joint}{pct}", key, style)
        elif style.rate == "beside_column":
            grid.number(place, start + 2 * index, value, key, style)
            grid.number(place, start + 2 * index + 1, pct, f"{key}/rate", style)
        else:
            grid.number(place, start + index, value, key, style)
            grid.number(place + 1, start + index, pct, f"{key}/rate", style)


def _labels(grid: Grid, content: Content, style: Style, measure: str, place: int, unit: str) -> None:
    """The label cells of one measure."""
    text = content.labels[measure]
    if style.rate in ("beside", "beside_column") or style.label != "merged":
        text = text.replace("\n", "")
    if style.unit_place == "row_label":
        text += f"（{unit}）"
    own = style.rate in ("own_row", "own_labelled_row")
    merged = style.rate == "own_row" and style.label == "merged"
    high = 2 if merged else 1
    nested = style.indent and measure == "voluntarily_insured"
    if nested:
        grid.label(place, 0, "", style, rows=high)
    wide = 2 if style.indent and not nested else 1
    grid.label(place, int(nested), text, style, rows=high, columns=wide)
    if own and not merged:
        rate_label = content.labels["yoy"] if style.rate == "own_labelled_row" else ""
        if rate_label and style.rate_label == "bracketed":
            rate_label = f"（{rate_label}）"
        elif rate_label and style.unit_place == "row_label":
            rate_label += "（％）"
        grid.label(place + 1, 0, rate_label, style, columns=2 if style.indent else 1)


def monthly_flow(content: Content, style: Style) -> Grid:
    """The table 月別の新規加入者数等の推移, months and yearly total."""
    unit, scale = flow_unit(style)
    months = sorted({row["month"] for row in content.tables["monthly_flow"]})
    units = int(style.unit_place == "column")
    weights = [58.0, 58.0] + [30.0] * units + [40.0] * (len(months) + 1)
    title = f"{spelling.fiscal_year(content.fiscal_year, style, on_lines=False)}の月別の新規加入者数等の推移"
    grid = Grid("monthly_flow", weights, title=title)
    grid.notes = ("※ 健康保険法第3条第2項の日雇特例被保険者を除く協会けんぽの被保険者数について集計したものです。",)
    place_caption(grid, style, f"（単位：{unit}）")
    grid.header(0, 0, "", style, columns=2)
    if units:
        grid.header(0, 2, content.labels["unit"], style)
    first = 2 + units
    total = first if style.total_first else first + len(months)
    columns = {name: first + int(style.total_first) + index for index, name in enumerate(months)}
    for name, column in columns.items():
        grid.header(0, column, spelling.month(date.fromisoformat(name), style), style)
    grid.header(0, total, content.labels["total"], style)
    flows = {(r["flow"], r["member_type"], r["month"]): r for r in content.tables["monthly_flow"]}
    years = {(r["flow"], r["member_type"], "total"): r for r in content.tables["annual_flow"]}
    place = 1
    for flow in ("joined", "left"):
        if style.label == "above":
            _flow_title(grid, content, style, flow, place, unit)
            place += 1
        else:
            _flow_labels(grid, content, style, flow, place, unit)
        for member in ("enrollees", "insured", "dependents"):
            if units:
                grid.label(place, 2, unit, style)
            for name, column in {**columns, "total": total}.items():
                row = {**flows, **years}.get((flow, member, name))
                if row is None:
                    continue
                quantum = printed_quantum(row["quantum"], scale)
                behind = unit if style.unit_place == "cell" else ""
                text = spelling.number(row["persons"], quantum, scale, style, behind)
                grid.number(place, column, text, f"{flow}/{member}/{name}", style)
            place += 1
    return altered(grid, content)


def _flow_title(grid: Grid, content: Content, style: Style, flow: str, place: int, unit: str) -> None:
    """新規加入者数 on a row of its own, its members under it; the total's row says 計."""
    text = content.labels[flow] + (f"（{unit}）" if style.unit_place == "row_label" else "")
    grid.label(place, 0, text, style, columns=2)
    for offset, label in enumerate((content.labels["total"], content.labels["insured"], content.labels["dependents"])):
        grid.label(place + 1 + offset, 0, "", style)
        grid.label(place + 1 + offset, 1, label, style)


def _flow_labels(grid: Grid, content: Content, style: Style, flow: str, place: int, unit: str) -> None:
    """Label cells of 新規加入者数 or 資格喪失者数: the total's own row has no label, as in the original."""
    text = content.labels[flow] + (f"（{unit}）" if style.unit_place == "row_label" else "")
    merged = style.label == "merged"
    grid.label(place, 0, text, style, rows=3 if merged else 1)
    grid.label(place, 1, "", style)
    for offset, member in ((1, "insured"), (2, "dependents")):
        if not merged:
            grid.label(place + offset, 0, "", style)
        grid.label(place + offset, 1, content.labels[member], style)
