from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from kyokai_pipeline.schemas.validate import validate_report

if TYPE_CHECKING:
    from kyokai_pipeline.report.model import Report


@pytest.fixture(scope="session")
def frames(fy2023: Report) -> dict[str, pd.DataFrame]:
    """The frames of the shipped report, and a word that no term explains: so that every table has a row."""
    word = {
        "edition_id": fy2023.edition.edition_id, "kind": "indicator", "term_id": "new_0123abcd", "core_table": "kpi",
        "text": "電子申請の利用率を50％以上とする", "nearest": None, "page": 13, "x0": 1.0, "top": 2.0, "x1": 3.0,
        "bottom": 4.0,
    }  # fmt: skip
    return validate_report(replace(fy2023, unnamed=pd.DataFrame([word])))
