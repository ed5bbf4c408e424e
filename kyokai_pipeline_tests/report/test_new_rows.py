"""A row that no term explains: loaded where its place and its unit are certain, refused with the reason elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kyokai_pipeline.errors import ReportRefused
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline.report.tables.new_rows import provisional_row_id
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.compare import differences
from kyokai_pipeline_tests.typeset.content import CORE_TABLES

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

NEW = {
    "health_programmes": "健康づくり支援の登録事業所数",
    "generic_drugs": "バイオシミラーの使用割合",
    "dependent_reconfirmation": "確認書の提出者数",
    "training": "業種別研修",
}
"""Grid -> label of a last row, printed with the numbers of the row above it, so that it is of their unit."""


def with_rows(**labels: str) -> Any:
    return replace(FY2023, extra_rows=labels)


@pytest.mark.parametrize("style", [Style(), Style(rules="none", unit_place="column")], ids=["ruled", "without rules"])
def test_new_rows_are_loaded_beside_the_known_ones(style: Style, tmp_path: Path) -> None:
    content = with_rows(**NEW, **({"membership": "特例退職の事業所数"} if style.unit_place == "column" else {}))
    report = read_report(typeset(style, tmp_path / "report.pdf", content))
    words = report.unnamed.set_index("text")
    assert sorted(words.index) == sorted(content.extra_rows.values())
    assert set(words["kind"]) == {"row"}
    assert (words["x1"] > words["x0"]).all()
    for grid, label in content.extra_rows.items():
        new = provisional_row_id(grid, label)
        assert words.loc[label, "term_id"] == new
        if grid == "training":
            continue
        name = "membership" if grid == "membership" else "programme_result"
        rows = report.tables[name]
        own = rows[rows["measure_id"] == new]
        # Printed like the row above it: the last known one.
        columns = [c for c in rows.columns if c != "measure_id" and not c.endswith("figure_id")]
        above = rows[rows["measure_id"] == LAST[grid]][columns]
        assert own[columns].to_dict("records") == above.to_dict("records")
        assert len(own) > 1
    assert list(report.tables["training"]["category"])[-1] == NEW["training"]
    # And nothing of the known rows differs.
    new_rows = {*words["term_id"], NEW["training"]}
    known = replace(report, tables={name: _without(frame, new_rows) for name, frame in report.tables.items()})
    assert {name: found for name in CORE_TABLES if (found := differences(known, name, style, FY2023))} == {}


def _without(frame: pd.DataFrame, names: set[str]) -> pd.DataFrame:
    column = next((name for name in ("measure_id", "category") if name in frame), None)
    return frame if column is None else frame[~frame[column].isin(names)]


LAST = {
    "health_programmes": "health_declaration_workplaces",
    "generic_drugs": "generic_use_share",
    "dependent_reconfirmation": "dependents_removed",
    "membership": "covered_workplaces",
}


WHY = {
    "短時間労働の事業所数": "nothing says its unit for certain",  # a caption for each measure, none for this one
    "電子健診票の受診者数": "nothing says its unit for certain",  # printed in 事業所
    "対前年度の使用割合": "its label speaks of another row",
    "支所": "every row of this table is a part of a sum",
    "資格停止者数": "every row of this table is a part of a sum",
    "扶養から外れた人数": "it is not certain where its label ends",  # a known row under another name
}
"""Label of a refused row -> why it is not loaded as a new one."""


def test_a_row_whose_meaning_is_uncertain_is_refused_with_the_reason(tmp_path: Path) -> None:
    membership, programmes, drugs, procurement, flow, renamed = WHY
    content = with_rows(
        membership=membership, health_programmes=programmes, generic_drugs=drugs, procurement=procurement,
        monthly_flow=flow,
    ).relabelled(dependents_removed=renamed)  # fmt: skip
    with pytest.raises(ReportRefused) as caught:
        read_report(typeset(Style(), tmp_path / "report.pdf", content))
    problems = {str(problem.printed): problem for problem in caught.value.problems}
    assert set(problems) == set(WHY)
    for label, why in WHY.items():
        problem = problems[label]
        assert problem.code == "unknown_row_label"
        assert f"It is not loaded as a new measure: {why}" in problem.remedy
        assert "新しい項目としては取り込んでいません" in problem.remedy_ja
        assert "kyokai propose report.pdf" in problem.remedy


def test_the_same_label_has_the_same_id_in_its_table_only_and_its_numbers_count() -> None:
    own = provisional_row_id("health_programmes", "40歳以上の受診者数")
    assert own == provisional_row_id("health_programmes", "４０歳以上の 受診者数")
    assert len({own, provisional_row_id("training", "40歳以上の受診者数")}) == 2
    assert own != provisional_row_id("health_programmes", "65歳以上の受診者数")
