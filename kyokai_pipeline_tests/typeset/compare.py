"""Whether what was read is what was printed: exact, but for character width and white space in words."""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING, Any

from kyokai_pipeline_tests.typeset.answers import answers

if TYPE_CHECKING:
    from kyokai_pipeline.report.model import Report
    from kyokai_pipeline_tests.typeset.content import Content
    from kyokai_pipeline_tests.typeset.styles import Style

KEYS = {
    "edition": ("edition_id",),
    "membership": ("measure_id", "fiscal_year"),
    "monthly_flow": ("flow", "member_type", "month"),
    "annual_flow": ("flow", "member_type", "fiscal_year"),
    "kpi": ("kpi_id",),
    "kpi_count": ("status",),
    "programme_result": ("programme", "measure_id", "fiscal_year"),
    "training": ("category",),
    "procurement": ("office",),
}
WORDS = {
    "title",
    "era_label",
    "document_number",
    "initiative",
    "statement",
    "target_text",
    "result_text",
    "status_text",
    "period_label",
    "category",
}


def plain(value: Any, column: str) -> Any:
    """A value as it is compared: words after NFKC without white space, training items one by one."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if column == "content":
        return [plain(item.lstrip("・"), "category") for item in str(value).split("\n")]
    if column in WORDS:
        return "".join(unicodedata.normalize("NFKC", str(value)).split())
    return value


def by_key(rows: list[dict[Any, Any]], table: str) -> dict[tuple[Any, ...], dict[Any, Any]]:
    """Rows by their key; a key that comes twice is an error."""
    found = {tuple(plain(row[name], name) for name in KEYS[table]): row for row in rows}
    assert len(found) == len(rows), f"{table}: a key is there twice"
    return found


def differences(report: Report, table: str, style: Style, content: Content) -> list[str]:
    """Every way in which a table that was read differs from what was printed; empty where all is exact."""
    wanted = by_key(answers(style, content)[table], table)
    got = by_key(report.tables[table].to_dict("records"), table)
    wrong = [f"missing {key}" for key in wanted.keys() - got.keys()]
    wrong += [f"too much {key}" for key in got.keys() - wanted.keys()]
    for key in wanted.keys() & got.keys():
        for column, value in wanted[key].items():
            want, have = plain(value, column), plain(got[key].get(column, "no such column"), column)
            if want != have:
                wrong.append(f"{key} {column}: printed {want!r}, read {have!r}")
    return sorted(wrong)
