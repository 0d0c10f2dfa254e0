"""The one gate for people's text on its way to paper, and its setting in lines and rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple, NewType, Protocol

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from kidesk.i18n import N_, Language
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

    def warnings(self, language: Language) -> tuple[str, ...]:
        """One sentence on the characters printed as a box, or nothing."""
        if not self._missing:
            return ()
        said = language.text(
            N_("These characters are not in the document's typeface and are printed as {sign}: {characters}"),
            sign=SUBSTITUTE,
            characters=" ".join(list(self._missing)[:30]),
        )
        return (said,)


def for_metadata(text: str) -> str:
    """One clean line for titles and outlines that readers show in their own typeface."""
    return _ASTRAL.sub("\ufffd", " ".join(clean(text).split()))


def elided(text: Printable, style: fonts.Style, width: float) -> Printable:
    """`text` on one line at most `width` points wide, an ellipsis for the rest."""
    return Printable(fonts.elide(text, style, width))


class Piece(Protocol):
    """Something set on paper; all lengths are points, `top` is measured from the foot of the page."""

    @property
    def before(self) -> float: ...
    @property
    def after(self) -> float: ...
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
        return len(self.lines(width)) * self.style.leading

    def opening(self, width: float) -> float:
        return min(2, len(self.lines(width))) * self.style.leading

    def _part(self, width: float, kept: list[str]) -> Words:
        part = Words(Printable("\n".join(kept)), self.style, self.clings)
        part._set = (width, kept)
        return part

    def split(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
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


class Track(NamedTuple):
    """A column of rows: fixed `points`, or a `share` of what the fixed ones leave."""

    points: float = 0.0
    share: float = 0.0


class Row(NamedTuple):
    """Cells beside each other; a single cell reaches across. `holds`: the row stays with the next one."""

    cells: tuple[Piece, ...]
    holds: bool = False
    gap: float = 0.0


@dataclass(frozen=True)
class Look:
    """How rows are drawn, in points and colours: `pad` above and below each row, `edge` above and below all,
    `inset` at the sides. Rows higher than `tall` may be divided between pages.
    """

    pad: float = 5
    gutter: float = 12
    inset: float = 0
    edge: float = 0
    rule: str | None = fonts.LINE
    frame: str | None = None
    tint: str | None = None
    bar: str | None = None
    tall: float = 160


@dataclass(frozen=True)
class Rows:
    """Rows of cells, divided between pages without loss; `head` is drawn again on every page.

    `whole`: they share a page when they fit on one.
    """

    tracks: tuple[Track, ...]
    rows: tuple[Row, ...]
    look: Look = Look()
    head: Row | None = None
    whole: bool = False
    before: float = 0
    after: float = 0
    clings: bool = False

    def _cells(self, row: Row, width: float) -> Iterator[tuple[Piece, float, float]]:
        x, inner = self.look.inset, width - 2 * self.look.inset
        if len(row.cells) == 1:
            yield row.cells[0], x, inner
            return
        fixed = sum(track.points for track in self.tracks) + self.look.gutter * (len(self.tracks) - 1)
        shares = sum(track.share for track in self.tracks) or 1
        for cell, track in zip(row.cells, self.tracks, strict=True):
            wide = track.points + max(inner - fixed, 0) * track.share / shares
            yield cell, x, wide
            x += wide + self.look.gutter

    def _row_height(self, row: Row, width: float) -> float:
        highest = max(cell.height(wide) for cell, _, wide in self._cells(row, width))
        return row.gap + 2 * self.look.pad + highest

    def _head_height(self, width: float) -> float:
        return self._row_height(self.head, width) if self.head else 0.0

    def height(self, width: float) -> float:
        rows = sum(self._row_height(row, width) for row in self.rows)
        return self._head_height(width) + rows + 2 * self.look.edge

    def opening(self, width: float) -> float:
        if self.whole or not self.rows:
            return self.height(width)
        first, *more = self.rows
        least = min(self._row_height(first, width), max(self.look.tall, 48))
        if first.holds and more:
            least += min(self._row_height(more[0], width), 48)
        return self._head_height(width) + least + 2 * self.look.edge

    def split(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        room -= self._head_height(width) + 2 * self.look.edge
        for place, row in enumerate(self.rows):
            high = self._row_height(row, width)
            if high > room:
                return self._divide(place, width, room if high > self.look.tall else 0.0)
            room -= high
        return self, None

    def _divide(self, place: int, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        row = self.rows[place]
        room -= row.gap + 2 * self.look.pad
        halves = [cell.split(wide, room) for cell, _, wide in self._cells(row, width)] if room > 0 else []
        if halves and all(fits for fits, _ in halves):
            upper = row._replace(cells=tuple(fits or NOTHING for fits, _ in halves))
            lower = row._replace(cells=tuple(rest or NOTHING for _, rest in halves), gap=0.0)
            above = (*self.rows[:place], upper)
            return replace(self, rows=above), replace(self, rows=(lower, *self.rows[place + 1 :]))
        while place and self.rows[place - 1].holds:
            place -= 1
        if not place:
            return None, self
        return replace(self, rows=self.rows[:place]), replace(self, rows=self.rows[place:])

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        foot = top - self.height(width)
        if self.look.tint:
            canvas.setFillColor(HexColor(self.look.tint))
            canvas.rect(x, foot, width, top - foot, stroke=0, fill=1)
        if self.look.bar:
            canvas.setFillColor(HexColor(self.look.bar))
            canvas.rect(x, foot, 2.5, top - foot, stroke=0, fill=1)
        if self.look.frame:
            canvas.setStrokeColor(HexColor(self.look.frame))
            canvas.setLineWidth(0.6)
            canvas.rect(x, foot, width, top - foot, stroke=1, fill=0)
        top -= self.look.edge
        for row in (self.head, *self.rows) if self.head else self.rows:
            high = self._row_height(row, width)
            for cell, shift, wide in self._cells(row, width):
                cell.draw(canvas, x + shift, top - row.gap - self.look.pad, wide)
            top -= high
            if self.look.rule and not (self.look.frame and row is self.rows[-1]):
                rule(canvas, x, top, width, fonts.STRONG_LINE if row is self.head else self.look.rule)


def rule(canvas: Canvas, x: float, y: float, width: float, colour: str) -> None:
    """A hairline."""
    canvas.setStrokeColor(HexColor(colour))
    canvas.setLineWidth(0.5)
    canvas.line(x, y, x + width, y)


NOTHING = Rows((), ())


def stack(pieces: Sequence[Piece], whole: bool = False) -> Rows:
    """Pieces below each other; a `whole` stack shares a page when it fits on one."""
    gaps = [0.0, *(max(one.after, two.before) for one, two in pairwise(pieces))]
    rows = tuple(Row((piece,), piece.clings, gap) for piece, gap in zip(pieces, gaps, strict=False))
    before, after = (pieces[0].before, pieces[-1].after) if pieces else (0.0, 0.0)
    look = Look(pad=0, rule=None, tall=0)
    return Rows((Track(share=1),), rows, look, whole=whole, before=before, after=after)
