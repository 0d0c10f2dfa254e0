"""Signs of states and changes, told apart without colour."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TypeAlias

from kidesk.reports.content import Direction, Tone
from kidesk.reports.figures.shapes import Circle, Colour, Ink, Line, Point, Polygon

Drawn: TypeAlias = Line | Polygon | Circle

# Drawn in a square of ten by ten.
_STROKES: dict[str, tuple[tuple[Point, ...], ...]] = {
    "ok": (((2.8, 5), (4.4, 6.6), (7.3, 3.4)),),
    "warn": (((5, 3.8), (5, 6.4)), ((5, 7.8), (5, 8))),
    "bad": (((3.4, 3.4), (6.6, 6.6)), ((3.4, 6.6), (6.6, 3.4))),
    "none": (),
    "info": (((5, 5.1), (5, 7.3)), ((5, 2.9), (5, 3.1))),
    "up": (((5, 9.2), (5, 1)), ((1.6, 4.3), (5, 0.9), (8.4, 4.3))),
    "same": (((0.8, 5), (9, 5)), ((5.7, 1.6), (9.1, 5), (5.7, 8.4))),
    "down": (((5, 0.8), (5, 9)), ((1.6, 5.7), (5, 9.1), (8.4, 5.7))),
}
_TRIANGLE = ((5, 0.7), (9.6, 9.1), (0.4, 9.1))
_OCTAGON = tuple((5 + 4.98 * cos(pi * (k + 0.5) / 4), 5 + 4.98 * sin(pi * (k + 0.5) / 4)) for k in range(8))


def symbol(
    name: Tone | Direction, colour: Colour, size: float, x: float = 0, y: float = 0, wide: float = 0.11
) -> tuple[Drawn, ...]:
    """The sign of a tone or direction, `size` points wide and high, its upper left corner at `x`, `y`.

    `wide` is the width of its strokes as a share of its size.
    """
    scale = size / 10
    ink = Ink(stroke=colour, wide=wide * size, round_ends=True)

    def placed(points: tuple[Point, ...]) -> tuple[Point, ...]:
        return tuple((x + left * scale, y + top * scale) for left, top in points)

    strokes = tuple(Line(placed(points), ink) for points in _STROKES[name])
    if name == "warn":
        return (Polygon(placed(_TRIANGLE), ink), *strokes)
    if name == "bad":
        return (Polygon(placed(_OCTAGON), ink), *strokes)
    if name in ("ok", "none", "info"):
        dashes = (1.7 * scale, 1.45 * scale) if name == "none" else ()
        ring = Ink(stroke=colour, wide=wide * size, dashes=dashes)
        return (Circle(x + 5 * scale, y + 5 * scale, 4.5 * scale, ring), *strokes)
    return strokes
