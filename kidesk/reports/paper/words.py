"""Text in lines, and the pieces that a page is set from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol

from reportlab.lib.colors import HexColor

from kidesk.reports.paper import fonts, scripts
from kidesk.reports.paper.gate import Printable
from kidesk.reports.paper.sheet import Sheet
from kidesk.reports.paper.tags import Element


def elided(text: Printable, style: fonts.Style, width: float) -> Printable:
    """`text` on one line at most `width` points wide, an ellipsis for the rest."""
    return Printable(fonts.elide(text, style, width))


class Piece(Protocol):
    """Something set on paper; all lengths are points, `top` is measured from the foot of the page."""

    @property
    def before(self) -> float:
        """The space above, in points."""

    @property
    def after(self) -> float:
        """The space below, in points."""

    @property
    def clings(self) -> bool:
        """It stays with what follows."""

    def height(self, width: float) -> float:
        """How high it stands when it is `width` wide."""

    def opening(self, width: float) -> float:
        """The least height worth starting on a page that is partly filled."""

    def split(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        """What fits into `room`, and the rest."""

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draws it; what does not fit is not its concern."""


@cache
def _ink(colour: str) -> str:
    red, green, blue = HexColor(colour).rgb()
    return f"{red:.3f} {green:.3f} {blue:.3f} rg"


class Words:
    """Plain text in one style. `language` breaks its words where that language does; None breaks none."""

    def __init__(
        self, text: Printable, style: fonts.Style, clings: bool = False, language: str | None = None
    ) -> None:
        self.style, self.clings = style, clings
        self.before, self.after = style.before, style.after
        self._text, self._language = text, language
        self._set: tuple[float, list[str]] | None = None
        self._drawn: tuple[float, Sheet, str] | None = None

    def lines(self, width: float) -> list[str]:
        """The lines at this width."""
        if self._set is None or self._set[0] != width:
            self._set = (width, fonts.lines(self._text, self.style, width, self._language))
        return self._set[1]

    def natural(self) -> float:
        """The width that keeps it on one line, in points."""
        return fonts.measure(self._text, self.style.font) * self.style.size

    def height(self, width: float) -> float:
        """The height it takes at `width`, in points."""
        return len(self.lines(width)) * self.style.leading

    def opening(self, width: float) -> float:
        """The least height that may stand at the foot of a page, in points."""
        return min(2, len(self.lines(width))) * self.style.leading

    def _part(self, width: float, kept: list[str]) -> Words:
        part = Words(Printable("\n".join(kept)), self.style, self.clings, self._language)
        part._set = (width, kept)
        return part

    def split(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        """What fits into `room` points, and what is left."""
        all_lines = self.lines(width)
        count = int((room + 0.01) // self.style.leading)
        if count >= len(all_lines):
            return self, None
        if count == len(all_lines) - 1 and count > 2:
            count -= 1  # no line alone on the next page
        if count < 1 or (count == 1 and len(all_lines) > 2):
            return None, self
        return self._part(width, all_lines[:count]), self._part(width, all_lines[count:])

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner at `x`, `top`."""
        sheet.show(self.operators(sheet, x, top, width))

    def underline(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draws a line under each of its lines, in its colour: a link is not told by colour alone."""
        style, foot = self.style, top - self.style.baseline - 0.18 * self.style.size
        code = [_ink(style.colour).upper(), "0.5 w"]
        for left, right in self.reaches(width):
            code.append(f"{x + left:.2f} {foot:.2f} m {x + right:.2f} {foot:.2f} l S")
            foot -= style.leading
        sheet.show(" ".join(code))

    def reaches(self, width: float) -> Iterator[tuple[float, float]]:
        """Where each line begins and ends, in points from the left."""
        for line in self.lines(width):
            left = self._shift(line, width)
            yield left, left + fonts.measure(line.rstrip(" "), self.style.font) * self.style.size

    def operators(self, sheet: Sheet, x: float, top: float, width: float) -> str:
        """What `draw` draws; the same words are often drawn in many places of a document."""
        if self._drawn is None or self._drawn[0] != width or self._drawn[1] is not sheet:
            self._drawn = (width, sheet, self._encoded(sheet, width))
        return f"BT 1 0 0 1 {x:.2f} {top - self.style.baseline:.2f} Tm {self._drawn[2]} ET"

    def _encoded(self, sheet: Sheet, width: float) -> str:
        style, code, before = self.style, [_ink(self.style.colour)], 0.0
        for place, line in enumerate(self.lines(width)):
            shift = self._shift(line, width)
            if place or shift:
                code.append(f"{shift - before:.2f} {-style.leading if place else 0:.2f} Td")
            code.append(scripts.operators(sheet, line, style.font, style.size))
            before = shift
        return " ".join(code)

    def _shift(self, line: str, width: float) -> float:
        if self.style.align == "left":
            return 0.0
        rest = width - fonts.measure(line.rstrip(" "), self.style.font) * self.style.size
        return rest if self.style.align == "right" else rest / 2


@dataclass(slots=True)
class Leaf:
    """A piece and the element it stands for, on as many pages as it takes.

    `once`: what is drawn again on later pages is decoration there.
    """

    piece: Piece
    element: Element
    once: bool = False

    @property
    def before(self) -> float:
        """The space above, in points."""
        return self.piece.before

    @property
    def after(self) -> float:
        """The space below, in points."""
        return self.piece.after

    @property
    def clings(self) -> bool:
        """It stays with what follows."""
        return self.piece.clings

    def height(self, width: float) -> float:
        """The height it takes at `width`, in points."""
        return self.piece.height(width)

    def opening(self, width: float) -> float:
        """The least height that may stand at the foot of a page, in points."""
        return self.piece.opening(width)

    def split(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        """What fits into `room` points, and what is left."""
        fits, rest = self.piece.split(width, room)
        return fits and replace(self, piece=fits), rest and replace(self, piece=rest)

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner at `x`, `top`."""
        if self.once and self.element.kids:
            self.piece.draw(sheet, x, top, width)
            return
        sheet.begin(self.element)
        self.piece.draw(sheet, x, top, width)
        sheet.end()


@dataclass(slots=True)
class Leading(Leaf):
    """Words that lead somewhere, also when pages divide them: `goal` gives the entry once all pages are known."""

    said: str = ""
    underlined: bool = False
    goal: Callable[[Sheet], str] = lambda sheet: ""

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner at `x`, `top`."""
        Leaf.draw(self, sheet, x, top, width)
        if not isinstance(self.piece, Words):
            raise TypeError(self.piece)
        if self.underlined:
            self.piece.underline(sheet, x, top, width)
        lefts, rights = zip(*self.piece.reaches(width), strict=True)
        box = (x + min(lefts), top - self.height(width), x + min(max(rights), width), top)
        if box[0] < box[2]:  # a page may hold none but its blank lines
            sheet.link(self.element, box, self.said, lambda: self.goal(sheet))
