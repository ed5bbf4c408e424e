"""A character map that names one sign another: the page shows a fall, and the text says a rise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline.report import reader
from kyokai_pipeline.report.ledger.seen_as_printed import seen_as_printed
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.character_maps import name_characters

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("drawn", "▲△+＋−－▼")
@pytest.mark.parametrize("named", "▲+−")
def test_a_sign_that_its_font_names_another(
    drawn: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the number would be turned round it is refused; ▲ and − say the same, and ▼ is no sign that is known."""
    name_characters(monkeypatch, {drawn: named})
    content = FY2023.edited({"membership/dependents/2020": f"15,424\n({drawn}1.5%)"})
    path = typeset(Style(), tmp_path / "report.pdf", content)
    problems = seen_as_printed(path, reader.read(path)).problems
    turned = drawn != "▼" and (drawn in "+＋") != (named == "+")
    assert [problem.code for problem in problems] == ["another_character"] * turned


@pytest.mark.parametrize(("drawn", "named"), [("万", "億"), ("万", "千"), ("千", "百")])
def test_a_word_that_multiplies_a_number_and_that_its_font_names_another(
    drawn: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """約135万事業所 that is called 約135億事業所 in a sentence, which no identity reaches."""
    name_characters(monkeypatch, {drawn: named})
    path = typeset(Style(), tmp_path / "report.pdf")
    report = reader.read(path)
    assert any(drawn not in printed and named in printed for printed in report.figures["printed"])
    (problem,) = seen_as_printed(path, report).problems
    assert problem.code == "another_character"
    assert (problem.words["claimed"], problem.words["drawn"]) == (named, drawn)
