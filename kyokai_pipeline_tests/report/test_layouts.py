"""However the report was typeset, the same facts come out of it, and what cannot be read is refused by name.

The reader is a black box here. The values stand in ``expected/*.csv``, written down from the published text;
the PDFs come from ``typeset/``, which knows nothing of the reader.
"""

from __future__ import annotations

import os
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from kyokai_pipeline.errors import ReportError, ReportRefused
from kyokai_pipeline.report.model import Report
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline_tests.typeset import FY2023, Content, Style, printed_on, typeset
from kyokai_pipeline_tests.typeset.chromium_writer import browser
from kyokai_pipeline_tests.typeset.compare import by_key, differences, plain
from kyokai_pipeline_tests.typeset.content import CORE_TABLES, MEASURES
from kyokai_pipeline_tests.typeset.named import NAMED
from kyokai_pipeline_tests.typeset.typst_writer import available
from kyokai_pipeline_tests.typeset.variants import RESTATED, another_organisation, next_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Where this module's PDFs lie."""
    with TemporaryDirectory() as name:
        yield Path(name)


@cache
def read(name: str, folder: Path) -> Report | ReportRefused:
    """Typeset a named style once and read it once, whether that goes well or not."""
    path = typeset(NAMED[name], folder / f"{name}.pdf")
    try:
        return read_report(path)
    except ReportRefused as refused:
        return refused


@pytest.mark.parametrize("table", CORE_TABLES)
@pytest.mark.parametrize("name", NAMED)
def test_same_facts_in_every_typesetting(name: str, table: str, folder: Path) -> None:
    style = NAMED[name]
    if style.producer == "chromium" and browser() is None:
        pytest.skip("no Chromium on this machine")
    if style.producer == "typst" and not available():
        pytest.skip("typst is not installed")
    report = read(name, folder)
    assert isinstance(report, Report), str(report)
    assert differences(report, table, style, FY2023) == []


def test_the_matrix_is_large_enough() -> None:
    assert len(NAMED) >= 30
    assert len(set(NAMED.values())) == len(NAMED)


FY2023_WITH_LAST_YEAR = Content(FY2023.tables, extra_columns={"kpi": "前年度"})
PARTED = {"grid", "segmented", "thin_rects", "cell_fills"}
"""Rules that part the results beside a verdict which several indicators share: nothing else says where each ends."""
STYLES = st.builds(
    Style,
    **{dimension.name: ... for dimension in fields(Style)}
    | {
        "producer": st.just("reportlab"),
        "font": st.just("ipaex"),
        "size": st.sampled_from([6.5, 8.0, 9.5]),
        "crop": st.sampled_from([(0, 0), (36, 24)]),
        "front_pages": st.integers(0, 2),
        "seed": st.integers(0, 99),
    },
).map(lambda style: style if style.rules in PARTED else replace(style, verdict_merged=False))


@settings(
    max_examples=25,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(style=STYLES)
@example(style=Style(rules="none", rate="own_row", label="merged", digits="full", newest_first=True))
@example(
    style=Style(rules="header_shading", orientation="portrait", kpi_target="own", valign="top", verdict_split=True)
)
@example(style=Style(rules="none", label="above", initiative="every_row", digits="full", unit_place="below", rotate=90))
@example(style=Style(orientation="portrait", head_align="left", unit_place="column", nested="own_row", digits="full"))
@example(style=Style(rules="none", kpi="one_table", initiative="every_row", cells="bottom", head_align="left", seed=70))
def test_same_facts_in_any_combination(style: Style) -> None:
    with TemporaryDirectory() as name:
        report = read_report(typeset(style, Path(name) / "report.pdf"))
    wrong = {table: differences(report, table, style, FY2023) for table in CORE_TABLES}
    assert {table: found for table, found in wrong.items() if found} == {}


@pytest.mark.parametrize("style", [Style(), Style(rules="none", enumerator="half", year="era")])
def test_next_years_edition_needs_no_code(style: Style, tmp_path: Path) -> None:
    content = next_year()
    report = read_report(typeset(style, tmp_path / "report.pdf", content))
    assert report.edition.edition_id == "FY2024-draft"
    wrong = {table: differences(report, table, style, content) for table in CORE_TABLES}
    assert {table: found for table, found in wrong.items() if found} == {}
    measure, year, value = RESTATED
    rows = by_key(report.tables["membership"].to_dict("records"), "membership")
    assert int(rows[measure, year]["value"]) == int(value)


@pytest.mark.parametrize("mark", ["－", "【新設】"])
@pytest.mark.parametrize("measures", [["covered_workplaces"], MEASURES], ids=["one", "all"])
@pytest.mark.parametrize(
    "style",
    [Style(), Style(rules="none"), Style(rules="header_shading", rate="own_row")],
    ids=["ruled", "no", "own_row"],
)
def test_a_rate_that_is_not_stated_is_null_with_its_reason(
    mark: str, measures: Sequence[str], style: Style, tmp_path: Path
) -> None:
    def change(row: Mapping[str, str]) -> Mapping[str, str]:
        first = row["fiscal_year"] == "2014" and row["measure_id"] in measures
        return {**row, "yoy_pct": mark} if first else row

    content = FY2023.mapped("membership", change)
    report = read_report(typeset(style, tmp_path / "report.pdf", content))
    assert differences(report, "membership", style, content) == []
    row = by_key(report.tables["membership"].to_dict("records"), "membership")["covered_workplaces", 2014]
    assert plain(row["yoy_missing_reason"], "reason")


@pytest.mark.parametrize("mark", ["－", "【新設】"])
@pytest.mark.parametrize("rules", ["grid", "none"])
def test_a_result_that_did_not_exist_before_is_null_with_its_reason(mark: str, rules: Any, tmp_path: Path) -> None:
    content = FY2023.edited({"health_programmes/employer_checkup_data/2022": mark})
    report = read_report(typeset(Style(rules=rules), tmp_path / "report.pdf", content))
    rows = by_key(report.tables["programme_result"].to_dict("records"), "programme_result")
    row = rows["health_programmes", "employer_checkup_data", 2022]
    assert [plain(row[name], name) for name in ("value", "quantum", "figure_id")] == [None, None, None]
    assert row["missing_reason"] == mark
    after = rows["health_programmes", "employer_checkup_data", 2023]
    assert (int(after["value"]), plain(after["missing_reason"], "missing_reason")) == (1180723, None)


@pytest.mark.parametrize("mark", ["－", "【新設】"])
@pytest.mark.parametrize("rules", ["grid", "none"])
def test_a_kpi_without_a_target_is_null_with_its_reason(mark: str, rules: Any, tmp_path: Path) -> None:
    content = FY2023.edited({"kpi/my_number_coverage_rate/target": mark})
    report = read_report(typeset(Style(rules=rules), tmp_path / "report.pdf", content))
    row = by_key(report.tables["kpi"].to_dict("records"), "kpi")[("my_number_coverage_rate",)]
    assert plain(row["target_value"], "target_value") is None
    assert (row["target_text"], row["target_basis"], row["direction"]) == (mark, "none", "at_least")
    assert str(row["result_value"]) == "99.6"


@pytest.mark.parametrize("rules", ["grid", "none"])
def test_a_changed_digit_is_read_as_printed(rules: Any, tmp_path: Path) -> None:
    content = FY2023.edited({"membership/dependents/2020": "15,429\n（▲1.5%)"})
    style = Style(rules=rules)
    report = read_report(typeset(style, tmp_path / "report.pdf", content))
    found = differences(report, "membership", style, FY2023)
    assert len(found) == 1
    assert "15429000" in found[0]


def test_a_retired_kpi_is_no_error(tmp_path: Path) -> None:
    content = FY2023.mapped("kpi", lambda row: None if row["kpi_id"] == "postal_application_rate" else row)
    report = read_report(typeset(Style(), tmp_path / "report.pdf", content))
    assert set(report.tables["kpi"]["kpi_id"]) == {
        row["kpi_id"] for row in FY2023.tables["kpi"] if row["kpi_id"] != "postal_application_rate"
    }


def refusal(
    content: Content, folder: Path, style: Style | None = None, *, repeated: bool = True
) -> tuple[list[ReportError], dict[str, int]]:
    """The problems for which a report is refused, and the page on which each table stands."""
    path = typeset(style or Style(), folder / "broken.pdf", content, repeated=repeated)
    with pytest.raises(ReportRefused) as refused:
        read_report(path)
    problems = refused.value.problems
    assert problems
    assert {problem.file for problem in problems} == {"broken.pdf"}
    for problem in problems:
        assert all((problem.what, problem.what_ja, problem.remedy, problem.remedy_ja))
    return problems, printed_on(style or Style(), content)


def named(problems: list[ReportError], words: str | tuple[str, ...], page: int | None = None) -> bool:
    """Whether a problem says one of these words, and stands on this page."""
    wanted = [plain(word, "category") for word in ((words,) if isinstance(words, str) else words)]
    return any(
        any(word in plain(problem.block("ja") + problem.block("en"), "category") for word in wanted)
        and (page is None or problem.page == page)
        for problem in problems
    )


TABLE_WORDS = {
    "membership": "加入者数、事業所数等の動向",
    "monthly_flow": "月別の新規加入者数等の推移",
    "dependent_reconfirmation": "被扶養者資格",
    "health_programmes": "健診",
    "generic_drugs": "ジェネリック医薬品",
    "training": "集合研修",
    "procurement": "一者応札割合",
    "kpi": "KPI",
    "kpi_count": "達成",
}


@pytest.mark.parametrize("grid", TABLE_WORDS)
def test_a_missing_table_is_named(grid: str, tmp_path: Path) -> None:
    problems, _ = refusal(FY2023.without(grid), tmp_path)
    assert named(problems, TABLE_WORDS[grid]), str(problems)


@pytest.mark.parametrize("rules", ["grid", "none"])
@pytest.mark.parametrize(
    ("cell", "labels"),
    [
        ("membership/insured/2019", ("被保険者数", "2019年度")),
        ("monthly_flow/joined/dependents/2023-10-01", ("被扶養者数", "10月")),
        ("health_programmes/employer_checkup_data/2022", ("事業者健診データの取得人数", "2022年度")),
        ("dependent_reconfirmation/dependents_removed/2023", ("被扶養者削減数", "2023年度")),
        ("generic_drugs/generic_use_share/2022", ("協会全体の使用割合", "2023年3月診療分")),
        ("procurement/branches/single_bid_contracts", ("支部", "一者応札件数")),
        ("training/業務別研修/participants", ("業務別研修", "実施人数")),
        (
            "kpi/claims_rereview_amount_per_claim/result",
            ("再審査レセプト", "claims_rereview_amount_per_claim"),
        ),
        ("kpi/health_declaration_workplaces/status", ("健康宣言事業所数", "達成状況")),
        ("kpi_count/nearly_achieved", ("概ね達成", "nearly_achieved")),
    ],
)
@pytest.mark.parametrize("text", ["", "two"])
def test_a_cell_with_no_token_or_two_is_named(
    cell: str, labels: tuple[str, ...], text: str, rules: Any, tmp_path: Path
) -> None:
    printed = {"": "", "two": "達成 未達成" if cell.endswith("status") else "96 (78)"}[text]
    problems, pages = refusal(FY2023.edited({cell: printed}), tmp_path, Style(rules=rules))
    assert named(problems, labels, pages[cell.partition("/")[0]]), str(problems)


@pytest.mark.parametrize("rules", ["grid", "none", "horizontal"])
@pytest.mark.parametrize(
    "kpi_id",
    ["service_standard_attainment", "my_number_coverage_rate", "regional_care_opinion_statements", "single_bid_share"],
)
def test_a_row_without_its_verdict_is_not_lost(kpi_id: str, rules: Any, tmp_path: Path) -> None:
    """The first and the last row of a table, and the only one."""
    row = next(row for row in FY2023.tables["kpi"] if row["kpi_id"] == kpi_id)
    content = FY2023.edited({f"kpi/{kpi_id}/status": ""})
    problems, _ = refusal(content, tmp_path, Style(rules=rules, kpi="stacked"))
    words = (row["target_text"], row["statement"][:8])
    assert any(word in str(problem.printed) for problem in problems for word in words), str(problems)


@pytest.mark.parametrize("text", ["40,46O\n(2.6%)", "4,0460\n(2.6%)", "40.460,1\n(2.6%)", "40,460\n(2.6%)\n(2.6%)"])
def test_a_cell_that_is_no_number_is_named(text: str, tmp_path: Path) -> None:
    problems, pages = refusal(FY2023.edited({"membership/enrollees/2019": text}), tmp_path)
    assert named(problems, text.partition("\n")[0], pages["membership"]), str(problems)


@pytest.mark.parametrize("rules", ["grid", "none"])
@pytest.mark.parametrize("row", ["enrollees", "insured", "voluntarily_insured", "covered_workplaces"])
def test_a_cell_with_a_letter_in_it_is_named_with_its_place(row: str, rules: Any, tmp_path: Path) -> None:
    """Wherever the row stands: the table does not end at such a line."""
    content = FY2023.edited({f"membership/{row}/2019": "24,8O5\n(4.4%)"})
    problems, pages = refusal(content, tmp_path, Style(rules=rules))
    (problem,) = problems
    assert (problem.code, problem.page) == ("bad_cell", pages["membership"])
    assert "24,8O5" in str(problem.printed)
    assert problem.box is not None


@pytest.mark.parametrize("rules", ["grid", "none"])
@pytest.mark.parametrize(
    ("grid", "label", "known"),
    [
        ("membership", "短時間被保険者数", "被保険者数"),
        ("monthly_flow", "資格停止者数", "資格喪失者数"),
        ("health_programmes", "被保険者の特定健診の受診者数", "被扶養者の特定健診の受診者数"),
        ("procurement", "支所", "支部"),
    ],
)
def test_an_unknown_row_is_named_with_the_nearest_known(
    grid: str, label: str, known: str, rules: Any, tmp_path: Path
) -> None:
    content = Content(FY2023.tables, extra_rows={grid: label})
    problems, pages = refusal(content, tmp_path, Style(rules=rules))
    assert named(problems, label, pages[grid]), str(problems)
    assert named(problems, known, pages[grid]), str(problems)


@pytest.mark.parametrize("rules", ["grid", "none", "horizontal"])
@pytest.mark.parametrize("grid", ["membership", "health_programmes", "dependent_reconfirmation", "procurement"])
def test_a_column_that_is_declared_ignorable_is_left_out(grid: str, rules: Any, tmp_path: Path) -> None:
    content = Content(FY2023.tables, extra_columns={grid: "対計画値"})
    style = Style(rules=rules)
    report = read_report(typeset(style, tmp_path / "report.pdf", content))
    assert {table: found for table in CORE_TABLES if (found := differences(report, table, style, FY2023))} == {}


@pytest.mark.parametrize("rules", ["grid", "none", "horizontal"])
@pytest.mark.parametrize(
    "grid", ["membership", "health_programmes", "dependent_reconfirmation", "generic_drugs", "procurement"]
)
def test_a_row_that_is_declared_ignorable_is_left_out_and_warned_of(grid: str, rules: Any, tmp_path: Path) -> None:
    content = Content(FY2023.tables, extra_rows={grid: "対計画値"})
    style = Style(rules=rules)
    report = read_report(typeset(style, tmp_path / "report.pdf", content))
    assert {table: found for table in CORE_TABLES if (found := differences(report, table, style, FY2023))} == {}
    assert {problem.code for problem in report.problems} == {"unexplained_figure"}


@pytest.mark.parametrize("rules", ["grid", "none", "horizontal"])
@pytest.mark.parametrize("target", ["own", "spanned"])
def test_an_unknown_column_of_the_indicators_is_named(target: Any, rules: Any, tmp_path: Path) -> None:
    style = Style(rules=rules, kpi="stacked", kpi_target=target)
    problems, _ = refusal(FY2023_WITH_LAST_YEAR, tmp_path, style)
    (problem,) = problems
    assert (problem.code, problem.printed) == ("unknown_kpi_column", "前年度")
    assert problem.box is not None


@pytest.mark.parametrize("rules", ["grid", "none", "horizontal"])
@pytest.mark.parametrize("target", ["own", "spanned"])
def test_a_column_of_remarks_beside_the_indicators_is_left_out(target: Any, rules: Any, tmp_path: Path) -> None:
    style = Style(rules=rules, kpi="stacked", kpi_target=target)
    content = Content(FY2023.tables, extra_columns={"kpi": "備考欄"})
    report = read_report(typeset(style, tmp_path / "report.pdf", content))
    assert differences(report, "kpi", style, FY2023) == []


@pytest.mark.parametrize("head_align", ["center", "left"])
@pytest.mark.parametrize("rules", ["grid", "none"])
@pytest.mark.parametrize(
    ("grid", "header"),
    [
        ("membership", "目標値"),
        ("monthly_flow", "前年計"),
        ("health_programmes", "対目標値"),
        ("procurement", "不調件数"),
        ("training", "開催回数"),
    ],
)
def test_an_unknown_column_is_named(grid: str, header: str, rules: Any, head_align: Any, tmp_path: Path) -> None:
    content = Content(FY2023.tables, extra_columns={grid: header})
    problems, pages = refusal(content, tmp_path, Style(rules=rules, head_align=head_align))
    assert named(problems, header, pages[grid]), str(problems)


@pytest.mark.parametrize(
    ("labels", "grid"),
    [
        ({"dependents": "家族の人数"}, "membership"),
        ({"left": "脱退した方"}, "monthly_flow"),
        ({"dependents_removed": "解除の件数"}, "dependent_reconfirmation"),
        ({"branches": "拠点"}, "procurement"),
        ({"single_bid_contracts": "応札が一者の件"}, "procurement"),
    ],
)
def test_a_renamed_label_is_named(labels: dict[str, str], grid: str, tmp_path: Path) -> None:
    problems, pages = refusal(FY2023.relabelled(**labels), tmp_path)
    assert named(problems, next(iter(labels.values())), pages[grid]), str(problems)


def test_a_year_lost_at_the_edge_of_the_page_is_missed(tmp_path: Path) -> None:
    content = FY2023.mapped("membership", lambda row: None if row["fiscal_year"] == "2023" else row)
    problems, pages = refusal(content, tmp_path)
    assert named(problems, "2023年度", pages["membership"]), str(problems)


def test_results_of_other_years_are_not_taken_for_this_edition(tmp_path: Path) -> None:
    def change(row: Mapping[str, str]) -> Mapping[str, str]:
        return {**row, "period_label": "2021年度", "fiscal_year": "2021"} if row["period_label"] == "2023年度" else row

    problems, pages = refusal(FY2023.mapped("programme_result", change), tmp_path)
    assert named(problems, "2023年度", pages["health_programmes"]), str(problems)


@pytest.mark.parametrize("repeated", [True, False])
def test_rows_of_kpis_that_run_over_the_page_are_not_lost(repeated: bool, tmp_path: Path) -> None:
    style = Style(kpi="continued", initiative="every_row")
    report = read_report(typeset(style, tmp_path / "report.pdf", repeated=repeated))
    assert differences(report, "kpi", style, FY2023) == []


@pytest.mark.parametrize("rules", ["grid", "none"])
def test_kpis_that_share_a_cell_are_refused_where_a_number_is_missing(rules: Any, tmp_path: Path) -> None:
    cell = "kpi/dependent_specific_checkup_rate/result_text"
    content = FY2023.edited({cell: "①57.7%\n②7.1%\n28.3%"})
    problems, pages = refusal(content, tmp_path, Style(numbered="one_cell", rules=rules))
    assert named(problems, "②7.1%28.3%", pages["kpi"]), str(problems)


def test_a_statement_that_two_kpis_claim_is_named(tmp_path: Path) -> None:
    def change(row: Mapping[str, str]) -> Mapping[str, str]:
        new = "マイナンバー収録率と生活習慣病予防健診実施率を50％以上とする"
        return {**row, "statement": new} if row["kpi_id"] == "my_number_coverage_rate" else row

    problems, pages = refusal(FY2023.mapped("kpi", change), tmp_path)
    assert named(problems, "マイナンバー収録率と生活習慣病予防健診実施率", pages["kpi"]), str(problems)


def test_an_initiative_under_another_pillar_is_named(tmp_path: Path) -> None:
    """Moved by the publisher, or read under the wrong heading: a person decides."""

    def change(row: Mapping[str, str]) -> Mapping[str, str]:
        return {**row, "pillar": "strategy"} if row["kpi_id"] == "single_bid_share" else row

    problems, pages = refusal(FY2023.mapped("kpi", change), tmp_path)
    (problem,) = problems
    assert (problem.code, problem.page) == ("moved_initiative", pages["kpi"])
    assert problem.printed == "費用対効果を踏まえたコスト削減等"
    assert "組織・運営体制" in problem.what_ja


@pytest.mark.parametrize("words", [False, True])
@pytest.mark.parametrize("rules", ["grid", "none"])
def test_another_organisations_report_is_refused(words: bool, rules: Any, tmp_path: Path) -> None:
    refusal(another_organisation(words=words), tmp_path, Style(rules=rules))
