"""A new edition with unknown words: they are named with the nearest known term, and the proposed lines accept them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from kyokai_pipeline import vocabulary
from kyokai_pipeline.errors import ReportError, ReportRefused, Where, refuse
from kyokai_pipeline.report.proposals import proposals, survey
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline.vocabulary import forget, package_words
from kyokai_pipeline.vocabulary.keys import packaged
from kyokai_pipeline.vocabulary.own_words import add, checked
from kyokai_pipeline.vocabulary.statements import provisional_id
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.compare import differences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_CACHED = ("measures", "measure", "tables", "kpi_words")


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """The vocabulary is read once a process; the tests here change it, and put it back."""
    yield
    for name in _CACHED:
        if hasattr(getattr(vocabulary, name), "cache_clear"):
            getattr(vocabulary, name).cache_clear()


def accept(lines: tuple[tuple[str, str], ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the proposed lines where a reviewer would put them."""
    load = packaged

    def changed(name: str) -> Any:
        data = load(name)
        for line in (line for file, line in lines if file == name):
            _merge(data, name, line)
        return data

    monkeypatch.setattr(vocabulary, "packaged", changed)
    for name in _CACHED:
        if hasattr(getattr(vocabulary, name), "cache_clear"):
            getattr(vocabulary, name).cache_clear()


def _merge(data: Any, name: str, line: str) -> None:
    owner, said = re.search(r"# id: (\w+)", line), yaml.safe_load(line)
    if name == "measures.yml" and owner:
        next(entry for entry in data if entry["id"] == owner[1]).update(said)
    else:
        raise AssertionError(f"no test proposes {line!r}")


def test_a_known_edition_has_nothing_to_propose(tmp_path: Path) -> None:
    found = survey(typeset(Style(rules="none"), tmp_path / "report.pdf"))
    assert (found.problems, found.proposals, found.edition_id) == ((), (), "FY2023-draft")
    assert set(found.located) >= {"membership", "monthly_flow", "kpi", "kpi_count", "procurement", "training"}
    assert all(found.located.values())


def test_a_renamed_label_loads_after_the_line_is_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = FY2023.relabelled(lifestyle_disease_checkups="生活習慣病予防健診の受診人数")
    path = typeset(Style(), tmp_path / "report.pdf", content)
    found = survey(path)
    assert [problem.details["nearest"] for problem in found.problems] == ["生活習慣病予防健診の受診者数"]
    (file, line), *more = found.proposals
    assert (file, more) == ("measures.yml", [])
    assert "生活習慣病予防健診の受診人数]  # id: lifestyle_disease_checkups" in line
    accept(found.proposals, monkeypatch)
    report = read_report(path)
    assert differences(report, "programme_result", Style(), content) == []


def test_an_unknown_kpi_loads_after_the_line_is_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def change(row: Mapping[str, str]) -> Mapping[str, str]:
        new = "電子申請の利用率を50％以上とする"
        return {**row, "statement": new} if row["kpi_id"] == "my_number_coverage_rate" else row

    path = typeset(Style(), tmp_path / "report.pdf", FY2023.mapped("kpi", change))
    found = survey(path)
    name = provisional_id("電子申請の利用率を50％以上とする").replace("new_", "kpi_")
    line = f"- {{id: {name}, says: [電子申請の利用率], unit: '%', formerly: [{name.replace('kpi_', 'new_')}]}}"
    assert found.proposals == (("kyokai_vocabulary.yml", line),)
    assert "membership" in found.located
    (tmp_path / "kyokai.toml").touch()
    monkeypatch.setenv("KYOKAI_CONFIG", str(tmp_path / "kyokai.toml"))
    add(found.kpis, found.initiatives, package_words())
    forget()
    report = read_report(path)
    assert name in set(report.tables["kpi"]["kpi_id"])
    assert report.unnamed.empty


def test_an_unknown_column_of_the_indicators_is_proposed(tmp_path: Path) -> None:
    content = replace(FY2023, extra_columns={"kpi": "前年度"})
    found = survey(typeset(Style(kpi="stacked"), tmp_path / "report.pdf", content))
    assert found.proposals == (("tables.yml", "columns: [前年度]  # ignore; or a form of a head in kpis.yml"),)


def test_an_unknown_verdict_is_proposed(tmp_path: Path) -> None:
    content = FY2023.edited({"kpi/my_number_coverage_rate/status": "達成見込み"})
    found = survey(typeset(Style(), tmp_path / "report.pdf", content))
    assert found.proposals == (("kpis.yml", "undecided: [達成見込み]  # or a form of one of the statuses"),)


def test_another_document_cannot_be_surveyed(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_text("<html>404</html>", encoding="utf-8")
    with pytest.raises(ReportRefused):
        survey(path)


UNKNOWN = {
    "procurement/total/contracts": ("欠測", "tables.yml", 'placeholders: ["欠測"]'),
    "membership/enrollees/2019": ("40,460★\n(2.6%)", "pdf/marks.py", "★  # _SIGNED"),
    "training/テーマ別研修/participants": ("56尾", "japanese/numbers.py", '"尾": "尾",  # BASE_UNITS'),
    "generic_drugs/generic_use_share/2023": ("83.6円", "measures.yml", "printed_units: [円]  # id: generic_use_share"),
    "kpi/my_number_coverage_rate/result": ("99.6%を確保", "kpis.yml", "remark: true  # id: my_number_coverage_rate"),
}


def test_a_mark_a_unit_or_a_remark_that_nobody_knows_is_proposed(tmp_path: Path) -> None:
    content = FY2023.edited({cell: printed for cell, (printed, _, _) in UNKNOWN.items()})
    found = survey(typeset(Style(), tmp_path / "report.pdf", content))
    assert set(found.proposals) >= {(file, line) for _, file, line in UNKNOWN.values()}
    remedies = " ".join(problem.remedy for problem in found.problems)
    assert all(f"{file}: {line}" in remedies for _, file, line in UNKNOWN.values())


def test_all_unknown_labels_of_a_table_are_named_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    labels = {
        "lifestyle_disease_checkups": "生活習慣病予防健診の受診人数",
        "employer_checkup_data": "事業者健診データの取得者数",
    }
    content = FY2023.relabelled(**labels)
    path = typeset(Style(rules="none"), tmp_path / "report.pdf", content)
    found = survey(path)
    (problem,) = found.problems
    assert problem.details["labels"] == list(labels.values())
    assert [line.partition("# id: ")[2] for _, line in found.proposals] == list(labels)
    differences_shown = {near.text: near.difference for near in found.near[0]}
    assert differences_shown["生活習慣病予防健診の受診者数"] == "生活習慣病予防健診の受診〔-者〕〔+人〕数"
    assert differences_shown["事業者健診データの取得人数"] == "事業者健診データの取得〔-人〕〔+者〕数"
    accept(found.proposals, monkeypatch)
    assert differences(read_report(path), "programme_result", Style(), content) == []


def test_what_is_proposed_for_a_refused_word_is_specific_and_holds_no_placeholder() -> None:
    statement = "電子申請の利用率を50％以上とする"
    refused = refuse("unknown_kpi", Where(printed=statement), near=None)
    longer = "支部ごとの電子申請の利用率の差を5％以下とする"
    ((file, line),) = proposals(refused, [statement, longer])
    entry = yaml.safe_load(line)[0]
    assert (file, entry["says"], entry["not"]) == (
        "kyokai_vocabulary.yml",
        ["電子申請の利用率"],
        ["支部ごとの電子申請の利用率の差"],
    )
    assert proposals(refuse("unknown_kpi", Where(printed="割合"), near=None)) == []
    assert proposals(refuse("ambiguous_kpi", Where(printed=statement), fitting=["a", "b"])) == []
    details = {"nearest": None, "table": "generic_drugs", "labels": ["切替者"]}
    strange = refuse("unknown_row_label", Where(printed="切替者"), details=details, near=None)
    ((file, line),) = proposals(strange)
    with pytest.raises(ReportError, match=r"row_\w{8} has the unit \?"):  # a person has to say it
        checked({"rows": yaml.safe_load(line)}, package_words())
    assert file == "kyokai_vocabulary.yml"
    column = refuse("unknown_column_label", Where(printed="ほげ"), details={"nearest": None}, near=None)
    assert proposals(column) == [("tables.yml", "columns: [ほげ]  # ignore; or a form of a column that is known")]
