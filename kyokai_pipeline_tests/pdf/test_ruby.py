"""Ruby over kanji stands aside; other small text is read where it stands."""

from __future__ import annotations

import pytest

from kyokai_pipeline.pdf.aside import parted
from kyokai_pipeline_tests.pdf.by_hand import glyphs

LABEL = glyphs("資格喪失者数", 100, 200)


def read(*more: tuple[str, float, float, float]) -> tuple[str, list[tuple[str, str]]]:
    """What is read along, and what stands aside with its role."""
    kept, asides = parted([*LABEL, *(glyph for line in more for glyph in glyphs(*line))])
    return "".join(glyph.char for glyph in kept), [(aside.text, aside.role) for aside in asides]


@pytest.mark.parametrize("over", [0.0, 1.0, 2.0])
@pytest.mark.parametrize(("kana", "x"), [("そうしつ", 116), ("しかくそうしつしゃすう", 102), ("ソウシツ", 116)])
def test_ruby_is_not_read_along(kana: str, x: float, over: float) -> None:
    base = LABEL[0].top - over
    assert read((kana, x, base, 4.0)) == ("資格喪失者数", [(kana, "ruby")])


@pytest.mark.parametrize(
    "line",
    [
        ("そうしつ", 116, 185.0, 4.0),  # a line of its own, higher up
        ("そうしつ", 116, 206.0, 4.0),  # under its kanji
        ("そうしつ", 170, 193.0, 4.0),  # beside them
        ("そうしつ", 116, 193.0, 6.0),  # too large
        ("喪失の注", 116, 193.0, 4.0),  # no kana alone
        ("12", 116, 193.0, 4.0),
    ],
)
def test_other_small_text_is_read(line: tuple[str, float, float, float]) -> None:
    text, asides = read(line)
    assert (text, asides) == ("資格喪失者数" + line[0], [])
