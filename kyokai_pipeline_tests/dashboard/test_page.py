"""The dashboard without a browser: the file itself, and what it refuses."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from kyokai_pipeline.confined.process import Confined
from kyokai_pipeline.dashboard import paper
from kyokai_pipeline.dashboard.build import Written, write_dashboard
from kyokai_pipeline.dashboard.cells import Cells
from kyokai_pipeline.dashboard.charts import apart, nice_scale
from kyokai_pipeline.dashboard.indicators import indicators
from kyokai_pipeline.dashboard.membership import Membership
from kyokai_pipeline.dashboard.numbers import english, grouped, japanese
from kyokai_pipeline.dashboard.page import _environment
from kyokai_pipeline.dashboard.queries import ask
from kyokai_pipeline.dashboard.sheets import draw_report
from kyokai_pipeline.dashboard.trust import contradictions
from kyokai_pipeline.dashboard.words import words
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.settings import Limits
from kyokai_pipeline.warehouse.build import build
from kyokai_pipeline_tests.conftest import SHIPPED, Warehouse
from kyokai_pipeline_tests.warehouse.other_editions import next_edition, stage_as_it_is

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.report.model import Report


def test_one_small_file_that_names_no_other(written: Written) -> None:
    text = written.path.read_text("utf-8")
    assert written.size < 4_000_000
    assert not re.search(r"(src|href)=\"(?!#)", text)
    assert "http://" not in text.replace("http://www.w3.org", "")
    assert "https://" not in text
    assert "@import" not in text


def test_the_same_input_gives_the_same_bytes(written: Written, fy2023_warehouse: Warehouse) -> None:
    before = written.path.read_bytes()
    assert write_dashboard(SHIPPED.parent, fy2023_warehouse.folder).path.read_bytes() == before


def test_what_another_process_drew_is_not_drawn_again(
    written: Written, fy2023: Report, fy2023_warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Confined(draw_report, (SHIPPED, fy2023), SHIPPED.name, Limits()) as at_work:
        sheets = at_work.next()
    monkeypatch.setattr(paper, "draw_sheets", lambda *_, **__: pytest.fail("drawn again"))
    drawn = {hashlib.sha256(SHIPPED.read_bytes()).hexdigest(): sheets}
    again = write_dashboard(SHIPPED.parent, fy2023_warehouse.folder, drawn.pop)
    assert again.path.read_bytes() == written.path.read_bytes()
    assert drawn == {}


def test_every_figure_and_page_that_it_names_is_in_it(written: Written) -> None:
    text = written.path.read_text("utf-8")
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found
    data = json.loads(found[1])
    named = {int(number) for numbers in re.findall(r'data-f="([\d ]+)"', text) for number in numbers.split()}
    assert named == set(range(len(data["figures"])))
    for figure in data["figures"]:
        assert f'id="page-{figure[0]}-{figure[1]}"' in text
        assert figure[6]
    assert len(data["texts"]) > 400
    placed = [one for one in data["texts"] if len(one) > 4]
    assert len(placed) > 0.98 * len(data["texts"])


def test_the_row_label_and_the_column_head_are_around_a_figure(written: Written) -> None:
    """加入者数 2023 of the ten-year table: its label left of the numbers, its head over them."""
    data = json.loads(written.path.read_text("utf-8").split('id="data">')[1].split("</script>")[0])
    (figure,) = (one for one in data["figures"] if one[7] == "FY2023-draft:p02:0036")
    at, page, x0, top, x1, bottom, printed, _, left, numbers, right, head, head_end, row, row_end = figure
    assert (at, page, printed) == (0, 2, "39,559")
    assert left < numbers < x0 < x1 <= right
    assert head < head_end <= row + 40
    assert row < top < bottom < row_end


def test_another_pdf_than_the_one_that_was_read(fy2023_warehouse: Warehouse, tmp_path: Path) -> None:
    shutil.copy(SHIPPED, tmp_path)
    with (tmp_path / SHIPPED.name).open("ab") as file:
        file.write(b"\n")
    with pytest.raises(ReportError, match="not the file that was read"):
        write_dashboard(tmp_path, fy2023_warehouse.folder)


def test_numbers_as_readers_write_them() -> None:
    assert japanese(Decimal(39_559_000), "人") == "3,955万9千人"
    assert japanese(Decimal(-309_000), "人", signed=True) == "−30万9千人"
    assert japanese(Decimal(2_660_000), "事業所") == "266万事業所"
    assert japanese(Decimal(304_077), "円") == "304,077円"
    assert japanese(Decimal(2), "%", signed=True, places=1) == "+2.0%"
    assert english(Decimal(39_559_000), "人") == "39.559 million"
    assert english(Decimal(304_077), "円") == "¥304,077"
    assert english(Decimal(-5_966), "円", signed=True) == "−¥5,966"
    assert english(Decimal(102_000), "人", signed=True) == "+102,000"
    assert grouped(Decimal("0.5684"), places=3) == "0.568"
    assert grouped(0.3) == "0.3"


def test_scales_and_labels() -> None:
    scale, ticks = nice_scale([36_411_000, 40_460_000], ticks=3)
    assert ticks == [36_000_000, 38_000_000, 40_000_000, 42_000_000]
    assert scale.at(36_000_000) == 100
    assert scale.at(42_000_000) == 0
    assert nice_scale([5, 5])[1]
    assert nice_scale([3, 9], zero=True)[0].low == 0
    labels = apart([50, 51, 52, 99, 99.5])
    assert labels == sorted(labels)
    assert all(b - a >= 8 for a, b in pairwise(labels))
    assert max(labels) <= 100


def test_every_word_has_both_languages_and_the_same_parts() -> None:
    for key, text in words().items():
        assert text["ja"], key
        assert text["en"], key
        assert set(re.findall(r"\{(\w+)\}", text["ja"])) == set(re.findall(r"\{(\w+)\}", text["en"])) - {"era"} | (
            {"era"} if "{era}" in text["ja"] else set()
        ), key


def test_beside_procurement_stand_only_contradictions_of_procurement() -> None:
    common = {
        "edition_id": "FY2023", "identity_id": "share", "description_ja": "式", "description_en": "claim",
        "expected_low": Decimal(1), "expected_high": Decimal(1), "printed": "2", "acknowledged_reason": None,
        "figure_ids": ["FY2023:p01:0001"], "expected_figure_ids": ["FY2023:p01:0002"],
    }  # fmt: skip
    rows = [{**common, "subject": topic, "topic": topic} for topic in ("procurement", "flow")]
    found = contradictions(Cells(), rows)
    row = {"office": "total", "contracts": 1, "single": 1, "share": 1, "bar": 1}
    panel = (
        _environment()
        .get_template("results.html.j2")
        .render(contradictions=found, procurement=[row], programmes={}, trainings=[])
    )
    assert panel.count('class="clash small"') == 1


def indicator(**values: Any) -> dict[str, Any]:
    """One row of the indicators as the page shows it; usually of FY2024, known and judged."""
    usual = {
        "edition_id": "FY2024", "fiscal_year": 2024, "kpi_id": "a_share", "label_ja": "割合", "label_en": "A share",
        "position": 1, "pillar": "strategy", "initiative": "施策", "statement": "割合を50％以上とする",
        "is_reference": False, "direction": "at_least", "target_basis": "stated",
        "target_value": Decimal(50), "target_quantum": Decimal(1),
        "result_value": Decimal("52.6"), "result_quantum": Decimal("0.1"), "unit": "%", "target_text": "50%",
        "result_text": "52.6%", "status": "achieved", "gap": Decimal("2.6"), "achievement_ratio": 1.05,
        "previous_result": None, "previous_figure_ids": None, "target_figure_id": "t", "result_figure_id": "r",
    }  # fmt: skip
    (shown,) = indicators(Cells(), [{**usual, **values}], [])
    return shown


def test_an_indicator_that_nobody_named_yet_shows_what_its_statement_says_and_no_id() -> None:
    shown = indicator(kpi_id="new_8bc05ca2", label_ja="バイオシミラーの割合", label_en="new_8bc05ca2")
    assert shown["name"] == '<span lang="ja">バイオシミラーの割合</span>'
    assert "A share" in indicator()["name"]


def test_an_indicator_whose_result_is_not_known_yet_shows_last_years(fy2023: Report, tmp_path: Path) -> None:
    pending, other = "health_insurance_committee_coverage", "single_bid_share"
    later = next_edition(fy2023, "FY2024", years=1)
    kpis = later.tables["kpi"].copy()
    unknown = {"result_value": None, "result_quantum": None, "result_figure_id": None, "result_text": "集計中"}
    for name in (pending, other):
        at = kpis.index[kpis["kpi_id"] == name][0]
        for column, value in {**unknown, "status": "not_judged", "status_text": "－"}.items():
            kpis.at[at, column] = value
    kpis.loc[kpis["kpi_id"] == other, "definition"] += "（新）"
    for report in (fy2023, replace(later, tables={**later.tables, "kpi": kpis})):
        stage_as_it_is(report, tmp_path / "staging", "f" * 64)
    build(tmp_path / "staging", tmp_path / "kyokai.duckdb")
    with duckdb.connect(str(tmp_path / "kyokai.duckdb"), read_only=True) as connection:
        rows = {row["kpi_id"]: row for row in ask(connection, "kpis", edition_id="FY2024")}
        history = ask(connection, "kpi_history")
    assert rows[pending]["previous_result"] == Decimal("52.6")
    assert rows[pending]["previous_figure_ids"] == list(
        fy2023.tables["kpi"].set_index("kpi_id").loc[[pending], "result_figure_id"]
    )
    shown = {one["kpi_id"]: one for one in indicators(Cells(), list(rows.values()), history)}
    assert "52.6" in shown[pending]["last_year"]
    assert rows[other]["previous_result"] is None  # counted otherwise before
    assert rows["claims_review_reduction_rate"]["previous_result"] == Decimal("0.423")


def test_a_measure_whose_last_year_is_not_known_yet_says_of_which_year_its_value_is() -> None:
    def row(measure: str, year: int) -> dict[str, Any]:
        return {
            "measure_id": measure, "fiscal_year": year, "edition_id": "FY2024", "label_ja": "", "label_en": "",
            "value": 100 + year, "unit": "人", "quantum": 1, "yoy_change": 1, "yoy_pct_printed": None,
            "index_first_year": Decimal(100 + year - 2022), "figure_ids": [], "value_figure_id": f"{measure} {year}",
            "yoy_figure_id": None, "yoy_quantum": None,
        }  # fmt: skip

    trend = [row("enrollees", 2022), row("enrollees", 2023), *(row("insured", year) for year in (2022, 2023, 2024))]
    membership = Membership(Cells(), trend, trend)
    assert [(tile["id"], tile["year"]) for tile in membership.tiles()] == [("enrollees", 2023), ("insured", 2024)]
    assert [card["year"] for card in membership.cards()] == [2023, 2024]
    newest = membership.index()["rows"][0]
    assert (newest["year"], newest["cells"][0], "102" in newest["cells"][1]) == (2024, "", True)
    by_year = [{"fiscal_year": 2023, "dependents_per_insured": 0.57, "figure_ids": []}]
    ratio = membership.ratio([*by_year, {"fiscal_year": 2024, "dependents_per_insured": None, "figure_ids": []}])
    assert "0.57" in ratio["last"]
    assert [shown["year"] for shown in ratio["rows"]] == [2023]


def test_a_result_and_a_target_in_words_are_shown_in_words() -> None:
    unknown = {"result_value": None, "result_quantum": None, "result_figure_id": None, "gap": None}
    shown = indicator(**unknown, result_text="集計中", status="not_judged")
    assert (shown["result"], shown["bullet"]["result"]) == ('<span class="none" lang="ja">集計中</span>', 0)
    told = {"target_value": None, "target_quantum": None, "target_basis": "previous_year"}
    shown = indicator(**told, target_text="前年度以上", previous_result=Decimal("52.0"))
    assert "前年度以上" in shown["target"]
    assert "52" in shown["last_year"]
    assert "–" in indicator(**{**told, "target_basis": "none"}, target_text="－")["target"]
