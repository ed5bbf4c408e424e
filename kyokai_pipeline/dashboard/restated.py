"""What later editions say otherwise: before and after, in the words of a reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kyokai_pipeline.dashboard.words import both, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kyokai_pipeline.dashboard.cells import Cells
    from kyokai_pipeline.dashboard.queries import Row

_KEY = ("core_table", "measure_id", "detail", "fiscal_year", "later_edition")
_MONTH = re.compile(r"(\d{4})-(\d{2})")


def restatements(cells: Cells, rows: Sequence[Row], codes: Sequence[Row]) -> list[dict[str, Any]]:
    """One entry a value that two editions print differently.

    Args:
        cells: Makes the numbers.
        rows: Of ``marts.restatement``.
        codes: Names of offices, programmes, flows and kinds of members.
    """
    names = {code["code"]: both(code["label_ja"], code["label_en"]) for code in codes}
    return [
        {
            "label": both(row["label_ja"], row["label_en"]),
            "of": _of(row["detail"], names),
            "fiscal_year": row["fiscal_year"],
            "before": _cell(cells, row, "before"),
            "after": _cell(cells, row, "after"),
            "earlier_edition": row["earlier_edition"],
            "later_edition": row["later_edition"],
            "kind": row["kind"],
        }
        for row in rows
    ]


def _cell(cells: Cells, row: Row, column: str) -> Markup:
    """The value of one of the two editions; what is printed in both languages, its own figure behind it."""
    source = ("marts.restatement", column, {name: row[name] for name in _KEY})
    edition = row["earlier_edition" if column == "before" else "later_edition"]
    own = [figure for figure in row["figure_ids"] if figure.startswith(f"{edition}:")]
    return cells.with_unit(row[column], row["unit"], source, own)


def _of(detail: str, names: Mapping[str, Markup]) -> Markup:
    """Which of several rows: ``2023-04 insured`` as April 2023, insured persons; a category as it is printed."""
    if detail in ("result", "target"):
        return say(detail)
    parts = detail.split(" ") if _MONTH.match(detail) else [detail]
    return Markup(" ").join(names.get(part, part) for part in parts)
