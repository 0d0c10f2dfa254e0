"""Figures drawn on paper as vectors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from kidesk.reports.content import Direction, Tone
from kidesk.reports.figures.lettering import Lettering
from kidesk.reports.figures.palette import Palette
from kidesk.reports.figures.shapes import Circle, Figure, Ink, Line, Point, Polygon, Rect, Shape, Text, Weight
from kidesk.reports.figures.symbols import symbol
from kidesk.reports.paper import fonts, scripts
from kidesk.reports.paper.sheet import Sheet

_FACES: Final[dict[Weight, str]] = {400: fonts.REGULAR, 500: fonts.MEDIUM, 600: fonts.SEMIBOLD}
_ROUND: Final = 0.5523  # how far the handles of a quarter of a circle reach, at radius 1

LETTERING: Final = Lettering(lambda text, weight: fonts.measure(text, _FACES[weight]))


@cache
def palette(accent: str) -> Palette:
    """The colours of figures on paper; `accent` ("#rrggbb") is the first series."""
    return Palette(
        ground=fonts.PAPER,
        text=fonts.TEXT,
        muted=fonts.MUTED,
        line=fonts.LINE,
        axis=fonts.STRONG_LINE,
        tint=fonts.TINT["none"],
        series=(accent, "#2E86C1", "#8A6A3B", fonts.INK["none"], fonts.FILL["ok"]),
        fill=fonts.FILL,
        on_fill=fonts.PART_INK,
    )


def draw(sheet: Sheet, figure: Figure, x: float, top: float, colours: Palette) -> None:
    """Draws the figure with its upper left corner at `x`, `top` (points from the foot of the page)."""
    drawn = (
        _text(sheet, shape, colours) if isinstance(shape, Text) else _operators(shape, colours)
        for shape in figure.shapes
    )
    _append(sheet, " ".join(drawn), x, top)


def draw_symbol(sheet: Sheet, name: Tone | Direction, colour: str, size: float, x: float, top: float) -> None:
    """Draws the sign of a tone or direction in "#rrggbb", `size` points wide, its upper left corner at `x`, `top`."""
    _append(sheet, _symbol(name, colour, size), x, top)


@cache
def _symbol(name: Tone | Direction, colour: str, size: float) -> str:
    return " ".join(_operators(shape, palette(colour)) for shape in symbol(name, colour, size))


def _append(sheet: Sheet, operators: str, x: float, top: float) -> None:
    sheet.show(f"q 1 0 0 1 {_numbers((x, top))} cm 1 j {operators} Q")


def _numbers(numbers: Iterable[float]) -> str:
    return " ".join(f"{round(number, 3):.8g}" for number in numbers)


def _at(point: Point) -> str:
    """A point of a figure: y grows upwards on paper."""
    return _numbers((point[0], -point[1]))


@cache
def _colour(colour: str) -> str:
    return _numbers(int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))


def _operators(shape: Line | Rect | Polygon | Circle, colours: Palette) -> str:
    return " ".join((*_ink(shape.ink, colours), *_path(shape), _painted(shape.ink)))


def _painted(ink: Ink) -> str:
    if ink.fill and ink.stroke:
        return "B"
    return "f" if ink.fill else "S" if ink.stroke else "n"


def _ink(ink: Ink, colours: Palette) -> Iterator[str]:
    if ink.fill:
        yield f"{_colour(colours.colour(ink.fill))} rg"
    if ink.stroke:
        yield f"{_colour(colours.colour(ink.stroke))} RG {_numbers((ink.wide,))} w"
        yield f"{1 if ink.round_ends else 0} J [{_numbers(ink.dashes)}] 0 d"


def _path(shape: Shape) -> Iterator[str]:
    match shape:
        case Line(points, _):
            yield from _through(points)
        case Polygon(points, _):
            yield from (*_through(points), "h")
        case Circle(x, y, radius, _):
            yield from _rounded(x - radius, y - radius, 2 * radius, 2 * radius, radius)
        case Rect(x, y, width, height, _, radius) if radius:
            yield from _rounded(x, y, width, height, min(radius, width / 2, height / 2))
        case Rect(x, y, width, height):
            yield f"{_numbers((x, -y - height, width, height))} re"


def _through(points: Iterable[Point]) -> Iterator[str]:
    for place, point in enumerate(points):
        yield f"{_at(point)} {'l' if place else 'm'}"


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> Iterator[str]:
    """A rectangle with round corners, clockwise from its upper left side."""
    right, low, less = x + width, y + height, radius * (1 - _ROUND)
    yield f"{_at((x + radius, y))} m {_at((right - radius, y))} l"
    yield f"{_at((right - less, y))} {_at((right, y + less))} {_at((right, y + radius))} c"
    yield f"{_at((right, low - radius))} l"
    yield f"{_at((right, low - less))} {_at((right - less, low))} {_at((right - radius, low))} c"
    yield f"{_at((x + radius, low))} l"
    yield f"{_at((x + less, low))} {_at((x, low - less))} {_at((x, low - radius))} c"
    yield f"{_at((x, y + radius))} l"
    yield f"{_at((x, y + less))} {_at((x + less, y))} {_at((x + radius, y))} c h"


def _text(sheet: Sheet, text: Text, colours: Palette) -> str:
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor] * LETTERING.width(text.text, text.size, text.weight)
    # The space keeps the words of a figure apart for those who copy or search them.
    shown = scripts.operators(sheet, f"{text.text} ", _FACES[text.weight], text.size)
    return f"BT {_colour(colours.colour(text.colour))} rg {_at((text.x - before, text.y))} Td {shown} ET"
