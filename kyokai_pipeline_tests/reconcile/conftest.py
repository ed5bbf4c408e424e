from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline.schemas.validate import validate_report
from kyokai_pipeline.warehouse.staging import load_frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

EDITION = "FY2023-draft"

_BEFORE = """
insert into core.edition by name
    select * replace ('FY2022' as edition_id, 2022 as fiscal_year, false as is_draft, false as is_current,
        true as is_latest_of_year)
    from core.edition;
insert into evidence.figure by name
    select * replace ('FY2022' as edition_id, replace(figure_id, 'FY2023-draft', 'FY2022') as figure_id)
    from evidence.figure;
insert into core.membership by name
    select * replace ('FY2022' as edition_id,
        replace(value_figure_id, 'FY2023-draft', 'FY2022') as value_figure_id,
        replace(yoy_figure_id, 'FY2023-draft', 'FY2022') as yoy_figure_id)
    from core.membership where fiscal_year <= 2022;
insert into core.programme_result by name
    select * replace ('FY2022' as edition_id, replace(figure_id, 'FY2023-draft', 'FY2022') as figure_id)
    from core.programme_result where fiscal_year <= 2022;
insert into core.kpi by name
    select * replace ('FY2022' as edition_id, 'achieved' as status, target_value as result_value,
        target_quantum as result_quantum, replace(target_figure_id, 'FY2023-draft', 'FY2022') as target_figure_id,
        replace(target_figure_id, 'FY2023-draft', 'FY2022') as result_figure_id)
    from core.kpi where target_basis = 'previous_year';
"""
"""An edition of the year before that prints what this one repeats."""

PROSE = [
    ("enrollees", "3,955万9千人", "加入者数：3,955万9千人", 39559000, "人", 1000, False, "none"),
    ("enrollees", "10万2千人", "10万2千人増加", 102000, "人", 1000, False, "change"),
    ("enrollees", "0.3％", "対前年度比0.3％の増", "0.3", "%", "0.1", False, "change"),
    ("dependents", "30万9千人", "30万9千人減少", -309000, "人", 1000, False, "change"),
    ("my_number_coverage_rate", "99.6％", "収録率は99.6％", "99.6", "%", "0.1", False, "none"),
    ("my_number_coverage_rate", "99.0％", "収録率（99.0％）", "99.0", "%", "0.1", False, "previous_year"),
    ("my_number_coverage_rate", "0.6％ポイント", "0.6％ポイント向上", "0.6", "ポイント", "0.1", False, "change"),
    ("dependent_confirmation_submission_rate_target", "94.0％", "KPI（94.0％）", "94.0", "%", "0.1", False, "none"),
    ("service_standard_attainment", "99.9％", "（前年度99.9％）", "99.9", "%", "0.1", False, "previous_year"),
    ("reconfirmation_workplaces", "約135万事業所", "約135万事業所へ", 1350000, "事業所", 10000, True, "none"),
    ("dependents_removed", "71,350人", "71,350人分の", 71350, "人", 1, False, "none"),
    ("single_bid_share", "9.9％", "一者応札割合は9.9％", "9.9", "%", "0.1", False, "none"),
]  # fmt: skip
"""fact_id, printed, phrase, value, unit, quantum, is_approximate, comparison: sentences of the report."""


def _add_prose(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "create table core.prose_figure (figure_id varchar, edition_id varchar, page integer, pillar varchar,"
        " section varchar, sentence varchar, phrase varchar, value decimal(18, 4), unit varchar,"
        " quantum decimal(18, 4), is_approximate boolean, comparison varchar, fact_id varchar)"
    )
    for at, (fact, printed, phrase, value, unit, quantum, about, comparison) in enumerate(PROSE, 1):
        figure_id = f"{EDITION}:p99:{at:04d}"
        connection.execute(
            "insert into evidence.figure by name select ? as figure_id, ? as edition_id, 99 as page, 1 as x0, 2 as top,"
            " 3 as x1, 4 as bottom, ? as printed, 'fact' as role",
            [figure_id, EDITION, printed],
        )
        connection.execute(
            "insert into core.prose_figure values (?, ?, 99, null, null, ?, ?, ?, ?, ?, ?, ?, ?)",
            [figure_id, EDITION, phrase, phrase, value, unit, quantum, about, comparison, fact],
        )


@pytest.fixture(scope="session")
def frames() -> dict[str, pd.DataFrame]:
    """The tables of the FY2023 report."""
    return validate_report(read_report(paths.project() / "raw" / "kyokai_fy2023_summary.pdf"))


@pytest.fixture(scope="session")
def alone(frames: dict[str, pd.DataFrame]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database of the FY2023 report as it is."""
    with duckdb.connect() as connection:
        load_frames(connection, frames)
        yield connection


@pytest.fixture(scope="session")
def full(frames: dict[str, pd.DataFrame]) -> Iterator[duckdb.DuckDBPyConnection]:
    """The FY2023 report, the edition before it, and sentences."""
    with duckdb.connect() as connection:
        tables = {name: frame for name, frame in frames.items() if name != "core.prose_figure"}
        load_frames(connection, {**frames, **tables})
        connection.execute(_BEFORE)
        connection.execute("drop table if exists core.prose_figure")
        _add_prose(connection)
        yield connection
