"""Marks: states and changes drawn as signs that are told apart without colour, and the strokes of charts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import (
    STATE_DEFAULTS,
    Circle,
    Drawing,
    Group,
    Line,
    Polygon,
    PolyLine,
    Rect,
    Shape,
    String,
)
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from kidesk.i18n import Language
from kidesk.reports import content
from kidesk.reports.paper import fonts
from kidesk.reports.paper.gate import Gate
from kidesk.reports.paper.words import Piece, Words

STATE_DEFAULTS["fontName"] = fonts.REGULAR  # else every drawing names a typeface that is not in the file

_OCTAGON = [6.9, 9.6, 9.6, 6.9, 9.6, 3.1, 6.9, 0.4, 3.1, 0.4, 0.4, 3.1, 0.4, 6.9, 3.1, 9.6]
_STROKES: dict[str, tuple[tuple[float, ...], ...]] = {
    "ok": ((2.8, 5, 4.4, 3.4, 7.3, 6.6),),
    "warn": ((5, 6.2, 5, 3.6), (5, 2.2, 5, 2)),
    "bad": ((3.4, 3.4, 6.6, 6.6), (3.4, 6.6, 6.6, 3.4)),
    "none": (),
    "info": ((5, 4.9, 5, 2.7), (5, 7.1, 5, 6.9)),
    "up": ((5, 0.8, 5, 9), (1.6, 5.7, 5, 9.1, 8.4, 5.7)),
    "same": ((0.8, 5, 9, 5), (5.7, 1.6, 9.1, 5, 5.7, 8.4)),
    "down": ((5, 9.2, 5, 1), (1.6, 4.3, 5, 0.9, 8.4, 4.3)),
}


def inked(
    shape: Shape,
    fill: str | None = None,
    stroke: str | None = None,
    wide: float = 1.0,
    dashes: list[float] | None = None,
) -> Shape:
    """The shape in these colours ("#rrggbb"), None for none."""
    shape.setProperties(
        {
            "strokeColor": HexColor(stroke) if stroke else None,
            "strokeWidth": wide,
            "strokeDashArray": dashes,
            "strokeLineJoin": 1,
        }
    )
    if not isinstance(shape, Line | PolyLine):
        shape.setProperties({"fillColor": HexColor(fill) if fill else None})
    return shape


def box(x: float, y: float, width: float, height: float, fill: str | None, stroke: str | None = None) -> Shape:
    """A rectangle."""
    return inked(Rect(x, y, width, height), fill, stroke, 0.6)


def hairline(x1: float, y1: float, x2: float, y2: float, stroke: str) -> Shape:
    """A thin line."""
    return inked(Line(x1, y1, x2, y2), None, stroke, 0.5)


def _outline(name: str) -> Shape | None:
    if name == "warn":
        return Polygon([5, 9.3, 9.6, 0.9, 0.4, 0.9])
    if name == "bad":
        return Polygon(_OCTAGON)
    return Circle(5, 5, 4.5) if name in ("ok", "none", "info") else None


def symbol(name: content.Tone | content.Direction, colour: str, size: float) -> Group:
    """The sign of a tone or direction, `size` points wide, its lower left corner at the origin."""
    outline = _outline(name)
    group = Group(*(PolyLine(list(points), strokeLineCap=1) for points in _STROKES[name]))
    if outline:
        group.add(outline)
    for shape in group.contents:
        inked(shape, None, colour, 1.1, [1.7, 1.45] if name == "none" else None)
    group.scale(size / 10, size / 10)
    return group


@cache
def sign(name: content.Tone | content.Direction, colour: str, size: float) -> Drawing:
    """The sign as a drawing."""
    return Drawing(size, size, symbol(name, colour, size))


@dataclass(frozen=True)
class Mark:
    """A sign and its word on a tint; long words are set as plain text below the sign's first line."""

    words: Words
    sign: content.Tone | content.Direction
    tone: content.Tone
    tinted: bool
    before: float = 0
    after: float = 0
    clings: bool = False

    def natural(self) -> float:
        """The width that keeps it on one line, in points."""
        return self.words.natural() + (22.5 if self.tinted else 13.5)

    def _inner(self, width: float) -> float:
        return width - (22 if self.tinted else 13)

    def height(self, width: float) -> float:
        """The height it takes at `width`, in points."""
        return self.words.height(self._inner(width))

    def opening(self, width: float) -> float:
        """The least height that may stand at the foot of a page, in points."""
        return self.height(width)

    def split(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        """What fits into `room` points, and what is left."""
        fits, rest = self.words.split(self._inner(width), room)
        if fits is None or rest is None:
            return (self, None) if rest is None else (None, self)
        if len(self.words.lines(self._inner(width))) <= 3:
            return None, self
        return self._with(fits), self._with(rest)

    def _with(self, words: Piece) -> Piece:
        return Mark(words, self.sign, self.tone, self.tinted) if isinstance(words, Words) else words

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner at `x`, `top`."""
        inner, style = self._inner(width), self.words.style
        lines = self.words.lines(inner)
        if self.tinted:
            wide = max(fonts.measure(line.rstrip(), style.font) for line in lines) * style.size + 22
            high = self.words.height(inner) + 3
            canvas.setFillColor(HexColor(fonts.TINT[self.tone]))
            canvas.roundRect(x, top - high + 1.5, wide, high, min(high / 2, 7.5), stroke=0, fill=1)
            x += 5
        renderPDF.draw(sign(self.sign, fonts.INK[self.tone], 8), canvas, x, top - style.leading / 2 - 4)
        self.words.draw(canvas, x + (11.5 if self.tinted else 13), top, inner)


def mark(cell: content.Badge | content.Trend, gate: Gate) -> Mark:
    """The badge or trend as it is drawn."""
    style = fonts.Style(fonts.MEDIUM, 8, fonts.CELL.leading, fonts.INK[cell.tone])
    words = Words(gate.text(cell.text), style)
    if isinstance(cell, content.Trend):
        return Mark(words, cell.direction, cell.tone, tinted=False, before=3, after=3)
    return Mark(words, cell.tone, cell.tone, tinted=True, before=3, after=3)


def count(part: content.Part, gate: Gate, language: Language) -> Mark:
    """The number of things in one state, with its sign and word."""
    words = Words(gate.text(f"{language.number(part.count)} {part.label}"), fonts.COUNT)
    return Mark(words, part.tone, part.tone, tinted=False)


@dataclass(frozen=True)
class Picture:
    """A drawing in the flow of the text; it is never divided."""

    drawing: Drawing
    before: float = 4
    after: float = 8
    clings: bool = False

    def height(self, width: float) -> float:
        """The height it takes at `width`, in points."""
        return float(self.drawing.height)

    def opening(self, width: float) -> float:
        """The least height that may stand at the foot of a page, in points."""
        return self.height(width)

    def split(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        """What fits into `room` points, and what is left."""
        return (self, None) if self.height(width) <= room else (None, self)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner at `x`, `top`."""
        renderPDF.draw(self.drawing, canvas, x, top - self.height(width))


def text(
    x: float,
    y: float,
    text: str,
    anchor: Literal["start", "middle", "end"] = "start",
    colour: str = fonts.MUTED,
) -> String:
    """A line of text."""
    return String(x, y, text, fontName=fonts.MEDIUM, fontSize=7.5, fillColor=HexColor(colour), textAnchor=anchor)


def long(text: str) -> float:
    """How long a text is drawn, in points."""
    return fonts.measure(text, fonts.MEDIUM) * 7.5


def shifted(group: Group, x: float, y: float) -> Group:
    """A group moved by `x` and `y` points."""
    outer = Group(group)
    outer.translate(x, y)
    return outer
