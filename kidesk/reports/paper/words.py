"""Text in lines, and the pieces that a page is set from."""

from __future__ import annotations

from typing import Protocol

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from kidesk.reports.paper import fonts
from kidesk.reports.paper.gate import Printable


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

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draws it; what does not fit is not its concern."""


class Words:
    """Plain text in one style."""

    def __init__(self, text: Printable, style: fonts.Style, clings: bool = False) -> None:
        self.style, self.clings = style, clings
        self.before, self.after = style.before, style.after
        self._text = text
        self._set: tuple[float, list[str]] | None = None

    def lines(self, width: float) -> list[str]:
        """The lines at this width."""
        if self._set is None or self._set[0] != width:
            self._set = (width, fonts.lines(self._text, self.style, width))
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
        part = Words(Printable("\n".join(kept)), self.style, self.clings)
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

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner at `x`, `top`."""
        style = self.style
        text = canvas.beginText(x, top - style.baseline)
        text.setFillColor(HexColor(style.colour))
        text.setFont(style.font, style.size, style.leading)
        for line in self.lines(width):
            shift = self._shift(line, width)
            text.moveCursor(shift, 0)
            text.textLine(line)
            text.moveCursor(-shift, 0)
        canvas.drawText(text)

    def _shift(self, line: str, width: float) -> float:
        if self.style.align == "left":
            return 0.0
        rest = width - fonts.measure(line.rstrip(" "), self.style.font) * self.style.size
        return rest if self.style.align == "right" else rest / 2
