"""The shapes a figure is made of; whoever draws it turns roles into colours and points into the units of its medium."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, TypeVar

Point: TypeAlias = tuple[float, float]
Colour: TypeAlias = str  # the role of a palette, or "#rrggbb"
Anchor: TypeAlias = Literal["start", "middle", "end"]
Weight: TypeAlias = Literal[400, 500, 600]


@dataclass(frozen=True)
class Ink:
    """How a shape is inked; None for none. `wide` and `dashes` (drawn, left out, …) in points; joins are round."""

    fill: Colour | None = None
    stroke: Colour | None = None
    wide: float = 1.0
    dashes: tuple[float, ...] = ()
    round_ends: bool = False


@dataclass(frozen=True)
class Line:
    """A line through points; `crisp`: a thin straight one that a screen may move onto its pixels."""

    points: tuple[Point, ...]
    ink: Ink
    crisp: bool = False


@dataclass(frozen=True)
class Rect:
    """A rectangle by its upper left corner, its corners rounded by `radius`."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink
    radius: float = 0.0


@dataclass(frozen=True)
class Polygon:
    """A closed line."""

    points: tuple[Point, ...]
    ink: Ink


@dataclass(frozen=True)
class Circle:
    """A circle by its centre."""

    x: float
    y: float
    radius: float
    ink: Ink


@dataclass(frozen=True)
class Text:
    """A line of text; `x` is its start, middle or end, `y` its baseline."""

    x: float
    y: float
    text: str
    colour: Colour = "muted"
    anchor: Anchor = "start"
    size: float = 7.5
    weight: Weight = 500


Shape: TypeAlias = Line | Rect | Polygon | Circle | Text
_Moved = TypeVar("_Moved", bound=Shape)


@dataclass(frozen=True)
class Figure:
    """Shapes in a frame. Lengths are points; x grows to the right and y downwards from the upper left corner.

    `stops` are the x of each period that can be pointed at, `reach` the y between which its values stand, and
    `heights` for each series the y of its value at each stop.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    stops: tuple[float, ...] = ()
    reach: tuple[float, float] = (0.0, 0.0)
    heights: tuple[tuple[float | None, ...], ...] = ()


def moved(shape: _Moved, x: float, y: float) -> _Moved:
    """The shape `x` points further to the right and `y` points further down."""
    if isinstance(shape, Line | Polygon):
        return replace(shape, points=tuple((left + x, top + y) for left, top in shape.points))
    return replace(shape, x=shape.x + x, y=shape.y + y)


def stacked(figures: Sequence[Figure]) -> Figure:
    """Figures below each other as one; it can be pointed at where the last one that could be can."""
    shapes: list[Shape] = []
    pointed, top = Figure(0, 0, ()), 0.0
    for figure in figures:
        shapes.extend(moved(shape, 0, top) for shape in figure.shapes)
        if figure.stops:
            heights = tuple(tuple(None if y is None else y + top for y in one) for one in figure.heights)
            pointed = replace(figure, reach=(figure.reach[0] + top, figure.reach[1] + top), heights=heights)
        top += figure.height
    return replace(
        pointed, width=max((one.width for one in figures), default=0.0), height=top, shapes=tuple(shapes)
    )


def hairline(start: Point, end: Point, colour: Colour) -> Line:
    """A thin straight line."""
    return Line((start, end), Ink(stroke=colour, wide=0.5), crisp=True)


def shifted(shapes: Iterable[Shape], x: float, y: float) -> tuple[Shape, ...]:
    """Each of the shapes moved."""
    return tuple(moved(shape, x, y) for shape in shapes)
