"""Programme results, training and procurement, as one style sets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline_tests.typeset import spelling
from kyokai_pipeline_tests.typeset.grid import Cell, Grid, altered

if TYPE_CHECKING:
    from kyokai_pipeline_tests.typeset.content import Content, Row
    from kyokai_pipeline_tests.typeset.styles import Style

_TITLES = {
    "dependent_reconfirmation": "［{year}実績］",
    "health_programmes": "［{year}実施結果］",
    "generic_drugs": "",
}


def programme(content: Content, style: Style, name: str) -> Grid:
    """One of the two-column result tables.

    Args:
        content: The report.
        style: The look.
        name: ``dependent_reconfirmation``, ``health_programmes`` or ``generic_drugs``.
    """
    rows = [row for row in content.tables["programme_result"] if row["programme"] == name]
    periods = list(dict.fromkeys((row["period_label"], int(row["fiscal_year"])) for row in rows))
    if style.newest_first:
        periods.reverse()
    units = int(style.unit_place == "column")
    year = spelling.fiscal_year(content.fiscal_year, style, on_lines=False)
    grid = Grid(name, [120.0] + [34.0] * units + [80.0] * len(periods), title=_TITLES[name].format(year=year))
    grid.width = 0.5 if style.orientation == "landscape" else 0.9
    grid.header(0, 0, "", style)
    if units:
        grid.header(0, 1, content.labels["unit"], style)
    for index, (label, fiscal) in enumerate(periods):
        grid.header(0, 1 + units + index, spelling.period(label, fiscal, style), style)
    found = {(row["measure_id"], row["period_label"]): row for row in rows}
    place = 1
    for measure in dict.fromkeys(row["measure_id"] for row in rows):
        if measure == "submission_rate" and style.nested == "in_cell":
            continue
        values = [found.get((measure, label)) for label, _ in periods]
        rates = [found.get(("submission_rate", label)) for label, _ in periods]
        inside = measure == "reconfirmation_workplaces" and style.nested == "in_cell"
        _result(grid, content, style, place, values, rates if inside else [])
        place += 1
    return altered(grid, content)


def _result(
    grid: Grid, content: Content, style: Style, place: int, values: list[Row | None], rates: list[Row | None]
) -> None:
    """One measure's label, unit and values, with the submission rate inside the cell where it belongs."""
    first = next(row for row in values if row)
    unit = first["unit"]
    label = content.labels[first["measure_id"]]
    in_cell = style.unit_place in ("caption", "title", "below", "cell")
    if style.unit_place == "row_label":
        label += f"（{unit}）"
    grid.label(place, 0, label, style)
    start = 1
    if style.unit_place == "column":
        grid.label(place, 1, unit, style)
        start = 2
    for index, row in enumerate(values):
        if row is None:
            continue
        text = spelling.number(row["value"], row["quantum"], 1, style, unit if in_cell else "")
        if rates and (share := rates[index]):
            inner = spelling.number(share["value"], share["quantum"], 1, style, "%")
            text += f"\n（{content.labels['submission_rate']}：{inner}）"
        grid.number(place, start + index, text, f"{row['measure_id']}/{row['fiscal_year']}", style)


def training(content: Content, style: Style) -> Grid:
    """The table 集合研修の実施状況."""
    labels = content.labels
    year = spelling.fiscal_year(content.fiscal_year, style, on_lines=False)
    grid = Grid("training", [70.0, 150.0, 70.0], title=f"［集合研修の実施状況（{year}）］")
    grid.width = 0.5 if style.orientation == "landscape" else 0.9
    behind = "（名）" if style.unit_place in ("row_label", "column") else ""
    grid.header(0, 0, labels["training_category"], style)
    grid.header(0, 1, labels["training_content"], style)
    grid.header(0, 2, labels["training_participants"] + behind, style)
    for place, row in enumerate(content.tables["training"], 1):
        grid.label(place, 0, row["category"], style)
        items = "\n".join(f"・{item}" for item in row["content"].split("\n"))
        grid.text(Cell(place, 1, items, "text", key=f"training/{row['category']}/content"))
        text = spelling.number(row["participants"], "1", 1, style, "" if behind else "名")
        grid.number(place, 2, text, f"{row['category']}/participants", style)
    return altered(grid, content)


def procurement(content: Content, style: Style) -> Grid:
    """The table 一者応札割合."""
    labels = content.labels
    rows = content.tables["procurement"]
    grid = Grid("procurement", [60.0, 90.0, 90.0, 80.0], title=f"［一者応札割合（{rows[0]['period_label']}）］")
    grid.width = 0.5 if style.orientation == "landscape" else 0.9
    in_header = style.unit_place in ("row_label", "column")
    grid.header(0, 0, "", style)
    units = (("contracts", "件"), ("single_bid_contracts", "件"), ("single_bid_pct", "%"))
    measures = [(measure, unit) for measure, unit in units if rows[0][measure]]
    for column, (measure, unit) in enumerate(measures, 1):
        behind = f"（{'％' if unit == '%' else unit}）" if in_header else ""
        grid.header(0, column, labels[measure] + behind, style)
    for place, row in enumerate(rows, 1):
        office = row["office"]
        grid.label(place, 0, labels["procurement_total" if office == "total" else office], style)
        for column, (measure, unit) in enumerate(measures, 1):
            quantum = row["single_bid_pct_quantum"] if measure == "single_bid_pct" else "1"
            text = spelling.number(row[measure], quantum, 1, style, "" if in_header else unit)
            grid.number(place, column, text, f"{office}/{measure}", style)
    return altered(grid, content)
