"""Tables entered by hand: every number is one that its page prints, claimed once; anything else is refused by name."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.errors import ReportRefused
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.report import reader
from kyokai_pipeline.report.by_hand.form import form_of
from kyokai_pipeline.report.by_hand.reading import ByHand
from kyokai_pipeline.report.by_hand.sheet_file import csv_of
from kyokai_pipeline.report.by_hand.sheets import sheet_of
from kyokai_pipeline.report.by_hand.transcription import Transcription
from kyokai_pipeline.report.cover import read_edition
from kyokai_pipeline.report.ledger.ledger import Claim, Ledger
from kyokai_pipeline.report.missing_tables import known_tables
from kyokai_pipeline.report.pages import Pages
from kyokai_pipeline.schemas.validate import validate_report
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.compare import KEYS, differences
from kyokai_pipeline_tests.typeset.entered import fill, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kyokai_pipeline.errors import ReportError
    from kyokai_pipeline.report.model import Edition
    from kyokai_pipeline_tests.typeset.entered import Line

DAY = date(2026, 11, 26)
ODD = dict.fromkeys(known_tables(FY2023.fiscal_year), "謎の列")
"""A column of numbers that nobody knows keeps the reader from every table."""


def by(table: str, lines: list[Line]) -> Transcription:
    return Transcription(table, f"report.{table}.csv", "山田太郎", DAY, written(lines))


class Read:
    """One PDF that the reader refuses, its pages read once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        year = FY2023.fiscal_year
        years = range(year - 9, year + 1)
        self.forms = {table: csv_of(sheet_of(table, year, years)) for table in known_tables(year)}
        self._document = open_document(path)

    @contextmanager
    def opened(self) -> Iterator[Read]:
        with self._document as document:
            self.edition: Edition = read_edition(document)
            self.ledger = Ledger(self.edition.edition_id)
            self.count = document.page_count
            self.pages = Pages(document, self.ledger, self.edition, range(1, self.count + 1))
            yield self

    def problems(self, *entered: Transcription, absent: tuple[str, ...] = ()) -> list[ReportError]:
        by_hand = ByHand(entered, self.edition, self.count, absent)
        _, more = by_hand.read(self.pages.named, self.ledger, {})
        return [*by_hand.problems, *more]


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Read]:
    content = replace(FY2023, extra_columns=ODD)
    with Read(typeset(Style(), tmp_path_factory.mktemp("hand") / "report.pdf", content)).opened() as read:
        yield read


def test_every_table_entered_by_hand_gives_what_is_printed(refused: Read) -> None:
    with pytest.raises(ReportRefused) as nothing:
        reader.read(refused.path)
    ways = " ".join(f"{problem.remedy} " for problem in nothing.value.problems)
    assert all(f"kyokai transcribe report.pdf {table} " in ways for table in known_tables(FY2023.fiscal_year))

    entered = [by(table, fill(form, table)) for table, form in refused.forms.items()]
    report = reader.read(refused.path, {}, entered)

    assert [line for table in KEYS for line in differences(report, table, Style(), FY2023)] == []
    frames = validate_report(report)
    figures = frames["evidence.figure"]
    facts = figures[(figures["role"] == "fact") & (figures["core_table"] != "prose_figure")]
    assert set(facts["read_by"]) == {"hand"}
    assert set(facts["entered_by"]) == {"山田太郎"}
    assert set(facts["entered_on"]) == {DAY}
    prose = figures[figures["core_table"] == "prose_figure"]
    assert set(prose["read_by"]) == {"reader"}
    assert prose["entered_by"].isna().all()


def test_a_number_that_a_page_prints_twice_is_the_one_in_its_row_and_column(refused: Read, tmp_path: Path) -> None:
    path = typeset(Style(), tmp_path / "report.pdf", FY2023)
    read, entered = reader.read(path), [by(table, fill(form, table)) for table, form in refused.forms.items()]
    hand = reader.read(path, {}, [one for one in entered if one.table != "kpi"])
    for table in KEYS:
        figures = [name for name in read.tables[table].columns if name.endswith("figure_id")]
        key = [name for name in KEYS[table] if name != "edition_id"]
        if figures and key:
            wanted, got = (report.tables[table].set_index(key)[figures].sort_index() for report in (read, hand))
            assert got.equals(wanted), table


def one(table: str, change: Callable[[list[Line]], object]) -> Callable[[Read], list[ReportError]]:
    def problems(read: Read) -> list[ReportError]:
        lines = fill(read.forms[table], table)
        change(lines)
        return read.problems(by(table, lines))

    return problems


def over(column: str, before: str, after: str, **more: str) -> Callable[[list[Line]], object]:
    """Every cell of a column that says one thing says another."""
    return lambda lines: [line.update({column: after, **more}) for line in lines if line[column] == before]


def put(at: int, **cells: str) -> Callable[[list[Line]], object]:
    return lambda lines: lines[at].update(cells)


@pytest.mark.parametrize(
    ("problems", "code", "said"),
    [
        (one("membership", put(0, value="36,412")), "hand_value", "page 2 prints no such number"),
        (one("membership", put(0, value="36,411", page="3")), "hand_value", "page 3 prints no such number"),
        (one("membership", put(0, value="36.4.11")), "hand_value", "not a printed number"),
        (one("membership", put(10, unit="")), "hand_value", "two units"),
        (one("membership", put(0, unit="百人")), "hand_value", "does not name the unit 百人"),
        (one("membership", put(0, unit="円")), "hand_value", "the unit 円 is none of 人"),
        (one("membership", put(0, page="99")), "hand_line", "whole number from 1 to"),
        (one("membership", put(0, page="")), "hand_line", "is not filled in"),
        (one("membership", put(0, yoy_pct="【新設】")), "hand_value", "does not print these words"),
        (one("membership", put(0, measure_id="enrolees")), "hand_line", "measure_id is none of"),
        (one("membership", put(0, fiscal_year="2024")), "hand_row_missing", "2014"),
        (one("membership", put(1, fiscal_year="2014", value="36,411")), "hand_line", "stands on line 2 already"),
        (one("membership", lambda lines: lines.pop(3)), "hand_row_missing", "enrollees / 2017"),
        (one("membership", put(10, value="36,411")), "hand_value", "prints this number once only"),
        (one("membership", over("fiscal_year", "2014", "2024")), "hand_value", "no year up to 2023"),
        (
            one("monthly_flow", lambda lines: lines.extend([{**line, "period": "2022年4月"} for line in lines[::13]])),
            "hand_value",
            "neither a month of the fiscal year 2023",
        ),
        (
            one("generic_drugs", over("period_label", "2023年3月診療分", "使用割合")),
            "hand_value",
            "no fiscal year and no month",
        ),
        (one("dependent_reconfirmation", over("unit", "", "回")), "hand_value", "the unit 回 is none of"),
        (one("monthly_flow", put(0, period="2022年4月")), "hand_row_missing", "2023年4月"),
        (one("monthly_flow", put(0, persons="")), "hand_line", "2023年4月 is not filled in"),
        (one("membership", put(0, yoy_pct="")), "hand_value", "not a printed number"),
        (one("generic_drugs", put(0, period_label="2021年度")), "hand_row_missing", "generic_use_share / 2021年度"),
        (
            one("generic_drugs", lambda lines: [line.update(period_label="昨年") for line in lines[::2]]),
            "hand_value",
            "words",
        ),
        (one("generic_drugs", put(0, value="40人")), "hand_value", "its unit (支部)"),
        (one("training", put(0, content="部長研修会議")), "hand_value", "does not print these words"),
        (one("training", put(0, content="部長研修会議")), "hand_value", "column content"),
        (one("training", put(0, content="", page="2")), "hand_value", "column category"),
        (
            one("generic_drugs", over("period_label", "2023年3月診療分", "使用割合")),
            "hand_value",
            "column period_label",
        ),
        (one("procurement", put(2, single_bid_pct="9.8%")), "hand_value", "prints no such number"),
        (one("kpi", put(0, statement="サービススタンダードの達成状況を満点とする")), "hand_value", "these words"),
        (one("kpi", put(0, initiative="コラボヘルス")), "hand_value", "none that the vocabulary knows"),
        (one("kpi", put(0, initiative="new:コラボヘルス")), "hand_value", "needs its pillar"),
        (one("kpi", put(0, initiative="new:strategy:コラボヘルスの推進")), "hand_value", "without new:"),
        (one("kpi", put(0, initiative="new:strategy:コラボヘルス")), "hand_value", "its whole label"),
        (one("kpi", put(0, initiative="new:strategy:窓口の充実")), "hand_value", "these words"),
        (one("kpi", put(0, status="概ね")), "hand_value", "the verdict is none of"),
        (one("kpi", put(0, number="一")), "hand_value", "no number of a statement"),
        (one("kpi", put(0, result="99.9% 超")), "hand_value", "from 「超」 on"),
        (one("kpi", put(0, result="達成")), "hand_value", "not a printed number"),
        (one("kpi", lambda lines: lines[0].update(statement=lines[1]["statement"])), "hand_value", "no statement of"),
        (one("kpi", lambda lines: lines.pop(-1)), "hand_row_missing", "count:not_achieved"),
        (one("kpi", put(0, kpi_id="new:1")), "hand_value", "the statement of service_standard_attainment"),
        (one("kpi", put(0, kpi_id="new:1", statement="達成状況を")), "hand_value", "needs its whole statement"),
        (one("kpi", put(0, kpi_id="newer")), "hand_line", "kpi_id is none of"),
    ],
)
def test_what_cannot_be_accepted_is_named(
    refused: Read, problems: Callable[[Read], list[ReportError]], code: str, said: str
) -> None:
    found = problems(refused)
    assert any(problem.code == code and said in problem.what for problem in found), [p.block() for p in found]
    assert all(problem.file and problem.file.endswith(".csv") for problem in found)
    assert all(problem.what_ja and problem.remedy_ja for problem in found)


def test_files_that_are_no_such_table(refused: Read) -> None:
    lines = fill(refused.forms["training"], "training")
    whole = by("training", lines)
    (head,) = refused.problems(replace(whole, text="a,b\n1,2\n"))
    assert "the first line lacks the columns category" in head.what
    (name,) = refused.problems(replace(whole, table="trainings"))
    assert (name.code, "training" in name.what) == ("hand_unknown_table", True)
    (both,) = refused.problems(whole, absent=("training",))
    assert both.code == "hand_and_missing"
    (twice,) = refused.problems(whole, whole)
    assert twice.code == "hand_table_twice"
    # Some libraries lift this limit for the whole process.
    lifted = csv.field_size_limit(100_000)
    (broken,) = refused.problems(replace(whole, text="a" * 200_000))
    csv.field_size_limit(lifted)
    assert "it is no CSV" in broken.what


@pytest.mark.parametrize(
    ("initiative", "entered"),
    [
        ("費用対効果を踏まえたコスト削減等", "費用対効果を踏まえたコスト削減等"),
        ("窓口相談体制の充実", "new:組織・運営体制関係:窓口相談体制の充実"),
        ("窓口相談体制の充実", "new:organisation:窓口相談体制の充実"),
    ],
    ids=["known initiative", "new initiative", "new initiative by key"],
)
def test_an_indicator_that_no_term_explains_is_entered_as_the_reader_would_load_it(
    initiative: str, entered: str, tmp_path: Path
) -> None:
    rows = list(FY2023.tables["kpi"])
    more = {
        "kpi_id": "",
        "number": "",
        "statement": "窓口での相談に対する満足度を87.3％以上とする",
        "initiative": initiative,
    }
    rows.append({**rows[-1], **more, "target_text": "87.3%", "result_text": "88.8%", "unit": "%"})
    content = replace(FY2023, tables={**FY2023.tables, "kpi": tuple(rows)})
    path = typeset(Style(), tmp_path / "report.pdf", content)
    lines = fill(csv_of(sheet_of("kpi", content.fiscal_year)), "kpi", content)
    read = reader.read(path)
    pages = read.figures.set_index("figure_id")["page"]
    stands = {row["kpi_id"]: str(pages[row["result_figure_id"]]) for row in read.tables["kpi"].to_dict("records")}
    lines = [{**line, "page": stands.get(line["kpi_id"], line["page"])} for line in lines]
    keys = {"initiative": entered, "number": "", "statement": more["statement"]}
    texts = {"target": "87.3%", "result": "88.8%", "status": rows[-1]["status_text"], "page": [*stands.values()][-1]}
    lines.insert(-3, {**lines[-4], "kpi_id": "new:1", **keys, **texts})

    hand = reader.read(path, {}, [by("kpi", lines)])
    key = ["kpi_id", "pillar", "initiative", "statement", "unit", "target_value", "result_value", "status", "is_named"]
    assert hand.tables["kpi"].tail(1)[key].astype(str).equals(read.tables["kpi"].tail(1)[key].astype(str))
    assert list(hand.tables["kpi"]["is_named"]).count(False) == 1
    new = [more["statement"], *([initiative] if entered.startswith("new:") else [])]
    assert list(hand.unnamed["text"]) == list(read.unnamed["text"]) == new
    assert list(hand.unnamed["term_id"]) == list(read.unnamed["term_id"])


def test_half_a_person_is_refused_by_hand_too(tmp_path: Path) -> None:
    content = replace(FY2023.edited({"training/業務別研修/participants": "6.045名"}), extra_columns=ODD)
    with Read(typeset(Style(), tmp_path / "report.pdf", content)).opened() as read:
        lines = fill(read.forms["training"], "training")
        lines[1].update(participants="6.045名")
        (problem,) = read.problems(by("training", lines))
        assert (problem.code, problem.printed) == ("not_whole", "6.045名")


def test_what_other_tables_hold_is_theirs(refused: Read) -> None:
    lines = fill(refused.forms["monthly_flow"], "monthly_flow")
    by_hand = ByHand([by("monthly_flow", lines)], refused.edition, refused.count, ())
    rows, problems = by_hand.read(refused.pages.named, refused.ledger, {})
    assert problems == []
    claims = [value for table in rows.values() for row in table for value in row.values() if isinstance(value, Claim)]
    assert len(claims) == len(lines)
    _, problems = by_hand.read(refused.pages.named, refused.ledger, rows)
    assert len(problems) > len(lines) / 2
    assert {problem.code for problem in problems} == {"hand_value"}


def test_the_form_names_its_pages_and_years(refused: Read) -> None:
    form = form_of(refused.path, "membership")
    assert form.csv == refused.forms["membership"]
    assert form.csv.startswith("\ufeffmeasure_id,fiscal_year,label,unit,value,yoy_pct,page\r\n")
    assert "\r\ncovered_workplaces,2014,適用事業所数,,,,\r\n" in form.csv
    assert form.lines == 60
    assert list(form.pictures) == [2]
    assert form.pictures[2].startswith(b"\x89PNG")
    drugs = form_of(refused.path, "generic_drugs").csv.splitlines()[1:3]
    assert [line.split(",")[1] for line in drugs] == ["2023年3月診療分", "2024年3月診療分"]
    for table, pages, code in (("trainings", (), "hand_no_such_table"), ("training", (99,), "hand_page_beyond")):
        with pytest.raises(ReportRefused) as wrong:
            form_of(refused.path, table, pages)
        assert (wrong.value.code, wrong.value.file) == (code, "report.pdf")
    assert list(form_of(refused.path, "training", (3,)).pictures) == [3]
