"""The one gate for people's text on its way to paper, and its setting in lines."""

from __future__ import annotations

import re
import unicodedata
from typing import NewType, Protocol

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from kidesk.errors import Sentence
from kidesk.i18n import N_
from kidesk.reports import fonts

Printable = NewType("Printable", str)  # made by Gate alone: nothing else may be drawn

SUBSTITUTE = "□"
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Text in composed letters, without controls, bidi overrides and halves of characters."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", _BREAKS.sub("\n", text)))


class Gate:
    """Lets the text of one document through to paper and remembers what had no letterform."""

    def __init__(self) -> None:
        self._letters = fonts.letters() | {ord("\n"), ord("\t")}
        self._missing: dict[str, None] = {}

    def text(self, text: str) -> Printable:
        """`text` as it can be printed, character by character what it was; unknown ones show as a box."""
        cleaned = clean(text)
        if self._letters.issuperset(map(ord, cleaned)):
            return Printable(cleaned)
        return Printable("".join(map(self._letter, cleaned)))

    def line(self, text: str) -> Printable:
        """As `text`, on one line."""
        return self.text(" ".join(text.split()))

    def _letter(self, char: str) -> str:
        if ord(char) in self._letters:
            return char
        plain = unicodedata.normalize("NFKC", char)
        if self._letters.issuperset(map(ord, plain)):
            return plain
        self._missing.setdefault(char)
        return SUBSTITUTE

    def warnings(self) -> tuple[Sentence, ...]:
        """One sentence on the characters printed as a box, or nothing."""
        if not self._missing:
            return ()
        message = N_("These characters are not in the document's typeface and are printed as {sign}: {characters}")
        return (Sentence(message, {"sign": SUBSTITUTE, "characters": " ".join(list(self._missing)[:30])}),)


def for_metadata(text: str) -> str:
    """One clean line for titles and outlines that readers show in their own typeface."""
    return _ASTRAL.sub("\ufffd", " ".join(clean(text).split()))


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
