"""Rows of cells and pieces below each other, divided between pages without loss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from reportlab.lib.colors import HexColor

from kidesk.reports.paper import fonts
from kidesk.reports.paper.sheet import Sheet
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

    def gap(self, width: float, columns: int) -> float:
        """What is left between so many columns that are `width` wide together, in points: many stand closer."""
        return min(self.gutter, (width - 2 * self.inset) / (4 * max(columns, 1)))


_MOST_HELD: Final = 120.0  # points of rows that go on to the next page with the one they hold; pages of them do not


class Rows:
    """Rows of cells, divided between pages without loss; `head` is drawn again on every page.

    `rows` are read as pages fill. `whole`: they share a page when they fit on one.
    """

    def __init__(
        self,
        tracks: tuple[Track, ...],
        rows: Iterable[Row],
        look: Look = Look(),
        head: Row | None = None,
        whole: bool = False,
        before: float = 0,
        after: float = 0,
    ) -> None:
        self.look, self.before, self.after, self.clings = look, before, after, False
        self._tracks, self._head, self._whole = tracks, head, whole
        self._rows: list[Row] = []
        self._heights: list[float] = []  # of the rows that were measured, at `_width`
        self._more = iter(rows)
        self._width = -1.0
        self._places: list[tuple[float, float]] = []

    # Measuring

    def _suit(self, width: float) -> None:
        """Places the columns for this width."""
        if width == self._width:
            return
        self._width, self._heights, x = width, [], self.look.inset
        inner = width - 2 * self.look.inset
        gap = self.look.gap(width, len(self._tracks))
        fixed = sum(track.points for track in self._tracks) + gap * (len(self._tracks) - 1)
        shares = sum(track.share for track in self._tracks) or 1
        self._places = []
        for track in self._tracks:
            wide = track.points + max(inner - fixed, 0) * track.share / shares
            self._places.append((x, wide))
            x += wide + gap

    def _placed(self, row: Row) -> Iterable[tuple[Piece, tuple[float, float]]]:
        if len(row.cells) == 1:
            return ((row.cells[0], (self.look.inset, self._width - 2 * self.look.inset)),)
        return zip(row.cells, self._places, strict=True)

    def _high(self, row: Row) -> float:
        highest = max([cell.height(wide) for cell, (_, wide) in self._placed(row)], default=0.0)
        return row.gap + 2 * self.look.pad + highest

    def _read(self, place: int) -> bool:
        """Whether there is a row at this place; it and all before it are then measured."""
        while len(self._rows) <= place:
            row = next(self._more, None)
            if row is None:
                return False
            self._rows.append(row)
        while len(self._heights) <= place:
            self._heights.append(self._high(self._rows[len(self._heights)]))
        return True

    def _measured(self) -> Iterator[tuple[Row, float]]:
        place = 0
        while self._read(place):
            yield self._rows[place], self._heights[place]
            place += 1

    def _head_height(self) -> float:
        return self._high(self._head) if self._head else 0.0

    def height(self, width: float) -> float:
        """The height it takes at `width`, in points."""
        self._suit(width)
        return self._head_height() + sum(high for _, high in self._measured()) + 2 * self.look.edge

    def opening(self, width: float) -> float:
        """The least height that may stand at the foot of a page, in points."""
        self._suit(width)
        if self._whole or not self._read(0):
            return self.height(width)
        least = min(self._heights[0], max(self.look.tall, 48))
        if self._rows[0].holds and self._read(1):
            least += min(self._heights[1], 48)
        return self._head_height() + least + 2 * self.look.edge

    # Dividing

    def split(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        """What fits into `room` points, and what is left."""
        self._suit(width)
        room -= self._head_height() + 2 * self.look.edge
        for place, (_, high) in enumerate(self._measured()):
            if high > room:
                return self._divide(place, room if high > self.look.tall else 0.0)
            room -= high
        return self, None

    def _divide(self, place: int, room: float) -> tuple[Piece | None, Piece | None]:
        row = self._rows[place]
        room -= row.gap + 2 * self.look.pad
        halves = [cell.split(wide, room) for cell, (_, wide) in self._placed(row)] if room > 0 else []
        if halves and all(fits for fits, _ in halves):
            upper = row._replace(cells=tuple(fits or NOTHING for fits, _ in halves))
            lower = row._replace(cells=tuple(rest or NOTHING for _, rest in halves), gap=0.0)
            above = self._part([*self._rows[:place], upper], [])
            return above, self._part([lower, *self._rows[place + 1 :]], self._more)
        if self._head and place > 1 and self._heights[place - 1] <= _MOST_HELD and not self._read(place + 1):
            place -= 1  # the last row, which may be a sum, does not stand alone under a repeated head
        room = _MOST_HELD
        while place and self._rows[place - 1].holds and (room := room - self._heights[place - 1]) >= 0:
            place -= 1
        if not place:
            return None, self
        upper_part = self._part(self._rows[:place], [], self._heights[:place])
        return upper_part, self._part(self._rows[place:], self._more, self._heights[place:])

    def _part(self, rows: list[Row], more: Iterable[Row], heights: Sequence[float] = ()) -> Rows:
        part = Rows(self._tracks, more, self.look, self._head, self._whole, self.before, self.after)
        part._suit(self._width)
        part._rows, part._heights = rows, list(heights)
        return part

    # Drawing

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner at `x`, `top`."""
        look, high = self.look, self.height(width)
        if look.tint:
            block(sheet, x, top - high, width, high, look.tint)
        if look.bar:
            block(sheet, x, top - high, 2.5, high, look.bar)
        if look.frame:
            sheet.setStrokeColor(HexColor(look.frame))
            sheet.setLineWidth(0.6)
            sheet.rect(x, top - high, width, high, stroke=1, fill=0)
        top -= look.edge
        if self._head:
            top = self._draw_row(sheet, self._head, self._head_height(), x, top)
            if look.rule:
                rule(sheet, x, top, width, fonts.STRONG_LINE)
        for row, row_high in self._measured():
            top = self._draw_row(sheet, row, row_high, x, top)
            if look.rule and not (look.frame and row is self._rows[-1]):
                rule(sheet, x, top, width, look.rule)

    def _draw_row(self, sheet: Sheet, row: Row, high: float, x: float, top: float) -> float:
        start = top - row.gap - self.look.pad
        for cell, (shift, wide) in self._placed(row):
            cell.draw(sheet, x + shift, start, wide)
        return top - high


@cache
def _stroke(colour: str) -> str:
    red, green, blue = HexColor(colour).rgb()
    return f"{red:.3f} {green:.3f} {blue:.3f} RG 0.5 w"


def rule(sheet: Sheet, x: float, y: float, width: float, colour: str) -> None:
    """A hairline."""
    sheet.show(f"{_stroke(colour)} {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S")


def block(sheet: Sheet, x: float, y: float, width: float, high: float, colour: str) -> None:
    """A filled rectangle."""
    sheet.setFillColor(HexColor(colour))
    sheet.rect(x, y, width, high, stroke=0, fill=1)


NOTHING = Rows((), ())


def stack(pieces: Sequence[Piece], whole: bool = False) -> Rows:
    """Pieces below each other; a `whole` stack shares a page when it fits on one."""
    gaps = [0.0, *(max(one.after, two.before) for one, two in pairwise(pieces))]
    rows = [Row((piece,), piece.clings, gap) for piece, gap in zip(pieces, gaps, strict=False)]
    before, after = (pieces[0].before, pieces[-1].after) if pieces else (0.0, 0.0)
    return Rows((Track(share=1),), rows, _STACKED, whole=whole, before=before, after=after)


_STACKED = Look(pad=0, rule=None, tall=0)
