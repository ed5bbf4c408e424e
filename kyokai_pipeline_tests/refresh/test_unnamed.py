"""A word that no term explains is said wherever somebody may look, and its naming too."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import duckdb
import pandas as pd
from typer.testing import CliRunner

from kyokai_pipeline import paths
from kyokai_pipeline.cli.app import app
from kyokai_pipeline.defs import shown
from kyokai_pipeline.defs.edition_events import _named
from kyokai_pipeline.refresh.unnamed import unnamed_summary, unnamed_words
from kyokai_pipeline.vocabulary import forget, package_words
from kyokai_pipeline.vocabulary.own_words import add
from kyokai_pipeline.warehouse.contents import contents
from kyokai_pipeline.warehouse.swap import refresh
from kyokai_pipeline_tests.staged import stage

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from kyokai_pipeline.report.model import Report

TEXT = "電子申請の利用率を50％以上とする"
WORD = {
    "edition_id": "FY2023-draft", "kind": "indicator", "term_id": "new_0123abcd", "core_table": "kpi", "text": TEXT,
    "nearest": "my_number_coverage_rate", "page": 13, "x0": 70.2, "top": 100.0, "x1": 300.0, "bottom": 112.0,
}  # fmt: skip


def test_the_check_warns_and_lists_each_with_page_and_box() -> None:
    taken = SimpleNamespace(
        paper=SimpleNamespace(name="report.pdf"), frames={"evidence.unnamed_word": pd.DataFrame([WORD])}
    )
    result = _named(cast("Any", taken))
    assert (result.passed, result.severity.value) == (False, "WARN")
    for part in (
        "new_0123abcd",
        "p.13 (70, 100, 300, 112)",
        TEXT,
        "my_number_coverage_rate",
        "kyokai propose report.pdf",
    ):
        assert part in str(result.description)
    taken.frames["evidence.unnamed_word"] = pd.DataFrame([WORD]).head(0)
    result = _named(cast("Any", taken))
    assert (result.passed, result.description) == (True, None)


def test_status_note_and_dictionary_say_it(fy2023: Report, tmp_path: Path) -> None:
    database, note = paths.database(tmp_path), "SELECT subject, change, before, after FROM meta.release_note"
    said = []
    for number, words in enumerate(([], [WORD], [])):
        report = replace(fy2023, unnamed=pd.DataFrame(words))
        stage(report, paths.staging_dir(tmp_path), source_url=None, fingerprint=str(number))
        refresh(paths.staging_dir(tmp_path), database)
        with duckdb.connect(str(database), read_only=True) as connection:
            said.append(connection.execute(f"{note} WHERE section = 'unnamed'").fetchall())
            check = "SELECT passed FROM meta.check_result WHERE check_name = 'everything_named'"
            assert connection.execute(check).fetchall() == [(not words,)]
        assert contents(database).unnamed == ({"FY2023-draft": 1} if words else {})
        raw = tmp_path / "raw"
        raw.mkdir(exist_ok=True)
        shown = CliRunner().invoke(app, ["status", "--raw", str(raw), "--warehouse", str(tmp_path)]).output
        assert ("kyokai propose FY2023-draft" in shown) is bool(words)
    subject = "indicator new_0123abcd"
    assert said == [[], [(subject, "added", None, TEXT)], [(subject, "withdrawn", TEXT, None)]]


def test_a_warning_of_a_check_is_told_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    place = {"page": 3, "x0": 1, "top": 2, "x1": 3, "bottom": 4}
    words = pd.DataFrame([{"kind": "row", "term_id": "new_1", "text": "あ", "nearest": None, **place}])
    summary = unnamed_summary("a.pdf", unnamed_words({"evidence.unnamed_word": words}))
    check = SimpleNamespace(metadata=shown.said(summary), description=summary.both())
    for language, said in (("ja", "語彙にない語が1件"), ("en", "words that no term explains: 1")):
        monkeypatch.setenv("KYOKAI_LANG", language)
        told = shown.told(cast("Any", check))
        assert said in told
        assert told.count("new_1") == 1
    assert shown.told(cast("Any", SimpleNamespace(metadata={}, description="as it is"))) == "as it is"


def test_a_row_that_was_staged_before_it_was_named_keeps_its_history(
    fy2023: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its provisional id and its name are one measure, and the release note says so."""
    (tmp_path / "kyokai.toml").touch()
    monkeypatch.setenv("KYOKAI_CONFIG", str(tmp_path / "kyokai.toml"))
    table, new = fy2023.tables["programme_result"], WORD["term_id"]
    renamed = table.assign(measure_id=table["measure_id"].replace("dependents_removed", new))
    word = {**WORD, "kind": "row", "core_table": "programme_result", "text": "削減した人数"}
    report = replace(fy2023, tables={**fy2023.tables, "programme_result": renamed}, unnamed=pd.DataFrame([word]))
    database = paths.database(tmp_path)
    row = {
        "table": "dependent_reconfirmation", "id": "row_removed", "ja": "削減した人数", "en": "Persons removed",
        "forms": ["削減した人数"], "unit": "人", "formerly": [new],
    }  # fmt: skip
    query = (
        "SELECT c.measure_id, c.label_en, is_named, formerly, c.value::INTEGER FROM meta.measure"
        " JOIN marts.programme_change AS c USING (measure_id) WHERE c.label_ja = '削減した人数'"
    )
    found = []
    try:
        for named in (False, True):
            if named:
                add([], {}, package_words(), [row])
            forget()
            stage(report, paths.staging_dir(tmp_path), source_url=None, fingerprint=str(named))
            refresh(paths.staging_dir(tmp_path), database)
            with duckdb.connect(str(database), read_only=True) as connection:
                found += connection.execute(query).fetchall()
                notes = connection.execute(
                    "SELECT section, subject, change, before FROM meta.release_note WHERE section IN ('kpi', 'value')"
                ).fetchall()
    finally:
        monkeypatch.undo()
        forget()
    assert found == [
        (new, "削減した人数", False, None, 71350),
        ("row_removed", "Persons removed", True, [new], 71350),
    ]
    assert notes == [("kpi", "row_removed", "named", new)]
