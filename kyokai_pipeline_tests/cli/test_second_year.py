"""The second year and the third load by themselves from raw/; their new words are warned of, and named in one call."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import duckdb
import pytest
import yaml

from kyokai_pipeline.vocabulary import kpi_words
from kyokai_pipeline.vocabulary.statements import provisional_id
from kyokai_pipeline_tests.cli.conftest import Desk, at_desk
from kyokai_pipeline_tests.reading_once import read_each_pdf_once
from kyokai_pipeline_tests.typeset import FY2023, Content, Style, typeset
from kyokai_pipeline_tests.typeset.compare import differences
from kyokai_pipeline_tests.typeset.content import CORE_TABLES
from kyokai_pipeline_tests.typeset.later_years import (
    FY2024_NEW,
    FY2025_NEW,
    FY2025_REDEFINED,
    FY2025_RETIRED,
    fy2024,
    fy2025,
)
from kyokai_pipeline_tests.typeset.variants import final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typer.testing import Result

    from kyokai_pipeline.report.model import Report

PRINTED = {
    "FY2023": (final(FY2023), Style(rules="none", newest_first=True)),
    "FY2024-draft": (fy2024(), Style()),
    "FY2025-draft": (fy2025(), Style(rules="none")),
}
"""The editions beside the shipped draft, as they are typeset from the hand-checked data."""
NEW_IN_2024 = {row["statement"] for row in FY2024_NEW} | {row["initiative"] for row in FY2024_NEW}
NEW_IN_2025 = {row["statement"] for row in FY2025_NEW} | {FY2025_REDEFINED[1], FY2025_NEW[0]["initiative"]}
UNNAMED = {"FY2024-draft": NEW_IN_2024, "FY2025-draft": NEW_IN_2024 | NEW_IN_2025}


@dataclass
class Years:
    """What was said at each step, and the published file after the first run and after the naming."""

    desk: Desk
    first: Result
    status: dict[str, Any]
    loaded: duckdb.DuckDBPyConnection
    proposed: Result
    again: Result
    status_after: dict[str, Any]
    named: duckdb.DuckDBPyConnection


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Years]:
    """Four PDFs in raw/, one run, one ``kyokai propose --write --yes``, one run more: nobody does anything else."""
    folder = tmp_path_factory.mktemp("years")
    (folder / "kyokai.toml").touch()
    with pytest.MonkeyPatch.context() as patch:
        read_each_pdf_once(patch)
        desk = at_desk(folder, patch)
        for edition, (content, style) in PRINTED.items():
            typeset(style, desk.raw / f"{edition.lower()}.pdf", content)
            missing = [{"table": table, "reason": reason} for table, reason in content.lacks().items()]
            sidecar = {"url_missing_reason": "test", "missing_tables": missing}
            (desk.raw / f"{edition.lower()}.yml").write_text(yaml.safe_dump(sidecar, allow_unicode=True), "utf-8")
        patch.setenv("KYOKAI_CONFIG", str(folder / "kyokai.toml"))
        kpi_words.cache_clear()
        first, status = desk.kyokai("run"), _status(desk)
        loaded = _copied(desk, "first")
        proposed = desk.kyokai("propose", "FY2025-draft", "--write", "--yes")
        again, status_after = desk.kyokai("run"), _status(desk)
        named = _copied(desk, "second")
        yield Years(desk, first, status, loaded, proposed, again, status_after, named)
    loaded.close()
    named.close()
    kpi_words.cache_clear()


def _status(desk: Desk) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(desk.kyokai("status", "--json").stdout)
    return found


def _copied(desk: Desk, name: str) -> duckdb.DuckDBPyConnection:
    copied = desk.database.with_name(f"{name}.copy")
    shutil.copy(desk.database, copied)
    return duckdb.connect(str(copied), read_only=True)


def texts(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [text for (text,) in connection.execute(query).fetchall()]


def folded(text: str) -> str:
    return "".join(text.replace("％", "%").split())


def with_ids(content: Content, known: dict[str, str]) -> Content:
    """What was printed, each new indicator under its id."""
    return content.mapped("kpi", lambda row: {**row, "kpi_id": row["kpi_id"] or known[row["statement"]]})


def test_all_editions_load_unattended(years: Years) -> None:
    assert years.first.exit_code == 0, years.first.output
    published = years.status["published"]["editions"]
    assert sorted(published) == ["FY2023", "FY2023-draft", "FY2024-draft", "FY2025-draft"]
    latest = texts(years.loaded, "SELECT edition_id FROM core.edition WHERE is_latest_of_year ORDER BY 1")
    assert latest == ["FY2023", "FY2024-draft", "FY2025-draft"]


@pytest.mark.parametrize("step", ["loaded", "named"])
@pytest.mark.parametrize("edition", PRINTED)
def test_every_number_is_as_printed(edition: str, step: str, years: Years) -> None:
    content, style = PRINTED[edition]
    connection: duckdb.DuckDBPyConnection = getattr(years, step)
    rows = {name: _rows(connection, name, edition) for name in CORE_TABLES}
    known = {folded(row["statement"]): row["kpi_id"] for row in rows["kpi"]}
    printed = with_ids(content, {row["statement"]: known[folded(row["statement"])] for row in content.tables["kpi"]})
    tables = {name: SimpleNamespace(to_dict=lambda _, found=found: found) for name, found in rows.items()}
    report = cast("Report", SimpleNamespace(tables=tables))
    wrong = {name: differences(report, name, style, printed) for name in CORE_TABLES}
    assert {name: found for name, found in wrong.items() if found} == {}


def _rows(connection: duckdb.DuckDBPyConnection, name: str, edition: str) -> list[dict[str, Any]]:
    found = connection.execute(f"SELECT * FROM core.{name} WHERE edition_id = ?", [edition])
    columns = [column[0] for column in found.description or []]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def test_new_indicators_are_provisional_and_keep_their_id_over_the_years(years: Years) -> None:
    rows = years.loaded.execute("SELECT edition_id, kpi_id, statement FROM core.kpi WHERE NOT is_named").fetchall()
    statements = {row["statement"] for row in (*FY2024_NEW, *FY2025_NEW)} | {FY2025_REDEFINED[1]}
    wanted = {folded(text): provisional_id(text) for text in statements}
    assert {(folded(text), kpi_id) for _, kpi_id, text in rows} == set(wanted.items())
    assert len(rows) == 2 * len(FY2024_NEW) + len(FY2025_NEW) + 1
    retired = f"SELECT DISTINCT edition_id FROM core.kpi WHERE kpi_id = '{FY2025_RETIRED}' ORDER BY 1"
    assert texts(years.loaded, retired) == ["FY2023", "FY2023-draft", "FY2024-draft"]
    history = "SELECT count(*) FROM marts.kpi_history WHERE kpi_id = '{}'"
    for row in FY2024_NEW:
        assert years.loaded.execute(history.format(provisional_id(row["statement"]))).fetchall() == [(2,)]


@pytest.mark.parametrize("edition", PRINTED)
def test_each_unknown_word_is_warned_of_once(edition: str, years: Years) -> None:
    found = texts(years.loaded, f"SELECT text FROM evidence.unnamed_word WHERE edition_id = '{edition}'")
    assert sorted(map(folded, found)) == sorted(map(folded, UNNAMED.get(edition, set())))
    file = f"{edition.lower()}.pdf"
    said = [line for line in years.first.output.splitlines() if "words that no term explains" in line and file in line]
    assert len(said) == (edition in UNNAMED)
    begins = years.first.output.find(said[0]) if said else 0
    told = folded(years.first.output[begins:].partition("\n  ! ")[0])
    assert all(told.count(f"「{folded(word)}」") == 1 for word in UNNAMED.get(edition, set())), told


def test_naming_takes_one_call_and_then_nothing_warns(years: Years) -> None:
    assert years.proposed.exit_code == 0, years.proposed.output
    assert f"{len(NEW_IN_2024 | NEW_IN_2025)} names written" in years.proposed.output
    assert years.again.exit_code == 0, years.again.output
    assert "words that no term explains" not in years.again.output
    assert "  ! " not in years.again.output
    assert years.named.execute("SELECT count(*) FROM evidence.unnamed_word").fetchall() == [(0,)]
    assert years.named.execute("SELECT count(*) FROM core.kpi WHERE NOT is_named").fetchall() == [(0,)]
    assert years.status_after["up_to_date"]
    assert "Every label is known" in years.desk.kyokai("propose", "FY2025-draft").stdout


def test_a_named_indicator_keeps_its_history(years: Years) -> None:
    """Both years under the new id, which is joined with the provisional one."""
    rows = years.named.execute(
        "SELECT h.kpi_id, list(h.fiscal_year ORDER BY h.fiscal_year) FROM marts.kpi_history AS h"
        " JOIN core.kpi AS k ON k.kpi_id = h.kpi_id AND k.edition_id = 'FY2024-draft'"
        " WHERE h.kpi_id NOT IN (SELECT kpi_id FROM core.kpi WHERE edition_id = 'FY2023') GROUP BY ALL"
    ).fetchall()
    both = [kpi_id for kpi_id, found in rows if found == [2024, 2025]]
    assert len(both) >= len(FY2024_NEW)
    assert not any(kpi_id.startswith("new_") for kpi_id in both)
