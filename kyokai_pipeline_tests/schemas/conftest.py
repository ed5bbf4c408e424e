from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from kyokai_pipeline.schemas import TABLES
from kyokai_pipeline.schemas.validate import validate, validate_report
from kyokai_pipeline_tests.typeset.content import read_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from kyokai_pipeline.report.model import Report

_KINDS: dict[str, Callable[[str], Any]] = {"INTEGER": int, "BIGINT": Decimal, "DECIMAL": Decimal}


@pytest.fixture(scope="session")
def frames(fy2023: Report) -> dict[str, pd.DataFrame]:
    """The frames of the shipped report, and a word that no term explains: so that every table has a row."""
    word = {
        "edition_id": fy2023.edition.edition_id, "kind": "indicator", "term_id": "new_0123abcd", "core_table": "kpi",
        "text": "電子申請の利用率を50％以上とする", "nearest": None, "page": 13, "x0": 1.0, "top": 2.0, "x1": 3.0,
        "bottom": 4.0,
    }  # fmt: skip
    checked = validate_report(replace(fy2023, unnamed=pd.DataFrame([word])))
    return {name: frame if len(frame) else _expected(name, fy2023) for name, frame in checked.items()}


def _expected(name: str, report: Report) -> pd.DataFrame:
    """The expected values of a table that only later editions print, as if this one did."""
    figures = report.figures.loc[report.figures["role"] == "fact", "figure_id"]
    kinds = {column.name: _KINDS.get(column.sql.partition("(")[0], str) for column in TABLES[name].columns}
    edition = report.edition.edition_id
    rows = [
        {"edition_id": edition, "figure_id": figure, **{key: kinds[key](text) for key, text in row.items()}}
        for row, figure in zip(read_rows(name.removeprefix("core.")), figures, strict=False)
    ]
    return validate(name, pd.DataFrame(rows), figures=report.figures, file=report.source_file, edition=edition)
