"""A character that is drawn as another one is told from one that is merely set in another typeface."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
from reportlab.lib.colors import black, white
from reportlab.pdfgen.canvas import Canvas

from kyokai_pipeline.japanese.numbers import _LARGE, _SMALL
from kyokai_pipeline.pdf.document import open_document
from kyokai_pipeline.pdf.drawn_as import ALIKE_WORD, CHECKED, Looks, digit_drawn_in
from kyokai_pipeline.pdf.overlaid import unseen_texts
from kyokai_pipeline.pdf.shapes import SCALE, SCALE_WORDS, drawings_alone, scale_words, text_alone
from kyokai_pipeline_tests.typeset.character_maps import name_characters
from kyokai_pipeline_tests.typeset.reportlab_writer import registered

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.pdf.drawn_as import Opinion

ALL = "0123456789,.-%"
STANDARD = b"/Type /Font /Subtype /Type1 /BaseFont /%s"


def opinions(path: Path) -> list[tuple[str, Opinion]]:
    """What is said of every character of the first page, in stream order."""
    with open_document(path) as document:
        page = document.page(1)
        seen = [glyph for glyph in page.drawn.upright if glyph.folded in CHECKED]
        loaded = document.load(1)
        looks, text = Looks(), text_alone(loaded, SCALE, unseen_texts(loaded, page.frame, page.unseen, seen))
        found = [(glyph.char, looks.add(text, glyph)) for glyph in seen]
        judged = looks.opinions()
        return [(char, judged[look]) for char, look in found if look is not None]


def lies(path: Path) -> set[tuple[str, str]]:
    """Claimed and drawn."""
    return {(char, opinion.drawn) for char, opinion in opinions(path) if opinion.drawn}


def mapped(path: Path, font: bytes, claims: dict[str, str], size: float, text: str = ALL, width: float = 1.0) -> Path:
    """One line in a standard font, some of whose characters are others by its /ToUnicode."""
    pairs = b"".join(b"<%02x> <%04x>\n" % (ord(drawn), ord(claimed)) for drawn, claimed in claims.items())
    plain = b"".join(b"<%02x> <%04x>\n" % (code, code) for code in range(0x20, 0x7F) if chr(code) not in claims)
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n"
        b"%d beginbfchar\n%sendbfchar\nendcmap end end" % (95, pairs + plain)
    )
    lines = b"/F %f Tf 30 200 Td (%s) Tj 0 -30 Td /G %f Tf (%s) Tj" % (size, text.encode(), size, ALL.encode())
    content = b"BT %f Tz %s ET" % (100 * width, lines)
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R /G 7 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< " + STANDARD % font + b" /ToUnicode 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
        b"<< " + STANDARD % font + b" >>",
    ]
    file, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)
    path.write_bytes(file)
    return path


@pytest.mark.parametrize("size", [6.0, 9.0, 24.0])
@pytest.mark.parametrize("font", [b"Helvetica", b"Times-Bold", b"Courier"])
def test_every_digit_that_is_drawn_as_another_is_told(font: bytes, size: float, tmp_path: Path) -> None:
    missed = set()
    for shift in (3, 4, 7):
        claims = {str(digit): str((digit + shift) % 10) for digit in range(10)}
        found = lies(mapped(tmp_path / "lie.pdf", font, claims, size))
        missed |= {(claimed, drawn) for drawn, claimed in claims.items()} - found
        assert all(claims[drawn] == claimed for claimed, drawn in found)
    assert missed == set()


@pytest.mark.parametrize("width", [0.6, 0.8, 1.5])
@pytest.mark.parametrize("font", [b"Helvetica", b"Times-Bold", b"Courier"])
def test_a_condensed_or_extended_digit_that_is_drawn_as_another_is_not_confirmed(
    font: bytes, width: float, tmp_path: Path
) -> None:
    for shift in (3, 4, 7):
        claims = {str(digit): str((digit + shift) % 10) for digit in range(10)}
        said = opinions(mapped(tmp_path / "lie.pdf", font, claims, 9.0, width=width))[:10]
        assert [char for char, opinion in said if opinion.confirmed] == []
        assert sum(opinion.drawn is not None for _, opinion in said) >= 8


@pytest.mark.parametrize("size", [10.0, 14.0, 24.0])
def test_marks_that_are_drawn_as_others_are_told(size: float, tmp_path: Path) -> None:
    claims = {",": ".", ".": "-", "-": ","}
    found = lies(mapped(tmp_path / "lie.pdf", b"Courier", claims, size))
    assert found == {(claimed, drawn) for drawn, claimed in claims.items()}


def test_a_font_of_the_file_whose_character_map_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two subsets of one typeface: the first is right, the second claims 9 for 6."""

    def written(path: Path) -> Path:
        canvas = Canvas(str(path), pagesize=(400, 300))
        canvas.setFont(registered("ipaex"), 9)
        canvas.drawString(30, 200, "1,234,567.89%")
        canvas.save()
        return path

    assert lies(written(tmp_path / "honest.pdf")) == set()
    name_characters(monkeypatch, {"6": "9", "9": "6"})
    assert lies(written(tmp_path / "lying.pdf")) == {("6", "9"), ("9", "6")}


def with_scale_words(path: Path, size: float, width: float = 1.0) -> Path:
    """A number before each of the words that multiply it."""
    canvas = Canvas(str(path), pagesize=(800, 300))
    text = canvas.beginText(20, 200)
    text.setFont(registered("ipaex"), size)
    text.setHorizScale(100 * width)
    text.textOut("".join(f"3{word}9" for word in SCALE_WORDS))
    canvas.drawText(text)
    canvas.save()
    return path


def test_every_word_that_multiplies_a_number_but_one_has_its_looks() -> None:
    assert set(scale_words()) == set(SCALE_WORDS) == {*_LARGE, *_SMALL} - {"十"}
    for word, looks in scale_words().items():
        others = np.vstack([vectors for other, vectors in scale_words().items() if other != word])
        assert 1 - float((looks @ others.T).max()) > ALIKE_WORD


@pytest.mark.parametrize("width", [0.7, 1.0, 1.3])
@pytest.mark.parametrize("size", [5.0, 7.0, 9.0, 14.0, 30.0])
def test_a_word_that_multiplies_a_number_and_is_drawn_as_another_is_told(
    size: float, width: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lies(with_scale_words(tmp_path / "honest.pdf", size, width)) == set()
    for shift in range(1, len(SCALE_WORDS)):
        names = dict(zip(SCALE_WORDS, SCALE_WORDS[shift:] + SCALE_WORDS[:shift], strict=True))
        with monkeypatch.context() as patch:
            name_characters(patch, names)
            found = lies(with_scale_words(tmp_path / "lying.pdf", size, width))
        assert found == {(named, drawn) for drawn, named in names.items()}


@pytest.mark.parametrize("width", [0.6, 0.8, 1.0, 1.5])
@pytest.mark.parametrize("size", [5.0, 7.0, 11.0, 40.0])
def test_no_typeface_is_a_lie_however_wide_it_is_set(size: float, width: float, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "page.pdf"), pagesize=(800, 800))
    fonts = [registered("ipaex"), *(f for f in canvas.getAvailableFonts() if f not in ("Symbol", "ZapfDingbats"))]
    for line, font in enumerate(fonts):
        text = canvas.beginText(20, 760 - 50 * line)
        text.setFont(font, size)
        text.setHorizScale(100 * width)
        text.textOut(ALL)
        canvas.drawText(text)
    canvas.save()
    judged = opinions(tmp_path / "page.pdf")
    assert len(judged) == len(fonts) * len(ALL)
    assert [char for char, opinion in judged if opinion.drawn] == []
    upright = [line for line, font in enumerate(fonts) if not font.endswith(("Oblique", "Italic"))]
    digits = [opinion for line in upright for _, opinion in judged[line * len(ALL) : line * len(ALL) + 10]]
    unsure = sum(not opinion.confirmed for opinion in digits)
    assert unsure == 0 or (unsure <= 0.05 * len(digits) and (width != 1.0 or size < 8))


def test_full_width_digits_are_digits(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "page.pdf"), pagesize=(400, 300))
    canvas.setFont(registered("ipaex"), 10)
    canvas.drawString(20, 200, "０１２３４５６７８９")
    canvas.save()
    judged = opinions(tmp_path / "page.pdf")
    assert list(itertools.chain.from_iterable(char for char, opinion in judged if not opinion.confirmed)) == []


@pytest.mark.parametrize("font", ["Helvetica", "Times-Bold", "Courier"])
@pytest.mark.parametrize("aside", [(0.0, -1.6), (1.2, 0.0), (-0.8, -2.5)])
def test_an_old_number_under_a_white_box_is_no_part_of_how_the_new_one_looks(
    font: str, aside: tuple[float, float], tmp_path: Path
) -> None:
    canvas = Canvas(str(tmp_path / "page.pdf"), pagesize=(400, 300))
    canvas.setFont(font, 7.3)
    canvas.drawString(100 + aside[0], 200 + aside[1], "1,952.6%")
    canvas.setFillColor(white)
    canvas.rect(90, 190, 60, 20, stroke=0, fill=1)
    canvas.setFillColor(black)
    canvas.drawString(100, 200, "1,952.8%")
    canvas.save()
    found = opinions(tmp_path / "page.pdf")
    assert "".join(char for char, _ in found) == "1,952.8%"
    assert [opinion.drawn for _, opinion in found] == [None] * 8
    assert all(opinion.confirmed for char, opinion in found if char.isdigit())


@pytest.mark.parametrize(("size", "found"), [(8, {(",", ".")}), (3, set())])
def test_a_comma_is_told_from_a_point_only_where_it_is_more_than_a_pixel(
    size: float, found: set[tuple[str, str]], tmp_path: Path
) -> None:
    assert lies(mapped(tmp_path / "a.pdf", STANDARD % b"Helvetica", {".": ","}, size)) == found


@pytest.mark.parametrize(("foot", "head", "is_digit"), [(100, 107.2, True), (60, 140, False), (60, 107.2, False)])
def test_the_side_of_a_frame_beside_a_number_is_no_digit(
    foot: float, head: float, *, is_digit: bool, tmp_path: Path
) -> None:
    canvas = Canvas(str(tmp_path / "frame.pdf"), pagesize=(200, 200))
    canvas.setLineWidth(1.2)
    canvas.line(103, foot, 103, head)
    canvas.save()
    with open_document(tmp_path / "frame.pdf", readable=False) as document:
        drawings = drawings_alone(document.load(1), SCALE)
    assert (digit_drawn_in(drawings, (100, 91.2, 106, 101.2)) == "1") == is_digit


def test_the_line_under_a_digit_is_no_part_of_it(tmp_path: Path) -> None:
    """Print without any room between its lines: the stroke on top of 支 once made a 9 of the 0 over it."""
    canvas = Canvas(str(tmp_path / "report.pdf"), pagesize=(300, 200), invariant=1)
    canvas.setFont(registered("ipaex"), 7)
    for at in range(12):
        canvas.drawString(20 + 20 * at + 2.2 + 0.07 * at, 100, "0")
        canvas.drawString(20 + 20 * at, 93.25, "支")
    canvas.drawString(20, 150, "0123456789 0123456789")
    canvas.save()
    assert lies(tmp_path / "report.pdf") == set()
