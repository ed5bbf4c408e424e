"""kyokai_vocabulary.yml: what may stand in it, what is refused and how it is said, and that it is written whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.refresh import fingerprint
from kyokai_pipeline.report.naming import entry_for
from kyokai_pipeline.vocabulary import kpi_words, package_kpis
from kyokai_pipeline.vocabulary.own_words import add, own_file, own_words

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
    kpi_words.cache_clear()
    yield own_file()
    kpi_words.cache_clear()


def test_own_words_are_added_to_those_of_the_package(file: Path) -> None:
    known = len(kpi_words().kpis)
    kpi_words.cache_clear()
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
    ],
)
def test_what_is_wrong_is_named(content: str, said: str, file: Path) -> None:
    file.write_text(content, "utf-8")
    with pytest.raises(ReportError) as caught:
        own_words(package_kpis())
    assert said in caught.value.what
    assert caught.value.file == "kyokai_vocabulary.yml"


def test_a_clash_leaves_the_file_as_it_was(file: Path) -> None:
    entry = {"id": "online_share", "says": ["電子申請の利用率"], "unit": "%"}
    add([entry], {"strategy": ["電子申請の利用促進"]}, package_kpis())
    before = file.read_bytes()
    with pytest.raises(ReportError, match="online_share"):
        add([entry], {}, package_kpis())
    assert file.read_bytes() == before
    add([], {"strategy": ["歯科健診の受診勧奨"]}, package_kpis())
    assert own_words(package_kpis())["initiatives"] == {"strategy": ["電子申請の利用促進", "歯科健診の受診勧奨"]}


def test_an_entry_fits_its_statement_and_no_other() -> None:
    own, longer = "電子申請の利用率（※）を50％以上とする", "支部ごとの電子申請の利用率の差を5％以下とする"
    entry = entry_for("new_0123abcd", own, "%", [own, "健康宣言事業所数を70,000事業所以上とする"])
    named = {"id": "kpi_0123abcd", "says": ["電子申請の利用率"], "unit": "%", "formerly": ["new_0123abcd"]}
    assert entry == named
    entry = entry_for("new_0123abcd", own, "%", [own, longer])
    assert entry is not None
    assert entry["not"] == ["支部ごとの電子申請の利用率の差"]


def test_where_no_words_are_its_own_nothing_is_proposed() -> None:
    """The other statement has all its words, and no more than it."""
    own, other = "電子申請の利用率を50％以上とする", "電子申請の利用率について60％以上とする"
    assert entry_for("new_0123abcd", own, "%", [own, other]) is None
    assert entry_for("new_0123abcd", "率を50％以上とする", "%", []) is None
