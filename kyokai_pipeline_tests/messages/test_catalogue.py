"""Every message the code names has its texts, and every text is used with just the words it has placeholders for."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline import paths
from kyokai_pipeline.cli import refusals
from kyokai_pipeline.errors import ITS_FILE, ReportError, ReportRefused, Where, refuse
from kyokai_pipeline.messages import Phrase, both, catalogue, notice, phrase, reference, two_languages
from kyokai_pipeline.messages.reference import Entry, entries
from kyokai_pipeline_tests.messages.usage import Use, uses, uses_in

if TYPE_CHECKING:
    from pathlib import Path


def faults(found: list[Use], english: dict[str, Entry], japanese: dict[str, Entry]) -> list[str]:
    """What does not fit between the code and the two catalogues."""
    said = [f"{use.place}: the code of the message is not written out" for use in found if use.code is None]
    said += [f"{code}: not in both languages" for code in sorted(english.keys() ^ japanese.keys())]
    said += [f"{code}: no code uses it" for code in sorted(english.keys() - {use.code for use in found})]
    for use in found:
        if use.code in english and use.code in japanese:
            said += _misfits(use, english[use.code], japanese[use.code])
        elif use.code is not None:
            said.append(f"{use.place}: {use.code} has no text")
    return said


def _misfits(use: Use, english: Entry, japanese: Entry) -> list[str]:
    said = []
    for tongue, entry in (("en", english), ("ja", japanese)):
        if use.is_refusal != (entry.remedy is not None):
            said.append(f"{use.place}: {use.code} ({tongue}) {'lacks a remedy' if use.is_refusal else 'has a remedy'}")
        if use.words is None:
            continue
        given = use.words | ({ITS_FILE} if use.is_refusal else set())
        said += [f"{use.place}: {use.code} ({tongue}) lacks the word {w}" for w in sorted(entry.words - given)]
        # A word of one language only says so by its name.
        other = "ja" if tongue == "en" else "en"
        unused = {word for word in use.words - entry.words if not word.endswith(f"_{other}")}
        said += [f"{use.place}: {use.code} ({tongue}) has no placeholder for {word}" for word in sorted(unused)]
    return said


def test_code_and_catalogue_fit() -> None:
    assert faults(uses(), entries("en"), entries("ja")) == []


IMPORTED = "from kyokai_pipeline.errors import refuse; from kyokai_pipeline.messages import notice; "


def entry(code: str, *words: str, remedy: str | None = "Look.") -> dict[str, Entry]:
    return {code: Entry(code, "room", "Text.", remedy, frozenset(words))}


@pytest.mark.parametrize(
    ("source", "english", "japanese", "fault"),
    [
        ("refuse('a')", {}, {}, "m.py:1: a has no text"),
        ("", entry("a"), entry("a"), "a: no code uses it"),
        ("refuse('a')", entry("a"), {}, "a: not in both languages"),
        ("refuse(a)", {}, {}, "m.py:1: the code of the message is not written out"),
        ("refuse('a', where, x=1)", entry("a"), entry("a", "x"), "m.py:1: a (en) has no placeholder for x"),
        ("refuse('a', x=1)", entry("a", "x"), entry("a", "x", "y"), "m.py:1: a (ja) lacks the word y"),
        ("refuse('a')", entry("a"), entry("a", remedy=None), "m.py:1: a (ja) lacks a remedy"),
        ("notice('a')", entry("a"), entry("a", remedy=None), "m.py:1: a (en) has a remedy"),
        ("refuse('a', x_ja=1)", entry("a"), entry("a"), "m.py:1: a (ja) has no placeholder for x_ja"),
    ],
)
def test_each_misfit_is_found(source: str, english: dict[str, Entry], japanese: dict[str, Entry], fault: str) -> None:
    assert fault in faults(uses_in(IMPORTED + source, "m.py"), english, japanese)


def test_a_word_of_one_language_is_allowed_by_its_name() -> None:
    found = uses_in(IMPORTED + "refuse('a', x_ja=1, details={})", "m.py")
    assert faults(found, entry("a"), entry("a", "x_ja")) == []


@pytest.mark.parametrize("text", ["a = A\na = B\n", "a = { -nothing }\n", "a = { b }\n", "a = {\n"])
def test_a_faulty_catalogue_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference, "source", lambda _: {"room": text})
    with pytest.raises(ValueError, match=r"also in|no term|does not use|room.ftl"):
        entries("en")


def test_the_page_of_refusals_is_fresh(tmp_path: Path) -> None:
    assert refusals.main(tmp_path / "new" / "refusals.md") == 0
    written = (tmp_path / "new" / "refusals.md").read_text("utf-8")
    assert written == (paths.project() / "docs" / "refusals.md").read_text("utf-8"), "run: make docs"


@pytest.mark.parametrize("tongue", ["en", "ja"])
def test_every_sentence_ends_and_no_word_stays_unfilled(tongue: str) -> None:
    for code, written in entries(tongue).items():
        words = {name: name for name in written.words}
        shown = [Phrase(code, words).text(tongue)]
        if written.remedy is not None:
            shown.append(Phrase(code, words).remedy(tongue))
        assert all(shown), code
        assert not [text for text in shown if "{-" in text or "\u2068" in text], code


NOTHING_TO_LOOK_UP = {
    "another_document", "bad_cover", "two_reports", "too_many_tables", "table_not_missing", "unknown_missing_table",
    "scan_with_ocr", "stale_acknowledgement",
}  # fmt: skip
"""Refusals of a whole document, and of what stands in its sidecar."""
OF_WORDS = {
    "missing_table", "missing_row", "missing_column", "unknown_row_label", "unknown_column_label",
    "missing_kpi_tables", "unknown_kpi_column", "unknown_initiative", "unknown_kpi", "ambiguous_kpi", "kpi_twice",
    "missing_indicator",
}  # fmt: skip


@pytest.mark.parametrize("tongue", ["en", "ja"])
def test_a_refusal_names_the_command_that_shows_more_of_it(tongue: str) -> None:
    """kyokai propose where words are the matter, kyokai inspect where a place on a page is."""
    known = entries(tongue)
    about_pages = {
        code for code, e in known.items() if e.room in ("report", "seen", "schemas", "reconcile") and e.remedy
    }
    assert len(about_pages) > len(OF_WORDS) + len(NOTHING_TO_LOOK_UP)
    for code in (about_pages | OF_WORDS) - NOTHING_TO_LOOK_UP:
        command = f"kyokai {'propose' if code in OF_WORDS else 'inspect'} ‹pdf›"
        assert command in (known[code].remedy or ""), code


def test_the_command_names_the_file() -> None:
    error = refuse("unknown_kpi", Where(page=3), near=None)
    assert "kyokai propose FILE.pdf " in error.remedy
    assert "kyokai propose r6.pdf " in error.located(file="r6.pdf").remedy
    assert "kyokai propose r6.pdf で" in error.located(file="r6.pdf").remedy_ja


@pytest.mark.parametrize("tongue", ["en", "ja"])
def test_where_nothing_is_near_nothing_is_said_of_it(tongue: str) -> None:
    """Never "the nearest known one is None", and no empty brackets where its name would stand."""
    near = ("near", "nearest")
    found = {use.code for use in uses() if use.words is not None and not use.words.isdisjoint(near)}
    found |= {code for code, entry in entries(tongue).items() if not entry.words.isdisjoint(near)}
    assert len(found) >= 10
    for code in sorted(filter(None, found)):
        words = {name: None if name in near else name.upper() for name in entries(tongue)[code].words}
        said = Phrase(code, words)
        shown = f"{said.text(tongue)} {said.remedy(tongue)}"
        assert not re.search(r"none|「」|\(\)|（）|近いもの：|: *$|[Nn]ear", shown.replace("None", "none")), shown
        with_one = Phrase(code, {**words, **dict.fromkeys(set(near) & words.keys(), "SOMETHING")})
        assert "SOMETHING" in f"{with_one.text(tongue)} {with_one.remedy(tongue)}", code


def test_the_reader_gets_one_language(monkeypatch: pytest.MonkeyPatch) -> None:
    error = refuse("address", Where("x.pdf", page=3, box=(1, 2, 3, 4), printed="９"), why=phrase("address_scheme"))
    monkeypatch.setenv("KYOKAI_LANG", "en")
    assert error.block().splitlines() == [
        "✗ The address cannot be used: it is not an http or https address.",
        "  Where: x.pdf, page 3, box (1.0, 2.0)-(3.0, 4.0)",
        "  Printed: 「９」",
        f"  What to do: {error.remedy}",
    ]
    monkeypatch.setenv("KYOKAI_LANG", "ja")
    assert error.block().splitlines() == [
        "✗ このアドレスは使用できません（http・https のアドレスではありません）。",
        "  場所: x.pdf, 3ページ, 枠 (1.0, 2.0)-(3.0, 4.0)",
        "  印字: 「９」",
        f"  対処: {error.remedy_ja}",
    ]


@pytest.mark.parametrize(
    ("set_to", "locale", "shown"),
    [
        ("ja", {"LANG": "en_US.UTF-8"}, "ja"),
        ("EN", {"LANG": "ja_JP.UTF-8"}, "en"),
        ("", {"LANG": "ja_JP.UTF-8"}, "ja"),
        ("", {"LANG": "ja_JP.UTF-8", "LC_ALL": "C"}, "en"),
        ("", {"LANG": "C", "LC_MESSAGES": "ja_JP"}, "ja"),
        ("", {}, "en"),
        ("fr", {"LANG": "ja_JP.UTF-8"}, "ja"),
    ],
)
def test_the_language_is_asked_for_or_the_locale_s(
    set_to: str, locale: dict[str, str], shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, locale.get(name, ""))
    monkeypatch.setenv("KYOKAI_LANG", set_to)
    assert notice("timed_out") == {"ja": "時間切れ", "en": "time-out"}[shown]


def test_both_languages_where_the_medium_cannot_switch() -> None:
    assert both("timed_out") == "時間切れ / time-out"


def test_an_error_goes_to_another_process_and_comes_back_from_a_file() -> None:
    error = refuse("other_host", Where("u"), allowed=("a", "b")).advised("kept_refused", kept="k")
    refused = ReportRefused.because([error, refuse("no_page")])
    again = pickle.loads(pickle.dumps(refused))
    assert again.block() == refused.block()
    assert [problem.code for problem in again.problems] == ["other_host", "no_page"]
    assert ReportError.from_plain(error.to_plain()).as_dict() == error.as_dict()
    assert "allowed: a, b" in error.what
    assert "a、b" in error.what_ja
    assert error.remedy.endswith("run: kyokai add k")


def test_a_code_of_another_version_is_shown_with_its_words() -> None:
    assert Phrase("of_yore", {"n": 3, "m": None}).text("en") == "of_yore (n=3, m=none)"
    assert Phrase("of_yore").text("ja") == "of_yore"
    assert Phrase("of_yore").remedy("ja") == ""


def test_a_word_that_is_missing_shows_its_name() -> None:
    assert Phrase("address").text("en") == "The address cannot be used: why."


def test_numbers_are_not_grouped_and_truths_can_be_selected_on() -> None:
    error = refuse("http_status", status=1404, gone=True)
    assert error.what == "The server answered 1404: there is nothing at this address (any more)."
    with pytest.raises(ValueError, match="no such language"):
        catalogue.text(Phrase("address"), "fr")


def test_raising_loads_no_catalogue() -> None:
    script = (
        "import sys; from kyokai_pipeline.errors import refuse\n"
        "refuse('no_page').located(file='x').to_plain()\n"
        "assert not [m for m in sys.modules if m.startswith(('fluent', 'babel'))]"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_reason_in_two_languages() -> None:
    assert two_languages("It is so. そのとおりです。") == ("そのとおりです。", "It is so.")
    assert two_languages("前がない / none before") == ("前がない", "none before")
    assert two_languages("ただの文") == ("ただの文", "ただの文")
    assert two_languages(None) == ("", "")
    both = "前がない / none before; 率がない / no rate"
    assert two_languages(both) == ("前がない; 率がない", "none before; no rate")
    assert two_languages("そのとおり / It is so; look") == ("そのとおり", "It is so; look")
    assert two_languages("表は9.9 / 本文は9.8") == ("表は9.9 / 本文は9.8",) * 2
