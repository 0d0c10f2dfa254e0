"""Blocks turned into pieces: how each part of a document is set, and what it is for assistive technology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kidesk.i18n import Language
from kidesk.reports import content
from kidesk.reports.figures import summary
from kidesk.reports.outline import entries
from kidesk.reports.paper import charts, contents, fonts, marks, tags
from kidesk.reports.paper.cells import Cells
from kidesk.reports.paper.gate import Gate, for_metadata
from kidesk.reports.paper.rows import NOTHING, Look, Row, Rows, Track, stack
from kidesk.reports.paper.sheet import Sheet
from kidesk.reports.paper.tables import Tables
from kidesk.reports.paper.tags import Element
from kidesk.reports.paper.words import Leaf, Piece


@dataclass(slots=True)
class _Figure(Leaf):
    """A drawing: its element says where it lies."""

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner at `x`, `top`."""
        if "/BBox" not in self.element.extras:  # the first part of one that pages divide
            self.element.extras += tags.placed((x, top - self.height(width), x + width, top))
        Leaf.draw(self, sheet, x, top, width)


@dataclass(slots=True)
class _Caption(Leaf):
    """The words under a drawing, which stand in the element `inside` after what was drawn before them."""

    inside: Element | None = None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        """Draws it with its top left corner at `x`, `top`."""
        if self.inside is not None and not self.element.kids:
            self.inside.hold(self.element)
        Leaf.draw(self, sheet, x, top, width)


class Setter:
    """Turns blocks into pieces that can be set on a page `width` points wide; their elements stand in `top`."""

    def __init__(
        self, document: content.Document, language: Language, gate: Gate, width: float, top: Element
    ) -> None:
        self._document, self._language, self._gate, self._width, self._top = document, language, gate, width, top
        self._cells = Cells(gate, language)
        self._tables = Tables(self._cells, width, top)
        self._entries = list(entries(document.blocks))
        self._next_entry = iter(self._entries)

    def document(self) -> Iterator[Piece | None]:
        """The pieces of the whole document; None where a new page begins."""
        yield from self._cover()
        for block in self._document.blocks:
            if isinstance(block, content.PageBreak):
                yield None
            else:
                yield from self._block(block)

    def _cover(self) -> Iterator[Piece | None]:
        document, page = self._document, self._document.cover == "page"
        if page:
            yield Rows(_ONE, (Row((NOTHING,), gap=150),), Look(pad=0, rule=None))
        if not self._entries:  # a list has no other heading, and the outline must lead somewhere
            yield contents.Anchor("title", 0, for_metadata(content.plain(document.title)) or "–", 1)
        yield self._cells.headline(document.title, self._top.add("H1"), fonts.TITLE)
        if document.subtitle.strip():
            yield self._paragraph(document.subtitle, fonts.SUBTITLE)
        if document.control:
            yield self._grid(document.control, Look(pad=7, gutter=16, inset=12, frame=fonts.LINE), before=18)
        if page:
            yield None
        else:
            yield Rows(_ONE, (), before=6, after=6)

    def _block(self, block: content.Block) -> Iterator[Piece]:
        match block:
            case content.Heading():
                yield from self._heading()
            case content.Paragraph(text, style_name):
                yield self._paragraph(text, _PARAGRAPHS[style_name])
            case content.Contents():
                yield from contents.table(block, self._entries, self._top, self._cells)
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
                yield from self._tables.table(block)
            case content.Chart():
                yield from self._chart(block)
            case content.KeepTogether(blocks):
                yield stack(list(self._measured(blocks)), whole=True)

    def _measured(self, blocks: Iterable[content.Block]) -> Iterator[Piece]:
        """The pieces of blocks, each read to its end before the next is made: a table's notes depend on it."""
        for block in blocks:
            for piece in self._block(block):
                piece.height(self._width)
                yield piece

    def _paragraph(self, text: content.Phrase, style: fonts.Style) -> Piece:
        return self._cells.tagged(text, self._top.add("P"), style)

    def _heading(self) -> Iterator[Piece]:
        """The heading under the title, which is H1; its level decides how it looks and what it is."""
        heading, level, place = next(self._next_entry)
        style = fonts.HEADINGS[heading.level]
        yield contents.Anchor(place, style.before, for_metadata(content.plain(heading.text)) or "–", level)
        yield self._cells.headline(heading.text, self._top.add(f"H{level + 1}"), replace(style, before=0))

    def _list(self, items: Sequence[content.Phrase], numbered: bool) -> Piece:
        element = self._top.add("L", tags.numbering("Decimal" if numbered else "Disc"))
        rows, wide = [], 16.0 if numbered else 8.0
        for place, item in enumerate(items, 1):
            one = element.add("LI")
            said = self._cells.words(f"{place}." if numbered else "•", _ITEM)
            wide, label = max(wide, said.natural()), Leaf(said, one.add("Lbl"))
            rows.append(Row((label, self._cells.tagged(item, one.add("LBody"), _ITEM))))
        return Rows((Track(points=wide), Track(share=1)), rows, Look(pad=1.5, gutter=4, rule=None, tall=40), after=8)

    def _note(self, tone: content.Tone, text: str) -> Piece:
        sign = marks.Picture(marks.sign(tone, fonts.INK[tone], 11), before=0, after=0)
        row = Row((sign, self._paragraph(text, replace(fonts.CELL, size=9, leading=13))))
        look = Look(pad=8, gutter=8, inset=12, rule=None, tint=fonts.TINT[tone], bar=fonts.INK[tone], tall=60)
        return Rows((Track(points=11), Track(share=1)), (row,), look, before=6, after=10)

    def _grid(self, pairs: Sequence[tuple[str, content.Cell]], look: Look, before: float) -> Piece:
        """Labels above values: a list of terms and what they are."""
        element = self._top.add("L", tags.numbering("None"))
        cells: list[Piece] = []
        for label, value in pairs:
            one = element.add("LI")
            above = Leaf(self._cells.words(label, fonts.LABEL), one.add("Lbl"))
            cells.append(stack([above, self._cells.tagged(value, one.add("LBody"), fonts.VALUE)]))
        cells += [NOTHING] * (-len(cells) % 3)
        rows = [Row(tuple(cells[start : start + 3])) for start in range(0, len(cells), 3)]
        return Rows((Track(share=1),) * 3, rows, look, before=before, after=10)

    def _facts(self, pairs: Sequence[tuple[str, content.Cell]]) -> Piece:
        """Labels beside values: a table whose rows are named by their first cell."""
        body, label, rows = self._top.add("Table"), replace(fonts.ROW_NAME, colour=fonts.MUTED), []
        for name, value in pairs:
            row = body.add("TR")
            header = Leaf(self._cells.words(name, label), row.add("TH", tags.scope("Row")))
            rows.append(Row((header, self._cells.tagged(value, row.add("TD")))))
        return Rows((Track(share=0.3), Track(share=0.7)), rows, Look(pad=4.5), whole=len(rows) <= 8, before=2, after=12)

    def _legend(self, items: Sequence[tuple[content.Badge | content.Trend, str]]) -> Piece:
        element, rows = self._top.add("L", tags.numbering("None")), []
        for sign, text in items:
            one = element.add("LI")
            label = self._cells.tagged(sign, one.add("Lbl"))
            rows.append(Row((label, self._cells.tagged(text, one.add("LBody")))))
        look = Look(pad=4, inset=12, edge=6, rule=None, tint=fonts.SHADE)
        return Rows((Track(share=0.28), Track(share=0.72)), rows, look, before=4, after=12)

    def _chart(self, chart: content.Chart) -> Iterator[Piece]:
        """The drawing with its summary, which is also its alternative text and so stands inside the figure."""
        whole: list[Piece] = []
        if chart.title.strip():
            whole.append(Leaf(self._cells.words(chart.title, fonts.CHART_TITLE, clings=True), self._top.add("P")))
        said = self._gate.line(summary.alternative(chart, self._language))
        figure = self._top.add("Figure", f"/Alt{tags.string(said)}")
        drawn = charts.pieces(chart.spec, self._width, self._gate, self._language, self._document.accent)
        whole.append(_Figure(stack(drawn), figure))
        if chart.summary.strip():
            caption = self._cells.words(chart.summary, fonts.SMALL, broken_in=self._language.code)
            whole.append(_Caption(caption, Element("Caption"), inside=figure))
        yield stack(whole, whole=True)
        if chart.with_values:
            yield from self._tables.table(summary.values(chart.spec, self._language))


_ONE: Final = (Track(share=1),)
_ITEM: Final = replace(fonts.BODY, after=0)
_PARAGRAPHS: Final = {"body": fonts.BODY, "muted": fonts.SMALL, "lead": fonts.LEAD}
