"""An annotation over a number that a person has looked at: accepted once it is named, and only that one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import pytest
from pypdfium2 import raw

from kyokai_pipeline import paths
from kyokai_pipeline.errors import ReportError, Where, refuse
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.raw_folder.annotations import accept_annotations
from kyokai_pipeline.raw_folder.shelf import Paper
from kyokai_pipeline.raw_folder.sidecar import Sidecar, parse_sidecar
from kyokai_pipeline.refresh.reading import Reading, Refusal
from kyokai_pipeline.warehouse.swap import refresh
from kyokai_pipeline_tests.report.test_seen_as_printed import PAGE, annotated
from kyokai_pipeline_tests.staged import stage

if TYPE_CHECKING:
    from kyokai_pipeline.errors import Box
    from kyokai_pipeline.report.model import Report

ENTRY: dict[str, Any] = {"page": 8, "printed": "6,045名", "by": "山田", "reason": "校正の印。数値は正しい"}
BOXES: list[Box] = [(10.0, 20.0, 40.0, 30.0), (10.0, 120.0, 40.0, 130.0)]


def sidecar(*entries: dict[str, Any]) -> Sidecar:
    return parse_sidecar(Path("report.yml"), json.dumps({"acknowledged_annotations": entries}))


def found(count: int) -> tuple[list[ReportError], pd.DataFrame]:
    """Annotated numbers as they are seen, with their figures."""
    seen = [
        refuse("annotated_fact", Where(page=8, box=box, printed="6,045 名"), kind="FreeText") for box in BOXES[:count]
    ]
    names = ("x0", "top", "x1", "bottom")
    rows = [{"page": 8, "role": "fact", "reason": None, **dict(zip(names, box, strict=True))} for box in BOXES]
    return seen, pd.DataFrame(rows)


def accepted(count: int, *entries: dict[str, Any]) -> tuple[list[ReportError], list[str | None]]:
    problems, figures = found(count)
    left = accept_annotations(problems, sidecar(*entries).acknowledged_annotations, figures, file="report.yml")
    return left, list(figures["reason"])


def test_the_number_is_taken_and_says_so() -> None:
    said = "annotated (FreeText), and acknowledged: 校正の印。数値は正しい (山田)"
    assert accepted(1, ENTRY) == ([], [said, None])
    assert accepted(2, {**ENTRY, "box": [10, 125, 40, 128]})[1] == [None, said]


@pytest.mark.parametrize(
    ("entry", "count", "said"),
    [
        ({**ENTRY, "page": 7}, 1, "lies over no such number"),
        ({**ENTRY, "printed": "6,046名"}, 1, "lies over no such number"),
        (ENTRY, 2, "box:, one of [10.0, 20.0, 40.0, 30.0]; [10.0, 120.0, 40.0, 130.0]"),
    ],
)
def test_an_entry_that_fits_nothing_or_too_much_is_named(entry: dict[str, Any], count: int, said: str) -> None:
    left, _ = accepted(count, entry)
    assert [problem.code for problem in left] == ["annotated_fact"] * count + ["stale_annotation"]
    assert said in left[-1].what
    assert (left[-1].file, left[-1].page) == ("report.yml", entry["page"])


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({"page": 8, "printed": "1"}, "page、printed、by、reason"),
        ({**ENTRY, "by": ""}, "by"),
        ({**ENTRY, "page": "8"}, "1から数えたページ番号"),
        ({**ENTRY, "box": [1, 2, 3]}, "4つの数"),
    ],
)
def test_an_entry_that_cannot_be_understood(entry: dict[str, Any], why: str) -> None:
    with pytest.raises(ReportError) as refused:
        sidecar(entry)
    assert why in refused.value.what_ja


def test_an_annotated_report_is_published_and_the_note_says_by_whom(fy2023: Report, tmp_path: Path) -> None:
    facts = fy2023.figures[(fy2023.figures["role"] == "fact") & (fy2023.figures["page"] == PAGE)]
    fact = facts.iloc[0]
    box = fy2023.glyph_boxes[fact["figure_id"]][0]
    pdf = annotated(tmp_path / "kyokai_fy2023_summary.pdf", raw.FPDF_ANNOT_FREETEXT, box)
    with open_document(pdf) as document:
        sha256 = document.sha256
    entry = {
        **ENTRY,
        "page": PAGE,
        "printed": fact["printed"],
        "box": [float(fact[s]) for s in ("x0", "top", "x1", "bottom")],
    }
    with Reading(Paper(pdf, sha256, Sidecar(), sha256)) as at_work:
        at_work.report()
        with pytest.raises(Refusal, match="acknowledged_annotations"):
            at_work.sight()
    with Reading(Paper(pdf, sha256, sidecar(entry), sha256)) as at_work:
        report = at_work.report()
        at_work.sight()
    stage(report, paths.staging_dir(tmp_path), source_url=None, fingerprint="1")
    refresh(paths.staging_dir(tmp_path), paths.database(tmp_path))
    with duckdb.connect(str(paths.database(tmp_path)), read_only=True) as connection:
        note = connection.execute("SELECT subject, after FROM meta.release_note WHERE section = 'remark'").fetchall()
    assert note == [
        (f"{fact['figure_id']} {fact['printed']}", f"annotated (FreeText), and acknowledged: {ENTRY['reason']} (山田)")
    ]
