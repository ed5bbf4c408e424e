"""Small pictures for Dagster's screen: a line of values, a bar of shares, a part of a page.

Belongs here: an SVG short enough that Dagster shows it in place; longer Markdown hides behind a link. Does not belong
here: charts for readers (``dashboard``), pages of a PDF (``trace``).
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import dagster as dg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WIDTH, _HEIGHT, _MARGIN = 300, 60, 6
_BLUE = "#2563eb"
_SHADES = ("#15803d", "#eab308", "#b91c1c", "#6b7280")


def trend(points: Sequence[tuple[int, float]]) -> dg.MarkdownMetadataValue:
    """A line through (year, value), at least two of them, oldest first; its ends in words."""
    years, values = [year for year, _ in points], [value for _, value in points]
    low, high = min(values), max(values)
    across = (_WIDTH - 2 * _MARGIN) / max(years[-1] - years[0], 1)
    up = (_HEIGHT - 2 * _MARGIN) / ((high - low) or 1)
    drawn = " ".join(
        f"{_MARGIN + (year - years[0]) * across:.0f},{_HEIGHT - _MARGIN - (value - low) * up:.0f}"
        for year, value in points
    )
    words = f"{years[0]}: {values[0]:,.0f} → {years[-1]}: {values[-1]:,.0f}"
    return _svg(_HEIGHT, f'<polyline points="{drawn}" fill="none" stroke="{_BLUE}" stroke-width="2"/>', words)


def shares(counts: Mapping[str, int]) -> dg.MarkdownMetadataValue:
    """One bar, a part a count, in the order in which they are given; the counts in words."""
    total, at, drawn = sum(counts.values()) or 1, 0.0, ""
    for shade, count in zip(_SHADES, counts.values(), strict=False):
        width = _WIDTH * count / total
        drawn += f'<rect x="{at:.0f}" width="{width:.0f}" height="20" fill="{shade}"/>'
        at += width
    return _svg(20, drawn, ", ".join(f"{name} {count}" for name, count in counts.items()))


def part_of_page(webp: bytes, words: str) -> dg.MarkdownMetadataValue:
    """A picture behind *Show Markdown*."""
    return dg.MetadataValue.md(f"![{words}](data:image/webp;base64,{b64encode(webp).decode('ascii')})\n\n{words}")


def _svg(height: int, drawn: str, words: str) -> dg.MarkdownMetadataValue:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}">{drawn}</svg>'
    picture = b64encode(svg.encode("ascii")).decode("ascii")
    return dg.MetadataValue.md(f"![{words}](data:image/svg+xml;base64,{picture})\n\n{words}")


def size_of(size: int) -> str:
    """Bytes for people."""
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{size / 1e3:,.0f} kB"
