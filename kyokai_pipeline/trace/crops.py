"""For every core table the part of the page on which most of its facts are printed, each of them boxed.

Belongs here: which page, which part of it, which boxes. Does not belong here: who looks at it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline.trace.pictures import RED

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    from PIL.Image import Image

SCALE = 1.3
"""Pixels a point: a page fills a window, and a dozen of them stay small."""
_OVER = 36.0
"""Points over the first fact and under the last: the head of a table and its notes."""
_QUALITY = 60


@dataclass(frozen=True)
class Crop:
    """A part of a page.

    Attributes:
        page: Counted from 1.
        pages: How many pages hold facts of the table.
        webp: The picture.
    """

    page: int
    pages: int
    webp: bytes


def crops(pdf: Path, figures: pd.DataFrame) -> dict[str, Crop]:
    """``membership`` -> where it is printed; tables without facts on paper are left out.

    Args:
        pdf: The file that was read.
        figures: ``evidence.figure`` of it.
    """
    from kyokai_pipeline.pdf.document import open_document
    from kyokai_pipeline.pdf.draw import page_picture

    facts = figures[figures["role"] == "fact"]
    pages = facts.groupby(["core_table", "page"]).size()
    found: dict[str, Crop] = {}
    plain: dict[int, Image] = {}
    with open_document(pdf, readable=False) as document:
        for table in sorted(facts["core_table"].unique()):
            counts = pages[table]
            page = int(counts.idxmax())
            if page not in plain:
                plain[page] = page_picture(document, page, scale=SCALE)
            here = facts[(facts["core_table"] == table) & (facts["page"] == page)]
            found[str(table)] = Crop(page, len(counts), _boxed(plain[page], here))
    return found


def _boxed(page: Image, facts: pd.DataFrame) -> bytes:
    from kyokai_pipeline.pdf.draw import Mark, cropped, draw

    boxes = list(facts[["x0", "top", "x1", "bottom"]].astype(float).itertuples(index=False, name=None))
    picture = page.copy()
    draw(picture, [Mark(box, RED, 1.6) for box in boxes], SCALE)
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    part = cropped(picture, (0, top, picture.width / SCALE, bottom), (0, _OVER), SCALE)
    buffer = io.BytesIO()
    part.save(buffer, "WEBP", quality=_QUALITY, method=1)
    return buffer.getvalue()
