"""What a person would enter by hand: the CSV of a table, filled in from what a typesetting prints in its cells."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from kyokai_pipeline_tests.typeset import Style, printed_on
from kyokai_pipeline_tests.typeset.content import FY2023, Content
from kyokai_pipeline_tests.typeset.membership_grids import membership, monthly_flow
from kyokai_pipeline_tests.typeset.small_grids import procurement, programme, training

if TYPE_CHECKING:
    from collections.abc import Callable

Line = dict[str, str]
PLAIN = Style()
ORGANISATION = 1
"""The indicators of the last pillar stand so many pages behind the first."""


def fill(template: str, table: str, content: Content = FY2023) -> list[Line]:
    """The lines of a CSV that ``kyokai transcribe`` wrote, with everything that the page prints filled in."""
    lines = list(csv.DictReader(io.StringIO(template.removeprefix("\ufeff"))))
    page = printed_on(PLAIN, content)[table]
    fillers: dict[str, Callable[[Line, dict[str, str], Content], Line | None]] = {
        "membership": _membership, "monthly_flow": _flow, "procurement": _procurement, "training": _training,
        "kpi": _kpi,
    }  # fmt: skip
    cells = _cells(table, content)
    filled = [(line, fillers.get(table, _programme)(line, cells, content)) for line in lines]
    return [{**line, "page": str(page), **entered} for line, entered in filled if entered is not None]


def written(lines: list[Line]) -> str:
    """The lines as a CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, lines[0].keys(), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue()


def _cells(table: str, content: Content) -> dict[str, str]:
    """Key of each cell, without its table -> what is printed there."""
    makers = {"membership": membership, "monthly_flow": monthly_flow, "procurement": procurement, "training": training}
    if table == "kpi":
        return {}
    grid = makers[table](content, PLAIN) if table in makers else programme(content, PLAIN, table)
    return {cell.key.partition("/")[2]: cell.text for cell in grid.cells if cell.key}


def _membership(line: Line, cells: dict[str, str], _: Content) -> Line:
    value, rate = cells[f"{line['measure_id']}/{line['fiscal_year']}"].split("\n")
    unit = "千人" if not line["measure_id"].startswith(("average", "covered")) else ""
    return {"unit": unit, "value": value, "yoy_pct": rate.strip("()（）")}


def _flow(line: Line, cells: dict[str, str], _: Content) -> Line:
    month = re.fullmatch(r"(\d+)年(\d+)月", line["period"])
    column = f"{month[1]}-{int(month[2]):02d}-01" if month else "total"
    return {"unit": "万人", "persons": cells[f"{line['flow']}/{line['member_type']}/{column}"]}


def _programme(line: Line, cells: dict[str, str], content: Content) -> Line | None:
    key = (line["measure_id"], line["period_label"].removesuffix("年度"))
    rows = {(row["measure_id"], row["fiscal_year"]): row["period_label"] for row in content.tables["programme_result"]}
    if key not in rows:
        return None
    inside = next((text for text in cells.values() if "：" in text and key[0] == "submission_rate"), None)
    if inside is None:
        return {"period_label": rows[key], "value": cells["/".join(key)].partition("\n")[0]}
    return {
        "period_label": rows[key],
        "value": cells[f"reconfirmation_workplaces/{key[1]}"].partition("：")[2].strip("）"),
    }


def _procurement(line: Line, cells: dict[str, str], content: Content) -> Line:
    numbers = ("contracts", "single_bid_contracts", "single_bid_pct")
    period = content.tables["procurement"][0]["period_label"]
    return {"period_label": period, **{name: cells[f"{line['office']}/{name}"] for name in numbers}}


def _training(line: Line, cells: dict[str, str], _: Content) -> Line:
    return {name: cells[f"{line['category']}/{name}"] for name in ("participants", "content")}


def _kpi(line: Line, _: dict[str, str], content: Content) -> Line | None:
    if line["kpi_id"].startswith("count:"):
        counts = {row["status"]: row["stated_count"] for row in content.tables["kpi_count"]}
        return {"result": counts[line["kpi_id"].removeprefix("count:")]}
    row = next((row for row in content.tables["kpi"] if row["kpi_id"] == line["kpi_id"]), None)
    if row is None:
        return None
    pages = printed_on(PLAIN, content)["kpi"] + ORGANISATION * (row["pillar"] == "organisation")
    texts = {"target": "target_text", "result": "result_text", "status": "status_text"}
    same = {name: row[name] for name in ("initiative", "number", "statement")}
    return {**same, **{name: row[column] for name, column in texts.items()}, "page": str(pages)}
