"""kyokai_vocabulary.yml: what may stand in it, what is refused and how it is said, and that it is written whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.japanese.text import canonical
from kyokai_pipeline.refresh import fingerprint
from kyokai_pipeline.report.naming import entry_for
from kyokai_pipeline.vocabulary import forget, kpi_words, measure, package_words, tables
from kyokai_pipeline.vocabulary.own_words import add, own_file, own_words
from kyokai_pipeline.vocabulary.statements import fits, provisional_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GOOD = (
    "kpis:\n- {id: online_share, says: [電子申請の利用率], unit: '%'}\ninitiatives:\n  strategy: [電子申請の利用促進]\n"
)


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The project's own file, which is not there yet."""
    monkeypatch.setenv("KYOKAI_CONFIG", str(tmp_path / "kyokai.toml"))
    forget()
    yield own_file()
    forget()


def test_own_words_are_added_to_those_of_the_package(file: Path) -> None:
    known = len(kpi_words().kpis)
    forget()
    file.write_text(GOOD, "utf-8")
    words = kpi_words()
    assert (len(words.kpis), words.kpis[-1].kpi_id) == (known + 1, "online_share")
    assert words.pillar_of["電子申請の利用促進"] == "strategy"


def test_another_word_is_another_fingerprint(file: Path) -> None:
    before = fingerprint.reading(), fingerprint.building()
    file.write_text(GOOD, "utf-8")
    assert fingerprint.reading() != before[0]
    assert fingerprint.building() != before[1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("kpis: [", "it cannot be read"),
        ("- kpis", "the file is no mapping"),
        ("initiatives: [x]", "initiatives is no mapping"),
        ("kpi: []", "Unknown key kpi; did you mean kpis?"),
        ("initiatives: {strateg: [x]}", "did you mean strategy?"),
        ("initiatives: {strategy: x}", "strategy of initiatives has a wrong value"),
        ("initiatives: {strategy: [{nam: x}]}", "did you mean name?"),
        ("kpis: [{id: online_share, say: [x], unit: '%'}]", "Unknown key kpis[online_share].say; did you mean says?"),
        ("kpis: [{id: online_share, says: [x], unit: '%', until: '2024'}]", "is 2024, which is no fiscal year"),
        ("kpis: [{id: online_share, says: [x], unit: '%', formerly: [other]}]", "other, which is no provisional id"),
        ("kpis: [{id: online_share, unit: '%'}]", "online_share lacks says"),
        ("kpis: [{id: online_share, says: [], unit: '%'}]", "says of online_share has a wrong value"),
        ("kpis: [{id: online_share, says: x, unit: '%'}]", "says of online_share has a wrong value"),
        ("kpis: [{id: NEW_ID, says: [x], unit: '%'}]", "NEW_ID is no id"),
        ("kpis: [{id: new_id, says: [x], unit: '%'}]", "new_id is no id"),
        ("kpis: [{id: single_bid_share, says: [x], unit: '%'}]", "single_bid_share is there already"),
        ("initiatives: {strategy: [コラボヘルスの推進]}", "is there already"),
        # What every statement of another entry has, or has all of another entry's words.
        (
            "kpis: [{id: everything, says: [健康宣言], unit: '%'}]",
            "everything and health_declaration_workplaces claim the same",
        ),
        (f"{GOOD}- x", "it cannot be read"),
        (
            "kpis: [{id: a_b_c, says: [あいう], unit: '%'}, {id: d_e_f, says: [あいうえお], unit: '%'}]",
            "d_e_f and a_b_c claim",
        ),
        ("rows: [{id: row_a, forms: [x], unit: 件}]", "row_a lacks table"),
        ("rows: [{id: row_a, table: training, forms: [x], unit: '?'}]", "row_a has the unit ?, which is none of"),
        ("rows: [{id: row_a, table: training, form: [x], unit: 件}]", "did you mean forms?"),
        (
            "rows: [{id: row_a, table: drugs, forms: [x], unit: 件}]",
            "row_a names the table drugs, which is none of membership",
        ),
        ("rows: [{id: enrollees, table: training, forms: [x], unit: 件}]", "enrollees is there already"),
        ("rows: [{id: total, table: procurement, forms: [x], unit: 件}]", "total is there already"),
        (
            "rows: [{id: row_a, table: health_programmes, forms: [健康宣言事業所数], unit: 事業所}]",
            "row_a has the label 「健康宣言事業所数」, by which health_declaration_workplaces is known",
        ),
    ],
)
def test_what_is_wrong_is_named(content: str, said: str, file: Path) -> None:
    file.write_text(content, "utf-8")
    with pytest.raises(ReportError) as caught:
        own_words(package_words())
    assert said in caught.value.what
    assert caught.value.file == "kyokai_vocabulary.yml"


def test_a_clash_leaves_the_file_as_it_was(file: Path) -> None:
    entry = {"id": "online_share", "says": ["電子申請の利用率"], "unit": "%"}
    add([entry], {"strategy": ["電子申請の利用促進"]}, package_words())
    before = file.read_bytes()
    with pytest.raises(ReportError, match="online_share"):
        add([entry], {}, package_words())
    assert file.read_bytes() == before
    add([], {"strategy": ["歯科健診の受診勧奨"]}, package_words())
    assert own_words(package_words())["initiatives"] == {"strategy": ["電子申請の利用促進", "歯科健診の受診勧奨"]}


def test_an_entry_fits_its_statement_and_no_other() -> None:
    own, longer = "電子申請の利用率（※）を50％以上とする", "支部ごとの電子申請の利用率の差を5％以下とする"
    entry = entry_for("new_0123abcd", own, "%", [own, "健康宣言事業所数を70,000事業所以上とする"])
    named = {"id": "kpi_0123abcd", "says": ["電子申請の利用率"], "unit": "%", "formerly": ["new_0123abcd"]}
    assert entry == named
    entry = entry_for("new_0123abcd", own, "%", [own, longer])
    assert entry is not None
    assert entry["not"] == ["支部ごとの電子申請の利用率の差"]
    assert fits(canonical(own), entry["says"], entry["not"])
    assert not fits(canonical(longer), entry["says"], entry["not"])


def test_a_proposed_entry_fits_exactly_its_own_of_all_statements() -> None:
    """Of the indicators of three editions, each taken as the new one."""
    from kyokai_pipeline_tests.typeset.later_years import fy2024, fy2025

    rows = [row["statement"] for content in (fy2024(), fy2025()) for row in content.tables["kpi"]]
    proposed = 0
    for statement in dict.fromkeys(rows):
        new = provisional_id(statement)
        entry = entry_for(new, statement, "%", rows)
        if entry is not None:
            proposed += 1
            fitting = {
                provisional_id(text) for text in rows if fits(canonical(text), entry["says"], entry.get("not", ()))
            }
            assert fitting == {new}, statement
    assert proposed > len(set(map(provisional_id, rows))) * 0.9


def test_where_no_words_are_its_own_nothing_is_proposed() -> None:
    """The other statement has all its words, and no more than it."""
    own = "電子申請の利用率を50％以上とする"
    assert entry_for(provisional_id(own), own, "%", [own, "電子申請の利用率、差を5％以下とする"]) is not None
    # The other one begins alike and goes on with a bare number, which no words can exclude.
    assert entry_for("new_0123abcd", f"{own}\n※支部を除く", "%", ["電子申請の利用率を50％"]) is None
    assert entry_for("new_0123abcd", "率を50％以上とする", "%", []) is None


def test_the_same_indicator_in_another_year_is_no_other_one() -> None:
    own, next_year = "電子申請の利用率を50％以上とする", "電子申請の利用率について60％以上とする"
    entry = entry_for(provisional_id(own), own, "%", [own, next_year])
    assert entry is not None
    assert "not" not in entry


ROW = {
    "table": "health_programmes",
    "id": "row_a",
    "forms": ["登録事業所数"],
    "unit": "事業所",
    "formerly": ["new_0123abcd"],
}


def test_a_named_row_is_an_optional_row_of_its_table_and_a_measure(file: Path) -> None:
    file.write_text(GOOD, "utf-8")
    assert (
        add([], {}, package_words(), [ROW, {**ROW, "id": "row_b", "table": "training", "forms": ["業種別研修"]}])
        == file
    )
    forget()
    assert own_words(package_words())["kpis"][0]["id"] == "online_share"
    spec = tables().spec("health_programmes")
    assert "row_a" in {term.key for term in spec.optional_rows}
    named = measure("row_a")
    assert (named.label_ja, named.unit, named.formerly) == ("登録事業所数", "事業所", ("new_0123abcd",))
    assert "row_b" in {term.key for term in tables().spec("training").optional_rows}
    with pytest.raises(StopIteration):
        measure("row_b")  # a category of the training table is no measure


def test_entries_that_an_exclusion_or_the_years_tell_apart_do_not_clash(file: Path) -> None:
    entry = {"id": "declared_share", "says": ["健康宣言事業所数の割合"], "unit": "%"}
    with pytest.raises(ReportError, match="claim the same statements"):
        add([entry], {}, package_words())
    add([{**entry, "until": 2010}], {}, {**package_words(), "kpis": [{"id": "x", "says": ["健康宣言"], "since": 2011}]})
    file.unlink()
    add([entry], {}, {**package_words(), "kpis": [{"id": "x", "says": ["健康宣言事業所数"], "not": ["割合"]}]})
