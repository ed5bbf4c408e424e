"""The KPI tables and the count of verdicts, as one style sets them."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from kyokai_pipeline_tests.typeset import spelling
from kyokai_pipeline_tests.typeset.content import Content, Row
from kyokai_pipeline_tests.typeset.grid import Cell, Grid, altered

if TYPE_CHECKING:
    from kyokai_pipeline_tests.typeset.styles import Style

_WEIGHTS = [80.0, 160.0, 40.0, 52.0, 34.0]


def kpi_tables(content: Content, style: Style) -> list[Grid]:
    """The KPI grids in document order: one a pillar, or one for all with group rows."""
    rows = content.tables["kpi"]
    pillars = list(dict.fromkeys(row["pillar"] for row in rows))
    if style.kpi == "one_table":
        return [_table(content, style, pillars)]
    return [_table(content, style, [pillar]) for pillar in pillars]


def _table(content: Content, style: Style, pillars: list[str]) -> Grid:
    """One KPI grid of one or more pillars."""
    grouped = len(pillars) > 1
    title = "協会全体の重要業績評価指標（KPI）の達成状況" if grouped else content.pillars[pillars[0]]
    grid = Grid("kpi", list(_WEIGHTS), title=title)
    _headers(grid, content, style)
    place, breaks = grid.headers, []
    for pillar in pillars:
        if grouped:
            grid.text(Cell(place, 0, content.pillars[pillar], "group", columns=5))
            place += 1
        mine = [row for row in content.tables["kpi"] if row["pillar"] == pillar]
        for initiative, found in groupby(mine, key=lambda row: row["initiative"]):
            members = list(found)
            sharing = [row for row in members if row["number"]] if style.numbered == "one_cell" else []
            shown = members[max(0, len(sharing) - 1) :]
            _initiative(grid, style, initiative, place, shown)
            for offset, row in enumerate(shown):
                _kpi(grid, content, style, place + offset, row, sharing if offset == 0 else [])
                if offset == 1:
                    breaks.append(place + offset)
            place += len(shown)
    if style.kpi == "continued" and breaks:
        grid.breaks = (breaks[len(breaks) // 2],)
    if style.verdict_merged:
        grid.cells = _with_shared_verdicts(grid.cells)
    return _altered(grid, content, pillars)


def _with_shared_verdicts(cells: list[Cell]) -> list[Cell]:
    """The cells, those of equal verdicts under each other beside one initiative as one."""
    begins = {cell.row for cell in cells if cell.column == 0}
    kept: list[Cell] = []
    for cell in sorted(cells, key=lambda one: (one.column, one.row)):
        above = kept[-1] if kept else cell
        same = (above.kind, above.text) == ("verdict", cell.text) and cell.kind == "verdict"
        if same and cell.row not in begins and above.row + above.rows == cell.row:
            kept[-1] = replace(above, rows=above.rows + cell.rows)
        else:
            kept.append(cell)
    return kept


def _altered(grid: Grid, content: Content, pillars: list[str]) -> Grid:
    """``altered`` for a table that is one of several: an edit belongs to one of them only."""
    here = {row["kpi_id"] for row in content.tables["kpi"] if row["pillar"] in pillars}
    edits = {
        key: text for key, text in content.edits.items() if not key.startswith("kpi/") or key.split("/")[1] in here
    }
    own = Content(content.tables, content.labels, edits=edits, extra_rows={}, extra_columns=content.extra_columns)
    return altered(grid, own)


def _headers(grid: Grid, content: Content, style: Style) -> None:
    """The header row; the original's KPI spans statement and target."""
    labels = content.labels
    grid.headers = high = 2 if style.kpi_target == "divided" else 1
    grid.header(0, 0, labels["initiative"], style, rows=high)
    if style.kpi_target == "own":
        grid.header(0, 1, labels["kpi"], style)
        grid.header(0, 2, labels["target"], style)
    else:
        grid.header(0, 1, labels["kpi"], style, columns=2)
    if style.kpi_target == "divided":
        grid.header(1, 1, "指標", style)
        grid.header(1, 2, labels["target"], style)
    grid.header(0, 3, labels["result"], style, rows=high)
    grid.header(0, 4, labels["status"], style, rows=high)


def _initiative(grid: Grid, style: Style, text: str, place: int, members: list[Row]) -> None:
    """The initiative beside its KPIs."""
    if style.initiative in ("first_row", "every_row"):
        for offset in range(len(members)):
            shown = text if offset == 0 or style.initiative == "every_row" else ""
            key = f"kpi/{members[offset]['kpi_id']}/initiative"
            grid.text(Cell(place + offset, 0, shown, "label", key=key, valign=style.valign))
        return
    valign: Literal["top", "middle"] = "top" if style.initiative == "merged_top" else "middle"
    key = f"kpi/{members[0]['kpi_id']}/initiative"
    grid.text(Cell(place, 0, text, "label", rows=len(members), key=key, valign=valign))


def _shared(grid: Grid, style: Style, place: int, rows: list[Row]) -> None:
    """Several KPIs in one cell of every column, each part with its number before it."""
    marks = "①②③④⑤"

    def column(name: str) -> str:
        return "\n".join(f"{marks[int(row['number']) - 1]}{row[name]}" for row in rows)

    key = f"kpi/{rows[-1]['kpi_id']}"
    for at, name, kind in ((1, "statement", "text"), (2, "target_text", "number"), (3, "result_text", "number")):
        text = spelling.wide(column(name), style.digits)
        grid.text(Cell(place, at, text, "text" if kind == "text" else "number", key=f"{key}/{name}"))
    grid.text(Cell(place, 4, column("status_text"), "verdict", key=f"{key}/status"))


def _kpi(grid: Grid, content: Content, style: Style, place: int, row: Row, sharing: list[Row]) -> None:
    """One KPI's statement, target, result and verdict, or those of all that share its cells."""
    if sharing:
        _shared(grid, style, place, sharing)
        return
    name = row["kpi_id"]
    statement = spelling.enumerated(row["number"], spelling.wide(row["statement"], style.digits), style)
    grid.text(Cell(place, 1, statement, "text", key=f"kpi/{name}/statement", valign=style.valign))
    valign = style.valign if style.cells == "as_statement" else style.cells
    for column, part in ((2, "target"), (3, "result")):
        text = spelling.wide(broken(row[f"{part}_text"]), style.digits)
        grid.text(Cell(place, column, text, "number", key=f"kpi/{name}/{part}", align="center", valign=valign))
    verdict = row["status_text"]
    if style.verdict_split:
        verdict = verdict.replace("概ね", "概ね\n")
    grid.text(Cell(place, 4, verdict, "verdict", key=f"kpi/{name}/status", align="center", valign=valign))


def broken(text: str) -> str:
    """A target or result with the line breaks the original has."""
    for before in ("（2024年3月診療分）", "[参考]"):
        text = text.replace(before, "\n" + before)
    return text.replace("000事業所", "000\n事業所").replace("740事業所", "740\n事業所")


def kpi_count(content: Content, style: Style) -> Grid:
    """The line 達成 7 概ね達成 3 未達成 10, or the same as a small table."""
    counts = [(content.labels[row["status"]], row) for row in content.tables["kpi_count"]]
    if style.count == "pairs":
        grid = Grid("kpi_count", [50.0, 24.0] * len(counts), headers=0, width=0.5)
        for index, (label, row) in enumerate(counts):
            grid.text(Cell(0, 2 * index, label, "verdict", align="center"))
            _count(grid, style, 0, 2 * index + 1, row)
    elif style.count in ("glued", "listed", "in_brackets"):
        grid = _counts_in_words(style, counts)
    elif style.count == "rows":
        grid = Grid("kpi_count", [60.0, 30.0], width=0.3)
        grid.header(0, 0, content.labels["status"], style)
        grid.header(0, 1, content.labels["count"], style)
        for index, (label, row) in enumerate(counts):
            grid.label(index + 1, 0, label, style)
            _count(grid, style, index + 1, 1, row)
    else:
        grid = Grid("kpi_count", [50.0] * len(counts), width=0.5)
        for index, (label, row) in enumerate(counts):
            grid.header(0, index, label, style)
            _count(grid, style, 1, index, row)
    return altered(grid, content)


def _counts_in_words(style: Style, counts: list[tuple[str, Row]]) -> Grid:
    """達成7 in one word: beside each other, under each other, or all in brackets."""
    wide = [spelling.wide(row["stated_count"], style.digits) for _, row in counts]
    if style.count == "in_brackets":
        grid = Grid("kpi_count", [1.0], headers=0, width=0.6)
        said = "、".join(f"{label}（{count}）" for (label, _), count in zip(counts, wide, strict=True))
        grid.text(Cell(0, 0, f"【{said}】", "verdict", key="kpi_count/all"))
        return grid
    listed = style.count == "listed"
    grid = Grid("kpi_count", [1.0] if listed else [50.0] * len(counts), headers=0, width=0.3 if listed else 0.6)
    for index, ((label, row), count) in enumerate(zip(counts, wide, strict=True)):
        place, text = ((index, 0), f"○{label}{count}件") if listed else ((0, index), f"{label}{count}")
        grid.text(Cell(*place, text, "verdict", key=f"kpi_count/{row['status']}"))
    return grid


def _count(grid: Grid, style: Style, row: int, column: int, found: Row) -> None:
    """One verdict's number."""
    text = spelling.wide(found["stated_count"], style.digits)
    grid.number(row, column, text, found["status"], style)
