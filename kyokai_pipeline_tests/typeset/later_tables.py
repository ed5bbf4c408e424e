"""Tables that only later editions have: those of the tests print them, from their CSV of expected values.

So a table is added by its words, its schema and that CSV, and no edition of the tests lacks it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.vocabulary import TableSpec, measure, tables
from kyokai_pipeline_tests.typeset.content import EXPECTED, FY2023, read_rows
from kyokai_pipeline_tests.typeset.grid import Grid
from kyokai_pipeline_tests.typeset.styles import Style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kyokai_pipeline_tests.typeset.content import Content, Row

PLAIN = Style()


def later_tables(content: Content, style: Style) -> list[Grid]:
    """The tables of a later edition that FY2023 has none of."""
    specs = later_specs(content.fiscal_year)
    return [_grid(spec, content, style) for spec in specs if spec.table_id not in content.dropped]


def later_specs(year: int) -> list[TableSpec]:
    """Tables with a core table of their own that an edition of a year must have, and that of FY2023 has not."""
    first = FY2023.fiscal_year
    here = [spec for spec in tables(year).specs if (spec.years.since or first) > first and spec.fields]
    return [spec for spec in here if (EXPECTED / f"{spec.core}.csv").is_file()]


def _grid(spec: TableSpec, content: Content, style: Style) -> Grid:
    rows = read_rows(spec.core)
    labels = {term.key: term.forms[0] for term in spec.rows}
    later = content.fiscal_year - max(int(row["fiscal_year"]) for row in rows)
    moved = [{**row, "fiscal_year": str(int(row["fiscal_year"]) + later)} for row in rows]
    return by_years(spec.core, moved, spec.fields, labels, measure(spec.rows[0].key).unit, style)


def by_years(
    name: str,
    rows: Sequence[Row],
    fields: Mapping[str, str],
    labels: Mapping[str, str],
    unit: str,
    style: Style = PLAIN,
) -> Grid:
    """A table of measures over fiscal years.

    Args:
        name: The grid's.
        rows: Its values, with the columns that ``fields`` name.
        fields: As in the vocabulary: row, column and value.
        labels: Measure -> what is printed.
        unit: Printed behind every value.
        style: The look.
    """
    years = list(dict.fromkeys(row[fields["column"]] for row in rows))
    grid = Grid(name, [120.0, *([80.0] * len(years))])
    grid.header(0, 0, "", style)
    for column, year in enumerate(years, 1):
        grid.header(0, column, f"{year}年度", style)
    for place, (key, label) in enumerate(labels.items(), 1):
        grid.label(place, 0, label, style)
        for row in (row for row in rows if row[fields["row"]] == key):
            year = row[fields["column"]]
            text = f"{int(row[fields['value']]):,}{unit}"
            grid.number(place, 1 + years.index(year), text, f"{key}/{year}", style)
    return grid
