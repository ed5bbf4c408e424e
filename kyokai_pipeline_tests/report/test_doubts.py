"""What no such report prints is refused; what is only unlikely is published, and said wherever somebody may look."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import duckdb
import pandas as pd
import pytest
from typer.testing import CliRunner

from kyokai_pipeline import paths
from kyokai_pipeline.cli.app import app
from kyokai_pipeline.defs.edition_events import _doubts, _unexplained, _unseen
from kyokai_pipeline.errors import ReportError, ReportRefused
from kyokai_pipeline.layout.solve import solve
from kyokai_pipeline.reconcile.evaluate import evaluate
from kyokai_pipeline.refresh.doubts import SHOWN, doubtful_values, unexplained_summary, unseen_text
from kyokai_pipeline.report.reader import read
from kyokai_pipeline.report.tables.doubts import check_order
from kyokai_pipeline.report.tables.models import model_of
from kyokai_pipeline.schemas.validate import validate_report
from kyokai_pipeline.vocabulary import tables
from kyokai_pipeline.warehouse.contents import contents
from kyokai_pipeline.warehouse.staging import load_frames
from kyokai_pipeline.warehouse.swap import refresh
from kyokai_pipeline_tests.report.handmade import HandmadePage
from kyokai_pipeline_tests.staged import stage
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.report.model import Report


def test_parts_of_persons_and_two_units_of_one_measure_are_refused(tmp_path: Path) -> None:
    edits = {
        "training/階層別研修/participants": "6.045名",
        "dependent_reconfirmation/dependents_removed/2022": "78,264千人",
        "health_programmes/health_declaration_workplaces/2023": "94.740事業所",
    }
    with pytest.raises(ReportRefused) as refused:
        read(typeset(Style(), tmp_path / "report.pdf", FY2023.edited(edits)))
    found = {(problem.code, problem.printed) for problem in refused.value.problems}
    assert ("not_whole", "6.045名") in found
    assert ("not_whole", "94.740事業所") in found
    assert {printed for code, printed in found if code == "two_scales"} <= {"78,264千人", "71,350人"}
    assert {code for code, _ in found} == {"not_whole", "two_scales"}


YEARS = [f"{year}年度" for year in range(2019, 2024)]


@pytest.mark.parametrize(
    ("heads", "is_refused"),
    [
        (YEARS, False),
        (YEARS[::-1], False),
        ([*YEARS[:2], YEARS[3], YEARS[2], YEARS[4]], True),
    ],
    ids=["forwards", "all reversed", "two heads swapped"],
)
@pytest.mark.parametrize("turned", [False, True])
def test_years_stand_in_their_order_or_are_all_reversed(heads: list[str], *, is_refused: bool, turned: bool) -> None:
    page = HandmadePage()
    spec = tables().spec("dependent_reconfirmation")
    labels = ("再確認対象事業所数", "被扶養者削減数")
    across, down = (labels, heads) if turned else (heads, labels)
    for column, head in enumerate(across):
        page.write(head, 200.0 + 120 * column, 100.0)
    for row, label in enumerate(down, 1):
        page.write(label, 50.0, 100.0 + 20 * row)
        for column in range(len(across)):
            page.write("1,234", 210.0 + 120 * column, 100.0 + 20 * row)
    table = solve([page.page], model_of(spec, tables()))
    if not is_refused:
        check_order(table, spec)
        return
    with pytest.raises(ReportError) as refused:
        check_order(table, spec)
    assert "do not stand in their order" in refused.value.what
    assert "2022年度 2021年度" in str(refused.value.printed)


@pytest.fixture(scope="module")
def doubtful(fy2023: Report) -> Report:
    """The report with a number that nothing explains, unseen text, and four times as many removed the year before."""
    results, figures = fy2023.tables["programme_result"].copy(), fy2023.figures.copy()
    earlier = (results["measure_id"] == "dependents_removed") & (results["fiscal_year"] == 2022)
    results.loc[earlier, "value"] *= 4
    aside = figures.index[figures["role"] == "page_number"][0]
    figures.loc[aside, ["role", "reason"]] = None
    pages = fy2023.pages.copy()
    pages.loc[pages["page"] == 3, "unseen_characters"] = 12
    tables = {**fy2023.tables, "programme_result": results}
    return dataclasses.replace(fy2023, tables=tables, figures=figures, pages=pages)


def test_checks_warn_with_page_and_box(doubtful: Report) -> None:
    frames = validate_report(doubtful)
    with duckdb.connect() as connection:
        load_frames(connection, frames)
        evaluations = evaluate(connection)
    taken = cast("Any", SimpleNamespace(paper=SimpleNamespace(name="a.pdf"), frames=frames, evaluations=evaluations))
    said, figures, unseen = _doubts(taken), _unexplained(taken), _unseen(taken)
    assert [(check.passed, check.severity.value) for check in (said, figures, unseen)] == [(False, "WARN")] * 3
    assert "p.3: 12 characters" in str(unseen.description)
    assert "doubt_threefold:2023年度 dependents_removed 「71,350人」 p." in str(said.description)
    assert "figures that nothing explains: 1" in str(figures.description)
    assert "p.5 (" in str(figures.description)
    (one,) = doubtful_values(evaluations)
    assert doubtful_values([dataclasses.replace(e, acknowledged="as printed") for e in evaluations]) == []
    assert str(unexplained_summary("a.pdf", [one] * (SHOWN + 3)).text("en")).count("\n") == SHOWN + 1


def test_status_and_release_note_say_it(fy2023: Report, doubtful: Report, tmp_path: Path) -> None:
    database, said = paths.database(tmp_path), []
    (tmp_path / "raw").mkdir()
    for number, report in enumerate((fy2023, doubtful, fy2023)):
        stage(report, paths.staging_dir(tmp_path), source_url=None, fingerprint=str(number))
        refresh(paths.staging_dir(tmp_path), database)
        with duckdb.connect(str(database), read_only=True) as connection:
            note = "SELECT section, change FROM meta.release_note WHERE section IN ('doubt', 'unexplained') ORDER BY 1"
            said.append(connection.execute(note).fetchall())
        counted = {"FY2023-draft": 1} if report is doubtful else {}
        held = contents(database)
        assert (held.doubtful, held.unexplained) == (counted, counted)
        assert held.unseen == ({"FY2023-draft": 12} if counted else {})
        shown = CliRunner().invoke(app, ["status", "--raw", str(tmp_path / "raw"), "--warehouse", str(tmp_path)]).output
        assert ("kyokai inspect" in shown, "kyokai check" in shown) == (bool(counted), bool(counted))
        assert ("12 characters that nobody sees" in " ".join(shown.split())) == bool(counted)
    assert said == [
        [],
        [("doubt", "added"), ("unexplained", "added")],
        [("doubt", "withdrawn"), ("unexplained", "withdrawn")],
    ]


def test_no_doubt_on_the_report_as_it_is(fy2023: Report) -> None:
    frames = validate_report(fy2023)
    with duckdb.connect() as connection:
        load_frames(connection, frames)
        assert doubtful_values(evaluate(connection)) == []
    assert unseen_text(frames) == []
    assert not frames["evidence.figure"]["role"].isna().any()
    assert pd.notna(frames["core.kpi"]["result_value"]).all()
