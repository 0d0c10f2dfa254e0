"""Rows of cells and pieces below each other, divided between pages without loss."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from kidesk.reports.paper import fonts
from kidesk.reports.paper.words import Piece


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
        """The height it takes at `width`, in points."""
        rows = sum(self._row_height(row, width) for row in self.rows)
        return self._head_height(width) + rows + 2 * self.look.edge

    def opening(self, width: float) -> float:
        """The least height that may stand at the foot of a page, in points."""
        if self.whole or not self.rows:
            return self.height(width)
        first, *more = self.rows
        least = min(self._row_height(first, width), max(self.look.tall, 48))
        if first.holds and more:
            least += min(self._row_height(more[0], width), 48)
        return self._head_height(width) + least + 2 * self.look.edge

    def split(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        """What fits into `room` points, and what is left."""
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
        """Draws it with its top left corner at `x`, `top`."""
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
