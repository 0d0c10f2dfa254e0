"""Marks: states and changes drawn as signs that are told apart without colour, beside their words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from reportlab.lib.colors import HexColor

from kidesk.i18n import Language
from kidesk.reports import content
from kidesk.reports.figures.palette import Palette
from kidesk.reports.figures.shapes import Figure
from kidesk.reports.figures.symbols import symbol
from kidesk.reports.paper import drawing, fonts
from kidesk.reports.paper.gate import Gate
from kidesk.reports.paper.sheet import Sheet
from kidesk.reports.paper.words import Piece, Words


@cache
def sign(name: content.Tone | content.Direction, colour: str, size: float) -> Figure:
    """The sign in "#rrggbb" as a figure, `size` points wide."""
    return Figure(size, size, symbol(name, colour, size))


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
    size: float = 8  # of the sign, in points

    def natural(self) -> float:
        """The width that keeps it on one line, in points."""
        return self.words.natural() + self._beside + 0.5

    @property
    def _shift(self) -> float:
        """Where the words begin, from the left of the sign."""
        return 11.5 if self.tinted else 1.625 * self.size

    @property
    def _beside(self) -> float:
        """What the words leave of the width."""
        return 22 if self.tinted else self._shift

    def _inner(self, width: float) -> float:
        return width - self._beside

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
        return replace(self, words=words) if isinstance(words, Words) else words

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner at `x`, `top`."""
        inner, style = self._inner(width), self.words.style
        lines = self.words.lines(inner)
        if self.tinted:
            wide = max(fonts.measure(line.rstrip(), style.font) for line in lines) * style.size + 22
            high = self.words.height(inner) + 3
            sheet.setFillColor(HexColor(fonts.TINT[self.tone]))
            sheet.roundRect(x, top - high + 1.5, wide, high, min(high / 2, 7.5), stroke=0, fill=1)
            x += 5
        above = top - (style.leading - self.size) / 2
        drawing.draw_symbol(sheet, self.sign, fonts.INK[self.tone], self.size, x, above)
        self.words.draw(sheet, x + self._shift, top, inner)


def mark(cell: content.Badge | content.Trend, gate: Gate) -> Mark:
    """The badge or trend as it is drawn."""
    style = fonts.Style(fonts.MEDIUM, 8, fonts.CELL.leading, fonts.INK[cell.tone])
    words = Words(gate.text(cell.text), style)
    if isinstance(cell, content.Trend):
        return Mark(words, cell.direction, cell.tone, tinted=False, before=3, after=3)
    return Mark(words, cell.tone, cell.tone, tinted=True, before=3, after=3)


def compact(cell: content.Badge | content.Trend, gate: Gate) -> Mark:
    """The same among small letters: its short form, without a tint."""
    said = cell.short if isinstance(cell, content.Badge) and cell.short else cell.text
    words = Words(gate.text(said), replace(fonts.COMPACT_CELL, colour=fonts.INK[cell.tone]))
    sign = cell.direction if isinstance(cell, content.Trend) else cell.tone
    return Mark(words, sign, cell.tone, tinted=False, size=fonts.COMPACT_CELL.size - 1)


def count(part: content.Part, gate: Gate, language: Language) -> Mark:
    """The number of things in one state, with its sign and word."""
    words = Words(gate.text(f"{language.number(part.count)} {part.label}"), fonts.COUNT)
    return Mark(words, part.tone, part.tone, tinted=False)


@dataclass(frozen=True)
class Picture:
    """A figure in the flow of the text; it is never divided."""

    figure: Figure
    before: float = 4
    after: float = 8
    clings: bool = False
    palette: Palette = drawing.palette(fonts.TEXT)

    def height(self, width: float) -> float:
        """The height it takes at `width`, in points."""
        return self.figure.height

    def opening(self, width: float) -> float:
        """The least height that may stand at the foot of a page, in points."""
        return self.height(width)

    def split(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        """What fits into `room` points, and what is left."""
        return (self, None) if self.height(width) <= room else (None, self)

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner at `x`, `top`."""
        drawing.draw(sheet, self.figure, x, top, self.palette)

