"""Evidence pictures: the row of a figure with its label, under the head of its column, boxed, with a caption.

Belongs here: what such a picture holds. Does not belong here: the place of a figure, which the warehouse knows, and
what stands around it (surroundings).
"""

from __future__ import annotations

import io
from collections import defaultdict
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Box, Where, refuse
from kyokai_pipeline.pdf.lettering import lettering, showable
from kyokai_pipeline.trace.places import another_file
from kyokai_pipeline.trace.surroundings import PageTables, Surroundings, printed_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb
    from PIL.Image import Image

    from kyokai_pipeline.pdf.document import Document
    from kyokai_pipeline.trace.places import Place

FORMATS = {".png": "PNG", ".webp": "WEBP", ".jpg": "JPEG", ".jpeg": "JPEG", ".svg": "SVG"}
"""Ending of a name -> what is written."""
MOST = 12
"""Figures on one contact sheet; a running total rests on dozens, and the first ones tell how it was printed."""
OUTSIDE = 2.5
"""Points between the glyphs of a figure and the inner side of its box, where nothing else stands so near."""
TIGHT = -0.1
"""The same at least, as a share of the height: the places of characters are a little larger than their ink."""
THICK, THIN = 1.5, 1.0
"""Points of the line around a figure, and where its neighbours stand close."""
RED = "#c8102e"


def require_format(target: Path) -> str:
    """What a file's name asks for.

    Raises:
        ReportError: It names no kind of picture that can be written.
    """
    form = FORMATS.get(target.suffix.lower())
    if form is None:
        raise refuse("picture_format", Where(file=target.name), ending=target.suffix or "?", known=", ".join(FORMATS))
    return form


def evidence(connection: duckdb.DuckDBPyConnection, places: Sequence[Place], raw: Path) -> Image:
    """One picture of some figures, below each other: each row with its label and head, boxed, and a caption.

    Args:
        connection: The published file, which knows what else stands in the same table.
        places: At least one; the first ``MOST`` are shown.
        raw: Where the PDFs lie.

    Raises:
        ReportError: The PDF is not there, or is another file than the one that was read.
    """
    from kyokai_pipeline.pdf.document import open_document
    from kyokai_pipeline.pdf.draw import stacked

    by_page: dict[tuple[str, int], list[Place]] = defaultdict(list)
    for place in places[:MOST]:
        by_page[place.source_file, place.page].append(place)
    pictures = []
    for (file, page), here in by_page.items():
        with open_document(raw / file, readable=False) as document:
            if document.sha256 != here[0].sha256:
                raise another_file(file, here[0].edition_id, page)
            pictures += _of_page(connection, document, page, here)
    return stacked(pictures)


def page_of(connection: duckdb.DuckDBPyConnection, edition_id: str, page: int, raw: Path) -> Image:
    """One whole page of an edition.

    Args:
        connection: The published file.
        edition_id: An edition that it holds.
        page: Counted from 1.
        raw: Where the PDFs lie.

    Raises:
        ReportError: The PDF is not there, or is another file than the one that was read.
    """
    from kyokai_pipeline.pdf.document import open_document
    from kyokai_pipeline.pdf.draw import page_picture

    ((file, sha256),) = connection.execute(
        "SELECT source_file, sha256 FROM core.edition WHERE edition_id = ?", [edition_id]
    ).fetchall()
    with open_document(raw / file, readable=False) as document:
        if document.sha256 != sha256:
            raise another_file(file, edition_id, page)
        return page_picture(document, page, scale=1.5)


def _of_page(
    connection: duckdb.DuckDBPyConnection, document: Document, page: int, places: Sequence[Place]
) -> list[Image]:
    from kyokai_pipeline.pdf.draw import page_picture

    tables = PageTables(document.page(page))
    picture = page_picture(document, page)
    found = []
    for place in places:
        around = tables.around(place.box, _peers(connection, place))
        boxed = tables.in_brackets(place.box)
        found += [_panes(picture, around, boxed, tables.free(boxed)), _caption(place)]
    return found


def _peers(connection: duckdb.DuckDBPyConnection, place: Place) -> list[Box]:
    """The boxes of the figures that stand in the same printed table."""
    table = printed_table(place.core_table)
    if table is None:
        return []
    rows = connection.execute(
        "SELECT x0, top, x1, bottom, core_table FROM evidence.figure"
        " WHERE edition_id = ? AND page = ? AND role = 'fact' ORDER BY figure_id",
        [place.edition_id, place.page],
    ).fetchall()
    return [row[:4] for row in rows if printed_table(row[4]) == table]


def _line_around(box: Box, free: Box) -> tuple[Box, float]:
    """The outer sides of the line around a figure and its thickness: it cuts neither the figure nor its neighbours."""
    thick = THICK if min(free) >= 2 * THICK else THIN
    least = TIGHT * (box[3] - box[1])
    left, over, right, under = (thick + max(least, min(OUTSIDE, (gap - thick) / 2)) for gap in free)
    return (box[0] - left, box[1] - over, box[2] + right, box[3] + under), thick


def _panes(picture: Image, around: Surroundings, figure: Box, free: Box) -> Image:
    """The head of the table over the row, as wide as the table; the figure boxed."""
    from PIL import ImageDraw

    from kyokai_pipeline.pdf.draw import SCALE, cropped, stacked

    row = cropped(picture, (around.x0, around.top, around.x1, around.bottom), (0, 0))
    parts = [row]
    if around.head:
        top, bottom = around.head
        parts.insert(0, cropped(picture, (around.x0, top, around.x1, bottom), (0, 0)))
    whole = stacked(parts, gap=0)
    left, over = max(0.0, around.x0), around.top - (whole.height - row.height) / SCALE
    box, thick = _line_around(figure, free)
    sides = [((box[0] - left) * SCALE, (box[1] - over) * SCALE), ((box[2] - left) * SCALE, (box[3] - over) * SCALE)]
    ImageDraw.Draw(whole).rectangle(sides, outline=RED, width=round(thick * SCALE))
    return whole


def _caption(place: Place) -> Image:
    """What is printed, where, in which file: two lines."""
    from PIL import Image as Pillow
    from PIL import ImageDraw

    lines = [
        f"{place.edition_id}  p.{place.page}  「{place.printed}」",
        f"{place.source_file}  SHA-256 {place.sha256}  {place.figure_id}",
    ]
    font, is_japanese = lettering(22)
    lines = [showable(line, is_japanese=is_japanese) for line in lines]
    width = max(int(font.getlength(line)) for line in lines) + 12
    strip = Pillow.new("RGB", (width, 72), "white")
    pen = ImageDraw.Draw(strip)
    for at, line in enumerate(lines):
        pen.text((6, 4 + 32 * at), line, fill="#17212b" if at == 0 else "#4d5b69", font=font)
    return strip


def as_form(picture: Image, form: str) -> bytes:
    """The bytes of a file of one of ``FORMATS``; an SVG holds the picture as PNG at its size on paper."""
    from kyokai_pipeline.pdf.draw import SCALE, as_file

    if form != "SVG":
        return as_file(picture, form)
    import base64

    width, height = picture.width / SCALE, picture.height / SCALE
    content = base64.b64encode(as_file(picture)).decode("ascii")
    buffer = io.StringIO()
    buffer.write(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}pt" height="{height:g}pt"')
    buffer.write(f' viewBox="0 0 {picture.width} {picture.height}">')
    buffer.write(
        f'<image width="{picture.width}" height="{picture.height}" href="data:image/png;base64,{content}"/></svg>'
    )
    return buffer.getvalue().encode("utf-8")
