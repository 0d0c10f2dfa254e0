"""Blocks turned into pieces: how each part of a document is set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from kidesk.i18n import Language
from kidesk.reports import content
from kidesk.reports.paper import charts, fonts, marks
from kidesk.reports.paper.gate import Gate, for_metadata
from kidesk.reports.paper.press import Sheet
from kidesk.reports.paper.rows import NOTHING, Look, Row, Rows, Track, stack
from kidesk.reports.paper.words import Piece, Words


@dataclass(frozen=True)
class Anchor:
    """The place of a heading: takes no room, stays with the heading and is named in the outline."""

    text: str
    level: int
    before: float
    after: float = 0
    clings: bool = True

    def height(self, width: float) -> float:
        """The height it takes at `width`, in points."""
        return 0.0

    def opening(self, width: float) -> float:
        """The least height that may stand at the foot of a page, in points."""
        return 0.0

    def split(self, width: float, room: float) -> tuple[Piece | None, Piece | None]:
        """What fits into `room` points, and what is left."""
        return self, None

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner at `x`, `top`."""
        if isinstance(canvas, Sheet):
            canvas.bookmark(self.text, self.level, top + 10)


class Setter:
    """Turns blocks into pieces that can be set on a page `width` points wide."""

    def __init__(self, document: content.Document, language: Language, gate: Gate, width: float) -> None:
        self._document, self._language, self._gate, self._width = document, language, gate, width

    def document(self) -> Iterator[Piece | None]:
        """The pieces of the whole document; None where a new page begins."""
        yield from self._cover()
        for block in self._document.blocks:
            if isinstance(block, content.PageBreak):
                yield None
            else:
                yield from self._block(block)

    def _words(self, text: str, style: fonts.Style, clings: bool = False) -> Words:
        return Words(self._gate.text(text), style, clings)

    def _cover(self) -> Iterator[Piece | None]:
        document, page = self._document, self._document.cover == "page"
        if page:
            yield Rows(_ONE, (Row((NOTHING,), gap=150),), Look(pad=0, rule=None))
        yield self._words(document.title, fonts.TITLE)
        if document.subtitle.strip():
            yield self._words(document.subtitle, fonts.SUBTITLE)
        if document.control:
            yield self._grid(document.control, Look(pad=7, gutter=16, inset=12, frame=fonts.LINE), before=18)
        if page:
            yield None
        else:
            yield Rows(_ONE, (), before=6, after=6)

    def _grid(self, pairs: Sequence[tuple[str, content.Cell]], look: Look, before: float) -> Piece:
        cells: list[Piece] = [
            stack([self._words(label, fonts.LABEL), self._cell(value, fonts.VALUE)]) for label, value in pairs
        ]
        cells += [NOTHING] * (-len(cells) % 3)
        rows = tuple(Row(tuple(cells[start : start + 3])) for start in range(0, len(cells), 3))
        return Rows((Track(share=1),) * 3, rows, look, before=before, after=10)

    def _block(self, block: content.Block) -> Iterator[Piece]:
        match block:
            case content.Heading(level, text):
                style = fonts.HEADINGS[level]
                yield Anchor(for_metadata(text) or "–", level, style.before)
                yield self._words(text, replace(style, before=0), clings=True)
            case content.Paragraph(text, style_name):
                yield self._words(text, _PARAGRAPHS[style_name])
            case content.ListBlock(items, numbered):
                yield self._list(items, numbered)
            case content.Note(tone, text):
                yield self._note(tone, text)
            case content.Facts(pairs):
                yield self._facts(pairs)
            case content.Grid(pairs):
                yield self._grid(pairs, Look(pad=5, gutter=16), before=2)
            case content.Legend(items):
                yield self._legend(items)
            case content.Table():
                yield self._table(block)
            case content.Chart():
                yield self._chart(block)
            case content.KeepTogether(blocks):
                yield stack([piece for one in blocks for piece in self._block(one)], whole=True)

    def _cell(self, cell: content.Cell, style: fonts.Style = fonts.CELL) -> Piece:
        match cell:
            case str():
                return self._words(cell, style)
            case content.Stack(values):
                return stack([self._cell(value, replace(style, after=3)) for value in values])
            case content.Counts(parts):
                return stack([marks.count(part, self._gate, self._language) for part in parts if part.count])
            case _:
                return marks.mark(cell, self._gate)

    def _list(self, items: Sequence[str], numbered: bool) -> Piece:
        rows = tuple(
            Row((self._words(f"{place}." if numbered else "•", fonts.BODY), self._words(item, fonts.BODY)))
            for place, item in enumerate(items, 1)
        )
        tracks = (Track(points=16 if numbered else 8), Track(share=1))
        return Rows(tracks, rows, Look(pad=1.5, gutter=4, rule=None, tall=40), after=8)

    def _note(self, tone: content.Tone, text: str) -> Piece:
        sign = marks.Picture(marks.sign(tone, fonts.INK[tone], 11), before=0, after=0)
        row = Row((sign, self._words(text, replace(fonts.CELL, size=9, leading=13))))
        look = Look(pad=8, gutter=8, inset=12, rule=None, tint=fonts.TINT[tone], bar=fonts.INK[tone], tall=60)
        return Rows((Track(points=11), Track(share=1)), (row,), look, before=6, after=10)

    def _facts(self, pairs: Sequence[tuple[str, content.Cell]]) -> Piece:
        label = replace(fonts.ROW_NAME, colour=fonts.MUTED)
        rows = tuple(Row((self._words(name, label), self._cell(value))) for name, value in pairs)
        return Rows((Track(share=0.3), Track(share=0.7)), rows, Look(pad=4.5), whole=len(rows) <= 8, before=2, after=12)

    def _legend(self, items: Sequence[tuple[content.Badge | content.Trend, str]]) -> Piece:
        rows = tuple(Row((self._cell(sign), self._words(text, fonts.CELL))) for sign, text in items)
        look = Look(pad=4, inset=12, edge=6, rule=None, tint=fonts.SHADE)
        return Rows((Track(share=0.28), Track(share=0.72)), rows, look, before=4, after=12)

    def _table(self, table: content.Table) -> Piece:
        if not table.rows and table.empty:
            return self._words(table.empty, fonts.SMALL)
        names = [replace(fonts.COLUMN_NAME, align=column.align) for column in table.columns]
        cells = [replace(fonts.CELL, align=column.align) for column in table.columns]
        cells[0] = replace(cells[0], font=fonts.MEDIUM)
        titles = zip(table.columns, names, strict=True)
        head = Row(tuple(self._words(column.title, style) for column, style in titles), holds=True)
        rows = tuple(self._row(row, cells) for row in table.rows)
        tracks = self._tracks(table.columns, rows)
        rows_and_head = Rows(tracks, rows, head=head, before=2, after=14)
        if Rows(tracks, (head,)).height(self._width) > 200:  # too high to be repeated
            return replace(rows_and_head, rows=(head, *rows), head=None)
        return rows_and_head

    def _tracks(self, columns: Sequence[content.Column], rows: Sequence[Row]) -> tuple[Track, ...]:
        """Columns by their shares, but no badge or trend is broken that can be spared it."""
        total = sum(column.width_share for column in columns)
        room = self._width - Look().gutter * (len(columns) - 1)
        tracks = []
        for place, column in enumerate(columns):
            cells = (row.cells[place] for row in rows if len(row.cells) == len(columns) > 1)
            least = max(map(_mark_width, cells), default=0.0)
            enough = room * column.width_share / total >= least or least > room / 4
            tracks.append(Track(share=column.width_share) if enough else Track(points=least))
        if sum(track.points for track in tracks) > room * 0.6:
            return tuple(Track(share=column.width_share) for column in columns)
        return tuple(tracks)

    def _row(self, row: content.TableRow, styles: Sequence[fonts.Style]) -> Row:
        if isinstance(row, content.Group):
            return Row((self._words(row.text, fonts.GROUP_NAME),), holds=True, gap=6)
        return Row(tuple(self._cell(cell, style) for cell, style in zip(row, styles, strict=True)))

    def _chart(self, chart: content.Chart) -> Piece:
        title = [self._words(chart.title, fonts.CHART_TITLE, clings=True)] if chart.title.strip() else []
        drawn = charts.pieces(chart.spec, self._width, self._gate, self._language, self._document.accent)
        return stack([*title, *drawn, self._words(chart.summary, fonts.SMALL)], whole=True)


def _mark_width(piece: Piece) -> float:
    """The width that keeps a cell's marks on one line each, in points; 0 without marks."""
    if isinstance(piece, marks.Mark):
        return piece.natural()
    if isinstance(piece, Rows):
        return max((_mark_width(cell) for row in piece.rows for cell in row.cells), default=0.0)
    return 0.0


_ONE: Final = (Track(share=1),)
_PARAGRAPHS: Final = {"body": fonts.BODY, "muted": fonts.SMALL, "lead": fonts.LEAD}
