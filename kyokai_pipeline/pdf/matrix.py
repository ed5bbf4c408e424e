"""Affine matrices as PDF writes them (ISO 32000-1, 8.3.3): (a, b, c, d, e, f) takes x, y to ax + cy + e, bx + dy + f.

Does not belong here: which matrix a page or an object has.
"""

from __future__ import annotations

import math

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
QUARTER = math.pi / 2


def moved(point: Point, m: Matrix) -> Point:
    """Where a point comes to lie."""
    return (m[0] * point[0] + m[2] * point[1] + m[4], m[1] * point[0] + m[3] * point[1] + m[5])


def product(m: Matrix, n: Matrix) -> Matrix:
    """First m, then n."""
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip


def rotation(angle: float, about: Point) -> Matrix:
    """A turn about a point, counterclockwise where y grows upwards, in radians."""
    cos, sin = math.cos(angle), math.sin(angle)
    x, y = about
    return (cos, sin, -sin, cos, x - x * cos + y * sin, y - x * sin - y * cos)


def turn(m: Matrix) -> tuple[int, float]:
    """The quarter turns, counterclockwise, that are nearest to a matrix's turn, and what it is off them, in radians."""
    angle = math.atan2(m[1], m[0])
    quarters = round(angle / QUARTER)
    return quarters % 4, angle - quarters * QUARTER
