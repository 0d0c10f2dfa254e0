"""Tables: rows under columns, set while they are read, as long as they may be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Final

from kidesk.i18n import N_
from kidesk.reports import content
from kidesk.reports.paper import fonts, marks, tags
from kidesk.reports.paper.cells import Cells, is_right_to_left
from kidesk.reports.paper.contents import Anchor
from kidesk.reports.paper.rows import Look, Row, Rows, Track, stack
from kidesk.reports.paper.tags import Element
from kidesk.reports.paper.words import Leaf, Piece

_SAMPLE: Final = 200  # rows looked at before the columns get their widths
_REMEMBERED: Final = 4000  # cells: in registers the same words come again and again
_LONGEST: Final = 1500  # characters in a cell; the rest follows the table as a note
_HIGHEST_HEAD: Final = 200  # points; a higher header is not repeated


@dataclass(frozen=True)
class _Dress:
    """How a table is set: the styles of its letters, its rows, and in points the space above a group and the width
    that a column is not narrower than, whatever its share, unless there are many.
    """

    cell: fonts.Style = fonts.CELL
    column: fonts.Style = fonts.COLUMN_NAME
    group: fonts.Style = fonts.GROUP_NAME
    look: Look = Look()
    gap: float = 6
    narrowest: float = 32


_USUAL: Final = _Dress()
_COMPACT: Final = _Dress(
    fonts.COMPACT_CELL,
    fonts.COMPACT_COLUMN,
    fonts.COMPACT_GROUP,
    Look(pad=0.5, gutter=6, tall=40),
    gap=1,
    narrowest=16,
)


class Tables:
    """Sets the tables of one document that is `width` points wide; `top` is the element they stand in."""

    def __init__(self, cells: Cells, width: float, top: Element) -> None:
        self._cells, self._width, self._top = cells, width, top
        self._notes = 0

    def table(self, table: content.Table) -> Iterator[Piece]:
        """The table, then what was too long for its cells."""
        cells, dress = (self._cells.compact(), _COMPACT) if table.is_compact else (self._cells, _USUAL)
        rows = table.read()
        first = list(islice(rows, _SAMPLE))
        if not first and table.empty:
            yield Leaf(self._cells.words(table.empty, fonts.SMALL), self._top.add("P"))
            return
        element, notes = self._top.add("Table"), _Notes(self._notes)
        header = element.add("THead") if first else element  # ISO 32000-1, 14.8.4.3.4: no THead without a TBody
        head, tracks = self._head(table.columns, header, dress), self._tracks(table.columns, first, cells, dress)
        body = _Body(cells, table.columns, element, notes, dress)
        is_repeated = Rows(tracks, (head,)).height(self._width) <= _HIGHEST_HEAD
        made = (body.row(row) for row in chain(first, rows))
        if is_repeated:
            yield Rows(tracks, made, dress.look, head=head, before=2, after=14)
        else:
            yield Rows(tracks, chain((head,), made), dress.look, before=2, after=14)
        if notes.texts:
            yield self._set(notes)
            self._notes = notes.last

    def _head(self, columns: Sequence[content.Column], element: Element, dress: _Dress) -> Row:
        row = element.add("TR")
        cells = []
        for column in columns:
            words = self._cells.words(column.title, replace(dress.column, align=column.align))
            cells.append(Leaf(words, row.add("TH", tags.scope("Column")), once=True))
        return Row(tuple(cells), holds=True)

    def _tracks(
        self, columns: Sequence[content.Column], rows: Sequence[content.TableRow], set_in: Cells, dress: _Dress
    ) -> tuple[Track, ...]:
        """Columns by their shares, but no badge or trend is broken that can be spared it."""
        total = sum(column.width_share for column in columns)
        room = self._width - dress.look.gap(self._width, len(columns)) * (len(columns) - 1)
        least = total * min(dress.narrowest / room, 0.5 / len(columns))
        shares = tuple(Track(share=max(column.width_share, least)) for column in columns)
        if len(columns) == 1:
            return shares
        tracks = []
        for place, (column, share) in enumerate(zip(columns, shares, strict=True)):
            cells = [row[place] for row in rows if not isinstance(row, content.Group)]
            unbroken = max((self._least(cell, set_in) for cell in cells), default=0.0)
            enough = room * column.width_share / total >= unbroken or unbroken > room / 4
            tracks.append(share if enough else Track(points=unbroken))
        return shares if sum(track.points for track in tracks) > room * 0.6 else tuple(tracks)

    def _least(self, cell: content.Cell, set_in: Cells) -> float:
        """The width that keeps a cell's marks on one line each, in points; 0 without marks."""
        match cell:
            case content.Badge() | content.Trend():
                return set_in.mark(cell).natural()
            case content.Stack(values):
                return max((self._least(value, set_in) for value in values), default=0.0)
            case content.Counts(parts):
                counts = [marks.count(part, self._cells.gate, self._cells.language) for part in parts if part.count]
                return max((one.natural() for one in counts), default=0.0)
        return 0.0

    def _set(self, notes: _Notes) -> Rows:
        """The notes, each a note of its own for assistive technology (ISO 14289-1, 7.9)."""
        rows, wide = [], 18.0
        for number, text in notes.texts:
            name = _name(number)
            element = self._top.add("Note")
            element.identifier = name
            said = self._cells.words(f"{number}.", fonts.SMALL)
            wide, label = max(wide, said.natural()), Leaf(said, element.add("Lbl"))
            words = self._cells.tagged(text, element.add("P"), replace(fonts.SMALL, after=0))
            rows.append(Row((stack([Anchor(name), label]), words)))
        return Rows((Track(points=wide), Track(share=1)), rows, Look(pad=3, rule=None, tall=40), after=12)


def _name(number: int) -> str:
    return f"note-{number}"


class _Notes:
    """What was too long for the cells of a table; numbered on from `last`."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.texts: list[tuple[int, str | content.Foreign]] = []

    def add(self, text: str | content.Foreign) -> int:
        """Keeps a text and gives the number of its note."""
        self.last += 1
        self.texts.append((self.last, text))
        return self.last


class _Body:
    """Makes the rows of one table, one after the other."""

    def __init__(
        self, cells: Cells, columns: Sequence[content.Column], element: Element, notes: _Notes, dress: _Dress
    ) -> None:
        self._cells, self._columns, self._notes, self._dress = cells, len(columns), notes, dress
        self._body = element.add("TBody")
        self._styles = [replace(dress.cell, align=column.align) for column in columns]
        self._styles[0] = replace(self._styles[0], font=fonts.MEDIUM)
        self._known: dict[tuple[int, content.Cell], Piece] = {}

    def row(self, row: content.TableRow) -> Row:
        """The next row; its first cell names it."""
        element = self._body.add("TR")
        if isinstance(row, content.Group):
            header = element.add("TH", tags.span(self._columns))
            return Row((self._cells.headline(row.text, header, self._dress.group),), holds=True, gap=self._dress.gap)
        first, *others = row
        made = [self._cell(0, first, element.add("TH", _ROW_SCOPE))]
        made += [self._cell(place, cell, element.add("TD")) for place, cell in enumerate(others, 1)]
        return Row(tuple(made))

    def _cell(self, place: int, cell: content.Cell, element: Element) -> Piece:
        known = self._known.get((place, cell))
        if known is not None:
            return Leaf(known, element)
        if isinstance(cell, str | content.Foreign) and len(content.plain(cell)) > _LONGEST:
            return self._long(cell, element, self._styles[place])
        is_plain = not isinstance(cell, content.Foreign | content.Link | content.Stack)
        if not is_plain or is_right_to_left(cell) or self._cells.shortened(cell):
            return self._cells.tagged(cell, element, self._styles[place])
        piece = self._cells.plain(cell, self._styles[place])
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[place, cell] = piece
        return Leaf(piece, element)

    def _long(self, cell: str | content.Foreign, element: Element, style: fonts.Style) -> Piece:
        """The beginning of a long text, and a link to the note with the rest."""
        text = content.plain(cell)
        cut = text.rfind(" ", _LONGEST // 2, _LONGEST) + 1 or _LONGEST
        number = self._notes.add(_with(cell, text[cut:].lstrip()))
        beginning = self._cells.tagged(_with(cell, f"{text[:cut].rstrip()} …"), element.add("P"), style)
        said = self._cells.language.text(N_("Continued in note {number}"), number=number)
        link = element.add("Reference").add("Link")
        return stack([beginning, self._cells.inner_link(said, link, replace(style, colour=fonts.LINK), _name(number))])


def _with(cell: str | content.Foreign, text: str) -> str | content.Foreign:
    return text if isinstance(cell, str) else replace(cell, text=text)


_ROW_SCOPE: Final = tags.scope("Row")
