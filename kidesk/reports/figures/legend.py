"""The names of what a chart shows, each beside its sample, and sentences below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kidesk.reports.content import Tone
from kidesk.reports.figures.lettering import LEADING, NAME, Lettering
from kidesk.reports.figures.shapes import Circle, Colour, Figure, Ink, Line, Polygon, Rect, Shape, Text, shifted
from kidesk.reports.figures.symbols import symbol

THIN = 0.8  # the line to values that may still change
LINES_TOGETHER = 4  # what is longer may be divided between pages
_PAD = 2.0
_AFTER_SAMPLE = 6.0
_BETWEEN = 18.0
_AFTER_ALL = 4.0
_BASELINE = LEADING / 2 + 0.364 * NAME  # capitals stand in the middle of their line
_DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (5, 2.5),
    (1.2, 2.2),
    (8, 2, 1.2, 2),
    (2.5, 1.2),
    (8, 2, 1.2, 2, 1.2, 2),
)
_MARKERS = 6


@dataclass(frozen=True)
class Item:
    """A name and its sample, `width` points wide and ten high."""

    name: str
    sample: tuple[Shape, ...]
    width: float


def tone_item(name: str, tone: Tone) -> Item:
    """A state as it looks in a bar."""
    box = Rect(0, 0, 12, 10, Ink(f"fill {tone}"))
    return Item(name, (box, *symbol(tone, f"on {tone}", 8, 2, 1)), 12)


def line_item(name: str, place: int) -> Item:
    """The line of the series at `place`."""
    line = Line(((0, 5), (22, 5)), line_ink(place))
    return Item(name, (line, marker(place, 11, 5)), 22)


def provisional_item(name: str) -> Item:
    """How values that may still change are drawn."""
    line = Line(((0, 5), (22, 5)), Ink(stroke="muted", wide=THIN))
    return Item(name, (line, Circle(11, 5, 2.2, Ink("ground", "muted"))), 22)


def column_item(name: str, place: int) -> Item:
    """The columns of the series at `place`."""
    return Item(name, (column_box(place, 0, 0, 12, 10),), 12)


def target_item(name: str) -> Item:
    """The mark of what columns should have come to."""
    return Item(name, target_mark(0, 5, 16), 16)


def target_mark(x: float, y: float, width: float) -> tuple[Line, ...]:
    """A mark across a column, seen on a filled and on a hollow one alike."""
    through = ((x, y), (x + width, y))
    return Line(through, Ink(stroke="ground", wide=3.6)), Line(through, Ink(stroke="text", wide=1.6))


def column_box(place: int, x: float, y: float, width: float, height: float) -> Rect:
    """A column of the series at `place`: filled and hollow ones stand beside each other."""
    colour: Colour = f"series {place}"
    if place % 2 == 0 or min(width, height) < 2:
        return Rect(x, y, width, height, Ink(colour))
    return Rect(x + 0.5, y + 0.5, width - 1, height - 1, Ink("ground", colour))


def line_ink(place: int, *, is_provisional: bool = False) -> Ink:
    """How the line of the series at `place` is drawn: dashes tell it from its neighbours; thin to what may change."""
    wide = THIN if is_provisional else 1.5
    return Ink(stroke=f"series {place}", wide=wide, dashes=_DASHES[place % len(_DASHES)])


def marker(place: int, x: float, y: float, *, is_provisional: bool = False) -> Shape:
    """The marker of the series at `place`, hollow where the value may still change.

    A disc, a square, a diamond, a triangle, one upside down, or a bar.
    """
    colour: Colour = f"series {place}"
    ink = Ink("ground" if is_provisional else colour, colour)
    match place % _MARKERS:
        case 0:
            return Circle(x, y, 2.2, ink)
        case 1:
            return Rect(x - 2.1, y - 2.1, 4.2, 4.2, ink)
        case 2:
            return Polygon(((x, y - 2.8), (x + 2.8, y), (x, y + 2.8), (x - 2.8, y)), ink)
        case 3:
            return Polygon(((x, y - 2.8), (x + 2.8, y + 2), (x - 2.8, y + 2)), ink)
        case 4:
            return Polygon(((x, y + 2.8), (x + 2.8, y - 2), (x - 2.8, y - 2)), ink)
        case _:
            return Rect(x - 1.2, y - 3, 2.4, 6, ink)


def legend(items: Sequence[Item], width: float, lettering: Lettering) -> Iterator[Figure]:
    """Samples and names, as many beside each other as there is room for; one figure a row."""
    row: list[Shape] = []
    x, height = 0.0, 0.0
    for item in items:
        room = width - item.width - _AFTER_SAMPLE
        lines = lettering.lines(item.name, room)
        wide = item.width + _AFTER_SAMPLE + max(lettering.width(line, NAME, 400) for line in lines)
        if row and x + wide > width:
            yield Figure(width, height, tuple(row))
            row, x, height = [], 0.0, 0.0
        first, *rest = chunks(lines)
        row += (*shifted(item.sample, x, _PAD), *text_lines(first, x + item.width + _AFTER_SAMPLE, _PAD))
        x, height = x + wide + _BETWEEN, max(height, len(first) * LEADING + 2 * _PAD)
        for more in rest:
            yield Figure(width, height, tuple(row))
            row, x, height = list(text_lines(more, item.width + _AFTER_SAMPLE, 0)), width, len(more) * LEADING + _PAD
    if row:
        yield Figure(width, height + _AFTER_ALL, tuple(row))


def sentences(text: str, width: float, lettering: Lettering) -> Iterator[Figure]:
    """Running text below a chart, a few lines a figure."""
    for lines in chunks(lettering.lines(text, width)):
        yield Figure(width, len(lines) * LEADING, tuple(text_lines(lines, 0, 0, "muted")))


def text_lines(lines: Sequence[str], x: float, y: float, colour: Colour = "text") -> Iterator[Text]:
    """Lines below each other, the upper left corner of the first at `x`, `y`."""
    for place, line in enumerate(lines):
        yield Text(x, y + place * LEADING + _BASELINE, line, colour, size=NAME, weight=400)


def chunks(lines: list[str]) -> list[list[str]]:
    """Lines that stay together on a page."""
    return [lines[start : start + LINES_TOGETHER] for start in range(0, len(lines), LINES_TOGETHER)]
